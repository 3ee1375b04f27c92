"""What the planners' commands share: opening a scenario, telling what to mend, and writing a document."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tvaerspor.cli.saying import refuse, told, width

if TYPE_CHECKING:
    from tvaerspor.documents.form import Form
    from tvaerspor.planning.scenario import Scenario

ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIE", help="En scenariefil (.yaml), eller navnet på et medfølgende scenarie.")
]
To = Annotated[Path | None, typer.Option("--to", metavar="FIL", help="Skriv i filen i stedet for på skærmen.")]
Replications = Annotated[
    int | None, typer.Option(min=1, max=100_000, metavar="ANTAL", help="Antal gentagelser; ellers som filen siger.")
]
Page = Literal["text", "json", "html", "pdf"]


@contextmanager
def planned() -> Iterator[None]:
    """What the author of a scenario has to mend is told with file and line, and nothing is written."""
    from tvaerspor.planning.reading import FaultyPlanning

    with told():
        try:
            yield
        except FaultyPlanning as faulty:
            refuse(str(faulty))


def opened(named: str, municipalities: list[str] | None = None, years: str | None = None) -> Scenario:
    """The scenario by its file or name, with other municipalities and years where they are given."""
    from tvaerspor.actions.planner.open_scenario import open_named

    changes: dict[str, Any] = {"municipalities": municipalities} if municipalities else {}
    if years:
        first, _, last = years.partition("-")
        if not (first.isascii() and first.isdigit() and (last or first).isascii() and (last or first).isdigit()):
            refuse(f"--years {years}: skriv det første og det sidste år, fx 2027-2030")
        changes["years"] = {"from": int(first), "to": int(last or first)}
    return open_named(named, changes)


def never_stop(tell: Callable[[int, int], None]) -> Callable[[int, int], bool]:
    """In a terminal one stops with Ctrl+C: the bar never says stop."""

    def told_on(done: int, of: int) -> bool:
        tell(done, of)
        return True

    return told_on


def as_json(data: Any) -> str:
    """Indented, keys in order."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def printed(page: Form, form: str) -> str | bytes:
    """The document as PDF, as a page of its own, or as words for a terminal."""
    if form == "pdf":
        from tvaerspor.documents.print_pdf import pdf_bytes

        return pdf_bytes(page)
    if form == "html":
        from tvaerspor.documents.print_html import html_page

        return html_page(page)
    from tvaerspor.documents.print_text import text_lines

    return "\n".join(text_lines(page, width())) + "\n"


def write(content: str | bytes, to: Path | None) -> None:
    """To the file, which is there whole or not at all; or to the screen, where only words are shown."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    if to is None:
        if isinstance(content, bytes) and sys.stdout.isatty():
            refuse("det er ikke tekst; skriv --to FIL, eller send det videre i et rør")
        typer.echo(content if isinstance(content, bytes) else content.removesuffix("\n"), nl=isinstance(content, str))
        return
    half = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        half.write_bytes(raw)
        half.replace(to)
    finally:
        half.unlink(missing_ok=True)
    typer.echo(f"{to} er skrevet.", err=True)
