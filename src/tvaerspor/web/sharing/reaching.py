"""Contact requests: written by either side, answered by the other; the sender learns only what a consent lets it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.sharing import requests
from tvaerspor.actions.sharing.meetings import EDIT as EDIT_MEETING
from tvaerspor.actions.sharing.meetings import answer_with_agenda, coming_meetings, open_meeting
from tvaerspor.actions.sharing.partners import chosen
from tvaerspor.actions.sharing.requests import CREATE, READ, OpenRequest, TypedRequest, open_request
from tvaerspor.actions.sharing.rules import rules
from tvaerspor.actions.sharing.standing import is_partner, open_shared
from tvaerspor.web.sharing.presenting import words_of
from tvaerspor.web.visit import Visit

TYPED = ("name", "cpr", "contact", "purpose")


def new_request(visit: Visit) -> HttpResponse:
    """The municipality's request to a citizen's own doctor; a doctor begins from the citizen's page instead."""
    if not is_partner(visit.act):
        return visit.to("citizens")
    typed = TypedRequest(*(visit.posted.get(name, "") for name in TYPED))
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            return visit.to("contact_request", "request", contact=requests.send_request(visit.act, typed))
        except FaultyForm as found:
            faults = found
    known = {"here": "shared", "purposes": rules().request_purposes, "faults": faults, "typed": visit.posted}
    return visit.show("sharing/new_request", known, 422 if faults else 200)


def raise_request(visit: Visit, citizen: UUID) -> HttpResponse:
    """The doctor's request to a unit that the citizen has let it speak with."""
    tied = open_shared(visit.act, citizen, CREATE)
    units = requests.possible_units(tied)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        typed = TypedRequest(tied.citizen.name, "", visit.posted.get("contact", ""), visit.posted.get("purpose", ""))
        try:
            sent = requests.raise_request(tied, chosen(units, visit.posted.get("unit", "")), typed)
            return visit.to("contact_request", "request", contact=sent)
        except FaultyForm as found:
            faults = found
    known = {
        "here": "shared",
        "who": {"id": citizen, "name": tied.citizen.name},
        "units": tuple((str(unit.id), unit.name, requests.may_discuss(tied, unit)) for unit in units),
        "purposes": rules().request_purposes,
        "faults": faults,
        "typed": visit.posted,
    }
    return visit.show("sharing/raise_request", known, 422 if faults else 200)


def contact_request(visit: Visit, contact: UUID) -> HttpResponse:
    """One request: what was sent, what became of it where that may be told, and the answer of whoever is asked."""
    opened = open_request(visit.act, contact, READ)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            _answer(visit, open_request(visit.act, contact, requests.DECIDE))
            return visit.to("contact_request", "answered", contact=contact)
        except FaultyForm as found:
            faults = found
    known = {
        "here": "shared",
        "sent": opened.shown,
        "from_unit": opened.row.from_unit.name,
        "to_unit": opened.row.to_unit.name if opened.row.to_unit else "",
        "is_own": opened.row.from_unit_id == visit.act.unit,
        "can_answer": opened.can_answer,
        "citizen": opened.citizen.id if opened.citizen and opened.can_answer else None,
        "listed_name": opened.citizen.name if opened.citizen and opened.can_answer else "",
        "meetings": _meetings(visit, opened),
        "faults": faults,
        **words_of(),
    }
    return visit.show("sharing/request", known, 422 if faults else 200)


def _meetings(visit: Visit, opened: OpenRequest) -> tuple[tuple[str, str, object], ...]:
    """The planned meetings with the unit across the table, from which one is chosen."""
    if not opened.can_answer or not visit.may(EDIT_MEETING):
        return ()
    across = opened.row.from_unit_id
    return tuple(
        (str(each.id), each.practice.name if is_partner(visit.act) else each.job_centre.name, each.at)
        for each in coming_meetings(visit.act)
        if across in (each.practice_id, each.job_centre_id)
    )


def _answer(visit: Visit, opened: OpenRequest) -> None:
    kind = visit.posted.get("kind", "")
    if kind != "agenda":
        return requests.answer_request(opened, kind)
    try:
        meeting = UUID(visit.posted.get("meeting", ""))
    except ValueError:
        raise FaultyForm((FieldFault("meeting", "Vælg, hvilket møde det skal på dagsordenen til."),)) from None
    return answer_with_agenda(open_meeting(visit.act, meeting, EDIT_MEETING), opened)
