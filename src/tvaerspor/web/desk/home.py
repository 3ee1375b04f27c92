"""The first page after logging in: what waits, what is late, what has changed."""

from __future__ import annotations

from django.http import HttpResponse

from tvaerspor.actions.desk.home import home as on_the_desk
from tvaerspor.actions.planner.plans import FIND
from tvaerspor.web.planner.listing import planner_home
from tvaerspor.web.visit import Visit

LISTS = ("mine", "unit", "late", "waiting")


def home(visit: Visit) -> HttpResponse:
    """The visitor's own desk."""
    if visit.may(FIND):
        return planner_home(visit)
    return visit.show("desk/home", {"here": "home", "desk": on_the_desk(visit.act), "lists": LISTS})
