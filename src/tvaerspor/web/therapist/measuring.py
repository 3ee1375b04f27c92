"""The measures of a course: taken at a checkpoint, and compared."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.fill_scale import with_forms
from tvaerspor.actions.therapist.measure import checkpoints, compared, latest, take_measures
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse, open_course, require_open
from tvaerspor.pathway.plan import END, START
from tvaerspor.programme.words import number
from tvaerspor.web.dates import as_iso
from tvaerspor.web.therapist.presenting import checkpoints_said, due, numbers_in
from tvaerspor.web.visit import Visit


def measures(visit: Visit, course: UUID) -> HttpResponse:
    """The form for one checkpoint, with the table of all."""
    opened = open_course(visit.act, course, EDIT)
    require_open(opened)
    if visit.request.method != "POST":
        return _page(visit, opened, _chosen(visit, opened))
    checkpoint, on = visit.posted.get("checkpoint", ""), as_iso(visit.posted.get("on", ""))
    try:
        count = take_measures(opened, checkpoint, on, visit.posted, visit.seen_version)
    except FaultyForm as faults:
        return _page(visit, opened, checkpoint, faults)
    return visit.to("course", "measured" if count else "measured_same", course=course)


def _chosen(visit: Visit, course: OpenCourse) -> str:
    """The checkpoint of the address, or the one that is due."""
    asked = visit.request.GET.get("hvornaar", "")
    waiting = [each.id for each in due(course) if each.kind == "checkpoint"]
    return asked if asked in checkpoints(course) else waiting[0] if waiting else END if course.plan else START


def _page(visit: Visit, course: OpenCourse, checkpoint: str, faults: FaultyForm | None = None) -> HttpResponse:
    programme, held = course.programme, latest(course.measurements)
    planned = {each.id: each.measures for each in course.plan.checkpoints} if course.plan else {}
    asked = planned.get(checkpoint) or tuple(each.id for each in programme.pathway.measures)
    known = {
        "course": course,
        "row": course.case.row,
        "checkpoint": checkpoint,
        "checkpoints": checkpoints_said(course, checkpoints(course)),
        "number": numbers_in(visit.language),
        "asked": tuple(each for each in programme.pathway.measures if each.id in asked),
        "others": tuple(each for each in programme.pathway.measures if each.id not in asked),
        "typed": visit.posted,
        "with_forms": with_forms(course),
        "values": {name: number(value, visit.language) for (name, at), value in held.items() if at == checkpoint},
        "compared": compared(course),
        "faults": faults,
    }
    return visit.show("therapist/course_measures", known, 422 if faults else 200)
