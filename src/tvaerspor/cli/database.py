"""Opens the database for a command: Django is imported here, and only by the commands that need it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tvaerspor.actions.refused import Refused
from tvaerspor.cli.saying import told

DEMO_HOME = Path(".tvaerspor", "demo")


def settle_demo() -> None:
    """The demo has a home of its own, so that it never meets real people; an operator who names one means it."""
    os.environ["TVAERSPOR_DEMO"] = "1"
    if not os.environ.get("TVAERSPOR_DATABASE"):
        os.environ.setdefault("TVAERSPOR_HOME", str(DEMO_HOME))


def set_up() -> None:
    """Sets Django up; raises Refused where the settings cannot be meant."""
    from tvaerspor.records.database import BadDatabaseAddress

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tvaerspor.web.settings")
    import django
    from django.apps import apps

    try:
        if not apps.ready:
            django.setup()
    except BadDatabaseAddress as error:
        raise Refused(str(error)) from None


@contextmanager
def database(is_new: bool = False) -> Iterator[None]:
    """A database to work on, with every refusal told in a sentence; `is_new` makes what is missing first."""
    with told():
        set_up()
        from tvaerspor.actions.admin.database_state import require_ready
        from tvaerspor.actions.cases import NothingThere
        from tvaerspor.actions.faulty_form import FaultyForm
        from tvaerspor.actions.prepare_database import prepare_database
        from tvaerspor.records.keys import NoKeys

        try:
            prepare_database() if is_new else require_ready()
            yield
        except FaultyForm as error:
            raise Refused("\n".join(f"{fault.field}: {fault.sentence}" for fault in error.faults)) from None
        except NothingThere:
            raise Refused("der er ingen med det navn; se efter i listen") from None
        except NoKeys as error:
            raise Refused(str(error)) from None
