"""How the commands speak: a sentence for what went wrong, JSON, lines that fit the terminal, a bar for long work."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from tvaerspor.documents.recommendation import Section

SETTLED, BAD_INPUT, UNSETTLED, FAULTS = 0, 2, 3, 1

GROUP: dict[str, Any] = {"no_args_is_help": True, "rich_markup_mode": None, "pretty_exceptions_enable": False}
"""How every group of commands is set up."""
Folder = Annotated[
    Path | None, typer.Option("--folder", metavar="MAPPE", help="Mappe med programmer; ellers de medfølgende.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv resultatet som JSON.")]
File = Annotated[Path, typer.Argument(metavar="FIL", help="Filen.", show_default=False)]


@contextmanager
def told(file: Path | None = None) -> Iterator[None]:
    """Turns what the author, the sender or the person got wrong into one sentence and exit status 2."""
    from tvaerspor.actions.new_programme import CannotStart
    from tvaerspor.actions.reading_files import BadFile
    from tvaerspor.actions.refused import Refused
    from tvaerspor.interop.messages import BadMessage
    from tvaerspor.programme.faults import UnfinishedProgramme

    try:
        yield
    except UnfinishedProgramme as error:
        refuse(f"programmet «{error.programme}» er ikke færdigt og kan ikke bruges:\n{error}")
    except BadMessage as error:
        refuse(f"{file}: {error}")
    except (BadFile, CannotStart, Refused, ValueError) as error:
        refuse(str(error))
    except KeyError as error:
        refuse(f"programmet «{error.args[0]}» findes ikke; se tvaerspor programme list")
    except BrokenPipeError:
        raise  # the reader of the pipe has seen enough
    except OSError as error:
        refuse(f"{error.filename}: kan ikke læses eller skrives ({error.strerror})")


def refuse(sentence: str) -> NoReturn:
    """Says it, and ends with the status for bad input."""
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)


def print_json(data: Any) -> None:
    """Prints it as JSON, keys in order."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True))


def width() -> int | None:
    """How wide lines may be on the terminal; None in a pipe, where lines are left whole."""
    from tvaerspor.documents.terminal import WIDEST

    return min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else None


def print_sections(sections: Iterable[Section]) -> None:
    """Prints headings and lines; what alarms in red."""
    from tvaerspor.documents.terminal import folded

    wide = width()
    for section in sections:
        typer.echo()
        typer.secho(folded(section.heading, wide), bold=True, fg="red" if section.is_alarm else None)
        for line in section.lines:
            typer.echo(folded(f"  {line}", wide))


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
