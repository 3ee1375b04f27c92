"""The course of a made-up referral: its rows as they are lived, by the same rules as the therapist's actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tvaerspor.actions.demo.doings import Doing
from tvaerspor.actions.demo.living import Life
from tvaerspor.actions.messages.letter_message import letter_message
from tvaerspor.actions.messages.queue_message import outgoing_row
from tvaerspor.actions.moving import Step, due_by
from tvaerspor.actions.therapist.agree_plan import AGREED, plan_to_edit
from tvaerspor.actions.therapist.assessing import Assessed, Assessment, assess
from tvaerspor.actions.therapist.attend import Booking
from tvaerspor.actions.therapist.closing import Draft, parts_with, sections_with
from tvaerspor.actions.therapist.follow_ups import DONE, planned_follow_ups
from tvaerspor.actions.therapist.measure import measured
from tvaerspor.actions.therapist.move_course import LAST_VISIT, SIMPLE
from tvaerspor.actions.therapist.open_course import OpenCourse
from tvaerspor.actions.therapist.send_letter import KIND, SENT
from tvaerspor.actions.therapist.start_course import BEGIN, FIRST_VISIT, STOPPED, held_visit, stopped_about
from tvaerspor.actions.therapist.typed_plan import read_plan
from tvaerspor.documents.text_section import TextSection
from tvaerspor.pathway.calendar import is_working_day
from tvaerspor.pathway.clocks import CLOSING_LETTER_SENT
from tvaerspor.pathway.course import State, move
from tvaerspor.pathway.dose import Attendance
from tvaerspor.pathway.dose import Session as Held
from tvaerspor.pathway.plan import as_data
from tvaerspor.records.models import Course, Letter, Session
from tvaerspor.triage.decision import canonical


class CourseLife:
    """A course inside a referral's life."""

    def __init__(self, life: Life) -> None:
        self.life = life

    @property
    def row(self) -> Course:
        """The course; there is one after `start`."""
        assert self.life.course is not None, "a course is started before anything else is done in it"
        return self.life.course

    def opened(self, doing: Doing) -> OpenCourse:
        """The course as whoever does it meets it."""
        return OpenCourse(self.life.case(doing), self.row)

    def start(self, doing: Doing, assessment: Assessment) -> Assessed:
        """The first visit; a red flag stops the course at once."""
        case = self.life.case(doing)
        assessed = assess(case, FIRST_VISIT, assessment, BEGIN)
        act, kept = case.act, canonical(assessed.kept())
        course = Course(id=act.new_id(), referral=case.row, citizen=case.row.citizen, first_visit=kept)
        course.unit_id, course.therapist_id = doing.by.at.unit.id, act.actor
        course.state, course.started_on = State.PLANNED, act.today
        self.life.course = course
        self.life.sessions += held_visit(case, course)
        about = {"course": str(course.id), **({"stopped": assessed.stop_reason} if assessed.stop_reason else {})}
        changes = {"started_at": act.now, "owner_id": act.actor}
        self.life.move(doing, Step("start", case.row.version_number, changes, about))
        if assessed.stop_reason:
            self._stop(doing, assessed)
            self.life.tell(doing, STOPPED, stopped_about(assessed))
        else:
            self.life.follow_ups += planned_follow_ups(case, course)
        return assessed

    def agree(self, doing: Doing, typed: Mapping[str, str]) -> None:
        """The plan that is agreed."""
        course = self.opened(doing)
        plan = read_plan(self.life.programme, plan_to_edit(course), typed)
        state = move(State(self.row.state), "start", {"plan", "first_visit"})
        self._change(doing, AGREED, {"plan": canonical(as_data(plan)), "state": state})

    def measure(self, doing: Doing, checkpoint: str, values: Mapping[str, float]) -> None:
        """Measures taken that day."""
        course = self.opened(doing)
        change = measured(course, checkpoint, course.act.today.isoformat(), values, self.row.version_number)
        self._change(doing, change.kind, change.columns, change.about)

    def book(self, doing: Doing, booking: Booking) -> None:
        """Sessions to come, none on a holiday."""
        for day in booking.days():
            if day.weekday() >= 5 or is_working_day(day):
                id_ = self.life.chance.id_at(doing.at)
                self.life.sessions.append(Session(id=id_, course=self.row, on=day, activity=booking.activity))
        self.life.doings.append(doing)

    def register(self, doing: Doing, session: Session, attendance: Attendance) -> None:
        """Whether the citizen came."""
        session.attendance = attendance.value
        self.life.doings.append(doing)

    def move_simply(self, doing: Doing, verb: str, reason: str) -> None:
        """Paused or resumed."""
        state = move(State(self.row.state), verb, {"plan", "reason"})
        self._change(doing, SIMPLE[verb], {"state": state}, {"reason": reason} if reason else {})

    def end(self, doing: Doing, assessment: Assessment) -> Assessed:
        """The last visit: ended, or stopped."""
        assessed = assess(self.life.case(doing), LAST_VISIT, assessment, "end")
        if assessed.stop_reason:
            self._stop(doing, assessed)
            self._change(doing, STOPPED, {}, stopped_about(assessed))
            return assessed
        today = self.life.act(doing).today
        columns = {
            "state": move(State(self.row.state), "end", {"last_visit"}),
            "ending": canonical(assessed.kept()),
            "ended_on": today,
            "letter_due": due_by(self.life.programme, CLOSING_LETTER_SENT, today),
        }
        self._change(doing, "course_ended", columns)
        return assessed

    def sections(self, doing: Doing, draft: Draft) -> tuple[TextSection, ...]:
        """The letter with what is known, and with the draft's words for blanks."""
        course = self.opened(doing)
        sessions = [
            Held(row.on, row.activity, Attendance(row.attendance)) for row in self.life.sessions if row.attendance
        ]
        return sections_with(course, parts_with(course, sessions), draft)

    def save_letter(self, doing: Doing, draft: Draft) -> None:
        """The draft of the letter."""
        self.row.letter_draft = canonical({"blanks": dict(draft.blanks), "added": dict(draft.added)})
        self.row.version_number += 1
        self.life.doings.append(doing)

    def close(self, doing: Doing, sections: tuple[TextSection, ...]) -> None:
        """The letter is sent, and its message with it."""
        course, act = self.opened(doing), self.life.act(doing)
        message = letter_message(course, sections)
        letter = Letter(id=act.new_id(), referral=self.life.row, kind=KIND, at=act.now)
        letter.author_id, letter.unit_id = act.actor, act.unit
        written = [{"heading": each.heading, "lines": list(each.lines)} for each in sections]
        letter.set_body(canonical({"sections": written}))
        self.life.letters.append(letter)
        columns = {"state": move(State(self.row.state), "close", {KIND}), "letter_due": None}
        about = {"letter": str(letter.id), "message": bool(message)}
        for name, value in columns.items():
            setattr(self.row, name, value)
        self.row.version_number += 1
        self.life.tell(doing, SENT, about)
        self.life.move(doing, Step("close", self.life.row.version_number, about={"letter": str(letter.id)}))
        if message is not None:
            self.life.messages.append(outgoing_row(act, message))

    def read(self, doing: Doing) -> None:
        """The doctor reads the letter."""
        self.life.letters[-1].read_at = doing.at
        self.life.doings.append(doing)

    def follow_up(self, doing: Doing, kind: str, note: str) -> None:
        """A planned look back has been made."""
        found = next(each for each in self.life.follow_ups if each.kind == kind)
        found.done_at, found.note = doing.at, note
        self.life.tell(doing, DONE, {"follow_up": kind, "note": note})
        self.life.doings.append(doing)

    def _stop(self, doing: Doing, assessed: Assessed) -> None:
        today: date = self.life.act(doing).today
        self.row.state = move(State(self.row.state), "stop", {"stop_reason"})
        self.row.ending, self.row.ended_on = canonical(assessed.kept()), today
        self.row.letter_due = due_by(self.life.programme, CLOSING_LETTER_SENT, today)

    def _change(
        self, doing: Doing, kind: str, columns: Mapping[str, Any], about: Mapping[str, Any] | None = None
    ) -> None:
        for name, value in columns.items():
            setattr(self.row, name, value)
        self.row.version_number += 1
        self.life.tell(doing, kind, about or {})
        self.life.doings.append(doing)
