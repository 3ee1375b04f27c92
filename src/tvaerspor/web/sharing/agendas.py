"""Cooperation meetings: the list, a new one, and one meeting with its agenda and minutes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.sharing import meetings as acting
from tvaerspor.actions.sharing.meetings import EDIT, READ, Minutes, OpenMeeting, open_meeting
from tvaerspor.actions.sharing.partners import chosen, meeting_units
from tvaerspor.actions.sharing.standing import is_partner
from tvaerspor.actions.sharing.typed_moments import moment_typed
from tvaerspor.web.dates import as_iso
from tvaerspor.web.sharing.presenting import words_of
from tvaerspor.web.visit import Visit

DONE = {
    "put_on": "line_put_on",
    "take_off": "line_taken_off",
    "minutes": "minutes",
    "held": "meeting_held",
    "cancelled": "meeting_cancelled",
}


def meetings(visit: Visit) -> HttpResponse:
    """The unit's meetings, and the form that calls one."""
    units, faults = meeting_units(visit.act), None
    if visit.request.method == "POST":
        at = moment_typed(as_iso(visit.posted.get("on", "")), visit.posted.get("at", ""))
        try:
            made = acting.call_meeting(visit.act, chosen(units, visit.posted.get("unit", "")), at)
            return visit.to("meeting", "meeting", meeting=made)
        except FaultyForm as found:
            faults = found
    known = {
        "here": "meetings",
        "rows": acting.meetings(visit.act),
        "is_partner": is_partner(visit.act),
        "units": tuple((str(unit.id), unit.name) for unit in units),
        "faults": faults,
        "typed": visit.posted,
        **words_of(),
    }
    return visit.show("sharing/meetings", known, 422 if faults else 200)


def meeting(visit: Visit, meeting: UUID) -> HttpResponse:
    """One meeting: the agenda as this side may see it, and what can be done."""
    opened = open_meeting(visit.act, meeting, READ)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            done = _do(visit, open_meeting(visit.act, meeting, EDIT))
            return visit.to("meeting", done, meeting=meeting)
        except FaultyForm as found:
            faults = found
    known = {
        "here": "meetings",
        "meeting": opened.row,
        "agenda": opened.agenda,
        "is_planned": opened.is_planned,
        "has_begun": opened.row.at <= visit.act.now,
        "is_partner": is_partner(visit.act),
        "faults": faults,
        "typed": visit.posted,
        **words_of(),
    }
    return visit.show("sharing/meeting", known, 422 if faults else 200)


def _do(visit: Visit, opened: OpenMeeting) -> str:
    """Does what the pressed button says; the phrase that tells it."""
    posted = visit.posted
    verb, _, line = posted.get("_do", "").partition(":")
    if verb == "put_on":
        acting.put_on(opened, posted.get("name", ""), posted.get("cpr", ""))
    elif verb == "take_off":
        acting.take_off(opened, line)
    elif verb == "minutes":
        outcome, note = posted.get(f"outcome-{line}", ""), posted.get(f"note-{line}", "")
        acting.write_minutes(opened, Minutes(line, outcome, note, visit.seen_version))
    else:
        acting.end_meeting(opened, verb, visit.seen_version)
    return DONE[verb]
