"""Shared appointments: proposed, answered, held and cancelled; the tasks of each party; and the calendar file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.sharing import appointments as acting
from tvaerspor.actions.sharing.agreeing import (
    OWNERS,
    TASK_FIELDS,
    Agreement,
    TypedTask,
    mark_task,
    tracks_for,
    write_agreement,
)
from tvaerspor.actions.sharing.appointments import TypedProposal, partners_for
from tvaerspor.actions.sharing.partners import chosen
from tvaerspor.actions.sharing.read_appointments import CREATE, EDIT, READ, OpenAppointment, open_appointment
from tvaerspor.actions.sharing.rules import APPOINTMENTS, double_slot_minutes, rules
from tvaerspor.actions.sharing.standing import is_partner, open_shared
from tvaerspor.actions.sharing.typed_moments import day_typed, moment_typed
from tvaerspor.interop.calendar_file import CalendarEvent, calendar_file
from tvaerspor.pathway.shared_appointment import MOST_TIMES
from tvaerspor.web.dates import as_iso
from tvaerspor.web.sharing.presenting import words_of
from tvaerspor.web.visit import Visit
from tvaerspor.web.wording import ui


def propose(visit: Visit, citizen: UUID) -> HttpResponse:
    """The form with two or three times."""
    tied = open_shared(visit.act, citizen, CREATE, APPOINTMENTS)
    partners = () if is_partner(visit.act) else partners_for(tied)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            made = acting.propose(tied, chosen(partners, visit.posted.get("partner", "")), _proposal(visit))
            return visit.to("shared_appointment", "proposed", appointment=made)
        except FaultyForm as found:
            faults = found
    known = {
        "here": "shared",
        "who": {"id": citizen, "name": tied.citizen.name},
        "partners": tuple((str(unit.id), unit.name) for unit in partners),
        "asks_partner": not is_partner(visit.act),
        "minutes": double_slot_minutes(),
        "most_times": MOST_TIMES,
        "companions": rules().companions,
        "faults": faults,
        "typed": visit.posted,
    }
    return visit.show("sharing/propose", known, 422 if faults else 200)


def appointment(visit: Visit, appointment: UUID) -> HttpResponse:
    """One appointment, and what can be done with it now."""
    return _page(visit, open_appointment(visit.act, appointment, READ))


def task(visit: Visit, appointment: UUID) -> HttpResponse:
    """Says that a task is done, or takes it back."""
    opened = open_appointment(visit.act, appointment, EDIT)
    verb, _, id_ = visit.posted.get("_do", "").partition(":")
    try:
        mark_task(opened, UUID(id_), verb == "done")
    except ValueError:
        return _page(visit, opened, FaultyForm((FieldFault("task", "Tryk på knappen ved opgaven."),)))
    except FaultyForm as faults:
        return _page(visit, opened, faults)
    return visit.to("shared_appointment", "task", appointment=appointment)


def move(visit: Visit, appointment: UUID, verb: str) -> HttpResponse:
    """The form of a move; a move that cannot be made now says so, one that does not exist is not there."""
    opened = open_appointment(visit.act, appointment, EDIT)
    if verb not in DOING:
        raise NothingThere
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            DOING[verb](visit, opened)
            return visit.to("shared_appointment", f"appointment_{verb}", appointment=appointment)
        except FaultyForm as found:
            faults = found
    asked = next((each for each in opened.moves if each.verb == verb), None)
    if asked is None:
        return visit.to("shared_appointment", appointment=appointment)
    known = {
        "asked": asked,
        "tracks": tracks_for(opened),
        "task_numbers": range(TASK_FIELDS),
        "owner_codes": OWNERS,
        "most_times": MOST_TIMES,
        "faults": faults,
        "typed": visit.posted,
        **_shown(opened),
    }
    return visit.show("sharing/appointment_move", known, 422 if faults else 200)


def calendar(visit: Visit, appointment: UUID) -> HttpResponse:
    """The appointment for a calendar: a time and a place, and not a word of what it is about."""
    opened = open_appointment(visit.act, appointment, READ)
    shown, practice = opened.shown, opened.row.practice
    if shown.at is None:
        raise NothingThere
    place = ", ".join(part for part in (practice.street, f"{practice.postcode} {practice.district}".strip()) if part)
    event = CalendarEvent(
        id=shown.id,
        number=shown.version,
        begins=shown.at,
        ends=shown.at + timedelta(minutes=shown.minutes),
        changed_at=shown.changed_at,
        summary=ui("calendar_summary", visit.language),
        place=place,
        is_cancelled=shown.state == "cancelled",
    )
    answer = HttpResponse(calendar_file(event), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="aftale.ics"'
    return answer


def _page(visit: Visit, opened: OpenAppointment, faults: FaultyForm | None = None) -> HttpResponse:
    moves = tuple((each.verb, each.title) for each in opened.moves)
    known = {"moves": moves, "faults": faults, "own": ("citizen", str(opened.side)), **_shown(opened)}
    return visit.show("sharing/appointment", known, 422 if faults else 200)


def _shown(opened: OpenAppointment) -> Mapping[str, Any]:
    return {"here": "shared", "appointment": opened.shown, "side": str(opened.side), **words_of()}


def _proposal(visit: Visit) -> TypedProposal:
    """The times that were typed; a pair of empty fields is no time."""
    pairs = ((visit.posted.get(f"on-{n}", ""), visit.posted.get(f"at-{n}", "")) for n in range(MOST_TIMES))
    times = tuple(moment_typed(as_iso(on), at) for on, at in pairs if on.strip() or at.strip())
    companions = frozenset(name for name in rules().companions if visit.posted.get(f"with-{name}"))
    return TypedProposal(times, companions)


def _agreement(visit: Visit) -> Agreement:
    posted = visit.posted
    tracks = frozenset(name for name in rules().tracks if posted.get(f"track-{name}"))
    tasks = tuple(
        TypedTask(
            posted.get(f"owner-{n}", ""),
            posted.get(f"of-{n}", ""),
            posted.get(f"words-{n}", ""),
            day_typed(as_iso(posted.get(f"due-{n}", ""))),
        )
        for n in range(TASK_FIELDS)
    )
    return Agreement(tracks, tasks)


DOING: Mapping[str, Callable[[Visit, OpenAppointment], None]] = {
    "accept": lambda visit, opened: acting.accept(opened, visit.posted.get("time", ""), visit.seen_version),
    "other_times": lambda visit, opened: acting.other_times(opened, _proposal(visit), visit.seen_version),
    "cancel": lambda visit, opened: acting.cancel(opened, visit.posted.get("reason", ""), visit.seen_version),
    "hold": lambda visit, opened: write_agreement(opened, "hold", _agreement(visit), visit.seen_version),
    "agree": lambda visit, opened: write_agreement(opened, "agree", _agreement(visit), visit.seen_version),
}
"""What each move of the table does with the form that was sent."""
