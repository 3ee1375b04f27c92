"""The `tvaerspor` command: a thin shell over actions and the core. Heavy libraries are imported when needed."""

from __future__ import annotations

import gc
import io
import os
import sys
from pathlib import Path
from typing import Annotated

for _setting in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(_setting, "1")  # nothing here multiplies matrices; idle threads cost a cold start 0.1 s
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")

import typer  # noqa: E402  (numpy reads the settings above when it is first imported)

from tvaerspor.cli.admin import admin  # noqa: E402
from tvaerspor.cli.deciding import deciding  # noqa: E402
from tvaerspor.cli.messages import messages  # noqa: E402
from tvaerspor.cli.planning import planning  # noqa: E402
from tvaerspor.cli.programmes import programmes  # noqa: E402
from tvaerspor.cli.saying import FAULTS, GROUP, SETTLED, told  # noqa: E402
from tvaerspor.cli.serving import serving  # noqa: E402

SELDOM = 50_000  # new objects between two searches for garbage: what a command imports and reads, it keeps

app = typer.Typer(help="Tværspor: et forløbsprogram skrives én gang, som data.", add_completion=False, **GROUP)
docs = typer.Typer(help="Opslagssiderne i docs/, som laves af koden og programmerne.", **GROUP)
app.add_typer(serving)
app.add_typer(deciding)
app.add_typer(programmes, name="programme")
app.add_typer(messages, name="message")
app.add_typer(planning, name="plan")
app.add_typer(admin, name="admin")
app.add_typer(docs, name="docs")


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


@docs.command("build")
def build_docs(
    to: Annotated[Path, typer.Option(metavar="MAPPE", help="Mappen med siderne.")] = Path("docs/reference"),
    only_check: Annotated[bool, typer.Option("--check", help="Skriv intet; sig, om en side er forældet.")] = False,
) -> None:
    """Lav opslagssiderne: programformatet, kommandoerne og programmerne."""
    from tvaerspor.actions.build_docs import build_docs as build

    with told():
        stale = build(to, app, write=not only_check)
    for page in stale:
        typer.echo(f"{page} {'er forældet; kør make docs' if only_check else 'er skrevet'}")
    raise typer.Exit(FAULTS if stale and only_check else SETTLED)
