"""Contacts around the course, written down as events."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.contact import KINDS, Contact, write_contact
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse, open_course, require_open
from tvaerspor.web.dates import as_iso
from tvaerspor.web.visit import Visit


def contact(visit: Visit, course: UUID) -> HttpResponse:
    """The form; saved, the contact stands in the referral's history."""
    opened = open_course(visit.act, course, EDIT)
    require_open(opened)
    if visit.request.method != "POST":
        return _page(visit, opened)
    typed = visit.posted
    written = Contact(
        typed.get("kind", ""),
        as_iso(typed.get("on", "")),
        typed.get("with_role", ""),
        typed.get("about", ""),
        typed.get("agreed", ""),
        typed.get("consent") == "yes",
    )
    try:
        write_contact(opened, written)
    except FaultyForm as faults:
        return _page(visit, opened, faults)
    return visit.to("course", "contact", course=course)


def _page(visit: Visit, course: OpenCourse, faults: FaultyForm | None = None) -> HttpResponse:
    known = {"course": course, "row": course.case.row, "kinds": KINDS, "typed": visit.posted, "faults": faults}
    return visit.show("therapist/course_contact", known, 422 if faults else 200)
