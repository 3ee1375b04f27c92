"""The planners' commands for queues: simulate a scenario, pair two of them, and seek the smallest capacity."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

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
from tvaerspor.cli.saying import GROUP, progress, refuse

if TYPE_CHECKING:
    from tvaerspor.documents.simulation_found import PairFound
    from tvaerspor.planning.scenario import Scenario

simulating = typer.Typer(**GROUP)
Cluster = Annotated[
    str | None, typer.Option(metavar="ADRESSE", help="En Dask-klynge, fx tcp://10.0.0.5:8786; ellers denne maskine.")
]


@simulating.command()
def simulate(
    scenario: ScenarioName,
    form: Annotated[
        Literal["text", "json", "csv", "html", "pdf"], typer.Option("--format", help="Hvordan det skrives.")
    ] = "text",
    replications: Replications = None,
    cluster: Cluster = None,
    to: To = None,
) -> None:
    """Simulationen: ventetider, frister, udnyttelse, kø måned for måned og kroner, hver med sit interval.

    text, html og pdf viser også, hvordan den er lavet (STRESS-DES); csv er til regneark (semikolon, komma).
    """
    with planned(), _workers(cluster):
        plan = _with_simulation(scenario)
        from tvaerspor.actions.planner.simulating import simulated
        from tvaerspor.documents.budget_columns import csv_text
        from tvaerspor.documents.simulation_columns import simulation_rows
        from tvaerspor.documents.simulation_findings import simulation_found
        from tvaerspor.documents.simulation_page import simulation_page

        with progress("Gentagelser") as tell:
            found = simulation_found(simulated(plan, replications, never_stop(tell)))
        if form == "json":
            write(as_json(found.model_dump(mode="json")), to)
        elif form == "csv":
            write(csv_text(simulation_rows(found)), to)
        else:
            write(printed(simulation_page(found), form), to)


@simulating.command()
def sweep(
    scenario: ScenarioName,
    capacity: Annotated[str, typer.Option(metavar="STATION", help="Stationen, hvis enheder søges.")],
    target: Annotated[
        str,
        typer.Option(
            metavar="MÅL",
            help='En frists navn, fx "assessment>=90%"; eller af stationen "wait<=30" (dage), "queue<=5", '
            '"utilisation<=85%".',
        ),
    ],
    form: Annotated[Page, typer.Option("--format", help="Hvordan det skrives.")] = "text",
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Flere enheder end så mange prøves ikke.")] = 10_000,
    replications: Replications = None,
    cluster: Cluster = None,
    to: To = None,
) -> None:
    """Den mindste kapacitet af en station, der når et mål. Hvert forsøg har de samme borgere og det samme held."""
    with planned(), _workers(cluster):
        plan = _with_simulation(scenario)
        from tvaerspor.actions.planner.simulating import read_target, searched
        from tvaerspor.documents.simulation_search import search_data, search_page
        from tvaerspor.planning.simulation.simulate import Search

        wanted = read_target(plan, capacity, target)
        with progress("Forsøg") as tell:
            found = searched(plan, Search(capacity, most=most), wanted, replications, never_stop(tell))
        if form == "json":
            write(as_json(search_data(plan, found)), to)
        else:
            write(printed(search_page(plan, found, target), form), to)


def paired_simulations(one: Scenario, other: Scenario, replications: int | None) -> PairFound | None:
    """Both simulated with the same luck; None unless both have a simulation, and the same seed."""
    if one.simulation is None or other.simulation is None:
        return None
    seeds = [each.simulation.written.seed for each in (one, other) if each.simulation]
    if seeds[0] != seeds[1]:
        typer.echo(
            f"bemærk: simulationerne har hver sit frø ({seeds[0]} og {seeds[1]}) og er ikke stillet op", err=True
        )
        return None
    from tvaerspor.actions.planner.simulating import simulated
    from tvaerspor.documents.simulation_comparison import pair_found
    from tvaerspor.planning.simulation.simulate import compare_runs

    with _workers(None), progress("Gentagelser") as tell:
        before, after = (simulated(each, replications, never_stop(tell)) for each in (one, other))
    return pair_found(before, after, compare_runs(before, after))


def _with_simulation(named: str) -> Scenario:
    """The scenario; one without a simulation is refused before the event loop is read in."""
    plan = opened(named)
    if plan.simulation is None:
        refuse(f"scenariet «{plan.id}» har ingen simulation; skriv den under simulation i filen")
    return plan


@contextmanager
def _workers(address: str | None) -> Iterator[None]:
    """Everything inside runs on the cluster, or on all of this machine's cores."""
    from tvaerspor.actions.spread_over import NoCluster, cluster, threads

    try:
        with cluster(address) if address else threads():
            yield
    except NoCluster as error:
        refuse(str(error))
