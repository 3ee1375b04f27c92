"""The form of one scale: its questions in the page's language, counted when all are answered."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.fill_scale import Filling, fill_scale, open_scale, own_activities
from tvaerspor.actions.therapist.measure import checkpoints
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse, open_course, require_open
from tvaerspor.pathway.plan import START
from tvaerspor.web.dates import as_iso
from tvaerspor.web.therapist.presenting import checkpoints_said, numbers_in
from tvaerspor.web.visit import Visit


def scale(visit: Visit, course: UUID, measure: str) -> HttpResponse:
    """The form; saved, the score stands among the measures."""
    opened = open_course(visit.act, course, EDIT)
    require_open(opened)
    open_scale(opened, measure)
    if visit.request.method != "POST":
        asked = visit.request.GET.get("hvornaar", "")
        return _page(visit, opened, measure, asked if asked in checkpoints(opened) else START)
    checkpoint, on = visit.posted.get("checkpoint", ""), as_iso(visit.posted.get("on", ""))
    try:
        fill_scale(opened, measure, Filling(checkpoint, on, visit.posted, visit.seen_version))
    except FaultyForm as faults:
        return _page(visit, opened, measure, checkpoint, faults)
    return visit.to("course", "scored", course=course)


def _page(
    visit: Visit, course: OpenCourse, name: str, checkpoint: str, faults: FaultyForm | None = None
) -> HttpResponse:
    measure, asked = open_scale(course, name)
    before = own_activities(course, name)
    known = {
        "course": course,
        "row": course.case.row,
        "measure": measure,
        "scale": asked,
        "checkpoint": checkpoint,
        "checkpoints": checkpoints_said(course, checkpoints(course)),
        "typed": visit.posted or {f"o.{place}.words": words for place, words in before.items()},
        "number": numbers_in(visit.language),
        "faults": faults,
    }
    return visit.show("therapist/course_scale", known, 422 if faults else 200)
