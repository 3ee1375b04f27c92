"""Makes the database ready: keys, tables, counters, and the shipped programmes published."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from tvaerspor.actions.act import Act
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.stored_programmes import store_shipped
from tvaerspor.records.keys import make_keys


def prepare_database(programmes: Path | None = None) -> None:
    """Makes what is missing and changes nothing that is there; can be run at every start."""
    make_keys(Path(settings.KEYS))
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    store_shipped(system_act("prepare"), programmes)


def system_act(route: str) -> Act:
    """The act of the system itself, at a start or in a job: no person, no role, no access to citizens."""
    return Act(timezone.now(), None, "", None, "administration", new_id, route)
