"""Time limits from one event to another: when they end, what is left, and what has been late. A clock only tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tvaerspor.pathway.calendar import BY_LAW, DaysOff, add_duration, is_working_day, whole
from tvaerspor.programme.contents import Duration
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.text import Text

CLOSED, CLOSING_LETTER_SENT = "closed", "closing_letter_sent"  # the events of the programmes' deadlines and indicators
_ONE_DAY = timedelta(days=1)


class Event(NamedTuple):
    """Something that has happened: one of the words that programmes use (`sent`, `started`, `closed`), and its day."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which a clock stands still; `until` is the first day that counts again, None while nobody knows it."""

    begin: date
    until: date | None
    reason: str

    def covers(self, day: date) -> bool:
        """Whether the clock stands still on that day."""
        return self.begin <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class DatedLimit:
    """A limit and the first and last day for which it holds; None is open."""

    limit: Duration
    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the limit is the one that holds on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit from the event `start` to the event `stop`, with its source.

    The limit that holds on the day of `start` is the one that counts. `otherwise` says what follows when the limit is
    not kept; None where the source names nothing.
    """

    id: str
    title: Text
    start: str
    stop: str
    limits: tuple[DatedLimit, ...]
    sourced: Sourced
    otherwise: Text | None = None

    def limit_on(self, day: date) -> Duration | None:
        """The limit of a clock that starts on `day`; None when none was in force."""
        return next((dated.limit for dated in self.limits if dated.holds_on(day)), None)


class Phase(StrEnum):
    """Where a clock stands."""

    NOT_STARTED = "not_started"
    NOT_IN_FORCE = "not_in_force"
    RUNNING = "running"
    PAUSED = "paused"
    KEPT = "kept"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class ClockState:
    """What a clock tells on a day.

    `due` is the last day in time; None before the start, and while a pause without an end makes it unknown.
    `stopped` is the day of the event that stopped the clock, None while it has not come: a clock may be late and still
    open. `days_left` counts calendar days to `due` while the clock is open and in time, else None. `pause` is the one
    that it stands in.
    """

    phase: Phase
    started: date | None = None
    due: date | None = None
    stopped: date | None = None
    days_left: int | None = None
    days_late: int = 0
    pause: Pause | None = None


def clocks_of(programme: Programme) -> tuple[Clock, ...]:
    """The programme's own deadlines, in its order."""
    return tuple(
        Clock(each.id, each.title, each.start, each.stop, (DatedLimit(each.limit),), each)
        for each in programme.pathway.deadlines
    )


def happened(events: Iterable[Event], name: str, today: date, since: date = date.min) -> date | None:
    """The first day of an event from `since` to `today`; None when it has not happened."""
    return min((event.on for event in events if event.name == name and since <= event.on <= today), default=None)


def state(
    clock: Clock, events: Sequence[Event], today: date, pauses: Sequence[Pause] = (), days_off: DaysOff = BY_LAW
) -> ClockState:
    """What the clock tells on `today`.

    The first start counts, and the first stop on or after it. Events after `today` have not happened. An event that was
    taken back is left out by the caller.
    """
    started = happened(events, clock.start, today)
    if started is None:
        return ClockState(Phase.NOT_STARTED)
    limit = clock.limit_on(started)
    if limit is None:
        return ClockState(Phase.NOT_IN_FORCE, started)
    due = due_date(started, limit, pauses, days_off)
    stopped = happened(events, clock.stop, today, since=started)
    days_late = max(0, ((stopped or today) - due).days) if due else 0
    if days_late:
        return ClockState(Phase.LATE, started, due, stopped, days_late=days_late)
    if stopped:
        return ClockState(Phase.KEPT, started, due, stopped)
    pause = next((pause for pause in pauses if pause.covers(today)), None)
    days_left = (due - today).days if due else None
    return ClockState(Phase.PAUSED if pause else Phase.RUNNING, started, due, days_left=days_left, pause=pause)


def due_date(start: date, limit: Duration, pauses: Sequence[Pause] = (), days_off: DaysOff = BY_LAW) -> date | None:
    """The last day in time: as many counted days after `start` as the limit has; a paused day does not count.

    None where the count runs into a pause whose end nobody knows.
    """
    in_working_days = limit.unit == "weekdays"
    left = whole(limit) if in_working_days else (add_duration(start, limit) - start).days

    def counts(day: date) -> bool:
        return not _is_paused(pauses, day) and (not in_working_days or is_working_day(day, days_off))

    day = start
    while left > 0 or not counts(day):
        day += _ONE_DAY
        if any(pause.until is None and pause.covers(day) for pause in pauses):
            return None
        left -= counts(day)
    return day


def _is_paused(pauses: Iterable[Pause], day: date) -> bool:
    return any(pause.covers(day) for pause in pauses)
