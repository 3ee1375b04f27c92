"""The commands about programmes: list, read aloud, prove, begin, publish, read out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tvaerspor.cli.database import database
from tvaerspor.cli.saying import FAULTS, GROUP, SETTLED, AsJson, Folder, print_json, told, width

if TYPE_CHECKING:
    from tvaerspor.programme.faults import Fault

programmes = typer.Typer(help="Programmerne: liste, læs højt, prøv, start, udgiv, udlæs.", **GROUP)
Id = Annotated[str, typer.Argument(metavar="PROGRAM", help="Programmets navn, som er navnet på dets mappe.")]


@programmes.command("list")
def list_programmes(folder: Folder = None, as_json: AsJson = False) -> None:
    """Programmerne med version og gyldighed."""
    from tvaerspor.actions.open_programme import check_programme, programme_ids
    from tvaerspor.documents.listing import ProgrammeRow, listing

    with told():
        rows = []
        for id_ in programme_ids(folder):
            programme, faults = check_programme(id_, folder)
            rows.append(ProgrammeRow.of(id_, programme, len(faults)))
    if as_json:
        print_json([row.as_data() for row in rows])
    for line in () if as_json else listing(rows):
        typer.echo(line)


@programmes.command()
def show(id_: Id, folder: Folder = None, language: Literal["da", "en"] = "da") -> None:
    """Læs programmet højt: fraser, røde flag, regler og kilder."""
    from tvaerspor.actions.open_programme import open_programme
    from tvaerspor.documents.aloud import aloud

    with told():
        page = aloud(open_programme(id_, folder), language)
    wide = width()
    if wide is None:
        typer.echo(page, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=wide).print(Markdown(page))


@programmes.command()
def check(
    id_: Id,
    folder: Folder = None,
    coverage: Annotated[bool, typer.Option(help="Vis også, hvilke sager der viser hvad.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bevis programmet: alle fejl på én gang.

    Hver fejl med fil, linje, felt og et eksempel på en borger. Status 1: der er fejl eller åbne punkter.
    """
    from tvaerspor.actions.open_programme import check_programme, require_folder
    from tvaerspor.programme.open_points import open_points

    with told():
        require_folder(id_, folder)
        programme, faults = check_programme(id_, folder)
    points = tuple(open_points(programme)) if programme else ()
    if as_json:
        print_json({"faults": list(map(_fault_data, faults)), "open_points": list(map(_fault_data, points))})
    else:
        for line in (*map(str, faults), *(f"åbent punkt: {point}" for point in points)):
            typer.echo(line)
        if programme:
            _print_counts(programme, len(faults), len(points))
        if programme and coverage:
            from tvaerspor.documents.coverage import coverage_markdown

            typer.echo(coverage_markdown(programme))
    raise typer.Exit(FAULTS if faults or points else SETTLED)


def _fault_data(fault: Fault) -> dict[str, Any]:
    names = ("file", "line", "field", "sentence", "example")
    return {name: getattr(fault, name) for name in names}


def _print_counts(programme: Any, faults: int, points: int) -> None:
    from tvaerspor.documents.terminal import counted

    holds = f"{len(programme.phrases)} fraser, {len(programme.facts)} oplysninger, {len(programme.cases)} sager"
    typer.echo(f"{programme.title}: {holds}; {faults} fejl, {counted(points, 'åbent punkt', 'åbne punkter')}", err=True)


@programmes.command()
def new(id_: Id, folder: Folder = None) -> None:
    """Start en mappe for en ny lidelse ud fra skelettet."""
    from tvaerspor.actions.new_programme import new_programme

    with told():
        made = new_programme(id_, folder)
    where = f" --folder {made.parent}"
    typer.echo(f"{made} er lavet. Udfyld den, til «tvaerspor programme check {id_}{where}» er tavs.")


@programmes.command()
def publish(id_: Id, folder: Folder = None) -> None:
    """Bevis programmet, og udgiv versionen.

    Den lægges i databasen, hvor intet skrives over. Åbne punkter skal være lukket først.
    """
    from tvaerspor.actions.open_programme import require_folder

    with told():
        require_folder(id_, folder)
    with database(is_new=True):
        from tvaerspor.actions.admin.operator import operator_act
        from tvaerspor.actions.publish_programme import publish_programme

        programme, is_new = publish_programme(operator_act("programme publish"), id_, folder)
    said = "er udgivet" if is_new else "var allerede udgivet"
    typer.echo(f"{programme.title} {programme.version[:12]} {said}.")


@programmes.command()
def export(
    id_: Id,
    form: Annotated[
        Literal["json", "schema", "annex", "aloud"], typer.Option("--format", help="Hvad der udlæses.")
    ] = "json",
    folder: Folder = None,
) -> None:
    """Udlæs programmet som JSON, bilag eller tekst.

    json: hele indholdet; schema: filernes JSON Schema; annex: bilagets tabel; aloud: reglerne læst højt.
    """
    from tvaerspor.actions.open_programme import open_programme
    from tvaerspor.documents.export import export_programme

    with told():
        typer.echo(export_programme(open_programme(id_, folder), form).rstrip("\n"))
