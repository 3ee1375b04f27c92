"""Starts a course with the first visit: history, examination and red flags; a yes to one stops the training at once."""

from __future__ import annotations

from uuid import UUID

from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.moving import Step, due_by, move_within
from tvaerspor.actions.saving import happened, saving
from tvaerspor.actions.therapist.assessing import Assessed, Assessment, assess
from tvaerspor.actions.therapist.follow_ups import planned_follow_ups
from tvaerspor.pathway.clocks import CLOSING_LETTER_SENT
from tvaerspor.pathway.course import STOP_REASONS, State, move
from tvaerspor.pathway.dose import Attendance
from tvaerspor.pathway.least_dose import activity_of
from tvaerspor.records.models import Course, FollowUp, Session
from tvaerspor.referral.states import MOVES, after
from tvaerspor.triage.decision import canonical

START = MOVES["start"].deed
FIRST_VISIT, BEGIN = "first_visit", "begin"
STOPPED = "course_stopped"


def open_first_visit(act: Act, referral: UUID) -> Case:
    """The case of a referral that waits for its first visit; raises ImpossibleMove for any other."""
    case = open_case(act, referral, START)
    after(case.status, "start")
    return case


def start_course(case: Case, assessment: Assessment) -> tuple[UUID, Assessed]:
    """The id of the course, which runs or has been stopped. Raises FaultyForm, JustChanged and AlreadyDone."""
    assessed = assess(case, FIRST_VISIT, assessment, BEGIN)
    course = _course(case, assessed)
    follow_ups = () if assessed.stop_reason else planned_follow_ups(case, course)
    held = held_visit(case, course)
    about = {"course": str(course.id), **({"stopped": assessed.stop_reason} if assessed.stop_reason else {})}
    changes = {"started_at": case.act.now, "owner_id": case.act.actor}
    case.act.saw("course", course.id)
    with saving(case.act, START, f"course:{course.id}"):
        move_within(case, Step("start", assessment.seen, changes, about))
        course.save(force_insert=True)
        FollowUp.objects.bulk_create(follow_ups)
        Session.objects.bulk_create(held)
        if assessed.stop_reason:
            happened(case.act, case.row, STOPPED, stopped_about(assessed))
    return course.id, assessed


def held_visit(case: Case, course: Course) -> tuple[Session, ...]:
    """The first visit as a session that was attended, where the programme counts it among its activities."""
    if activity_of(case.programme, FIRST_VISIT) is None:
        return ()
    attended = Attendance.ATTENDED.value
    return (
        Session(id=case.act.new_id(), course=course, on=course.started_on, activity=FIRST_VISIT, attendance=attended),
    )


def stopped_about(assessed: Assessed) -> dict[str, object]:
    """What the event of a stopped course tells."""
    flags = {"red_flags": list(assessed.out.red_flags)} if assessed.out else {}
    said = STOP_REASONS[assessed.stop_reason].da
    return {"stop_reason": assessed.stop_reason, "reason": said, **flags}


def _course(case: Case, assessed: Assessed) -> Course:
    today, row, unit = case.act.today, case.row, case.act.unit
    assert unit is not None, "only people at a unit meet cases"
    kept = canonical(assessed.kept())
    course = Course(
        id=case.act.new_id(),
        referral=row,
        citizen_id=row.citizen_id,
        unit_id=unit,
        therapist_id=case.act.actor,
        state=State.PLANNED,
        first_visit=kept,
        started_on=today,
    )
    if assessed.stop_reason:
        course.state = move(State.PLANNED, "stop", {"stop_reason"})
        course.ending = kept
        course.ended_on = today
        course.letter_due = due_by(case.programme, CLOSING_LETTER_SENT, today)
    return course
