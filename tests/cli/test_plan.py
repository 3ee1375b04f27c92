"""`tvaerspor plan`: budgets, comparisons, sensitivities and applications, from a file or by name."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from tests.cli.running import run, written
from tests.documents.pdf_text import Pdf
from tests.planning.shipped import SMALL, TEXTS

SEED, TRAINING, INDIVIDUAL = "holstebro-2020", "traening-nordjylland-demo", "traening-nordjylland-individuelt-demo"


def test_the_seeds_budget_is_printed_to_the_oere() -> None:
    """Seed 003, annex Budget: 75.317,60 and 14.122,05; in all 89.439,65, of which 82.378,63 in 2020."""
    ran = run("plan", "budget", SEED)
    assert ran.status == 0 and not ran.err
    for said in ("75.317,60 kr.", "14.122,05 kr.", "82.378,63 kr.", "7.061,03 kr.", "89.439,65 kr."):
        assert said in ran.out, said
    assert "40 læger × 2 timer × 941,47 kr. pr. time" in ran.out and "2019-10-01" in ran.out


def test_plain_data_of_the_seeds_budget() -> None:
    data = run("plan", "budget", SEED, "--format", "json").data
    assert data["totals"] == {"2019-10": {"kroner": 89439.65, "oere": "89439.65"}}
    assert [(row["year"], row["kroner"]) for row in data["sums"]] == [(2020, 82378.625), (2021, 7061.025)]


def test_one_municipality_in_other_years() -> None:
    """Seed 004, table "Indsats", for Holstebro: 1.202.334 kr. of patient education a year."""
    ran = run("plan", "budget", "laenderyg-midtjylland-2012", "--municipality", "0661", "--years", "2013-2014")
    assert "Kommuner:   Holstebro" in ran.out and "1.202.334,00 kr." in ran.out and "2015" not in ran.out


def test_files_for_spreadsheets_programs_and_printers(tmp_path: Path) -> None:
    for form in ("csv", "parquet", "html", "pdf"):
        ran = run("plan", "budget", SEED, "--format", form, "--to", tmp_path / form)
        assert (ran.status, ran.out) == (0, "") and "er skrevet" in ran.err
    assert ";75317,6;" in (tmp_path / "csv").read_text(encoding="utf-8")
    assert pyarrow.parquet.read_table(io.BytesIO((tmp_path / "parquet").read_bytes())).num_rows == 3
    assert "82.378,63 kr." in (tmp_path / "html").read_text(encoding="utf-8")
    assert "82.378,63 kr." in Pdf((tmp_path / "pdf").read_bytes()).text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv", "html", "parquet", "pdf"]


def test_two_scenarios_side_by_side_with_shared_luck() -> None:
    ran = run("plan", "compare", TRAINING, INDIVIDUAL, "--draws", "200")
    assert "12.378.438,02 kr." in ran.out and "det samme på begge sider i hver trækning" in ran.out
    data = run("plan", "compare", TRAINING, TRAINING, "--draws", "50", "--format", "json").data
    assert {row["difference"]["high"] for row in data["rows"]} == {0.0}
    refused = run("plan", "compare", TRAINING, SEED)
    assert refused.status == 2 and "prisniveau 2023-04 og 2019-10" in refused.err


def test_what_a_budget_hangs_on_and_whether_a_ceiling_holds() -> None:
    ran = run("plan", "sensitivity", TRAINING, "--draws", "500", "--ceiling", "10000000")
    lines = ran.out.splitlines()
    widest = next(at for at, line in enumerate(lines) if line.startswith("  Henvisninger"))
    assert "23.701.174,56 kr.  35.551.761,84 kr.  11.850.587,28 kr." in lines[widest]
    assert "Et loft på 10.000.000,00 kr. om året holder" in ran.out
    data = run("plan", "sensitivity", TRAINING, "--draws", "500", "--format", "json").data
    assert data == run("plan", "sensitivity", TRAINING, "--draws", "500", "--format", "json").data
    assert data["swings"][0]["key"] == "knaeartrose/knee_referrals_per_100000" and data["within"] == []


def test_the_application_of_the_seed() -> None:
    ran = run("plan", "application", SEED)
    assert (
        "Totalbudget:" in ran.out
        and "ca. 89.500 kr." in ran.out
        and "2020: ca. 82.400 kr.; 2021: ca. 7.100 kr." in ran.out
    )
    assert ran.err == "bemærk: ikke udfyldt: Dato\n"
    assert "ca. 89.500 kr." in run("plan", "application", SEED, "--format", "html").out
    none = run("plan", "application", TRAINING)
    assert none.status == 2 and "har ingen ansøgning; skriv dens ord under application" in none.err


def test_a_file_of_ones_own_builds_on_a_shipped_one_and_on_its_neighbours(tmp_path: Path) -> None:
    written(tmp_path, "id: foerste\ntitle: Første\nbase: holstebro-2020\n", "foerste.yaml")
    file = written(tmp_path, "id: anden\ntitle: Anden\nbase: foerste\nyears: {from: 2020, to: 2022}\n", "anden.yaml")
    ran = run("plan", "budget", file)
    assert ran.status == 0 and ran.out.startswith("Anden") and "89.439,65 kr." in ran.out


FAULTS = [
    ("a price without a level", 'per: 3, unit: kr. pr. år, price_level: "2020"', "per: 3, unit: kr. pr. år, date: x",
     "  clinic:", "values.clinic: et beløb mangler prisniveau (price_level), fx price_level: \"2019-10\""),
    ("a municipality without population", '["0661", "0706"]', '["0661", "0101"]',
     "municipalities:", "kommunen 0101 København mangler indbyggertal: ingen af folketallene midtjylland-2013 har den"),
    ("a word too many", "title: Lille", "titel: Lille", "titel:", "titel"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "at", "sentence"), FAULTS, ids=[each[0] for each in FAULTS])
def test_what_is_wrong_is_told_with_file_and_line(
    tmp_path: Path, what: str, old: str, new: str, at: str, sentence: str
) -> None:
    text = SMALL.replace(old, new, 1)
    file = written(tmp_path, text, "mit.yaml")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each.startswith(at))
    for command in ("budget", "sensitivity", "application"):
        ran = run("plan", command, file)
        assert ran.status == 2 and not ran.out
        assert f"{file}:{line}: " in ran.err and sentence in ran.err


BAD = [
    (("budget", "findes-ikke"), "hverken en fil eller et medfølgende scenarie"),
    (("budget", "findes-ikke.yaml"), "filen findes ikke"),
    (("budget", SEED, "--years", "i år"), "skriv det første og det sidste år, fx 2027-2030"),
    (("budget", SEED, "--years", "2020"), "2021 ligger uden for 2020-2020"),
    (("budget", TRAINING, "--municipality", "9999"), "kommunen «9999» findes ikke"),
    (("budget", "genoptraeningsplaner-2011", "--to", "/findes/ikke"), "kan ikke læses eller skrives"),
]


@pytest.mark.parametrize(("arguments", "sentence"), BAD)
def test_what_cannot_be_meant_is_one_sentence_and_status_2(arguments: tuple[str, ...], sentence: str) -> None:
    ran = run("plan", *arguments)
    assert ran.status == 2 and sentence in ran.err and not ran.out


def test_a_run_that_is_given_up_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tvaerspor.planning import sensitivity

    def give_up(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sensitivity, "draw_totals", give_up)
    ran = run("plan", "sensitivity", TRAINING, "--to", tmp_path / "ud.txt")
    assert ran.status != 0 and not list(tmp_path.iterdir()) and not ran.out


def test_a_budget_in_words_imports_neither_pictures_nor_typesetting_nor_django() -> None:
    code = (
        "import sys\nfrom tvaerspor.cli import app\n"
        f"sys.argv = ['tvaerspor', 'plan', 'budget', '{SEED}']\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "heavy = ('altair', 'vl_convert', 'typst', 'django', 'pyarrow', 'duckdb')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_json_of_every_shipped_budget_is_json() -> None:
    for id_ in TEXTS:
        assert json.loads(run("plan", "budget", id_, "--format", "json").out)["scenario"] == id_
