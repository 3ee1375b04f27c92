"""The `tvaerspor` command: a thin shell over actions and the core. Heavy libraries are imported when needed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

for _setting in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_setting, "1")  # nothing here multiplies matrices; idle threads cost a cold start 0.1 s
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

import typer  # noqa: E402  (numpy reads the settings above when it is first imported)

if TYPE_CHECKING:
    from tvaerspor.actions.triage_file import Triaged
    from tvaerspor.programme.faults import Fault
    from tvaerspor.triage.whatif import Move, WhatIf

SETTLED, BAD_INPUT, UNSETTLED, FAULTS = 0, 2, 3, 1

_app_settings: dict[str, Any] = {"no_args_is_help": True, "rich_markup_mode": None, "pretty_exceptions_enable": False}
app = typer.Typer(help="Tværspor: et forløbsprogram skrives én gang, som data.", add_completion=False, **_app_settings)
programmes = typer.Typer(help="Programmerne: liste, læs højt, prøv, start, udgiv, udlæs.", **_app_settings)
messages = typer.Typer(help="MedCom-beskeder: prøv og læs.", **_app_settings)
docs = typer.Typer(help="Opslagssiderne i docs/, som laves af koden og programmerne.", **_app_settings)
app.add_typer(programmes, name="programme")
app.add_typer(messages, name="message")
app.add_typer(docs, name="docs")

Folder = Annotated[Path | None, typer.Option("--folder", help="Mappe med programmer; ellers de medfølgende.")]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv resultatet som JSON.")]
Id = Annotated[str, typer.Argument(help="Programmets navn, fx navnet på dets mappe.")]
File = Annotated[Path, typer.Argument(help="Filen.", show_default=False)]


def main() -> None:
    """The entry point."""
    app()


@contextmanager
def _told() -> Iterator[None]:
    """Turns what the author, the sender or the person got wrong into one sentence and exit status 2."""
    from tvaerspor.actions.new_programme import CannotStart
    from tvaerspor.actions.publish_programme import UnknownVersion
    from tvaerspor.actions.triage_file import BadFile
    from tvaerspor.interop.messages import BadMessage
    from tvaerspor.programme.faults import UnfinishedProgramme
    from tvaerspor.triage.read_answers import BadAnswers

    try:
        yield
    except UnfinishedProgramme as error:
        _refuse(f"programmet «{error.programme}» er ikke færdigt og kan ikke bruges:\n{error}")
    except (BadFile, BadMessage, BadAnswers, CannotStart, UnknownVersion, ValueError) as error:
        _refuse(str(error))
    except KeyError as error:
        _refuse(f"{error.args[0]} findes ikke; se tvaerspor programme list")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)


def _print_json(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Porten på denne maskine.")] = 8000,
    host: Annotated[str, typer.Option(help="Adressen, der lyttes på.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Antal processer.")] = 2,
) -> None:
    """Start websiden «Afprøv et program»."""
    from tvaerspor.web.serve import serve as serve_web

    serve_web(host, port, workers)


@programmes.command("list")
def list_programmes(folder: Folder = None, as_json: AsJson = False) -> None:
    """Programmerne med version og gyldighed."""
    from tvaerspor.actions.open_programme import check_programme, programme_ids

    rows = []
    for id_ in programme_ids(folder):
        programme, faults = check_programme(id_, folder)
        header = programme.header if programme else None
        rows.append(
            {
                "id": id_,
                "title": header.title.da if header else None,
                "version": programme.version if programme else None,
                "valid_from": header.valid_from if header else None,
                "next_review": header.next_review if header else None,
                "faults": len(faults),
            }
        )
    if as_json:
        _print_json(rows)
    for row in [] if as_json else rows:
        state = "i orden" if not row["faults"] else f"{row['faults']} fejl"
        review = f"revideres {row['next_review']}" if row["next_review"] else ""
        typer.echo(f"{row['id']:<24} {row['title'] or '':<32} {str(row['version'])[:12]}  {state}  {review}".rstrip())


@programmes.command()
def show(id_: Id, folder: Folder = None, language: Annotated[str, typer.Option(help="da eller en")] = "da") -> None:
    """Læs programmet højt: fraser, røde flag, regler, begreber og kilder."""
    from tvaerspor.actions.open_programme import open_programme
    from tvaerspor.documents.aloud import aloud

    with _told():
        typer.echo(aloud(open_programme(id_, folder), "en" if language == "en" else "da"))


@programmes.command()
def check(id_: Id, folder: Folder = None, coverage: bool = False, as_json: AsJson = False) -> None:
    """Bevis programmet: alle fejl på én gang, med fil, linje, felt og et eksempel på en borger."""
    from tvaerspor.actions.open_programme import check_programme
    from tvaerspor.programme.open_points import open_points

    programme, faults = check_programme(id_, folder)
    points = tuple(open_points(programme)) if programme else ()
    if as_json:
        _print_json({"faults": list(map(_fault_data, faults)), "open_points": list(map(_fault_data, points))})
    else:
        for fault in faults:
            typer.echo(str(fault))
        for point in points:
            typer.echo(f"åbent punkt: {point}")
        if programme:
            counts = (
                f"{len(programme.phrases)} fraser, {len(programme.facts)} oplysninger, {len(programme.cases)} sager"
            )
            typer.echo(f"{programme.title}: {counts}; {len(faults)} fejl, {len(points)} åbne punkter", err=True)
        if programme and coverage:
            _print_coverage(programme)
    raise typer.Exit(FAULTS if faults or points else SETTLED)


def _fault_data(fault: Fault) -> dict[str, Any]:
    names = ("file", "line", "field", "sentence", "example")
    return {name: getattr(fault, name) for name in names}


def _print_coverage(programme: Any) -> None:
    from tvaerspor.documents.coverage import coverage_markdown

    typer.echo(coverage_markdown(programme))


@programmes.command()
def new(id_: Id, folder: Folder = None) -> None:
    """Start en mappe for en ny lidelse ud fra skelettet."""
    from tvaerspor.actions.new_programme import new_programme

    with _told():
        made = new_programme(id_, folder)
    where = f" --folder {folder}" if folder else ""
    typer.echo(f"{made} er lavet. Udfyld den, til «tvaerspor programme check {id_}{where}» er tavs.")


@programmes.command()
def publish(id_: Id, folder: Folder = None) -> None:
    """Bevis programmet, og læg versionen, hvor intet skrives over (TVAERSPOR_PUBLISHED, ellers ./published)."""
    from tvaerspor.actions.publish_programme import publish_programme

    with _told():
        programme, file = publish_programme(id_, folder)
    typer.echo(f"{programme.title} {programme.version[:12]} er udgivet: {file}")


@programmes.command()
def export(
    id_: Id,
    form: Annotated[str, typer.Option("--format", help="json, schema, annex eller aloud")] = "json",
    folder: Folder = None,
) -> None:
    """Udlæs programmet: hele indholdet som JSON, filernes JSON Schema, bilagets tabel eller reglerne læst højt."""
    from tvaerspor.documents.export import FORMATS, export_programme

    if form not in FORMATS:
        _refuse(f"formatet «{form}» findes ikke; vælg mellem {', '.join(FORMATS)}")
    from tvaerspor.actions.open_programme import open_programme

    with _told():
        typer.echo(export_programme(open_programme(id_, folder), form))


@app.command()
def triage(
    file: File,
    programme: Annotated[str | None, typer.Option(help="Programmet; ellers filens eget.")] = None,
    folder: Folder = None,
    as_json: AsJson = False,
) -> None:
    """Visitér en borger ud fra svar (YAML eller JSON) eller en MedCom-henvisning.

    Status 0: afklaret, 3: ikke afklaret, 2: filen kan ikke bruges.
    """
    from tvaerspor.actions.triage_file import triage_file
    from tvaerspor.triage.decision import as_data

    with _told():
        triaged = triage_file(file, programme, date.today().isoformat(), folder)
    if as_json:
        _print_json(as_data(triaged.decision))
    else:
        _print_triaged(triaged)
    if not triaged.decision.possible and triaged.decision.programme.validity == "in_force":
        raise typer.Exit(BAD_INPUT)
    raise typer.Exit(SETTLED if triaged.decision.settled else UNSETTLED)


def _print_triaged(triaged: Triaged) -> None:
    from tvaerspor.documents.recommendation import recommendation

    programme, context = triaged.programme, triaged.context
    typer.echo(f"{programme.title}, version {programme.version[:12]}, {context.date}")
    for note in triaged.notes:
        typer.echo(f"bemærk: {note}")
    for section in recommendation(programme, triaged.decision, triaged.decision_id, context.region):
        typer.echo()
        typer.secho(section.heading, bold=True)
        for line in section.lines:
            typer.echo(f"  {line}")


@app.command()
def whatif(
    id_: Id,
    history: Annotated[Path, typer.Argument(help="Tidligere henvisninger: .parquet eller .csv.", show_default=False)],
    before: Annotated[str, typer.Option("--from", help="Version, mappe med programmer, eller now.")] = "now",
    after: Annotated[str, typer.Option("--to", help="Version, mappe med programmer, eller now.")] = "now",
    region: Annotated[str | None, typer.Option(help="Regionen, hvis parametre gælder.")] = None,
    as_json: AsJson = False,
) -> None:
    """Afspil en ændring på tidligere henvisninger: hvem var kommet et andet sted hen?"""
    from tvaerspor.actions.publish_programme import open_version
    from tvaerspor.actions.replay_history import replay_history
    from tvaerspor.triage.decision import Context

    with _told():
        old, new = open_version(id_, before), open_version(id_, after)
        with _progress("Henvisninger") as tell:
            result = replay_history(old, new, history, Context(date.today().isoformat(), region), tell)
        if as_json:
            _print_json(_what_if_data(result))
        else:
            _print_what_if(result, history)


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


def _what_if_data(result: WhatIf) -> dict[str, Any]:
    def names(move: Move) -> tuple[list[list[str]], list[list[str]]]:
        return [list(one.destinations) for one in move.before], [list(one.destinations) for one in move.after]

    moves = [
        {"from": names(move)[0], "to": names(move)[1], "referrals": move.referrals, "example_row": move.example}
        for move in result.moves
    ]
    return {"referrals": result.referrals, "changed": result.changed, "moves": moves}


def _print_what_if(result: WhatIf, history: Path) -> None:
    from tvaerspor.actions.replay_history import example_row

    share = 100 * result.changed / result.referrals
    typer.echo(f"{result.referrals} henvisninger afspillet; {result.changed} ({share:.2f} %) får et andet svar")
    for move in (move for move in result.moves if move.is_change):
        certain = "" if move.is_certain else "  (ikke afklaret før eller efter)"
        typer.echo(f"{move.referrals:>10}  {_outcomes(move.before)}  ->  {_outcomes(move.after)}{certain}")
        shown = ", ".join(f"{name}: {value}" for name, value in example_row(history, move.example).items())
        typer.echo(f"{'':>10}  fx række {move.example + 1}: {shown}")


def _outcomes(outcomes: Any) -> str:
    return " | ".join("+".join(outcome.destinations) for outcome in outcomes)


@messages.command("check")
def check_message(file: File) -> None:
    """Prøv, om en MedCom-besked kan læses, og hvad der er mærkeligt ved den."""
    from tvaerspor.actions.triage_file import read_bytes
    from tvaerspor.interop.reading import check as check_bytes

    with _told():
        warnings = check_bytes(read_bytes(file))
    for warning in warnings:
        typer.echo(f"{warning.place}: {warning.sentence}")
    typer.echo(f"{file.name}: kan læses, {len(warnings)} bemærkninger", err=True)


@messages.command("read")
def read_message(file: File, show_cpr: Annotated[bool, typer.Option(help="Vis hele CPR-nummeret.")] = False) -> None:
    """Læs en MedCom-henvisning: det kodede, lægens tekst ved siden af, og hvad der ikke kunne læses."""
    from tvaerspor.actions.triage_file import read_bytes
    from tvaerspor.interop.reading import read
    from tvaerspor.interop.report import describe

    with _told():
        referrals = read(read_bytes(file))
    for referral in referrals:
        for heading, rows in describe(referral, show_cpr=show_cpr):
            typer.secho(heading, bold=True)
            for name, text in rows:
                typer.echo(f"  {name}: {text}" if name else "\n".join(f"  {line}" for line in text.splitlines()))


@docs.command("build")
def build_docs(
    to: Annotated[Path, typer.Option(help="Mappen med siderne.")] = Path("docs/reference"),
    only_check: Annotated[bool, typer.Option("--check", help="Skriv intet; sig, om en side er forældet.")] = False,
) -> None:
    """Lav opslagssiderne: programformatet, kommandoerne og de medfølgende programmer."""
    from tvaerspor.actions.build_docs import build_docs as build

    stale = build(to, app, write=not only_check)
    for page in stale:
        typer.echo(f"{page} {'er forældet; kør make docs' if only_check else 'er skrevet'}")
    raise typer.Exit(FAULTS if stale and only_check else SETTLED)
