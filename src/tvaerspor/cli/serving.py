"""The command that serves the web application."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from tvaerspor.actions.refused import Refused
from tvaerspor.cli.database import settle_demo
from tvaerspor.cli.saying import told

serving = typer.Typer()


@serving.command()
def serve(
    demo: Annotated[bool, typer.Option("--demo", help="Opdigtede borgere; man logger ind med ét klik.")] = False,
    port: Annotated[int, typer.Option(help="Porten på denne maskine.")] = 8000,
    host: Annotated[str, typer.Option(help="Adressen, der lyttes på.")] = "127.0.0.1",
    workers: Annotated[int, typer.Option(help="Antal processer.")] = 3,
) -> None:
    """Start Tværspor i browseren.

    På den indbyggede database, eller på den, som TVAERSPOR_DATABASE nævner. --demo giver den en mappe for sig.
    """
    if demo:
        settle_demo()
    web = import_module("tvaerspor.web.serve")  # by name: this room and the web do not know each other
    with told():
        try:
            web.serve(host, port, workers)
        except web.PortTaken as error:
            raise Refused(str(error)) from None
