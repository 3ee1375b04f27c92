"""The commands of administration: units, users, keys, copies, the log, and the demo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from tvaerspor.actions.refused import Refused
from tvaerspor.cli.database import database, set_up, settle_demo
from tvaerspor.cli.saying import FAULTS, GROUP, SETTLED, AsJson, File, print_json, progress, told

admin = typer.Typer(help="Drift: enheder, brugere, nøgler, kopier og log.", **GROUP)
units = typer.Typer(help="Enhederne: tilføj og vis.", **GROUP)
users = typer.Typer(help="Brugerne: tilføj, vis, luk, åbn, ny adgangskode.", **GROUP)
admin.add_typer(units, name="unit")
admin.add_typer(users, name="user")
Name = Annotated[str, typer.Argument(metavar="BRUGERNAVN", help="Brugernavnet.", show_default=False)]
UnitName = Annotated[str, typer.Option("--unit", metavar="ENHED", help="Enhedens navn.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLLE", help="Rollen ved enheden, fx doctor eller secretary.")]
Word = Annotated[str, typer.Option(help="Står i beskeder fra MedCom.")]


@units.command("add")
def add_unit(
    name: Annotated[str, typer.Argument(metavar="NAVN", help="Enhedens navn.", show_default=False)],
    kind: Annotated[str, typer.Option(help="general_practice, private, municipal, hospital eller elsewhere.")],
    region: Annotated[str, typer.Option(help="Regionens navn, fx nordjylland.")],
    purpose: Annotated[str, typer.Option(help="treatment, administration eller planning.")] = "treatment",
    municipality: Annotated[str, typer.Option(help="Kommunens fire cifre.")] = "",
    gln: Word = "",
    identifier: Word = "",
    identifier_kind: Word = "",
    speciality: Word = "",
    street: Word = "",
    postcode: Word = "",
    district: Word = "",
    phone: Word = "",
    takes: Annotated[
        list[str] | None, typer.Option(metavar="DESTINATION", help="Modtager henvisninger hertil.")
    ] = None,
) -> None:
    """Tilføj en enhed. Administratorer hører til ved en enhed med formålet administration."""
    given = {key: value for key, value in locals().items() if key != "takes"}
    with database(is_new=True):
        from tvaerspor.actions.admin import units as acting
        from tvaerspor.actions.admin.operator import operator_act

        acting.add_unit(operator_act("admin unit add"), acting.NewUnit(**given, takes=tuple(takes or ())))
    typer.echo(f"{name} er tilføjet.")


@units.command("list")
def list_units(as_json: AsJson = False) -> None:
    """Vis enhederne."""
    with database():
        from tvaerspor.actions.admin import units as acting
        from tvaerspor.actions.admin.operator import operator_act

        columns = ("name", "kind", "purpose", "region", "municipality", "gln", "is_open")
        rows = list(acting.units(operator_act("admin unit list")).values(*columns))
    _show(rows, as_json, "Der er ingen enheder endnu; tilføj en med tvaerspor admin unit add.")


@users.command("add")
def add_user(name: Name, unit: UnitName, role: Role) -> None:
    """Tilføj en bruger med en rolle ved en enhed. Adgangskoden spørges der om."""
    with database():
        from tvaerspor.actions.admin import users as acting
        from tvaerspor.actions.admin.operator import operator_act

        new = acting.NewUser(name, _unit(unit), role)
        acting.add_user(operator_act("admin user add"), new, _password())
    typer.echo(f"{name} er tilføjet og kan logge ind.")


@users.command("role")
def give_role(name: Name, unit: UnitName, role: Role) -> None:
    """Giv en bruger en rolle mere."""
    with database():
        from tvaerspor.actions.admin import users as acting
        from tvaerspor.actions.admin.operator import operator_act

        acting.give_role(operator_act("admin user role"), acting.named(name), _unit(unit), role)
    typer.echo(f"{name} har fået rollen.")


@users.command("list")
def list_users(as_json: AsJson = False) -> None:
    """Vis brugerne med deres roller."""
    with database():
        from tvaerspor.actions.admin import users as acting
        from tvaerspor.actions.admin.operator import operator_act

        rows = [
            {"username": user.username, "is_active": user.is_active, "role": member.role, "unit": member.unit.name}
            for user in acting.users(operator_act("admin user list"))
            for member in user.memberships.all()
            if member.is_active
        ]
    _show(rows, as_json, "Der er ingen brugere endnu; tilføj en med tvaerspor admin user add.")


@users.command()
def deactivate(name: Name) -> None:
    """Luk for en bruger: den næste side, brugeren åbner, er log-ind."""
    _set_active(name, False)
    typer.echo(f"{name} kan ikke længere logge ind; fortryd med tvaerspor admin user activate {name}.")


@users.command()
def activate(name: Name) -> None:
    """Åbn for en bruger igen."""
    _set_active(name, True)
    typer.echo(f"{name} kan logge ind igen.")


def _set_active(name: str, is_active: bool) -> None:
    with database():
        from tvaerspor.actions.admin import users as acting
        from tvaerspor.actions.admin.operator import operator_act

        route = f"admin user {'activate' if is_active else 'deactivate'}"
        acting.set_active(operator_act(route), acting.named(name), is_active)


@users.command()
def password(name: Name) -> None:
    """Giv en bruger en ny adgangskode.

    Den spørges der om, og brugerens sessioner slutter.
    """
    with database():
        from tvaerspor.actions.admin import users as acting
        from tvaerspor.actions.admin.operator import operator_act

        user = acting.named(name)
        acting.set_password(operator_act("admin user password"), user, _password())
    typer.echo(f"{name} har fået en ny adgangskode.")


def _password() -> str:
    """Typed unseen and twice on a terminal; the first line of what is piped in otherwise. Never an argument."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Adgangskode", hide_input=True, confirmation_prompt="Adgangskoden igen"))


def _unit(name: str) -> UUID:
    from tvaerspor.records.models import Unit
    from tvaerspor.records.search_keys import name_key

    found = list(Unit.objects.filter(name_key=name_key(name)).values_list("id", flat=True)[:2])
    if len(found) != 1:
        many = "flere enheder hedder" if found else "ingen enhed hedder"
        raise Refused(f"{many} «{name}»; se tvaerspor admin unit list")
    return found[0]


def _show(rows: list[dict[str, object]], as_json: bool, when_empty: str) -> None:
    if as_json:
        print_json(rows)
    elif not rows:
        typer.echo(when_empty)
    for row in () if as_json else rows:
        typer.echo("  ".join(_word(value) for value in row.values()).rstrip())


def _word(value: object) -> str:
    return {True: "åben", False: "lukket"}[value] if isinstance(value, bool) else str(value) or "-"


@admin.command()
def keys() -> None:
    """Lav nøglefilen, hvis der ingen er. Uden den kan CPR-numre, breve og beskeder ikke læses."""
    with told():
        set_up()
        from django.conf import settings

        from tvaerspor.records.keys import make_keys

        is_new = make_keys(Path(settings.KEYS))
        said = (
            "er lavet; tag en kopi af den, og gem kopien et andet sted end databasens" if is_new else "findes allerede"
        )
    typer.echo(f"{settings.KEYS} {said}.")


@admin.command()
def backup(file: File) -> None:
    """Kopiér databasen til én fil, mens den er i brug."""
    with told():
        set_up()
        from django.conf import settings

        from tvaerspor.actions.admin.backup import back_up

        with progress("Databasen") as tell:
            back_up(file.absolute(), tell)
    typer.echo(
        f"{file} er skrevet. Nøglefilen {settings.KEYS} er ikke med: kopiér den for sig, og gem de to hver sit sted."
    )


@admin.command()
def restore(file: File, is_sure: Annotated[bool, typer.Option("--yes", help="Spørg ikke.")] = False) -> None:
    """Læg en kopi tilbage. Serveren skal være stoppet; databasen, der var, lægges ved siden af."""
    with told():
        set_up()
        from django.utils import timezone

        from tvaerspor.actions.admin.backup import restore as put_back

        if not is_sure:
            typer.confirm(f"Skal {file} lægges tilbage i stedet for den database, der er?", abort=True)
        aside = put_back(file, timezone.now())
    typer.echo(f"{file} er lagt tilbage." + (f" Den, der var, ligger i {aside}." if aside else ""))


@admin.command("verify-audit")
def verify_audit(
    head: Annotated[str, typer.Option(metavar="HOVED", help="Hovedet fra en tidligere kontrol.")] = "",
    as_json: AsJson = False,
) -> None:
    """Efterprøv loggens forsegling.

    Status 1: en række er ændret, fjernet, indsat eller flyttet. Gem det hoved, der skrives, et andet sted, og giv det
    med næste gang: så ses det også, hvis loggens slutning er skåret af.
    """
    with database():
        from tvaerspor.actions.log.verify_audit import verify_audit as verify

        with progress("Loggen") as tell:
            found = verify(tell, head)
    if as_json:
        print_json({**vars(found), "faults": list(found.faults)})
    else:
        for fault in found.faults:
            typer.echo(fault)
        said = "er brudt" if found.faults else "er ubrudt"
        typer.echo(
            f"Kæden {said}: {found.rows} rækker er forseglet, {found.unsealed} venter. Hoved: {found.head or '-'}"
        )
    raise typer.Exit(FAULTS if found.faults else SETTLED)


@admin.command("migrate-check")
def migrate_check() -> None:
    """Sig, om databasens tabeller er denne udgaves. Status 1: noget mangler, og serve laver det."""
    with told():
        set_up()
        from tvaerspor.actions.admin.database_state import missing_migrations

        missing = missing_migrations()
    for name in missing:
        typer.echo(f"mangler: {name}")
    typer.echo("Tabellerne er denne udgaves." if not missing else "Start «tvaerspor serve», som laver dem.", err=True)
    raise typer.Exit(FAULTS if missing else SETTLED)


@admin.command("reset-demo")
def reset_demo(is_sure: Annotated[bool, typer.Option("--yes", help="Spørg ikke.")] = False) -> None:
    """Begynd demoen forfra.

    Alt, hvad der er skrevet i den, slettes; der spørges først.
    """
    settle_demo()
    with database(is_new=True):
        from tvaerspor.actions.admin.demo import reset_demo as begin_anew

        if not is_sure:
            typer.confirm("Skal demoen begynde forfra, og alt, hvad der er skrevet i den, slettes?", abort=True)
        with progress("Demoen") as tell:
            said = begin_anew(tell)
    typer.echo(said or "Demoen er begyndt forfra.")
