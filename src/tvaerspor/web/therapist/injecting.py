"""Injections that were given, written down by site and day."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.inject import ANYWAY, Given, at_sites, limits_for, write_injection
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse, open_course, require_open
from tvaerspor.web.dates import as_iso
from tvaerspor.web.visit import Visit


def injection(visit: Visit, course: UUID) -> HttpResponse:
    """The form; beyond the programme's limits it warns, and is saved when somebody says so."""
    opened = open_course(visit.act, course, EDIT)
    require_open(opened)
    if visit.request.method != "POST":
        return _page(visit, opened)
    typed = visit.posted
    try:
        write_injection(opened, Given(as_iso(typed.get("on", "")), typed.get("site", ""), typed.get(ANYWAY) == "1"))
    except FaultyForm as faults:
        return _page(visit, opened, faults)
    return visit.to("course", "injection", course=course)


def _page(visit: Visit, course: OpenCourse, faults: FaultyForm | None = None) -> HttpResponse:
    known = {
        "course": course,
        "row": course.case.row,
        "limits": limits_for(course),
        "sites": at_sites(course),
        "is_warned": bool(faults and faults.of(ANYWAY)),
        "typed": visit.posted,
        "faults": faults,
    }
    return visit.show("therapist/course_injection", known, 422 if faults else 200)
