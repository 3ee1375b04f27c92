"""The commands that decide: for one citizen, and for a history of referrals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tvaerspor.cli.database import set_up
from tvaerspor.cli.programmes import Id
from tvaerspor.cli.saying import (
    SETTLED,
    UNSETTLED,
    AsJson,
    File,
    Folder,
    print_json,
    print_sections,
    progress,
    refuse,
    told,
    width,
)

if TYPE_CHECKING:
    from tvaerspor.actions.triage_file import Triaged

deciding = typer.Typer()
Version = "Version (de første tegn), mappe med programmer, eller now."


@deciding.command()
def triage(
    file: File,
    programme: Annotated[str | None, typer.Option(metavar="PROGRAM", help="Ellers det, som filen nævner.")] = None,
    folder: Folder = None,
    as_json: AsJson = False,
    everything: Annotated[bool, typer.Option("--all", help="Vis alle linjer, også de mindre vigtige.")] = False,
) -> None:
    """Visitér en borger ud fra svar eller en MedCom-henvisning.

    FIL er svar i YAML eller JSON, eller en besked fra MedCom.
    Status 0: afklaret, 3: ikke afklaret, 2: filen kan ikke bruges, eller svarene modsiger hinanden.
    """
    from tvaerspor.actions.triage_file import triage_file
    from tvaerspor.triage.decision import as_data

    with told(file):
        triaged = triage_file(file, programme, date.today().isoformat(), folder)
    if as_json:
        print_json(as_data(triaged.decision))
    else:
        _print_triaged(triaged, everything)
    if not triaged.decision.possible and triaged.decision.programme.validity == "in_force":
        refuse(f"{file}: svarene modsiger hinanden; ret et af dem")
    raise typer.Exit(SETTLED if triaged.decision.settled else UNSETTLED)


def _print_triaged(triaged: Triaged, everything: bool) -> None:
    from tvaerspor.documents.recommendation import recommendation
    from tvaerspor.documents.terminal import folded

    programme, context = triaged.programme, triaged.context
    places = [place for place in (context.region, context.municipality) if place]
    said = ", ".join([f"version {programme.version[:12]}", context.date, *places])
    typer.echo(f"{programme.title}: {programme.decision(triaged.decision_id).title}")
    typer.echo(folded(said, width()))
    print_sections(
        recommendation(programme, triaged.decision, triaged.decision_id, context.region, everything=everything)
    )
    if triaged.notes:
        typer.echo()
    for note in triaged.notes:
        typer.echo(folded(f"bemærk: {note}", width()))


@deciding.command()
def whatif(
    id_: Id,
    history: Annotated[Path, typer.Argument(metavar="HISTORIK", help="En .parquet- eller .csv-fil.")],
    before: Annotated[str, typer.Option("--from", metavar="VERSION", help=Version)] = "now",
    after: Annotated[str, typer.Option("--to", metavar="VERSION", help=Version)] = "now",
    region: Annotated[str | None, typer.Option(metavar="REGION", help="Regionen, hvis parametre gælder.")] = None,
    as_json: AsJson = False,
) -> None:
    """Afspil en ændring på tidligere henvisninger.

    Hvem var kommet et andet sted hen? HISTORIK har en kolonne for hver oplysning og en række for hver henvisning.
    """
    from tvaerspor.actions.open_version import is_in_files, open_version
    from tvaerspor.actions.replay_history import example_answers, replay_history
    from tvaerspor.documents.replay import replay_data, replay_sections
    from tvaerspor.triage.decision import Context

    with told():
        if any(not is_in_files(version) for version in (before, after)):
            set_up()
        old, new = open_version(id_, before), open_version(id_, after)
        with progress("Henvisninger") as tell:
            replay = replay_history(old, new, history, Context(date.today().isoformat(), region), tell)
        if as_json:
            print_json(replay_data(old, new, replay.result))
        else:
            print_sections(replay_sections(old, new, replay.result, lambda row: example_answers(new, history, row)))
    if replay.unused:
        typer.echo(f"bemærk: kolonner, der intet afgør, er ikke brugt: {', '.join(replay.unused)}", err=True)
    if old.version == new.version:
        typer.echo("bemærk: de to versioner er den samme; skriv --from eller --to", err=True)
