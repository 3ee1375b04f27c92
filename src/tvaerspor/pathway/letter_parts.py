"""What a course knows for the blanks of a closing letter, in Danish words; what is not known is absent, never zero."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tvaerspor.pathway.dose import Attendance, Session
from tvaerspor.pathway.plan import END, START, Plan, PlannedActivity
from tvaerspor.programme.answers import Answer, Answers
from tvaerspor.programme.contents import Measure
from tvaerspor.programme.model import Fact
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import Words, number


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measure taken: its id in the programme, the checkpoint (`start`, `end`, a follow-up's id), and the value."""

    measure: str
    checkpoint: str
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class CourseSoFar:
    """What has become of a course; `end` is None while it goes on."""

    plan: Plan
    end: date | None = None
    sessions: Sequence[Session] = ()
    measurements: Sequence[Measurement] = ()


def letter_parts(programme: Programme, course: CourseSoFar, answers: Answers) -> Mapping[str, str]:
    """Texts by the name of the blank: `course.end`, `measure.pain_nrs.change`, the id of an answered fact."""
    parts = {
        "programme.title": programme.title.da,
        "course.start": said_date(course.plan.start),
        **({"course.end": said_date(course.end)} if course.end else {}),
        **_contacts(course),
        **_plan(programme, course.plan),
        **_measures(programme, course.measurements),
        **_answers(programme, answers),
    }
    return {name: text for name, text in parts.items() if text.strip()}


_MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()


def said_date(day: date) -> str:
    """«3. marts 2026»."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def _contacts(course: CourseSoFar) -> dict[str, str]:
    """The supervised sessions; nothing where none was offered, because that may only not be written down."""
    supervised = {activity.id for activity in course.plan.activities if activity.setting == "supervised"}
    offered = [session for session in course.sessions if session.activity in supervised]
    if not offered:
        return {}
    attended = sum(session.attendance is Attendance.ATTENDED for session in offered)
    return {"course.contacts_offered": str(len(offered)), "course.contacts_attended": str(attended)}


def _plan(programme: Programme, plan: Plan) -> dict[str, str]:
    titles = {goal.id: goal.title.da for goal in programme.pathway.self_care_goals}
    agreed = [goal for goal in plan.goals if goal.standing == "agreed"]
    goals = [": ".join(filter(None, (titles.get(goal.id, goal.id), goal.words))) for goal in agreed]
    home = [activity for activity in plan.activities if activity.setting == "home"]
    training = [*map(_said_dose, home), plan.self_care]
    return {"plan.goals": "; ".join(goals), "plan.self_training": "; ".join(filter(None, training))}


def _said_dose(activity: PlannedActivity) -> str:
    """«3 gange om ugen i 12 uger, 20 minutter ad gangen», as much of it as is agreed."""
    often = _counted(activity.per_week, "gang om ugen", "gange om ugen")
    weeks = _counted(activity.weeks, "uge", "uger")
    minutes = _counted(activity.minutes, "minut", "minutter")
    when = " i ".join(filter(None, (often, weeks)))
    return ", ".join(filter(None, (when, f"{minutes} ad gangen" if minutes else "")))


def _counted(number: int | None, one: str, more: str) -> str:
    return "" if number is None else f"{number} {one if number == 1 else more}"


def _measures(programme: Programme, measurements: Sequence[Measurement]) -> dict[str, str]:
    latest = {(each.measure, each.checkpoint): each.value for each in sorted(measurements, key=lambda each: each.on)}
    parts = {}
    for measure in programme.pathway.measures:
        values = [latest.get((measure.id, checkpoint)) for checkpoint in (START, END)]
        for checkpoint, value in zip((START, END), values, strict=True):
            if value is not None:
                parts[f"measure.{measure.id}.{checkpoint}"] = _said_value(measure, value)
        first, last = values
        if first is not None and last is not None and not _named_values(measure):
            parts[f"measure.{measure.id}.change"] = _said_change(last - first)
    return parts


_NAMED_VALUE = re.compile(r"(\d+) = (\w+)")


def _named_values(measure: Measure) -> Mapping[float, str]:
    """The values that a unit names: «0 = nej, 1 = ja»; they are words, and have no difference."""
    return {float(value): word for value, word in _NAMED_VALUE.findall(measure.unit)}


def _said_value(measure: Measure, value: float) -> str:
    return _named_values(measure).get(value) or number(value, "da")


def _said_change(change: float) -> str:
    """With its sign; the plain hyphen, because a MedCom letter's character set has no minus sign."""
    rounded = round(change, 6)
    return f"+{number(rounded, 'da')}" if rounded > 0 else number(rounded + 0.0, "da")


def _answers(programme: Programme, answers: Answers) -> dict[str, str]:
    words = Words(programme)
    parts = {}
    for name, fact in programme.facts.items():
        if fact.type == "several":
            parts[name] = _several(words, fact, answers)
        elif name in answers:
            parts[name] = _said_answer(words, name, answers[name])
    return parts


def _said_answer(words: Words, name: str, answer: Answer) -> str:
    if words.programme.facts[name].type == "date" and isinstance(answer, str):
        return said_date(date.fromisoformat(answer))
    return words.answer(name, answer)


def _several(words: Words, fact: Fact, answers: Answers) -> str:
    """What was answered yes, and what nobody answered: a blank is never read as no."""
    yes = [words.name(part) for part in fact.of if answers.get(part) is True]
    open_ = [words.name(part) for part in fact.of if part not in answers]
    if len(open_) == len(fact.of):
        return ""
    said = ", ".join(yes) or "ingen af de undersøgte"
    if not open_:
        return ", ".join(yes) or "ingen"
    return f"{said} (ikke besvaret: {', '.join(open_)})"
