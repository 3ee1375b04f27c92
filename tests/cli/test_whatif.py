"""`tvaerspor whatif`: a change replayed over a history of referrals in CSV or Parquet."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from tests.cli.running import Ran, run
from tvaerspor.actions import history_columns
from tvaerspor.actions.open_programme import open_programme, shipped_folder
from tvaerspor.triage.decide import decide
from tvaerspor.triage.decision import Context
from tvaerspor.triage.read_answers import read_answers

BEGINNING = {
    "birth_date": "1957-03-14",
    "diagnosis_code": "L90",
    **dict.fromkeys(
        "infection circulation cancer knee_trauma inflammatory painful_prosthesis marked_restriction".split(),
        "nej",
    ),
    "other_disease": "nej",
    "severity": "svær",
    "bmi": "24,5",
    "xray_taken": "yes",
    "xray_date": "2026-03-01",
    "training": "ended_without_effect",
    "training_weeks": "6",
    "training_per_week": "2",
    "analgesics": "tried",
    "request": "surgery_assessment",
    "surgery_exception": "none",
    **dict.fromkeys(
        "home_care low_self_care coordination_needed dependent_on_services weak_network limited_resources "
        "short_education_low_income language_barrier homeless_misuse_or_mental_illness".split(),
        "0",
    ),
    "municipality_has_offer": "true",
    "date": "2026-06-01",
}
"""A referral as a spreadsheet might hold it: Danish words, a decimal comma, 0 for no."""


def history(folder: Path, rows: Sequence[dict[str, str]], name: str = "history.csv") -> Path:
    """The rows as a CSV file, each on top of BEGINNING."""
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, [*BEGINNING, *{key: None for row in rows for key in row if key not in BEGINNING}])
        writer.writeheader()
        writer.writerows({**BEGINNING, **row} for row in rows)
    return file


@pytest.fixture(scope="module")
def stricter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped programmes with eight weeks of training demanded instead of six."""
    folder = tmp_path_factory.mktemp("stricter") / "programmes"
    shutil.copytree(shipped_folder(), folder)
    triage = folder / "knaeartrose" / "triage.yaml"
    text = triage.read_text("utf-8")
    assert "{training_weeks: {at_least: 6}}" in text
    triage.write_text(text.replace("{training_weeks: {at_least: 6}}", "{training_weeks: {at_least: 8}}"), "utf-8")
    return folder


def replay(file: Path, folder: Path, *more: str) -> Ran:
    """The change to `folder` replayed over `file`."""
    return run("whatif", "knaeartrose", file, "--to", folder, *more)


WEEKS = [{"training_weeks": str(weeks)} for weeks in (5, 6, 7, 8, 9)]


def test_who_moves_is_counted_said_in_words_and_shown_by_an_example(tmp_path: Path, stricter: Path) -> None:
    out = replay(history(tmp_path, WEEKS), stricter).out
    assert "5 henvisninger afspillet; 2 (40,0 %) får et andet svar" in out
    assert "2 henvisninger (40,0 %)" in out
    assert "før:   sygehus, ortopædkirurgi" in out and "efter: praktiserende fysioterapeut" in out
    assert "har varet 6 uger" in out or "har varet 7 uger" in out


def test_each_row_moves_as_its_citizen_would(tmp_path: Path, stricter: Path) -> None:
    """The columns against one decision at a time: two ways to the same count."""
    file = history(tmp_path, [*WEEKS, {"bmi": ""}, {"severity": ""}, {"xray_date": "2025-01-01"}, {"infection": "ja"}])
    moves = {
        (str(move["from"]), str(move["to"])): move["referrals"]
        for move in replay(file, stricter, "--json").data["moves"]
    }
    counted: dict[tuple[str, str], int] = {}
    with file.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            sides = []
            for folder in (None, stricter):
                programme = open_programme("knaeartrose", folder)
                raw = {name: {"0": "no"}.get(word, word) for name, word in row.items() if name != "date"}
                decision = decide(programme, read_answers(programme, raw), Context(row["date"]))
                sides.append(str([list(outcome.destinations) for outcome in decision.possible]))
            counted[(sides[0], sides[1])] = counted.get((sides[0], sides[1]), 0) + 1
    assert moves == counted


def test_parquet_csv_and_small_pieces_give_the_same(
    tmp_path: Path, stricter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = history(tmp_path, WEEKS * 3)
    parquet = tmp_path / "history.parquet"
    duckdb.connect().execute(
        f"COPY (SELECT * REPLACE (CAST(training_weeks AS INTEGER) AS training_weeks, infection = 'ja' AS infection,"
        f" CAST(replace(bmi, ',', '.') AS FLOAT) AS bmi, CAST(date AS DATE) AS date)"
        f" FROM read_csv('{file}', all_varchar=true)) TO '{parquet}' (FORMAT parquet)"
    )
    whole = replay(file, stricter, "--json").data
    assert replay(parquet, stricter, "--json").data == whole
    monkeypatch.setattr(history_columns, "ROWS_AT_A_TIME", 4)
    pieces = replay(file, stricter, "--json").data
    for move in (*whole["moves"], *pieces["moves"]):
        assert int(WEEKS[move.pop("example_row") % 5]["training_weeks"]) >= 5
    assert pieces == whole


def test_an_x_ray_is_as_old_as_it_was_on_the_referrals_own_day(tmp_path: Path, stricter: Path) -> None:
    file = history(tmp_path, [{"date": day} for day in ("2026-03-02", "2026-09-01", "2026-09-02")])
    moves = replay(file, shipped_folder(), "--json").data["moves"]
    assert {str(move["from"]): move["referrals"] for move in moves} == {
        "[['orthopaedics']]": 2,
        "[['own_doctor_xray_first']]": 1,
    }


def test_the_json_names_both_versions_and_which_moves_are_changes(tmp_path: Path, stricter: Path) -> None:
    data = replay(history(tmp_path, WEEKS), stricter, "--json").data
    assert data["from_version"] == open_programme("knaeartrose").version != data["to_version"]
    assert sum(move["referrals"] for move in data["moves"] if move["is_change"]) == data["changed"] == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"bmi": "abc"}, "række 2: bmi: skal være et tal"),
        ({"bmi": "5"}, "række 2: bmi: skal ligge mellem 10 og 80"),
        ({"bmi": "-1"}, "række 2: bmi: skal ligge mellem 10 og 80"),
        ({"bmi": "nan"}, "række 2: bmi:"),
        ({"training_weeks": "6.5"}, "række 2: training_weeks: skal være et helt tal"),
        ({"severity": "hård"}, "række 2: severity: kan ikke være «hård»; vælg mellem mild, moderate, severe"),
        ({"infection": "måske"}, "række 2: infection: skal være ja, nej eller ved ikke"),
        ({"infection": "7"}, "række 2: infection: skal være ja, nej eller ved ikke"),
        ({"xray_date": "2026-02-30"}, "række 2: xray_date: skal være en dato"),
        ({"birth_date": "1/2 57"}, "række 2: birth_date: skal være en dato"),
        ({"date": "i går"}, "række 2: date: skal være en dato"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_row_and_column(
    tmp_path: Path, stricter: Path, row: dict[str, str], said: str
) -> None:
    ran = replay(history(tmp_path, [{}, row, {}]), stricter)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_every_bad_column_is_named_in_one_run_with_how_many_rows(tmp_path: Path, stricter: Path) -> None:
    err = replay(history(tmp_path, [{"bmi": "5"}, {"bmi": "6", "severity": "x"}]), stricter).err
    assert len(err.splitlines()) == 2 and "bmi" in err and "severity" in err and "(og 1 række til)" in err


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("h.csv", b"", "ingen kolonne hedder"),
        ("h.csv", b"a,b\n1,2\n", "ingen kolonne hedder"),
        ("h.csv", b"severity,bmi\n", "ingen henvisninger"),
        ("h.csv", bytes(range(128, 256)) * 9, ""),
        ("h.parquet", b"not parquet at all", "kan ikke læses som en tabel"),
        ("h.parquet", b"", "kan ikke læses som en tabel"),
        ("h.xlsx", b"PK", ".parquet- eller .csv-fil"),
    ],
)
def test_a_file_that_is_no_history_is_refused(tmp_path: Path, stricter: Path, name: str, raw: bytes, said: str) -> None:
    file = tmp_path / name
    file.write_bytes(raw)
    ran = replay(file, stricter)
    assert (ran.status, ran.out) == (2, "")
    assert name in ran.err and said in ran.err and "Traceback" not in ran.err


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path, stricter: Path) -> None:
    assert "mappe" in replay(tmp_path, stricter).err
    assert "findes ikke" in replay(tmp_path / "nothing.csv", stricter).err


def test_columns_that_decide_nothing_are_named_as_unused(tmp_path: Path, stricter: Path) -> None:
    ran = replay(history(tmp_path, [{"shoe_size": "43"}]), stricter)
    assert ran.status == 0 and "shoe_size" in ran.err


def test_two_equal_versions_change_nothing_and_that_is_said(tmp_path: Path) -> None:
    ran = run("whatif", "knaeartrose", history(tmp_path, WEEKS))
    assert ran.status == 0 and "0 (0,0 %) får et andet svar" in ran.out and "den samme" in ran.err


@pytest.mark.stored
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("knaeartrose", "--from", "abc"), "ingen udgivet version begynder med «abc»"),
        (("nosuch",), "intet program «nosuch»"),
        (("knaeartrose", "--region", "narnia"), "«narnia» findes ikke"),
        (("knaeartrose", "--from", ""), ""),
    ],
)
def test_an_unknown_version_programme_or_region_is_bad_input(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = run("whatif", arguments[0], history(tmp_path, WEEKS), *arguments[1:])
    assert ran.status == 2 and said in ran.err


def test_an_option_that_only_one_of_the_versions_has_is_read_in_both_directions(tmp_path: Path) -> None:
    folder = tmp_path / "programmes"
    shutil.copytree(shipped_folder(), folder)
    questions = folder / "common" / "questions.yaml"
    text = questions.read_text("utf-8")
    assert text.count("      tried: {") == 1
    questions.write_text(text.replace("      tried: {", '      unclear: "uklart"\n      tried: {'), "utf-8")
    file = history(tmp_path, [{"analgesics": "unclear"}, {}])
    for direction in ("--from", "--to"):
        ran = run("whatif", "knaeartrose", file, direction, folder, "--json")
        assert ran.status == 0 and ran.data["referrals"] == 2
    assert "analgesics: kan ikke være «unclear»" in run("whatif", "knaeartrose", file).err
