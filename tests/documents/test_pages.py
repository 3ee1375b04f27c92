"""The generated pages are not stale, and the published schema fits the shipped files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.documents.schema import problems
from tvaerspor.actions.build_docs import build_docs, commands_page
from tvaerspor.actions.open_programme import shipped_folder
from tvaerspor.cli import app
from tvaerspor.programme.files import model_of
from tvaerspor.programme.yaml_nodes import read_tree

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def test_no_page_of_the_reference_is_stale() -> None:
    """`make docs` rebuilds them."""
    assert build_docs(REFERENCE, app, write=False) == ()


def test_check_says_which_page_is_stale_and_writes_nothing(tmp_path: Path) -> None:
    assert run("docs", "build", "--to", tmp_path).status == 0
    page = tmp_path / "commands.md"
    fresh = page.read_text("utf-8")
    page.write_text(fresh + "mere\n", "utf-8")
    ran = run("docs", "build", "--to", tmp_path, "--check")
    assert ran.status == 1 and ran.out.splitlines() == [f"{page} er forældet; kør make docs"]
    assert page.read_text("utf-8") == fresh + "mere\n"
    run("docs", "build", "--to", tmp_path)
    assert page.read_text("utf-8") == fresh
    assert run("docs", "build", "--to", tmp_path, "--check").status == 0


def test_the_page_of_commands_has_every_command_with_its_help() -> None:
    page = commands_page(app)
    for command in ("programme list", "programme check", "triage", "whatif", "message read", "docs build"):
        assert f"## `tvaerspor {command}`" in page
    assert "`--json`" in page and "id_" not in page


def shipped_files() -> list[Path]:
    """Every YAML file of every programme."""
    return sorted(shipped_folder().glob("*/**/*.yaml"))


def schema_of(file: Path) -> Any:
    """The published schema of the file, chosen as the page lists them."""
    inside = file.relative_to(shipped_folder()).as_posix().split("/", 1)[1]
    assert model_of(inside) is not None, inside
    published = json.loads((REFERENCE / "programme-schema.json").read_text("utf-8"))
    folder = inside.split("/")[0]
    return published[f"{folder}/*.yaml" if "/" in inside else inside]


@pytest.mark.parametrize("file", shipped_files(), ids=lambda file: file.relative_to(shipped_folder()).as_posix())
def test_each_shipped_file_fits_the_published_schema(file: Path) -> None:
    tree, faults = read_tree(file.name, file.read_text("utf-8"))
    assert faults == ()
    schema = schema_of(file)
    assert list(problems(tree.value(), schema, schema.get("$defs", {}))) == []


def test_the_schema_refuses_an_unknown_key_a_missing_one_and_a_wrong_type() -> None:
    file = shipped_folder() / "knaeartrose" / "programme.yaml"
    schema = schema_of(file)
    good = read_tree(file.name, file.read_text("utf-8"))[0].value()
    for wrong in ({**good, "titel": "x"}, {key: good[key] for key in good if key != "title"}, {**good, "regions": 5}):
        assert list(problems(wrong, schema, schema.get("$defs", {})))
