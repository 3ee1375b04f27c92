"""What is due for a course on a day, and which courses wait for their closing letter. Nothing is closed by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tvaerspor.pathway.clocks import CLOSED, CLOSING_LETTER_SENT, Event, clocks_of, happened, state
from tvaerspor.pathway.plan import END, START, Checkpoint, Plan
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Text


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that somebody must do by a day; `measures` are what is to be measured then."""

    kind: Literal["checkpoint", "closing_letter"]
    id: str
    title: Text
    on: date
    measures: tuple[str, ...] = ()

    def is_due(self, today: date) -> bool:
        """Whether the day has come."""
        return self.on <= today

    def days_late(self, today: date) -> int:
        """Days since it should have been done; 0 until then."""
        return max(0, (today - self.on).days)


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A course that is over and whose closing letter has not been sent."""

    course: str
    over_since: date
    days: int


def agenda(programme: Programme, plan: Plan, events: Sequence[Event], today: date) -> tuple[Due, ...]:
    """Everything that is not done yet, earliest first; ask `is_due` of each.

    A checkpoint is done by an event `measured_<its id>`. The last measures move forward to the day on which the course
    is over, and from then the closing letter is due.
    """
    over = happened(events, CLOSED, today)
    checkpoints = [
        Due("checkpoint", checkpoint.id, _title(programme, checkpoint), _day(checkpoint, over), checkpoint.measures)
        for checkpoint in plan.checkpoints
        if happened(events, f"measured_{checkpoint.id}", today) is None
    ]
    return tuple(sorted([*checkpoints, *_letters(programme, events, today)], key=lambda due: due.on))


def _day(checkpoint: Checkpoint, over: date | None) -> date:
    return min(checkpoint.due, over) if checkpoint.id == END and over else checkpoint.due


def _letters(programme: Programme, events: Sequence[Event], today: date) -> Iterator[Due]:
    for clock in clocks_of(programme):
        told = state(clock, events, today)
        if clock.stop == CLOSING_LETTER_SENT and told.due and told.stopped is None:
            yield Due("closing_letter", clock.id, clock.title, told.due)


_OWN_CHECKPOINTS = {
    START: Text(da="Målinger ved start", en="Measures at the start"),
    END: Text(da="Målinger ved slut", en="Measures at the end"),
}


def _title(programme: Programme, checkpoint: Checkpoint) -> Text:
    written = {each.id: each.title for each in programme.pathway.follow_ups if each.title}
    return {**_OWN_CHECKPOINTS, **written}.get(checkpoint.id, Text(da=checkpoint.id))


def unclosed(courses: Iterable[tuple[str, Sequence[Event]]], today: date) -> tuple[Unclosed, ...]:
    """Of courses by id and events: those that are over without a closing letter, the oldest first."""
    waiting = []
    for course, events in courses:
        over = happened(events, CLOSED, today)
        if over and happened(events, CLOSING_LETTER_SENT, today, since=over) is None:
            waiting.append(Unclosed(course, over, (today - over).days))
    return tuple(sorted(waiting, key=lambda each: (each.over_since, each.course)))
