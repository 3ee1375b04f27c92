"""Moves a course: ended or stopped with the last visit, paused, resumed, opened again."""

from __future__ import annotations

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import due_by
from tvaerspor.actions.therapist.assessing import Assessed, Assessment, assess
from tvaerspor.actions.therapist.open_course import Change, OpenCourse, change_course
from tvaerspor.actions.therapist.start_course import STOPPED, stopped_about
from tvaerspor.pathway.clocks import CLOSING_LETTER_SENT
from tvaerspor.pathway.course import CannotMove, State, move, moves
from tvaerspor.triage.decision import canonical

LAST_VISIT, END = "end_of_course", "end"
SIMPLE = {"pause": "course_paused", "resume": "course_resumed", "reopen": "course_reopened"}
"""The moves that need no visit, with the event that tells each."""


def require_going_on(course: OpenCourse) -> None:
    """Raises CannotMove unless the course can be ended or stopped now."""
    if not any(each.verb == "stop" for each in moves(course.state)):
        raise CannotMove(course.state, END)


def end_course(course: OpenCourse, assessment: Assessment) -> Assessed:
    """Ends the course, or stops it: for the reason that was chosen, or because a red flag was answered yes.

    Raises FaultyForm, CannotMove, JustChanged and AlreadyDone.
    """
    require_going_on(course)
    assessed = assess(course.case, LAST_VISIT, assessment, END)
    verb, given = ("stop", {"stop_reason"}) if assessed.stop_reason else (END, {"last_visit"})
    today = course.act.today
    columns = {
        "state": move(course.state, verb, given),
        "ending": canonical(assessed.kept()),
        "ended_on": today,
        "letter_due": due_by(course.programme, CLOSING_LETTER_SENT, today),
    }
    kind, about = (STOPPED, stopped_about(assessed)) if assessed.stop_reason else ("course_ended", {})
    change_course(course, Change(assessment.seen, columns, kind, about))
    return assessed


def move_simply(course: OpenCourse, verb: str, reason: str, seen: int) -> None:
    """Pauses, resumes or reopens; raises FaultyForm without the reason that the move needs, CannotMove, JustChanged."""
    needs = next((each.needs for each in moves(course.state) if each.verb == verb), ())
    given = {"plan"} if course.plan is not None else set()
    given |= {"reason"} if reason.strip() else set()
    if "reason" in needs and "reason" not in given:
        raise FaultyForm((FieldFault("reason", "Skriv kort hvorfor."),))
    columns: dict[str, object] = {"state": move(course.state, verb, given)}
    if verb == "reopen":
        columns |= {"ending": "{}", "ended_on": None, "letter_due": None}
    about = {"reason": reason.strip()} if reason.strip() else {}
    if verb == "reopen":
        about["ended_before"] = str(course.row.ended_on)
    change_course(course, Change(seen, columns, SIMPLE[verb], about))


def can(course: OpenCourse, verb: str) -> bool:
    """Whether the course's own table allows the move now; a course without a plan cannot be opened again."""
    allowed = any(each.verb == verb for each in moves(course.state))
    return allowed and not (verb == "reopen" and (course.plan is None or State.CLOSED is course.state))
