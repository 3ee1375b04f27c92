"""Builds the reference pages in docs/ from the models, the commands and the shipped programmes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tvaerspor.actions.open_programme import check_programme, programme_ids
from tvaerspor.actions.organisation import matrix
from tvaerspor.documents.aloud import aloud
from tvaerspor.documents.coverage import coverage_markdown
from tvaerspor.documents.reference import PLANNING_FILES, format_page, schemas
from tvaerspor.documents.shell_reference import access_page, states_page

_HEAD = "Made by `tvaerspor docs build`; do not edit."


def build_docs(folder: Path, app: Any, write: bool) -> tuple[Path, ...]:
    """The pages that were (or, without `write`, would have to be) changed."""
    stale = []
    for name, content in pages(app):
        page = folder / name
        if not page.is_file() or page.read_text(encoding="utf-8") != content:
            stale.append(page)
            if write:
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(content, encoding="utf-8")
    return tuple(stale)


def pages(app: Any) -> Iterator[tuple[str, str]]:
    """Each page's name and content."""
    yield "programme-format.md", format_page()
    yield "programme-schema.json", json.dumps(schemas(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    yield "planning-format.md", format_page("The files of planning", PLANNING_FILES)
    yield (
        "planning-schema.json",
        json.dumps(schemas(PLANNING_FILES), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    )
    yield "commands.md", commands_page(app)
    yield "access.md", access_page(matrix())
    yield "states.md", states_page()
    for id_ in programme_ids():
        programme, _ = check_programme(id_)
        if programme is not None:
            yield f"programmes/{id_}.md", aloud(programme)
            yield f"programmes/{id_}-coverage.md", f"# {programme.title}\n\n{_HEAD}\n\n{coverage_markdown(programme)}"


def commands_page(app: Any) -> str:
    """Every command with its help, arguments and options."""
    import typer

    root = typer.main.get_command(app)
    lines = ["# Commands", "", _HEAD, ""]
    lines += _command("tvaerspor", root)
    return "\n".join(lines).rstrip() + "\n"


def _command(name: str, command: Any) -> Iterator[str]:
    yield f"## `{name}`"
    yield ""
    yield (command.help or "").strip()
    yield ""
    for parameter in command.params:
        if parameter.name != "help":
            said = getattr(parameter, "help", None) or ""
            is_argument = parameter.param_type_name == "argument"
            names = [parameter.metavar or parameter.name] if is_argument else parameter.opts
            yield f"- `{'`, `'.join(names)}` {said}".rstrip()
    yield ""
    for child, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _command(f"{name} {child}", inner)
