"""The last visit, and the moves that need no visit: pause, resume, open again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.assessing import CHOSEN_STOPS, carried_over
from tvaerspor.actions.therapist.attend import sessions_of
from tvaerspor.actions.therapist.measure import compared
from tvaerspor.actions.therapist.move_course import (
    END,
    LAST_VISIT,
    SIMPLE,
    can,
    end_course,
    move_simply,
    require_going_on,
)
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse, open_course
from tvaerspor.pathway.course import MOVES, STOP_REASONS, CannotMove
from tvaerspor.pathway.plan import END as END_POINT
from tvaerspor.pathway.plan import START
from tvaerspor.web.therapist.asking import Asking, asking
from tvaerspor.web.therapist.presenting import checkpoints_said, doses_said, numbers_in
from tvaerspor.web.visit import Visit


def end(visit: Visit, course: UUID) -> HttpResponse:
    """The programme's questions at the end, with the recommendation; saved, the course is over."""
    opened = open_course(visit.act, course, EDIT)
    require_going_on(opened)
    form = asking(visit, opened.case, LAST_VISIT, carried_over(opened.case, opened.first_visit))
    if visit.posted.get("_do") != "save" or form.tried.is_faulty:
        return _page(visit, opened, form)
    try:
        assessed = end_course(opened, form.assessment(opened.case, visit.seen_version))
    except FaultyForm as faults:
        return _page(visit, opened, form.with_faults(faults))
    return visit.to("course", "stopped" if assessed.stop_reason else "ended", course=course)


PAUSE, RESUME, REOPEN = "pause", "genoptag", "aabn"
VERBS = {PAUSE: "pause", RESUME: "resume", REOPEN: "reopen"}
"""The moves by their words in an address."""


def move_course(visit: Visit, course: UUID, word: str) -> HttpResponse:
    """Asks for the reason where one is needed, and makes the move."""
    opened = open_course(visit.act, course, EDIT)
    verb = VERBS.get(word)
    if verb is None:
        raise NothingThere
    if not can(opened, verb):
        raise CannotMove(opened.state, verb)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            move_simply(opened, verb, visit.posted.get("reason", ""), visit.seen_version)
            return visit.to("course", SIMPLE[verb], course=course)
        except FaultyForm as found:
            faults = found
    asked = next(each for each in MOVES if each.verb == verb)
    known = {"course": opened, "row": opened.case.row, "move": asked, "faults": faults}
    return visit.show("therapist/course_move", known, 422 if faults else 200)


def _page(visit: Visit, course: OpenCourse, form: Asking) -> HttpResponse:
    known = {"case": course.case, "row": course.case.row, "tried": form.tried, "form": form}
    if visit.is_part:
        return visit.show("form/course_form_part", {**known, "here": visit.request.path})
    known |= {
        "here": visit.request.path,
        "course": course,
        "stops": tuple((reason, STOP_REASONS[reason]) for reason in CHOSEN_STOPS),
        "onward": END,
        "doses": doses_said(course, sessions_of(course), visit.language),
        "measures": compared(course),
        "checkpoints": checkpoints_said(course, (START, END_POINT)),
        "number": numbers_in(visit.language),
        "version": course.row.version_number,
    }
    return visit.show("therapist/course_end", known, 422 if form.faults or form.tried.is_faulty else 200)
