"""Teaching: the sessions, a new one with its attendance, and one session's rows."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.paying import teaching as acting
from tvaerspor.web.dates import as_iso
from tvaerspor.web.visit import Visit

SIDE = 25
PEOPLE = "people-"


def teachings(visit: Visit) -> HttpResponse:
    """The unit's own sessions."""
    page = Paginator(acting.teachings(visit.act), SIDE).get_page(visit.request.GET.get("side"))
    visit.act.saw("teaching", *(row.id for row in page))
    return visit.show("paying/teachings", {"here": "sparring", "page": page})


def new_teaching(visit: Visit) -> HttpResponse:
    """A session with the number of doctors from each practice."""
    typed, faults = dict(visit.posted), None
    if visit.request.method == "POST":
        people = {name.removeprefix(PEOPLE): each for name, each in typed.items() if name.startswith(PEOPLE)}
        on, minutes, title = (typed.get(name, "") for name in ("on", "minutes", "title"))
        try:
            made = acting.add_teaching(visit.act, acting.NewTeaching(as_iso(on), minutes, title, people))
            return visit.to("teaching", "teaching_added", teaching=made)
        except FaultyForm as found:
            faults = found
    known = {
        "here": "sparring",
        "typed": {"on": visit.act.today.isoformat(), **typed},
        "faults": faults,
        "practices": acting.practices(visit.act),
    }
    return visit.show("paying/new_teaching", known, 422 if faults else 200)


def teaching(visit: Visit, teaching: UUID) -> HttpResponse:
    """One session, and who came."""
    row, came = acting.teaching(visit.act, teaching)
    people = sum(each.people * (1 if each.minutes > 0 else -1) for each in came)
    return visit.show("paying/teaching", {"here": "sparring", "row": row, "came": came, "people": people})


def correct_attendance(visit: Visit, teaching: UUID, attendance: UUID) -> HttpResponse:
    """One practice did not come after all."""
    acting.correct_attendance(visit.act, teaching, attendance)
    return visit.to("teaching", "attendance_corrected", teaching=teaching)
