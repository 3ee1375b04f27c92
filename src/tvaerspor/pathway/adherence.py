"""How the citizen has trained against what was agreed: each activity, week by week since it was to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tvaerspor.pathway.dose import Attendance, Session, monday_of
from tvaerspor.pathway.least_dose import LeastDose, least_dose
from tvaerspor.pathway.plan import Plan, PlannedActivity
from tvaerspor.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class TrainedWeek:
    """A calendar week of the plan: how often it says, how often the citizen came; `is_over` when the week has ended."""

    monday: date
    planned: int
    attended: int
    is_over: bool

    @property
    def is_kept(self) -> bool:
        """Whether the week has as many sessions as were agreed."""
        return self.attended >= self.planned


@dataclass(frozen=True, slots=True)
class Adherence:
    """One activity that is agreed by the week. `least` is the programme's own least dose, its parts None for none."""

    activity: str
    per_week: int
    weeks: tuple[TrainedWeek, ...]
    least: LeastDose

    @property
    def kept(self) -> int:
        """The weeks in which what was agreed was done."""
        return sum(week.is_kept for week in self.weeks)

    @property
    def so_far(self) -> int:
        """The weeks that can be judged: those that are over, and one that is kept already."""
        return sum(week.is_over or week.is_kept for week in self.weeks)

    @property
    def full_weeks(self) -> int:
        """The weeks with at least the programme's least number of sessions; all that were agreed where it has none."""
        return sum(week.attended >= (self.least.per_week or self.per_week) for week in self.weeks)

    @property
    def has_least(self) -> bool | None:
        """Whether the programme's least number of weeks is reached; None where it gives none."""
        return None if self.least.weeks is None else self.full_weeks >= self.least.weeks


def adherence(programme: Programme, plan: Plan, sessions: Iterable[Session], until: date) -> tuple[Adherence, ...]:
    """Each activity that is agreed by the week, in the plan's order, to the week of `until`.

    Weeks count from the plan's start; training beyond the agreed weeks is shown too. An activity without a number a
    week or of weeks has nothing to be held against and is left out.
    """
    held = tuple(sessions)
    weekly = (activity for activity in plan.activities if activity.per_week and activity.weeks)
    return tuple(_of(programme, plan, activity, (held, until)) for activity in weekly)


def _of(
    programme: Programme, plan: Plan, activity: PlannedActivity, known: tuple[tuple[Session, ...], date]
) -> Adherence:
    sessions, until = known
    per_week, weeks = activity.per_week or 0, activity.weeks or 0
    attended = Counter(
        monday_of(each.on)
        for each in sessions
        if each.activity == activity.id and each.attendance is Attendance.ATTENDED
    )
    first = monday_of(plan.start)
    last = max([first + timedelta(weeks=weeks - 1), *attended])
    mondays = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    shown = tuple(
        TrainedWeek(monday, per_week, attended[monday], monday + timedelta(days=7) <= until)
        for monday in mondays
        if monday <= until
    )
    return Adherence(activity.id, per_week, shown, least_dose(programme, activity.id))
