"""`tvaerspor programme`: list, show, check and export, and what is said when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import run, run_apart
from tvaerspor.actions.open_programme import programme_ids, shipped_folder


def test_the_list_has_a_heading_and_a_row_for_each_programme_in_columns() -> None:
    heading, *rows = run("programme", "list").out.splitlines()
    assert [row.split()[0] for row in rows] == list(programme_ids())
    assert all(row[heading.index("Version") - 1] == " " for row in rows)
    assert all("i orden" in row for row in rows)


def test_the_list_as_json_has_the_whole_version() -> None:
    for row in run("programme", "list", "--json").data:
        assert len(row["version"]) == 64 and row["faults"] == 0


def test_an_empty_folder_says_so_and_how_to_start(tmp_path: Path) -> None:
    assert "programme new" in run("programme", "list", "--folder", tmp_path).out


def test_a_faulty_programme_is_listed_with_its_number_of_faults(tmp_path: Path) -> None:
    run("programme", "new", "hofteartrose", "--folder", tmp_path)
    header = tmp_path / "hofteartrose" / "programme.yaml"
    header.write_text(header.read_text("utf-8").replace("regions:", "reigons:"), "utf-8")
    assert "1 fejl" in run("programme", "list", "--folder", tmp_path).out


@pytest.mark.parametrize("id_", programme_ids())
def test_check_of_a_shipped_programme_is_quiet(id_: str) -> None:
    ran = run("programme", "check", id_)
    assert (ran.status, ran.out) == (0, "")
    assert "0 fejl, 0 åbne punkter" in ran.err


def test_check_names_every_fault_of_every_file_with_line_and_field_in_one_run(tmp_path: Path) -> None:
    run("programme", "new", "hofteartrose", "--folder", tmp_path)
    for file, right, wrong in (
        ("programme.yaml", "next_review:", "next_reveiw:"),
        ("triage.yaml", "use: home_care", "use: home_caer"),
        ("questions.yaml", "type: yes_no", "type: yes_on"),
        ("planning.yaml", "low: 0", "low: nought"),
    ):
        path = tmp_path / "hofteartrose" / file
        text = path.read_text("utf-8")
        assert right in text
        path.write_text(text.replace(right, wrong, 1), "utf-8")
    ran = run("programme", "check", "hofteartrose", "--folder", tmp_path)
    assert ran.status == 1
    faults = [line for line in ran.out.splitlines() if not line.startswith(("åbent punkt", " "))]
    for file in ("programme.yaml", "triage.yaml", "questions.yaml", "planning.yaml"):
        assert any(line.startswith(f"hofteartrose/{file}:") and line.split(":")[1].isdigit() for line in faults), file
    assert "mente du «next_review»" in ran.out


def test_check_as_json_tells_faults_and_open_points_apart(tmp_path: Path) -> None:
    run("programme", "new", "hofteartrose", "--folder", tmp_path)
    data = run("programme", "check", "hofteartrose", "--folder", tmp_path, "--json").data
    assert data["faults"] == [] and len(data["open_points"]) > 6
    assert set(data["open_points"][0]) == {"file", "line", "field", "sentence", "example"}


def test_check_with_coverage_shows_the_four_tables() -> None:
    out = run("programme", "check", programme_ids()[0], "--coverage").out
    assert out.count("\n## ") + out.startswith("## ") == 4


@pytest.mark.parametrize("command", ["show", "check", "publish", "export"])
def test_an_unknown_programme_is_bad_input(command: str) -> None:
    ran = run("programme", command, "nosuch")
    assert (ran.status, ran.out) == (2, "")
    assert "nosuch" in ran.err and "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [("show", "--language", "fr"), ("export", "--format", "pdf")])
def test_an_unknown_language_or_format_is_bad_input_and_names_the_choices(arguments: tuple[str, ...]) -> None:
    ran = run("programme", arguments[0], programme_ids()[0], *arguments[1:])
    assert ran.status == 2 and ("'en'" in ran.err or "'annex'" in ran.err)


@pytest.mark.parametrize("form", ["json", "schema", "annex", "aloud"])
def test_every_export_format_prints_something_that_ends_in_one_line_end(form: str) -> None:
    ran = run("programme", "export", programme_ids()[0], "--format", form)
    assert ran.status == 0 and len(ran.out) > 500
    assert ran.out.endswith("\n") and not ran.out.endswith("\n\n")


def test_the_exported_json_holds_every_rule_and_its_version() -> None:
    for id_ in programme_ids():
        data = run("programme", "export", id_).data
        assert data["id"] == id_ and len(data["version"]) == 64
        assert data["decisions"] and data["red_flags"] and data["facts"]


@pytest.mark.parametrize("name", ["Hofte", "../evil", "hofte artrose", "1hofte", "", "hofte/x"])
def test_a_new_programme_needs_a_plain_name(tmp_path: Path, name: str) -> None:
    ran = run("programme", "new", name, "--folder", tmp_path / "here")
    assert ran.status == 2 and "kan ikke være et navn" in ran.err
    assert not (tmp_path / "evil").exists()


def test_new_never_touches_a_folder_that_is_there(tmp_path: Path) -> None:
    run("programme", "new", "hofteartrose", "--folder", tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    ran = run("programme", "new", "hofteartrose", "--folder", tmp_path)
    assert ran.status == 2 and "findes allerede" in ran.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = run_apart(tmp_path / "file", "programme", "publish", programme_ids()[0])
    assert ran.status == 2 and str(tmp_path / "file") in ran.err and "Traceback" not in ran.err
    assert run("programme", "new", "hofteartrose", "--folder", tmp_path / "file").status == 2


def test_show_reads_the_same_page_aloud_that_the_reference_holds() -> None:
    reference = shipped_folder().parent / "docs" / "reference" / "programmes"
    for id_ in programme_ids():
        assert run("programme", "show", id_).out == (reference / f"{id_}.md").read_text("utf-8")
