"""Rehabilitation plans (genoptræningsplaner): levels, states in one table, and the clock of section 140.

Levels, reasons for a late start and stop reasons are those of KL Gateway (hl7dk/kl-gateway-rehab 2.2.0); the limit
stands in organisation/legal_limits.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tvaerspor.pathway.clocks import Clock, ClockState, Event, Pause, state
from tvaerspor.pathway.course import STOP_REASONS
from tvaerspor.terms.text import Text

CLOCK = "rehabilitation_start"
LEVELS: Mapping[str, Text] = {
    "general_basic": Text(da="Almen genoptræning, basalt niveau", en="General rehabilitation, basic"),
    "general_advanced": Text(da="Almen genoptræning, avanceret niveau", en="General rehabilitation, advanced"),
    "specialised": Text(da="Specialiseret genoptræning", en="Specialised rehabilitation"),
    "specialised_level": Text(
        da="Rehabilitering på specialiseret niveau", en="Rehabilitation at the specialised level"
    ),
}
LATE_REASONS: Mapping[str, Text] = {
    "other_municipality": Text(da="Anden kommune efter borgerens ønske", en="Other municipality, the citizen's wish"),
    "postponed": Text(da="Planen kræver, at træningen begynder senere", en="The plan requires a later start"),
    "free_choice": Text(da="Overgået til frit valg", en="Moved to free choice"),
    "in_error": Text(da="Sendt ved en fejl", en="Sent in error"),
    "free_choice_declined": Text(da="Frit valg er tilbudt, men ikke ønsket", en="Free choice offered, but declined"),
}
"""Why nothing was offered within the guarantee."""
NO_LONGER_OURS = frozenset({"other_municipality", "free_choice", "in_error"})
"""The reasons after which the plan is no longer the municipality's to begin."""
PLAN_STOPS = {name: text for name, text in STOP_REASONS.items() if name != "red_flag"}


class PlanState(StrEnum):
    """Where a rehabilitation plan stands."""

    RECEIVED = "received"
    PAUSED = "paused"
    OFFERED = "offered"
    STARTED = "started"
    ENDED = "ended"
    STOPPED = "stopped"
    LEFT = "left"


PLAN_STATE_TEXT: Mapping[PlanState, Text] = {
    PlanState.RECEIVED: Text(da="Modtaget", en="Received"),
    PlanState.PAUSED: Text(da="På pause", en="Paused"),
    PlanState.OFFERED: Text(da="Tid tilbudt", en="Offered a time"),
    PlanState.STARTED: Text(da="I gang", en="Running"),
    PlanState.ENDED: Text(da="Gennemført", en="Completed"),
    PlanState.STOPPED: Text(da="Stoppet", en="Stopped"),
    PlanState.LEFT: Text(da="Ikke længere hos os", en="No longer with us"),
}


@dataclass(frozen=True, slots=True)
class PlanMove:
    """A move that a person makes with a plan; `needs` names the fields that must be given with it."""

    verb: str
    title: Text
    before: frozenset[PlanState]
    after: PlanState
    needs: tuple[str, ...] = ()


_S = PlanState
_WAITING = frozenset({_S.RECEIVED, _S.PAUSED})
PLAN_MOVES = (
    PlanMove("offer", Text(da="Første tid er tilbudt", en="First time offered"), _WAITING, _S.OFFERED, ("on",)),
    PlanMove("pause", Text(da="Sæt uret på pause", en="Pause"), frozenset({_S.RECEIVED}), _S.PAUSED, ("reason",)),
    PlanMove("resume", Text(da="Uret tæller igen", en="Resume"), frozenset({_S.PAUSED}), _S.RECEIVED),
    PlanMove("start", Text(da="Genoptræningen er begyndt", en="Begun"), frozenset({_S.OFFERED}), _S.STARTED, ("on",)),
    PlanMove("end", Text(da="Genoptræningen er gennemført", en="Complete"), frozenset({_S.STARTED}), _S.ENDED),
    PlanMove(
        "stop",
        Text(da="Stop genoptræningen", en="Stop"),
        frozenset({_S.RECEIVED, _S.PAUSED, _S.OFFERED, _S.STARTED}),
        _S.STOPPED,
        ("stop_reason",),
    ),
    PlanMove("leave", Text(da="Planen er ikke vores", en="Not ours"), _WAITING, _S.LEFT, ("late_reason",)),
    PlanMove(
        "reopen",
        Text(da="Åbn planen igen", en="Reopen"),
        frozenset({_S.ENDED, _S.STOPPED, _S.LEFT}),
        _S.RECEIVED,
        ("reason",),
    ),
)
OVER = frozenset({PlanState.ENDED, PlanState.STOPPED, PlanState.LEFT})


class CannotMovePlan(Exception):
    """The plan cannot be moved so; one Danish sentence that says what to do."""


def plan_moves(now: PlanState) -> tuple[PlanMove, ...]:
    """What can be done with a plan in that state, in the table's order."""
    return tuple(each for each in PLAN_MOVES if now in each.before)


def move_plan(now: PlanState, verb: str) -> PlanState:
    """The state afterwards; raises CannotMovePlan, and KeyError for an unknown verb."""
    asked = {each.verb: each for each in PLAN_MOVES}[verb]
    if now not in asked.before:
        raise CannotMovePlan(
            f"Planen er {PLAN_STATE_TEXT[now].da.lower()}, så «{asked.title.da}» kan ikke vælges. "
            "Åbn siden igen, og vælg en af de knapper, der står der."
        )
    return asked.after


def plan_diagram() -> str:
    """The table as a Mermaid state diagram, for the manual."""
    names = [f"    {each}: {PLAN_STATE_TEXT[each].da}" for each in PlanState]
    drawn = [
        f"    {before} --> {each.after}: {each.title.da}"
        for each in PLAN_MOVES
        for before in PlanState
        if before in each.before
    ]
    return "\n".join(["stateDiagram-v2", *names, f"    [*] --> {PlanState.RECEIVED}", *drawn])


@dataclass(frozen=True, slots=True)
class PlanDates:
    """The days that the clock needs. `not_before` is a later day that the plan itself sets; None: none.

    `offered` is the first contact that was offered, also where it was cancelled; None: none yet.
    """

    discharged: date
    not_before: date | None = None
    offered: date | None = None
    pauses: tuple[Pause, ...] = ()


def start_clock(clock: Clock, dates: PlanDates, today: date) -> ClockState:
    """Where the limit stands: from the discharge, or the later day of the plan, to the first contact offered.

    The day of the contact counts, not the day on which it was offered; it may lie ahead.
    """
    begins = max(dates.discharged, dates.not_before or dates.discharged)
    events = [Event(clock.start, begins)]
    if dates.offered:
        events.append(Event(clock.stop, max(dates.offered, begins)))
    return state(clock, events, max(today, begins, dates.offered or begins), dates.pauses)
