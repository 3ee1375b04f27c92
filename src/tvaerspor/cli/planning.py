"""The commands for planners: a budget, two side by side, what it hangs on, and the application to a fund."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Annotated, Literal

import typer

from tvaerspor.cli.planned import (
    Page,
    Replications,
    ScenarioName,
    To,
    as_json,
    never_stop,
    opened,
    planned,
    printed,
    write,
)
from tvaerspor.cli.saying import GROUP, progress
from tvaerspor.cli.simulating import paired_simulations, simulating

planning = typer.Typer(help="Planlægning: budget, køer og ansøgning ud fra et scenarie.", **GROUP)
planning.add_typer(simulating)
Draws = Annotated[int, typer.Option(min=1, max=1_000_000, help="Antal trækninger af de usikre tal.")]
Seed = Annotated[int, typer.Option(min=0, help="Frø: det samme frø giver de samme trækninger.")]
Municipalities = Annotated[
    list[str] | None, typer.Option("--municipality", metavar="KODE", help="Kun denne kommune; kan gentages.")
]


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

    with planned():
        plan = opened(scenario, municipality, years)
        ledger = reckoned(plan)
        columns: Mapping[str, Callable[[], str | bytes]] = {
            "json": lambda: as_json(budget_data(plan, ledger)),
            "csv": lambda: csv_text(budget_rows(plan, ledger)),
            "parquet": lambda: parquet_bytes(budget_rows(plan, ledger)),
        }
        write(columns[form]() if form in columns else printed(budget_page(plan, ledger), form), to)


@planning.command()
def compare(
    before: Annotated[str, typer.Argument(metavar="FØR", help="Det ene scenarie: fil eller navn.")],
    after: Annotated[str, typer.Argument(metavar="EFTER", help="Det andet scenarie: fil eller navn.")],
    form: Annotated[Page, typer.Option("--format", help="Hvordan det skrives.")] = "text",
    draws: Draws = 1000,
    seed: Seed = 1,
    replications: Replications = None,
    to: To = None,
) -> None:
    """To scenarier side om side: hver betaler i hvert år, og ventetider og frister, hvor begge har en simulation.

    Usikre tal, som begge bruger, er de samme på begge sider i hver trækning; i simulationen er borgerne og deres held
    det.
    """
    from tvaerspor.documents.budget_pages import comparison_page
    from tvaerspor.planning.ledger import budget as reckoned
    from tvaerspor.planning.uncertainty import paired

    with planned():
        one, other = opened(before), opened(after)
        with progress("Trækninger") as tell:
            drawn = paired(one, other, seed, draws, never_stop(tell))
        page = comparison_page((one, reckoned(one)), (other, reckoned(other)), drawn)
        data = drawn.model_dump(mode="json")
        if queues := paired_simulations(one, other, replications):
            page = replace(page, sections=(*page.sections, *queues.sections))
            data = {**data, "simulation": list(queues.differences)}
        write(as_json(data) if form == "json" else printed(page, form), to)


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

    with planned():
        plan = opened(scenario)
        with progress("Tal og trækninger") as tell:
            found = weighed(plan, seed, draws, ceiling, never_stop(tell))
        write(as_json(found.model_dump(mode="json")) if form == "json" else printed(sensitivity_page(found), form), to)


@planning.command()
def application(
    scenario: ScenarioName,
    form: Annotated[Literal["text", "html", "pdf"], typer.Option("--format", help="Hvordan den skrives.")] = "text",
    to: To = None,
) -> None:
    """Ansøgningen til en fond, med budget og bilag fra det samme scenarie."""
    from tvaerspor.documents.application import application_form
    from tvaerspor.planning.ledger import budget as reckoned

    with planned():
        plan = opened(scenario)
        page = application_form(plan, reckoned(plan))
        write(printed(page, form), to)
    if page.unfilled:
        typer.echo(f"bemærk: ikke udfyldt: {', '.join(page.unfilled)}", err=True)
