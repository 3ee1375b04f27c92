"""The states of a course and who may move it: one table; and what a red flag at the first visit does to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tvaerspor.pathway.clocks import CLOSED, CLOSING_LETTER_SENT
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


NEED_TEXT: Mapping[str, Text] = {
    "plan": Text(da="en plan uden fejl", en="a plan without faults"),
    "first_visit": Text(da="svarene fra det første besøg", en="the answers of the first visit"),
    "reason": Text(da="en begrundelse", en="a reason"),
    "stop_reason": Text(da="en årsag til, at forløbet stopper", en="why the course stops"),
    "last_visit": Text(da="svarene fra det sidste besøg", en="the answers of the last visit"),
    "closing_letter": Text(da="en sendt epikrise", en="a closing letter that has been sent"),
}

STOP_REASONS: Mapping[str, Text] = {
    "no_need_citizen": Text(da="Borgeren ser ikke længere et behov", en="No further need, says the citizen"),
    "no_need_professional": Text(da="Fagligt ikke længere behov", en="No further need, professionally"),
    "opted_out": Text(da="Borgeren har valgt fra", en="The citizen has opted out"),
    "other_illness": Text(da="Anden sygdom", en="Other illness"),
    "transport_cost": Text(da="Udgift til transport", en="Cost of transport"),
    "transport_logistics": Text(da="Transporten kan ikke lade sig gøre", en="Transport is not practicable"),
    "other_training": Text(da="Anden træning", en="Other training"),
    "event": Text(da="En hændelse afslutter forløbet", en="An event ends the course"),
    "no_contact": Text(da="Borgeren er udeblevet eller kan ikke kontaktes", en="No show, or no contact"),
    "red_flag": Text(da="Rødt flag: borgeren er sendt videre", en="Red flag: the citizen is sent on"),
}
"""Why a course stops before time: the stop reasons of KL Gateway (hl7dk/kl-gateway-rehab 2.2.0), and the red flag."""


def _move(verb: str, title: Text, before: str, after: State, rest: tuple[str, ...]) -> Move:
    """`before` is states with spaces between; `rest` is the event, and what the move needs."""
    event, *needs = rest
    states = frozenset(State(name) for name in before.split())
    return Move(verb, title, states, after, frozenset({THERAPIST}), tuple(needs), event)


THERAPIST = "therapist"
MOVES = (
    _move(
        "start", Text(da="Begynd forløbet", en="Begin"), "planned", State.RUNNING, ("started", "plan", "first_visit")
    ),
    _move("pause", Text(da="Sæt på pause", en="Pause"), "running", State.PAUSED, ("paused", "reason")),
    _move("resume", Text(da="Genoptag forløbet", en="Resume"), "paused", State.RUNNING, ("resumed",)),
    _move(
        "stop",
        Text(da="Stop før tid", en="Stop early"),
        "planned running paused",
        State.STOPPED,
        (CLOSED, "stop_reason"),
    ),
    _move("end", Text(da="Slut forløbet", en="End"), "running", State.ENDED, (CLOSED, "last_visit")),
    _move(
        "reopen",
        Text(da="Åbn forløbet igen", en="Reopen"),
        "stopped ended",
        State.RUNNING,
        ("reopened", "reason", "plan"),
    ),
    _move(
        "close",
        Text(da="Afslut med epikrise", en="Close with a letter"),
        "stopped ended",
        State.CLOSED,
        (CLOSING_LETTER_SENT, "closing_letter"),
    ),
)
"""Every move there is. `stop` and `end` both tell `closed`: from that day the closing letter is chased."""
_BY_VERB = {move.verb: move for move in MOVES}


class CannotMove(Exception):
    """The course is not where this can be done, or something that the move needs is missing; one Danish sentence."""

    def __init__(self, state: State, verb: str, missing: tuple[str, ...] = ()) -> None:
        self.state, self.verb, self.missing = state, verb, missing
        super().__init__(_sentence(state, _BY_VERB[verb], missing))


def _sentence(state: State, asked: Move, missing: tuple[str, ...]) -> str:
    if missing:
        needed = " og ".join(NEED_TEXT[need].da for need in missing)
        return f"«{asked.title.da}» kræver {needed}; tilføj det, og prøv igen."
    allowed = " eller ".join(f"«{each.title.da}»" for each in moves(state))
    instead = f"vælg {allowed}" if allowed else "opret et nyt forløb, hvis borgeren skal i gang igen"
    return f"«{asked.title.da}» kan ikke vælges, når forløbet er {STATE_TEXT[state].da.lower()}; {instead}."


def moves(state: State) -> tuple[Move, ...]:
    """What can be done with a course in that state, in the order of the table."""
    return tuple(each for each in MOVES if state in each.before)


def move(state: State, verb: str, given: Collection[str] = ()) -> State:
    """The state after a move for which `given` has been handed in; raises CannotMove, KeyError for an unknown verb."""
    asked = _BY_VERB[verb]
    if state not in asked.before:
        raise CannotMove(state, verb)
    missing = tuple(need for need in asked.needs if need not in given)
    if missing:
        raise CannotMove(state, verb, missing)
    return asked.after


def diagram() -> str:
    """The table as a Mermaid state diagram, for the manual."""
    drawn = [
        f"    {before} --> {each.after}: {each.title.da}" for each in MOVES for before in State if before in each.before
    ]
    names = [f"    {state}: {STATE_TEXT[state].da}" for state in State]
    ends = [f"    {state} --> [*]" for state in State if not moves(state)]
    return "\n".join(["stateDiagram-v2", *names, f"    [*] --> {State.PLANNED}", *drawn, *ends])


@dataclass(frozen=True, slots=True)
class RouteOut:
    """Why training stops at once, where the citizen goes instead, and whom to telephone."""

    red_flags: tuple[str, ...]
    urgency: Urgency
    to: tuple[str, ...]
    telephone: tuple[Text, ...]


def route_out(programme: Programme, decision: Decision) -> RouteOut | None:
    """What the red flags in a decision demand; None when none is answered yes. The most urgent ones say where to."""
    raised = [flag for flag in programme.red_flags if flag.id in decision.red_flags]
    if not raised:
        return None
    urgency = max(flag.urgency for flag in raised)
    first = [flag for flag in raised if flag.urgency is urgency]
    return RouteOut(
        red_flags=tuple(flag.id for flag in raised),
        urgency=urgency,
        to=tuple(dict.fromkeys(name for flag in first for name in flag.to)),
        telephone=tuple(dict.fromkeys(flag.telephone for flag in raised if flag.telephone)),
    )
