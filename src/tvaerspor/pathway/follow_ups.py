"""What is due for a course on a day, and which courses wait for their closing letter. Nothing is closed by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tvaerspor.pathway.clocks import Event
from tvaerspor.pathway.plan import Plan
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Text


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that somebody must do by a day; `measures` are what is to be measured then."""

    kind: Literal["moment", "closing_letter"]
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

    A moment is done when there is an event `measured_<its id>`; the closing letter is due once the course is over.
    """
    raise NotImplementedError


def unclosed(courses: Iterable[tuple[str, Sequence[Event]]], today: date) -> tuple[Unclosed, ...]:
    """Of courses by id and events: those that are over without a closing letter, the oldest first."""
    raise NotImplementedError
