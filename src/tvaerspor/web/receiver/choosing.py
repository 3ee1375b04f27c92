"""Where the citizen goes from here: accepted, sent on or rejected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.cases import Case
from tvaerspor.actions.receiver.accept import Acceptance
from tvaerspor.actions.receiver.accept import accept as accept_it
from tvaerspor.actions.receiver.forward import Forwarding, forward_destinations, forward_units
from tvaerspor.actions.receiver.forward import forward as forward_it
from tvaerspor.actions.receiver.recommendation import allowed_now, places
from tvaerspor.actions.receiver.reject import Rejection
from tvaerspor.actions.receiver.reject import reject as reject_it
from tvaerspor.records.search_keys import name_key
from tvaerspor.web.receiver.deciding import decide
from tvaerspor.web.visit import Visit

MOST_UNITS = 20


def accept(visit: Visit, referral: UUID) -> HttpResponse:
    """The choice of destination and offer; nothing is chosen beforehand."""
    chosen = Acceptance(visit.posted.get("place", ""), visit.posted.get("reason", ""))
    return decide(
        visit,
        referral,
        "accept",
        lambda case: accept_it(case, chosen, visit.seen_version),
        lambda case: {"places": places(case)},
    )


def reject(visit: Visit, referral: UUID) -> HttpResponse:
    """Why, and where instead."""
    said = visit.posted
    rejection = Rejection(said.get("reason", ""), said.get("pointer", ""), said.get("told") == "1")
    return decide(visit, referral, "reject", lambda case: reject_it(case, rejection, visit.seen_version))


def forward(visit: Visit, referral: UUID) -> HttpResponse:
    """First the destination, then the unit: found by a part of its name where there are many."""
    said = visit.posted
    forwarding = Forwarding(said.get("til", ""), _uuid(said.get("unit", "")), said.get("reason", ""))
    return decide(
        visit,
        referral,
        "forward",
        lambda case: forward_it(case, forwarding, visit.seen_version),
        lambda case: _goals(visit, case),
    )


def _goals(visit: Visit, case: Case) -> Mapping[str, Any]:
    asked = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    goal, typed = asked.get("til", ""), asked.get("q", "")[:70]
    units = forward_units(case, goal) if goal else ()
    words = name_key(typed).split()
    found = [unit for unit in units if all(word in unit.name_key for word in words)]
    return {
        "destinations": forward_destinations(case),
        "allowed": allowed_now(case),
        "goal": goal if goal in case.programme.destinations else "",
        "typed": typed,
        "units": found[:MOST_UNITS],
        "units_in_all": len(found),
        "has_search": len(units) > MOST_UNITS or bool(words),
    }


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
