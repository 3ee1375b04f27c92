"""How much was planned, offered and attended, week by week, and when the programme's least dose was reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tvaerspor.pathway.plan import Plan
from tvaerspor.programme.contents import Duration
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
class LeastDose:
    """The programme's own least numbers for an activity; None where it gives none."""

    per_week: int | None = None
    weeks: int | None = None
    sessions: int | None = None


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


def least_dose(programme: Programme, activity: str) -> LeastDose:
    """The least of each range that the programme writes for the activity; empty for one that it does not know."""
    raise NotImplementedError


def dose_of(programme: Programme, plan: Plan, sessions: Sequence[Session]) -> tuple[ActivityDose, ...]:
    """What became of each planned activity, in the plan's order."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Injection:
    """An injection that was given: its day and its site, side included, in the words that the record uses."""

    on: date
    site: str


@dataclass(frozen=True, slots=True)
class InjectionLimits:
    """At most `most` at one site within any `period`, and at least `apart` between two."""

    most: int
    period: Duration
    apart: Duration


@dataclass(frozen=True, slots=True)
class InjectionsAtSite:
    """What was given at one site within the period up to a day, and from when the limits allow another."""

    site: str
    given: tuple[date, ...]
    earliest_next: date


def injections_at(injections: Iterable[Injection], site: str, limits: InjectionLimits, today: date) -> InjectionsAtSite:
    """The injections at one site on `today`; `earliest_next` is `today` when the limits allow one now."""
    raise NotImplementedError
