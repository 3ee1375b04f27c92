"""A call written down in ten seconds: one small form above the unit's own calls."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.paying import sparring as acting
from tvaerspor.actions.paying import teaching
from tvaerspor.web.dates import as_iso
from tvaerspor.web.visit import Visit

SIDE = 25
QUICK = (5, 10, 15, 20)
TYPED = ("on", "minutes", "other", "question", "attached", "citizen")


def sparring(visit: Visit) -> HttpResponse:
    """The form and the list; a call sent is written."""
    typed = {name: visit.posted.get(name, "") for name in TYPED}
    typed["minutes"] = visit.posted.get("quick", "") or typed["minutes"]
    if visit.request.method != "POST":
        return _page(visit, {"on": visit.act.today.isoformat(), "citizen": visit.request.GET.get("borger", "")})
    try:
        acting.log_call(visit.act, acting.NewCall(**{**typed, "on": as_iso(typed["on"])}))
    except FaultyForm as faults:
        return _page(visit, typed, faults)
    return visit.to("sparring", "call_logged")


def call(visit: Visit, call: UUID) -> HttpResponse:
    """One call, with what this end may see of it."""
    return _call(visit, call)


def correct_call(visit: Visit, call: UUID) -> HttpResponse:
    """The counter-row."""
    try:
        acting.correct_call(visit.act, call, visit.posted.get("reason", ""))
    except FaultyForm as faults:
        return _call(visit, call, faults)
    return visit.to("sparring", "call_corrected")


def _call(visit: Visit, id_: UUID, faults: FaultyForm | None = None) -> HttpResponse:
    row = acting.call(visit.act, id_)
    known = {
        "here": "sparring",
        "row": row,
        "citizen": acting.citizen_of(visit.act, row),
        "may_correct": row.unit_id == visit.act.unit and row.minutes > 0 and not hasattr(row, "corrected_by"),
        "faults": faults,
    }
    return visit.show("paying/call", known, 422 if faults else 200)


def _page(visit: Visit, typed: dict[str, str], faults: FaultyForm | None = None) -> HttpResponse:
    citizen = acting.citizen_to_ask_about(visit.act, typed.get("citizen", ""))
    page = Paginator(acting.calls(visit.act), SIDE).get_page(visit.request.GET.get("side"))
    visit.act.saw("call", *(row.id for row in page))
    others = acting.other_units(visit.act)
    is_practice = acting.is_practice(visit.act)
    likely = str(others[0].id) if others and (is_practice or len(others) == 1) else ""
    known = {
        "here": "sparring",
        "typed": {**typed, "other": typed.get("other") or likely},
        "faults": faults,
        "citizen": citizen,
        "page": page,
        "quick": QUICK,
        "others": [(str(unit.id), unit.name) for unit in others],
        "is_practice": is_practice,
        "teaches": visit.may(teaching.FIND),
    }
    return visit.show("paying/sparring", known, 422 if faults else 200)
