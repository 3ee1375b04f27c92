"""`tvaerspor plan simulate`, `sweep`, and the queues of `compare`."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.running import run, written
from tests.documents.pdf_text import Pdf
from tests.planning.shipped import TEXTS

FULL, BASIC, PAIN = "hofteklinik-simuleret", "hofteklinik-basis-simuleret", "funktionelle-lidelser-simuleret"
FEW = ("--replications", "4")


def test_the_words_say_waits_deadlines_months_money_and_how_it_was_made() -> None:
    ran = run("plan", "simulate", FULL, *FEW)
    assert ran.status == 0 and not ran.err, "no bar in a pipe"
    for said in (
        *("Udnyttelse, %", "Ventetider", "Undersøgt inden 60 dage", "Overholdt, %", "Kø måned for måned", "2026-01"),
        *("regionen", "prisniveau 2023-04", "Kaplan-Meier", "95 %-sikkerhedsinterval", "4.3 Gentagelser: 4"),
    ):
        assert said in ran.out, said
    assert "-0 til" not in ran.out and "(-" not in ran.out, "nobody waits less than no time"


def test_a_load_over_one_is_said_in_words() -> None:
    ran = run("plan", "simulate", PAIN, "--replications", "2")
    assert "Overbelastet - Smerteklinikken i Silkeborg: der efterspørges 29 % mere, end stationen kan nå" in ran.out
    assert "ukendt" in ran.out or "Venter endnu" in ran.out


def test_the_numbers_are_the_same_in_every_form(tmp_path: Path) -> None:
    data = run("plan", "simulate", FULL, *FEW, "--format", "json").data
    mean = next(each["mean"] for each in data["waits"] if each["station"] == "Undersøgelse i klinikken")
    said = f"{mean['estimate']:.1f} ({mean['low']:.1f} til {mean['high']:.1f})".replace(".", ",")
    text = run("plan", "simulate", FULL, *FEW, "--format", "csv").out.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    (row,) = (r for r in rows if r["measure"] == "wait_days" and r["of"] == "Undersøgelse i klinikken")
    assert float(row["estimate"].replace(",", ".")) == pytest.approx(mean["estimate"], abs=1e-6)
    assert said in run("plan", "simulate", FULL, *FEW).out
    for form in ("html", "pdf"):
        assert run("plan", "simulate", FULL, *FEW, "--format", form, "--to", tmp_path / form).status == 0
    html = (tmp_path / "html").read_text(encoding="utf-8")
    assert said in html and html.count('role="img"') == 3 and "STRESS 6" in html
    pdf = Pdf((tmp_path / "pdf").read_bytes())
    assert len(pdf.alternatives) == 3 and "Undersøgelse i klinikken" in pdf.alternatives[0]


def test_two_simulations_are_paired_beside_the_budget() -> None:
    ran = run("plan", "compare", BASIC, FULL, "--draws", "20", *FEW)
    assert "Ventetider, dage" in ran.out and "Frister, før og efter" in ran.out and "med det samme held" in ran.out
    assert "Kun efter: Kontrol, justeret træning, injektion." in ran.out
    data = run("plan", "compare", FULL, FULL, "--draws", "20", *FEW, "--format", "json").data
    assert {row["estimate"] for row in data["simulation"]} <= {0.0, None} and data["rows"]
    assert {row["estimate"] for row in data["simulation"] if row["what"] == "wait_days"} == {0.0}
    budgets = run("plan", "compare", "traening-nordjylland-demo", FULL, "--draws", "20", "--format", "json")
    assert budgets.status == 2, "the budgets' price levels differ, as before"


def test_simulations_with_each_their_seed_leave_the_budgets_as_they_are(tmp_path: Path) -> None:
    file = written(tmp_path, TEXTS[FULL].replace("seed: 1", "seed: 2"), "min.yaml")
    ran = run("plan", "compare", FULL, file, "--draws", "20")
    assert ran.status == 0 and "hver sit frø (1 og 2)" in ran.err and "Ventetider, dage" not in ran.out


def test_the_smallest_capacity_is_found_and_every_trial_shown() -> None:
    ran = run("plan", "sweep", FULL, "--capacity", "training", "--target", "wait<=0,5", *FEW)
    assert ran.status == 0 and "Mindste kapacitet: " in ran.out and "Træning hos fysioterapeut" in ran.out
    data = run("plan", "sweep", FULL, "--capacity", "training", "--target", "wait<=0,5", *FEW, "--format", "json").data
    met = {trial["units"]: trial["is_met"] for trial in data["trials"]}
    assert met[data["units"]] and not met[data["units"] - 1]
    none = run("plan", "sweep", FULL, "--capacity", "training", "--target", "wait<=0,5", "--most", "3", *FEW)
    assert "ingen: heller ikke 3 enheder når målet" in none.out


BAD = [
    (("simulate", "holstebro-2020"), "har ingen simulation"),
    (("simulate", FULL, "--cluster", "tcp://127.0.0.1:1x"), "klyngen tcp://127.0.0.1:1x svarer ikke"),
    (("sweep", FULL, "--capacity", "klinik", "--target", "wait<=1"), "stationen «klinik» findes ikke; mente du"),
    (("sweep", FULL, "--capacity", "clinic", "--target", "hurtigt"), "skriv fx wait<=30"),
    (("sweep", FULL, "--capacity", "clinic", "--target", "sen>=90%"), "målet «sen» findes ikke; mente du «seen»?"),
    (("sweep", FULL, "--capacity", "clinic", "--target", "wait>=3"), "skriv wait<=3"),
    (("sweep", FULL, "--capacity", "clinic", "--target", "wait<=få"), "er ikke et tal"),
]


@pytest.mark.parametrize(("arguments", "sentence"), BAD)
def test_what_cannot_be_meant_is_one_sentence_and_status_2(arguments: tuple[str, ...], sentence: str) -> None:
    ran = run("plan", *arguments)
    assert ran.status == 2 and sentence in ran.err and not ran.out


def test_a_fault_in_the_simulation_is_told_with_file_and_line(tmp_path: Path) -> None:
    text = TEXTS[FULL].replace("enters: clinic", "enters: klinik")
    file = written(tmp_path, text, "min.yaml")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "enters: klinik" in each)
    ran = run("plan", "simulate", file)
    assert ran.status == 2 and f"{file}:{line}: " in ran.err and not ran.out
