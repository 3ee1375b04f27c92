"""Answers that cannot be used: exit status 2, no traceback, the file and line, and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import OF_KNEE, Ran, run, written

LONG = "severity: " + "[" * 100_000 + "]" * 100_000 + "\n"


def refused(ran: Ran) -> str:
    """What stderr says of a refused file; nothing is printed as if it were an answer."""
    assert ran.status == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    return ran.err


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("severity: sevre\n", ":1: severity:", "vælg mellem mild, moderate, severe"),
        ("\nbmi: 27 cm\n", ":2: bmi:", "skal være i kg/m², ikke i cm"),
        ("bmi: 270\n", ":1: bmi:", "skal ligge mellem 10 og 80 kg/m², ikke 270"),
        ("bmi: .nan\n", ":1: bmi:", "skal være et tal i kg/m²"),
        ('{"bmi": NaN}', ":1: bmi:", "skal være et tal i kg/m²"),
        ("bmi: 1e400\n", ":1: bmi:", "kg/m²"),
        ("bmi: {at_least: 30, below: 20}\n", ":1: bmi:", "den nedre grænse er ikke under den øvre"),
        ("training_weeks: 1.5\n", ":1: training_weeks:", "helt tal"),
        ("sevrity: mild\n", ":1: sevrity:", "mente du «severity»?"),
        ("red_flags: {infektion: yes}\n", ":1: red_flags:", "«infektion» er ikke en mulighed"),
        ("red_flags: {infection: perhaps}\n", ":1: red_flags:", "ja, nej eller ved ikke"),
        ("infection: 7\n", ":1: infection:", "ja, nej eller ved ikke"),
        ("birth_date: '1957-02-30'\n", ":1: birth_date:", "en dato som 2026-11-22"),
        ("birth_date: '2957-02-20'\n", ":1: birth_date:", "efter den dag, der visiteres på"),
        ("birth_date: '1850-01-01'\n", ":1: birth_date:", "en alder på 17"),
        ("xray_date: '2957-02-20'\n", ":1: xray_date:", "efter den dag, der visiteres på"),
        ("diagnosis_code: 90\n", ":1: diagnosis_code:", "skal være en tekst"),
        ("severity: mild\nseverity: severe\n", ":2: severity:", "to gange"),
        ("date: 22-11-2026\nbmi: 20\n", ":1: date:", "en dato som 2026-11-22"),
        ("bmi: 20\nregion: narnia\n", ":2: region:", "vælg mellem hovedstaden, midtjylland"),
        ("bmi: 20\nregion: norddjylland\n", ":2: region:", "mente du «nordjylland»?"),
        ("bmi: 20\nregion: [nordjylland]\n", ":2: region:", "skal være en tekst"),
        ("bmi: 20\nmunicipality: 851\n", ":2: municipality:", "skal være en tekst"),
        ("bmi: 20\ndecision: nowhere\n", ":2: decision:", "vælg mellem destination, first_visit"),
        ("bmi: 20\nprogramme: nosuch\n", ":2:", "programmet «nosuch» findes ikke; vælg mellem"),
        ("programme: [a]\nbmi: 20\n", ":1: programme:", "skal være en tekst"),
        ("regoin: nordjylland\nanswers: {bmi: 20}\n", ":1: regoin:", "mente du «region»?"),
        ("answers: 5\n", ":1: answers:", "«oplysning: svar»"),
        ("- a\n- b\n", "citizen.yaml:", "«oplysning: svar»"),
        ("hello\n", "citizen.yaml:", "«oplysning: svar»"),
        ("", "citizen.yaml:", "«oplysning: svar»"),
        ("? [a, b]\n: 5\n", "citizen.yaml:", ""),
        ("severity: &a mild\nbmi: *a\n", "citizen.yaml:", "ankre"),
        ("severity: {one_of: [mild\n", "citizen.yaml:", "ikke gyldig YAML"),
        ("severity: mild\n---\nseverity: severe\n", "citizen.yaml:", "ikke gyldig YAML"),
        (LONG, "citizen.yaml:", "i hinanden i over 50 lag"),
        ("severity:\n" + " - " * 60 + "a\n", "citizen.yaml:", "i hinanden i over 50 lag"),
    ],
)
def test_a_bad_answer_is_named_with_its_line_and_what_was_expected(
    tmp_path: Path, text: str, place: str, said: str
) -> None:
    err = refused(run("triage", *(() if "programme:" in text else OF_KNEE), written(tmp_path, text)))
    assert place in err and said in err


def test_every_bad_answer_is_named_in_one_run(tmp_path: Path) -> None:
    text = "severity: sevre\nbmi: 27 cm\nxyz: 1\nbirth_date: '2957-01-01'\nregion: narnia\n"
    err = refused(run("triage", *OF_KNEE, written(tmp_path, text)))
    assert [line.split(":")[2].strip() for line in err.splitlines()] == [
        "severity", "bmi", "xyz", "birth_date", "region",
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [b"\xff\xfes\x00", bytes(range(256)), b"a: \xe6\n"])
def test_a_file_that_is_not_utf8_is_refused_with_the_byte(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "citizen.yaml"
    file.write_bytes(raw)
    assert "citizen.yaml" in refused(run("triage", file))


def test_a_folder_a_missing_file_and_a_forbidden_one_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "mappe" in refused(run("triage", tmp_path))
    assert "findes ikke" in refused(run("triage", tmp_path / "nothing.yaml"))

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = written(tmp_path, "bmi: 20\n")
    monkeypatch.setattr(Path, "open", forbidden)
    assert "må ikke læses" in refused(run("triage", file))


def test_a_file_over_5_mb_is_refused(tmp_path: Path) -> None:
    assert "over 5 MB" in refused(run("triage", written(tmp_path, "#" * 5_000_001)))
    assert "over 5 MB" not in run("triage", written(tmp_path, "bmi: 20\n" + "#" * 4_999_000)).err


def test_a_programme_with_faults_names_every_fault_and_decides_nothing(tmp_path: Path) -> None:
    run("programme", "new", "hofteartrose", "--folder", tmp_path)
    triage = tmp_path / "hofteartrose" / "triage.yaml"
    text = triage.read_text("utf-8").replace("not: in_target_group", "not: in_target_gruop")
    triage.write_text(text.replace("use: home_care", "use: home_caer"), "utf-8")
    err = refused(run("triage", "--folder", tmp_path, "--programme", "hofteartrose", written(tmp_path, "bmi: 20\n")))
    assert "in_target_gruop" in err and "home_caer" in err
    assert err.count("hofteartrose/triage.yaml:") >= 2
