"""What becomes of one made-up course: first visit, plan, sessions, measures, its end and its letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tvaerspor.actions.act import COPENHAGEN
from tvaerspor.actions.demo.doings import Doing, Worker
from tvaerspor.actions.demo.living_course import CourseLife
from tvaerspor.actions.therapist.agree_plan import plan_to_edit
from tvaerspor.actions.therapist.assessing import Assessment, asked_anew, carried_over, decision_at, to_fill_in
from tvaerspor.actions.therapist.attend import Booking
from tvaerspor.actions.therapist.closing import Draft, with_nothing_blank
from tvaerspor.actions.therapist.move_course import LAST_VISIT
from tvaerspor.actions.therapist.start_course import FIRST_VISIT
from tvaerspor.actions.therapist.typed_plan import plan_fields
from tvaerspor.pathway.course import State
from tvaerspor.pathway.dose import Attendance
from tvaerspor.pathway.plan import END, START
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.contents import Measure
from tvaerspor.programme.model import Decision
from tvaerspor.records.models import Session
from tvaerspor.referral.questions import facts_used, must_be_answered

if TYPE_CHECKING:
    from tvaerspor.actions.demo.plot import Plot

WEEKS = 6  # where a programme gives no least number of weeks
DAYS = ((0, 3), (1, 4), (0, 2), (1, 3))


class CoursePlot:
    """A course's plot, told from the moment of the first visit."""

    def __init__(self, plot: Plot, therapist: Worker) -> None:
        self.plot, self.therapist = plot, therapist
        self.life, self.chance = plot.life, plot.chance
        self.course = CourseLife(plot.life)

    def play(self) -> None:
        """All of it that has happened."""
        doing = self._doing("start")
        answers = self._answers(doing, FIRST_VISIT)
        if self.plot.happens("red_flag_at_first_visit"):
            answers = self._with_flag(answers)
        notes = {"history": self._text("history"), "examination": self._text("findings")}
        assessment = self._assessment(answers, "begin", FIRST_VISIT, notes)
        assessed = self.course.start(replace(doing, given={"assessment": assessment}), assessment)
        if assessed.stop_reason:
            return self._closed()
        self._planned()
        self._trained()
        return self._ended()

    def _doing(self, verb: str, **given: Any) -> Doing:
        return self.plot.doing(verb, self.therapist, "", **given)

    def _text(self, kind: str) -> str:
        return self.chance.one(self.plot.texts[kind])

    # --- answers ---

    def _answers(self, doing: Doing, moment: str) -> Answers:
        """What is known, what must be answered as it mostly is, the rest as often as the worked citizens have it."""
        programme, maker = self.life.programme, self.plot.maker
        decision = decision_at(programme, moment)
        case = self.life.case(doing)
        known = to_fill_in(programme, carried_over(case))
        asked = self._asked(decision)
        must = must_be_answered(programme) & asked | asked_anew(programme) & asked
        later = {name for name in asked if programme.facts[name].moment == moment and name not in must}
        whole = maker.with_usual(known, sorted(must - set(known)), decision.id)
        return maker.with_some(self.chance, whole, later, decision.id)

    def _asked(self, decision: Decision) -> frozenset[str]:
        facts = self.life.programme.facts
        return frozenset(name for name in facts_used(self.life.programme, decision) if facts[name].ask)

    def _with_flag(self, answers: Answers) -> Answers:
        flags = [next(iter(flag.when.facts())) for flag in self.life.programme.red_flags if len(flag.when.facts()) == 1]
        yes_no = [name for name in flags if self.life.programme.facts[name].type == "yes_no"]
        return answers.with_answer(self.chance.one(sorted(yes_no)), True) if yes_no else answers

    def _assessment(self, answers: Answers, how: str, moment: str, notes: dict[str, str]) -> Assessment:
        asked = self._asked(decision_at(self.life.programme, moment))
        seen = self.life.course.version_number if self.life.course else self.life.row.version_number
        return Assessment(answers, notes, how, asked, seen)

    # --- the course ---

    def _planned(self) -> None:
        self.plot.at += timedelta(minutes=self.chance.whole(5, 25))
        doing = self._doing("agree")
        base = plan_to_edit(self.course.opened(doing))
        typed = {**plan_fields(base), "self_care": self._text("self_care")}
        for goal in base.goals[: self.chance.whole(1, 3)]:
            typed |= {f"g.{goal.id}": "1", f"g.{goal.id}.words": self._text("goal")}
        self.course.agree(replace(doing, given={"typed": typed}), typed)
        self._measured(START)
        self._booked()

    def _measured(self, checkpoint: str) -> None:
        doing = self._doing("measure")
        plan = self.course.opened(doing).plan
        assert plan is not None, "measured after the plan"
        wanted = next((each.measures for each in plan.checkpoints if each.id == checkpoint), ())
        known = {measure.id: measure for measure in self.life.programme.pathway.measures}
        first = {
            each.measure: each.value for each in self.course.opened(doing).measurements if each.checkpoint == START
        }
        values = {name: _value(self, known[name], first.get(name)) for name in wanted}
        if values:
            given = {"checkpoint": checkpoint, "values": values}
            self.course.measure(replace(doing, given=given), checkpoint, values)

    def _booked(self) -> None:
        doing = self._doing("book")
        plan = self.course.opened(doing).plan
        assert plan is not None, "booked after the plan"
        for activity in plan.activities:
            if activity.setting == "supervised":
                first = self._today() + timedelta(days=self.chance.whole(2, 9))
                days = frozenset(self.chance.one(DAYS)[: activity.per_week or 2])
                booking = Booking(activity.id, first, days, (activity.weeks or WEEKS) + self.chance.whole(0, 2))
                self.course.book(replace(doing, given={"booking": booking}), booking)

    def _today(self) -> date:
        return self.plot.at.astimezone(COPENHAGEN).date()

    def _trained(self) -> None:
        """Session after session; a pause in the middle of some, and some stop."""
        sessions = sorted((each for each in self.life.sessions if not each.attendance), key=lambda session: session.on)
        pause = self.chance.whole(3, 8) if self.plot.happens("paused") else 0
        stop = self.chance.whole(2, 9) if self.plot.happens("opted_out") else 0
        for number, session in enumerate(sessions, start=1):
            self._at(session.on)
            if number == stop:
                return self._opted_out()
            if number == pause:
                self.course.move_simply(self._doing("pause", reason=(why := self._text("pause"))), "pause", why)
            if pause and number in (pause, pause + 1):
                self._registered(session, Attendance.EXCUSED)
                continue
            self._resumed()
            self._registered(session)
        return self._resumed()

    def _resumed(self) -> None:
        if self.course.row.state == State.PAUSED:
            self.course.move_simply(self._doing("resume", reason=""), "resume", "")

    def _at(self, day: date) -> None:
        noon = self.plot.at.astimezone(COPENHAGEN).replace(year=day.year, month=day.month, day=day.day)
        self.plot.at = max(self.plot.at, self.chance.moment_on(noon.astimezone(self.plot.at.tzinfo)))

    def _registered(self, session: Session, attendance: Attendance | None = None) -> None:
        shares = self.plot.shares
        attendance = attendance or self.chance.weighted(
            {
                Attendance.STAYED_AWAY: shares["stays_away"],
                Attendance.EXCUSED: shares["excused"],
                Attendance.ATTENDED: 1 - shares["stays_away"] - shares["excused"],
            }
        )
        doing = self._doing("register", on=session.on, activity=session.activity, attendance=attendance)
        self.course.register(doing, session, attendance)

    def _opted_out(self) -> None:
        doing = self._doing("end")
        assessment = self._assessment(self._answers(doing, LAST_VISIT), "opted_out", LAST_VISIT, {})
        self.course.end(replace(doing, given={"assessment": assessment}), assessment)

    def _ended(self) -> None:
        if self.course.row.ended_on is None:
            self.plot.at += timedelta(minutes=self.chance.whole(20, 50))
            self._measured(END)
            doing = self._doing("end")
            assessment = self._assessment(self._answers(doing, LAST_VISIT), "end", LAST_VISIT, {})
            self.course.end(replace(doing, given={"assessment": assessment}), assessment)
        self._closed()

    # --- the letter ---

    def _closed(self) -> None:
        doing = self.plot.doing("close", self.therapist, "unclosed" if self.plot.happens("stays_unclosed") else "close")
        draft = Draft({}, {"0": self._text("recommendation")})
        draft = with_nothing_blank(draft, self.course.sections(doing, draft))
        self.course.save_letter(replace(doing, verb="save_letter", given={"draft": draft}), draft)
        self.course.close(replace(doing, given={}), self.course.sections(doing, draft))
        if not self.plot.happens("never_seen"):
            self.course.read(self.plot.doing("read", self.plot.doctor, "see"))
            self.plot.move("see", self.plot.doctor, "", changes={"turn_id": None})
        self._followed_up()

    def _followed_up(self) -> None:
        for each in list(self._due()):
            self._at(each)
            kind = next(row.kind for row in self.life.follow_ups if row.due == each)
            if not self.plot.happens("never_seen"):
                self.course.follow_up(self.plot.doing("follow_up", self.plot.doctor, kind=kind, note=""), kind, "")

    def _due(self) -> Iterator[date]:
        return iter(sorted(row.due for row in self.life.follow_ups))


def _value(plot: CoursePlot, measure: Measure, first: float | None) -> float:
    """A value in the measure's range; at the end somewhat better than at the start."""
    low, high = measure.range
    span = high - low
    if first is None:
        value = plot.chance.about(low + span * (0.6 if measure.better == "lower" else 0.4), span * 0.12)
    else:
        value = first + (-1 if measure.better == "lower" else 1) * plot.chance.about(span * 0.12, span * 0.1)
    return round(min(max(value, low), high))
