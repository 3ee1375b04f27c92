"""The commands about MedCom messages in files: try and read."""

from __future__ import annotations

from typing import Annotated

import typer

from tvaerspor.cli.saying import GROUP, File, told, width

messages = typer.Typer(help="MedCom-beskeder: prøv og læs.", **GROUP)


@messages.command("check")
def check_message(file: File) -> None:
    """Prøv, om en MedCom-besked kan læses.

    Hver mærkværdighed skrives på sin egen linje; status 2: beskeden kan ikke læses.
    """
    from tvaerspor.actions.reading_files import read_bytes
    from tvaerspor.documents.terminal import counted, folded
    from tvaerspor.interop.reading import check as check_bytes

    with told(file):
        warnings = check_bytes(read_bytes(file))
    for warning in warnings:
        typer.echo(folded(f"{warning.place}: {warning.sentence}", width()))
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

    with told(file):
        referrals = read(read_bytes(file))
    wide = width()
    for place, referral in enumerate(referrals):
        for section, (heading, pairs) in enumerate(describe(referral, show_cpr=show_cpr)):
            if place or section:
                typer.echo()
            typer.secho(heading, bold=True)
            for line in rows(pairs, wide):
                typer.echo(line)
