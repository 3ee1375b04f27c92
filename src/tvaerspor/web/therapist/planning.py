"""The plan's pages: agreed with the citizen, changed later, and printed for the citizen."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.agree_plan import CHANGEABLE, agree_plan, plan_to_edit
from tvaerspor.actions.therapist.open_course import EDIT, READ, OpenCourse, open_course
from tvaerspor.actions.therapist.start_course import FIRST_VISIT
from tvaerspor.actions.therapist.typed_plan import NUMBERS, SETTINGS, plan_fields
from tvaerspor.pathway.course import CannotMove
from tvaerspor.pathway.least_dose import least_dose
from tvaerspor.web.therapist.presenting import checkpoint_title, dose_said, title_of
from tvaerspor.web.visit import Visit


def plan(visit: Visit, course: UUID) -> HttpResponse:
    """The form; saved, the plan is agreed."""
    opened = open_course(visit.act, course, EDIT)
    if opened.state not in CHANGEABLE:
        raise CannotMove(opened.state, "start")
    if visit.request.method != "POST":
        return _page(visit, opened, plan_fields(plan_to_edit(opened)))
    try:
        changed = agree_plan(opened, visit.posted, visit.seen_version)
    except FaultyForm as faults:
        return _page(visit, opened, visit.posted, faults)
    return visit.to("course", "plan" if changed else "plan_same", course=course)


def plan_print(visit: Visit, course: UUID) -> HttpResponse:
    """One calm page for the citizen, in large type, without a number that others may read."""
    opened = open_course(visit.act, course, READ)
    if opened.plan is None:
        return visit.to("course", course=course)
    known = {
        "course": opened,
        "row": opened.case.row,
        "plan": opened.plan,
        "activities": tuple(each for each in opened.plan.activities if each.id != FIRST_VISIT),
        "title_of": lambda activity: title_of(opened.programme, activity),
        "dose_said": lambda activity: dose_said(activity, visit.language),
        "goals": {goal.id: goal.title for goal in opened.programme.pathway.self_care_goals},
        "checkpoint_title": lambda name: checkpoint_title(opened.programme, name),
    }
    return visit.show("therapist/course_plan_print", known)


def _page(
    visit: Visit, course: OpenCourse, fields: Mapping[str, str], faults: FaultyForm | None = None
) -> HttpResponse:
    programme, base = course.programme, plan_to_edit(course)
    known = {
        "course": course,
        "row": course.case.row,
        "base": base,
        "fields": fields,
        "faults": faults,
        "activities": programme.pathway.activities,
        "least": {each.id: least_dose(programme, each.id) for each in programme.pathway.activities},
        "numbers": NUMBERS,
        "settings": SETTINGS,
        "goals": {goal.id: goal.title for goal in programme.pathway.self_care_goals},
        "measures": {measure.id: measure.title for measure in programme.pathway.measures},
        "checkpoint_title": lambda name: checkpoint_title(programme, name),
    }
    return visit.show("therapist/course_plan", known, 422 if faults else 200)
