"""Closing letters that are owed: the list with reminders, and the counts without citizens."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.desk.owed_letters import owed_counts, owed_letters, remind
from tvaerspor.actions.therapist.open_course import EDIT
from tvaerspor.web.visit import Visit

AGES = ("owed_age_0", "owed_age_1", "owed_age_2", "owed_age_3")


def owed(visit: Visit) -> HttpResponse:
    """The list, by provider, the oldest first."""
    found, has_more = owed_letters(visit.act)
    return visit.show(
        "desk/owed_letters",
        {"here": "owed_letters", "providers": found, "has_more": has_more, "may_write": EDIT},
    )


def remind_letter(visit: Visit, course: UUID) -> HttpResponse:
    """Writes down that somebody has asked for one, and goes back to the list."""
    remind(visit.act, course)
    return visit.to("owed_letters", "reminded")


def counts(visit: Visit) -> HttpResponse:
    """How many are owed and how old they are."""
    known = {"here": "owed_letter_counts", "counts": owed_counts(visit.act), "ages": AGES}
    return visit.show("desk/owed_counts", known)
