"""The `tvaerspor` command: a thin shell over actions and the core. Heavy libraries are imported when needed."""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

for _setting in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_setting, "1")  # nothing here multiplies matrices; idle threads cost a cold start 0.1 s
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

import typer  # noqa: E402  (numpy reads the settings above when it is first imported)

if TYPE_CHECKING:
    from tvaerspor.actions.triage_file import Triaged
    from tvaerspor.documents.recommendation import Section
    from tvaerspor.programme.faults import Fault

SELDOM = 50_000  # new objects between two searches for garbage: what a command imports and reads, it keeps
SETTLED, BAD_INPUT, UNSETTLED, FAULTS = 0, 2, 3, 1

_app_settings: dict[str, Any] = {"no_args_is_help": True, "rich_markup_mode": None, "pretty_exceptions_enable": False}
app = typer.Typer(help="Tværspor: et forløbsprogram skrives én gang, som data.", add_completion=False, **_app_settings)
programmes = typer.Typer(help="Programmerne: liste, læs højt, prøv, start, udgiv, udlæs.", **_app_settings)
messages = typer.Typer(help="MedCom-beskeder: prøv og læs.", **_app_settings)
docs = typer.Typer(help="Opslagssiderne i docs/, som laves af koden og programmerne.", **_app_settings)
app.add_typer(programmes, name="programme")
app.add_typer(messages, name="message")
app.add_typer(docs, name="docs")

Folder = Annotated[
    Path | None, typer.Option("--folder", metavar="MAPPE", help="Mappe med programmer; ellers de medfølgende.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv resultatet som JSON.")]
Id = Annotated[str, typer.Argument(metavar="PROGRAM", help="Programmets navn, som er navnet på dets mappe.")]
File = Annotated[Path, typer.Argument(metavar="FIL", help="Filen.", show_default=False)]
Version = "Version (de første tegn), mappe med programmer, eller now."


def main() -> None:
    """The entry point. What a narrow character set cannot show is shown as a question mark rather than as a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    gc.set_threshold(SELDOM)
    try:
        app()
    finally:
        if "duckdb" not in sys.modules:  # DuckDB complains of what is left
            gc.freeze()  # it ends with the process: searching it for garbage costs a cold start 0.1 s


@contextmanager
def _told(file: Path | None = None) -> Iterator[None]:
    """Turns what the author, the sender or the person got wrong into one sentence and exit status 2."""
    from tvaerspor.actions.new_programme import CannotStart
    from tvaerspor.actions.publish_programme import UnknownVersion
    from tvaerspor.actions.reading_files import BadFile
    from tvaerspor.interop.messages import BadMessage
    from tvaerspor.programme.faults import UnfinishedProgramme

    try:
        yield
    except UnfinishedProgramme as error:
        _refuse(f"programmet «{error.programme}» er ikke færdigt og kan ikke bruges:\n{error}")
    except BadMessage as error:
        _refuse(f"{file}: {error}")
    except (BadFile, CannotStart, UnknownVersion, ValueError) as error:
        _refuse(str(error))
    except KeyError as error:
        _refuse(f"programmet «{error.args[0]}» findes ikke; se tvaerspor programme list")
    except BrokenPipeError:
        raise  # the reader of the pipe has seen enough
    except OSError as error:
        _refuse(f"{error.filename}: kan ikke læses eller skrives ({error.strerror})")


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)


def _print_json(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))


def _width() -> int | None:
    """How wide lines may be on the terminal; None in a pipe, where lines are left whole."""
    from tvaerspor.documents.terminal import WIDEST

    return min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else None


def _print_sections(sections: Iterable[Section]) -> None:
    from tvaerspor.documents.terminal import folded

    width = _width()
    for section in sections:
        typer.echo()
        typer.secho(folded(section.heading, width), bold=True, fg="red" if section.is_alarm else None)
        for line in section.lines:
            typer.echo(folded(f"  {line}", width))


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Porten på denne maskine.")] = 8000,
    host: Annotated[str, typer.Option(help="Adressen, der lyttes på.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Antal processer.")] = 2,
) -> None:
    """Start websiden «Afprøv et program»."""
    web = import_module("tvaerspor.web.serve")  # by name: this room and the web do not know each other

    try:
        web.serve(host, port, workers)
    except web.PortTaken as error:
        _refuse(str(error))


@programmes.command("list")
def list_programmes(folder: Folder = None, as_json: AsJson = False) -> None:
    """Programmerne med version og gyldighed."""
    from tvaerspor.actions.open_programme import check_programme, programme_ids
    from tvaerspor.documents.listing import ProgrammeRow, listing

    with _told():
        rows = []
        for id_ in programme_ids(folder):
            programme, faults = check_programme(id_, folder)
            rows.append(ProgrammeRow.of(id_, programme, len(faults)))
    if as_json:
        _print_json([row.as_data() for row in rows])
    for line in () if as_json else listing(rows):
        typer.echo(line)


@programmes.command()
def show(id_: Id, folder: Folder = None, language: Literal["da", "en"] = "da") -> None:
    """Læs programmet højt: fraser, røde flag, regler og kilder."""
    from tvaerspor.actions.open_programme import open_programme
    from tvaerspor.documents.aloud import aloud

    with _told():
        page = aloud(open_programme(id_, folder), language)
    width = _width()
    if width is None:
        typer.echo(page, nl=False)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=width).print(Markdown(page))


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

    with _told():
        require_folder(id_, folder)
        programme, faults = check_programme(id_, folder)
    points = tuple(open_points(programme)) if programme else ()
    if as_json:
        _print_json({"faults": list(map(_fault_data, faults)), "open_points": list(map(_fault_data, points))})
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

    with _told():
        made = new_programme(id_, folder)
    where = f" --folder {made.parent}"
    typer.echo(f"{made} er lavet. Udfyld den, til «tvaerspor programme check {id_}{where}» er tavs.")


@programmes.command()
def publish(id_: Id, folder: Folder = None) -> None:
    """Bevis programmet, og læg versionen, hvor intet skrives over.

    Det er mappen i TVAERSPOR_PUBLISHED, ellers ./published. Åbne punkter skal være lukket først.
    """
    from tvaerspor.actions.publish_programme import publish_programme

    with _told():
        programme, file, is_new = publish_programme(id_, folder)
    said = "er udgivet" if is_new else "var allerede udgivet"
    typer.echo(f"{programme.title} {programme.version[:12]} {said}: {file}")


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

    with _told():
        typer.echo(export_programme(open_programme(id_, folder), form).rstrip("\n"))


@app.command()
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

    with _told(file):
        triaged = triage_file(file, programme, date.today().isoformat(), folder)
    if as_json:
        _print_json(as_data(triaged.decision))
    else:
        _print_triaged(triaged, everything)
    if not triaged.decision.possible and triaged.decision.programme.validity == "in_force":
        _refuse(f"{file}: svarene modsiger hinanden; ret et af dem")
    raise typer.Exit(SETTLED if triaged.decision.settled else UNSETTLED)


def _print_triaged(triaged: Triaged, everything: bool) -> None:
    from tvaerspor.documents.recommendation import recommendation
    from tvaerspor.documents.terminal import folded

    programme, context = triaged.programme, triaged.context
    places = [place for place in (context.region, context.municipality) if place]
    said = ", ".join([f"version {programme.version[:12]}", context.date, *places])
    typer.echo(f"{programme.title}: {programme.decision(triaged.decision_id).title}")
    typer.echo(folded(said, _width()))
    _print_sections(
        recommendation(programme, triaged.decision, triaged.decision_id, context.region, everything=everything)
    )
    if triaged.notes:
        typer.echo()
    for note in triaged.notes:
        typer.echo(folded(f"bemærk: {note}", _width()))


@app.command()
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
    from tvaerspor.actions.publish_programme import open_version
    from tvaerspor.actions.replay_history import example_answers, replay_history
    from tvaerspor.documents.replay import replay_data, replay_sections
    from tvaerspor.triage.decision import Context

    with _told():
        old, new = open_version(id_, before), open_version(id_, after)
        with _progress("Henvisninger") as tell:
            replay = replay_history(old, new, history, Context(date.today().isoformat(), region), tell)
        if as_json:
            _print_json(replay_data(old, new, replay.result))
        else:
            _print_sections(replay_sections(old, new, replay.result, lambda row: example_answers(new, history, row)))
    if replay.unused:
        typer.echo(f"bemærk: kolonner, der intet afgør, er ikke brugt: {', '.join(replay.unused)}", err=True)
    if old.version == new.version:
        typer.echo("bemærk: de to versioner er den samme; skriv --from eller --to", err=True)


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


@messages.command("check")
def check_message(file: File) -> None:
    """Prøv, om en MedCom-besked kan læses.

    Hver mærkværdighed skrives på sin egen linje; status 2: beskeden kan ikke læses.
    """
    from tvaerspor.actions.reading_files import read_bytes
    from tvaerspor.documents.terminal import counted, folded
    from tvaerspor.interop.reading import check as check_bytes

    with _told(file):
        warnings = check_bytes(read_bytes(file))
    for warning in warnings:
        typer.echo(folded(f"{warning.place}: {warning.sentence}", _width()))
    typer.echo(f"{file.name}: kan læses, {counted(len(warnings), 'bemærkning', 'bemærkninger')}", err=True)


@messages.command("read")
def read_message(file: File, show_cpr: Annotated[bool, typer.Option(help="Vis hele CPR-nummeret.")] = False) -> None:
    """Læs en MedCom-henvisning.

    Det kodede, lægens tekst ved siden af, og hvad der ikke kunne læses.
    """
    from tvaerspor.actions.reading_files import read_bytes
    from tvaerspor.documents.terminal import rows
    from tvaerspor.interop.reading import read
    from tvaerspor.interop.report import describe

    with _told(file):
        referrals = read(read_bytes(file))
    width = _width()
    for place, referral in enumerate(referrals):
        for section, (heading, pairs) in enumerate(describe(referral, show_cpr=show_cpr)):
            if place or section:
                typer.echo()
            typer.secho(heading, bold=True)
            for line in rows(pairs, width):
                typer.echo(line)


@docs.command("build")
def build_docs(
    to: Annotated[Path, typer.Option(metavar="MAPPE", help="Mappen med siderne.")] = Path("docs/reference"),
    only_check: Annotated[bool, typer.Option("--check", help="Skriv intet; sig, om en side er forældet.")] = False,
) -> None:
    """Lav opslagssiderne: programformatet, kommandoerne og programmerne."""
    from tvaerspor.actions.build_docs import build_docs as build

    with _told():
        stale = build(to, app, write=not only_check)
    for page in stale:
        typer.echo(f"{page} {'er forældet; kør make docs' if only_check else 'er skrevet'}")
    raise typer.Exit(FAULTS if stale and only_check else SETTLED)
