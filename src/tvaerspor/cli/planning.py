"""The commands for planners: a budget, two side by side, what it hangs on, and the application to a fund."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tvaerspor.cli.saying import GROUP, progress, refuse, told, width

if TYPE_CHECKING:
    from tvaerspor.documents.form import Form
    from tvaerspor.planning.scenario import Scenario

planning = typer.Typer(help="Planlægning: budget, sammenligning, følsomhed og ansøgning ud fra et scenarie.", **GROUP)
ScenarioName = Annotated[
    str, typer.Argument(metavar="SCENARIE", help="En scenariefil (.yaml), eller navnet på et medfølgende scenarie.")
]
To = Annotated[Path | None, typer.Option("--to", metavar="FIL", help="Skriv i filen i stedet for på skærmen.")]
Draws = Annotated[int, typer.Option(min=1, max=1_000_000, help="Antal trækninger af de usikre tal.")]
Seed = Annotated[int, typer.Option(min=0, help="Frø: det samme frø giver de samme trækninger.")]
Municipalities = Annotated[
    list[str] | None, typer.Option("--municipality", metavar="KODE", help="Kun denne kommune; kan gentages.")
]
Page = Literal["text", "json", "html", "pdf"]


@planning.command()
def budget(
    scenario: ScenarioName,
    form: Annotated[
        Literal["text", "json", "csv", "parquet", "html", "pdf"], typer.Option("--format", help="Hvordan det skrives.")
    ] = "text",
    municipality: Municipalities = None,
    years: Annotated[str | None, typer.Option(metavar="FRA-TIL", help="Andre år end filens, fx 2027-2030.")] = None,
    to: To = None,
) -> None:
    """Budgettet: hvem betaler hvad i hvilket år.

    text, html og pdf viser beregning, prisniveau, dato og kilde; csv er til regneark (semikolon, komma), parquet til
    programmer.
    """
    from tvaerspor.documents.budget_columns import budget_data, budget_rows, csv_text, parquet_bytes
    from tvaerspor.documents.budget_pages import budget_page
    from tvaerspor.planning.ledger import budget as reckoned

    with _planned():
        opened = _opened(scenario, municipality, years)
        ledger = reckoned(opened)
        columns: Mapping[str, Callable[[], str | bytes]] = {
            "json": lambda: _json(budget_data(opened, ledger)),
            "csv": lambda: csv_text(budget_rows(opened, ledger)),
            "parquet": lambda: parquet_bytes(budget_rows(opened, ledger)),
        }
        _write(columns[form]() if form in columns else _printed(budget_page(opened, ledger), form), to)


@planning.command()
def compare(
    before: Annotated[str, typer.Argument(metavar="FØR", help="Det ene scenarie: fil eller navn.")],
    after: Annotated[str, typer.Argument(metavar="EFTER", help="Det andet scenarie: fil eller navn.")],
    form: Annotated[Page, typer.Option("--format", help="Hvordan det skrives.")] = "text",
    draws: Draws = 1000,
    seed: Seed = 1,
    to: To = None,
) -> None:
    """To scenarier side om side: hver betaler i hvert år.

    Usikre tal, som begge bruger, er de samme på begge sider i hver trækning.
    """
    from tvaerspor.documents.budget_pages import comparison_page
    from tvaerspor.planning.ledger import budget as reckoned
    from tvaerspor.planning.uncertainty import paired

    with _planned():
        one, other = _opened(before), _opened(after)
        with progress("Trækninger") as tell:
            drawn = paired(one, other, seed, draws, _never_stop(tell))
        page = comparison_page((one, reckoned(one)), (other, reckoned(other)), drawn)
        _write(_json(drawn.model_dump(mode="json")) if form == "json" else _printed(page, form), to)


@planning.command()
def sensitivity(
    scenario: ScenarioName,
    form: Annotated[Page, typer.Option("--format", help="Hvordan det skrives.")] = "text",
    ceiling: Annotated[float | None, typer.Option(min=0, metavar="KR", help="Et loft over hvert års udgift.")] = None,
    draws: Draws = 10_000,
    seed: Seed = 1,
    to: To = None,
) -> None:
    """Hvilke usikre tal betyder mest, og hvor ofte holder et årligt loft?"""
    from tvaerspor.documents.budget_pages import sensitivity_page
    from tvaerspor.planning.sensitivity import sensitivity as weighed

    with _planned():
        opened = _opened(scenario)
        with progress("Tal og trækninger") as tell:
            found = weighed(opened, seed, draws, ceiling, _never_stop(tell))
        _write(_json(found.model_dump(mode="json")) if form == "json" else _printed(sensitivity_page(found), form), to)


@planning.command()
def application(
    scenario: ScenarioName,
    form: Annotated[Literal["text", "html", "pdf"], typer.Option("--format", help="Hvordan den skrives.")] = "text",
    to: To = None,
) -> None:
    """Ansøgningen til en fond, med budget og bilag fra det samme scenarie."""
    from tvaerspor.documents.application import application_form
    from tvaerspor.planning.ledger import budget as reckoned

    with _planned():
        opened = _opened(scenario)
        page = application_form(opened, reckoned(opened))
        _write(_printed(page, form), to)
    if page.unfilled:
        typer.echo(f"bemærk: ikke udfyldt: {', '.join(page.unfilled)}", err=True)


@contextmanager
def _planned() -> Iterator[None]:
    """What the author of a scenario has to mend is told with file and line, and nothing is written."""
    from tvaerspor.planning.reading import FaultyPlanning

    with told():
        try:
            yield
        except FaultyPlanning as faulty:
            refuse(str(faulty))


def _opened(named: str, municipalities: list[str] | None = None, years: str | None = None) -> Scenario:
    from tvaerspor.actions.planner.open_scenario import open_named

    changes: dict[str, Any] = {"municipalities": municipalities} if municipalities else {}
    if years:
        first, _, last = years.partition("-")
        if not (first.isascii() and first.isdigit() and (last or first).isascii() and (last or first).isdigit()):
            refuse(f"--years {years}: skriv det første og det sidste år, fx 2027-2030")
        changes["years"] = {"from": int(first), "to": int(last or first)}
    return open_named(named, changes)


def _never_stop(tell: Callable[[int, int], None]) -> Callable[[int, int], bool]:
    """In a terminal one stops with Ctrl+C: the bar never says stop."""

    def told_on(done: int, of: int) -> bool:
        tell(done, of)
        return True

    return told_on


def _json(data: Any) -> str:
    import json

    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _printed(page: Form, form: str) -> str | bytes:
    if form == "pdf":
        from tvaerspor.documents.print_pdf import pdf_bytes

        return pdf_bytes(page)
    if form == "html":
        from tvaerspor.documents.print_html import html_page

        return html_page(page)
    from tvaerspor.documents.print_text import text_lines

    return "\n".join(text_lines(page, width())) + "\n"


def _write(content: str | bytes, to: Path | None) -> None:
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
