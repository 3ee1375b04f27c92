"""The states of a course and who may move it: one table; and what a red flag at the first visit does to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Text
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Decision


class State(StrEnum):
    """Where a course stands."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    ENDED = "ended"
    CLOSED = "closed"


STATE_TEXT: Mapping[State, Text] = {
    State.PLANNED: Text(da="Planlagt", en="Planned"),
    State.RUNNING: Text(da="I gang", en="Running"),
    State.PAUSED: Text(da="På pause", en="Paused"),
    State.STOPPED: Text(da="Stoppet før tid", en="Stopped early"),
    State.ENDED: Text(da="Gennemført", en="Completed"),
    State.CLOSED: Text(da="Afsluttet med epikrise", en="Closed with a closing letter"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """A move that people make; no timer makes one.

    `by` are the roles at a course (its therapist), `needs` names what must be given with it, and `event` is what the
    programmes' clocks and indicators call it.
    """

    verb: str
    title: Text
    before: frozenset[State]
    after: State
    by: frozenset[str]
    needs: tuple[str, ...]
    event: str


class CannotMove(Exception):
    """The course is not where this can be done, or something that the move needs is missing; one Danish sentence."""

    def __init__(self, state: State, verb: str, sentence: str) -> None:
        super().__init__(sentence)
        self.state = state
        self.verb = verb


def moves(state: State) -> tuple[Move, ...]:
    """What can be done with a course in that state, in the order of the table."""
    raise NotImplementedError


def move(state: State, verb: str, given: frozenset[str]) -> State:
    """The state after a move with what is `given`; raises CannotMove."""
    raise NotImplementedError


def diagram() -> str:
    """The table as a Mermaid state diagram, for the manual."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class RouteOut:
    """Why training stops at once, where the citizen goes instead, and whom to telephone."""

    red_flags: tuple[str, ...]
    urgency: Urgency
    to: tuple[str, ...]
    telephone: tuple[Text, ...]


def route_out(programme: Programme, decision: Decision) -> RouteOut | None:
    """What the red flags in a decision demand; None when none is answered yes."""
    raise NotImplementedError
