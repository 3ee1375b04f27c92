"""The first page after logging in: what waits, what is late, what has changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from tvaerspor.actions.desk.home import home as on_the_desk
from tvaerspor.actions.planner.plans import FIND as FIND_PLANS
from tvaerspor.actions.sharing.desk import shared_desk, waiting_count
from tvaerspor.actions.sharing.standing import FIND, is_partner
from tvaerspor.web.planner.listing import planner_home
from tvaerspor.web.sharing.presenting import words_of
from tvaerspor.web.visit import Visit

LISTS = ("mine", "unit", "late", "waiting")


def home(visit: Visit) -> HttpResponse:
    """The visitor's own desk."""
    if visit.may(FIND_PLANS):
        return planner_home(visit)
    known: dict[str, Any] = {
        "here": "home",
        "desk": on_the_desk(visit.act),
        "lists": LISTS,
        "shared": None,
        "shared_waits": 0,
    }
    if visit.may(FIND) and is_partner(visit.act):
        known |= {"shared": shared_desk(visit.act), **words_of()}
    elif visit.may(FIND):
        known["shared_waits"] = waiting_count(visit.act)
    return visit.show("desk/home", known)
