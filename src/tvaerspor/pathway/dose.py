"""How much was planned, offered and attended, week by week, and when the programme's least dose was reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tvaerspor.pathway.least_dose import LeastDose, least_dose
from tvaerspor.pathway.plan import Plan, PlannedActivity
from tvaerspor.programme.programme import Programme


class Attendance(StrEnum):
    """Whether the citizen came to a session that was offered."""

    ATTENDED = "attended"
    EXCUSED = "excused"
    STAYED_AWAY = "stayed_away"


@dataclass(frozen=True, slots=True)
class Session:
    """A session that was offered: its day, the activity of the plan, and whether the citizen came."""

    on: date
    activity: str
    attendance: Attendance = Attendance.ATTENDED


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week (Monday to Sunday) and how many sessions were attended in it."""

    monday: date
    attended: int


@dataclass(frozen=True, slots=True)
class ActivityDose:
    """What became of one planned activity.

    `planned` is the number of sessions in the plan, None when none was agreed. `weeks` runs from the first attended
    week to the last, those without a session among them. `full_weeks` counts the weeks with the programme's least
    number of sessions, which need not follow each other. `reached_on` is the day on which the least dose was complete,
    None while it is not, and None where the programme gives no least dose.
    """

    activity: str
    planned: int | None
    offered: int
    attended: int
    excused: int
    stayed_away: int
    weeks: tuple[Week, ...]
    full_weeks: int
    reached_on: date | None


def dose_of(programme: Programme, plan: Plan, sessions: Iterable[Session]) -> tuple[ActivityDose, ...]:
    """What became of each planned activity, in the plan's order."""
    held = sorted(sessions, key=lambda session: session.on)
    return tuple(_dose(programme, activity, held) for activity in plan.activities)


def _dose(programme: Programme, activity: PlannedActivity, sessions: Iterable[Session]) -> ActivityDose:
    own = [session for session in sessions if session.activity == activity.id]
    counts = Counter(session.attendance for session in own)
    attended = [session.on for session in own if session.attendance is Attendance.ATTENDED]
    least = least_dose(programme, activity.id)
    weeks = _weeks(attended)
    return ActivityDose(
        activity=activity.id,
        planned=_planned(activity),
        offered=len(own),
        attended=len(attended),
        excused=counts[Attendance.EXCUSED],
        stayed_away=counts[Attendance.STAYED_AWAY],
        weeks=weeks,
        full_weeks=sum(week.attended >= (least.per_week or 1) for week in weeks),
        reached_on=_reached_on(attended, least),
    )


def _planned(activity: PlannedActivity) -> int | None:
    if activity.sessions is not None:
        return activity.sessions
    return activity.per_week * activity.weeks if activity.per_week and activity.weeks else None


def monday_of(day: date) -> date:
    """The first day of the calendar week."""
    return day - timedelta(days=day.weekday())


def _weeks(attended: Sequence[date]) -> tuple[Week, ...]:
    if not attended:
        return ()
    counts = Counter(map(monday_of, attended))
    span = (max(counts) - min(counts)).days // 7 + 1
    mondays = (min(counts) + timedelta(weeks=number) for number in range(span))
    return tuple(Week(monday, counts[monday]) for monday in mondays)


def _reached_on(attended: Sequence[date], least: LeastDose) -> date | None:
    """The day on which every number of the least dose was reached; None while it is not, or there is none."""
    if least.weeks is None and least.sessions is None:
        return None
    counts: Counter[date] = Counter()
    full_weeks = 0
    for number, day in enumerate(attended, start=1):
        counts[monday_of(day)] += 1
        full_weeks += counts[monday_of(day)] == (least.per_week or 1)
        if full_weeks >= (least.weeks or 0) and number >= (least.sessions or 0):
            return day
    return None
