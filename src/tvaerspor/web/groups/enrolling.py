"""The groups in which one course may be enrolled."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.groups.enrol import enrol, enrolments_of, groups_for
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse, open_course, require_open
from tvaerspor.pathway.groups import GROUP_STATE_TEXT, GroupState
from tvaerspor.web.visit import Visit


def course_groups(visit: Visit, course: UUID) -> HttpResponse:
    """The list; one press enrols."""
    opened = open_course(visit.act, course, EDIT)
    require_open(opened)
    if visit.request.method != "POST":
        return _page(visit, opened)
    try:
        standing = enrol(opened, UUID(visit.posted.get("_do", "")))
    except FaultyForm as faults:
        return _page(visit, opened, faults)
    except ValueError:
        return _page(visit, opened, FaultyForm((FieldFault("_group", "Tryk på knappen ved et af holdene."),)))
    return visit.to("course", f"enrolled_{standing}", course=course)


def _page(visit: Visit, course: OpenCourse, faults: FaultyForm | None = None) -> HttpResponse:
    known = {
        "course": course,
        "row": course.case.row,
        "groups": groups_for(course),
        "held": {each.group_id: each.standing for each in enrolments_of(course)},
        "has_group_activity": bool(course.plan and any(each.group for each in course.plan.activities)),
        "state_text": lambda state: GROUP_STATE_TEXT[GroupState(state)],
        "faults": faults,
    }
    return visit.show("groups/course_groups", known, 422 if faults else 200)
