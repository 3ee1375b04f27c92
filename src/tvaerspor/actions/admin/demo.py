"""The demo's database: filled when it is empty, begun anew when asked, and never a database with real people."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command

from tvaerspor.actions.admin.database_state import is_empty
from tvaerspor.actions.admin.running import only_one
from tvaerspor.actions.admin.users import DEMO_PREFIX
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.prepare_database import prepare_database
from tvaerspor.actions.refused import Refused
from tvaerspor.records.models import Membership, User

Progress = Callable[[int, int], None]
NOT_THERE = "Demoens borgere og enheder er ikke med i denne udgave; databasen er tom."


def fill_demo(tell: Progress = lambda done, of: None) -> str:
    """Fills an empty database with the demo; a sentence where the demo is not there. Raises Refused for another one."""
    if is_empty():
        try:
            demo = import_module("tvaerspor.actions.demo.load_demo")
        except ModuleNotFoundError:
            return NOT_THERE
        demo.load_demo(progress=tell)
    elif not _is_demo():
        raise Refused(
            "databasen er ikke demoens, og i demoen logger man ind uden adgangskode; start uden --demo, eller vælg en "
            "anden mappe med TVAERSPOR_HOME"
        )
    return ""


def demo_log_ins() -> tuple[tuple[str, str, str], ...]:
    """The demo's accounts: user name, Danish role, unit."""
    rows = Membership.objects.filter(user__username__startswith=DEMO_PREFIX, is_active=True)
    titles = matrix().roles
    found = rows.select_related("user", "unit").order_by("id")
    return tuple((row.user.username, titles[row.role].title.da, row.unit.name) for row in found)


def reset_demo(tell: Progress) -> str:
    """Empties the demo's database and fills it again; a sentence where the demo is not there. Raises Refused."""
    if not settings.DEMO or not (_is_demo() or is_empty()):
        raise Refused("det her er ikke demoens database; intet er slettet")
    with only_one("serveren kører; stop den, før demoen begyndes forfra"):
        Session.objects.all().delete()
        call_command("migrate", "records", "zero", verbosity=0)
        prepare_database(settings.PROGRAMMES)
        return fill_demo(tell)


def _is_demo() -> bool:
    return User.objects.filter(username__startswith=DEMO_PREFIX).exists()
