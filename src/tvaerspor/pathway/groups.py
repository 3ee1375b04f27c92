"""Group courses: places, the waiting list in its order, when enough are enrolled, and their states in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tvaerspor.terms.text import Text

MOST_PLACES = 60
"""More than this is a slip of the finger. It is no clinical limit."""


class GroupState(StrEnum):
    """Where a group stands."""

    PLANNED = "planned"
    OPEN = "open"
    RUNNING = "running"
    ENDED = "ended"
    CANCELLED = "cancelled"


GROUP_STATE_TEXT: Mapping[GroupState, Text] = {
    GroupState.PLANNED: Text(da="Planlagt", en="Planned"),
    GroupState.OPEN: Text(da="Åbent for tilmelding", en="Open for enrolment"),
    GroupState.RUNNING: Text(da="I gang", en="Running"),
    GroupState.ENDED: Text(da="Slut", en="Ended"),
    GroupState.CANCELLED: Text(da="Aflyst", en="Cancelled"),
}


@dataclass(frozen=True, slots=True)
class GroupMove:
    """A move that a person makes with a group; no timer makes one. `needs` names what must be there."""

    verb: str
    title: Text
    before: frozenset[GroupState]
    after: GroupState
    needs: tuple[str, ...] = ()


_S = GroupState
GROUP_MOVES = (
    GroupMove("open", Text(da="Åbn for tilmelding", en="Open for enrolment"), frozenset({_S.PLANNED}), _S.OPEN),
    GroupMove("start", Text(da="Begynd holdet", en="Begin"), frozenset({_S.OPEN}), _S.RUNNING, ("enough",)),
    GroupMove("end", Text(da="Slut holdet", en="End"), frozenset({_S.RUNNING}), _S.ENDED),
    GroupMove(
        "cancel",
        Text(da="Aflys holdet", en="Cancel"),
        frozenset({_S.PLANNED, _S.OPEN, _S.RUNNING}),
        _S.CANCELLED,
        ("reason",),
    ),
)
ENROLLING = frozenset({GroupState.OPEN, GroupState.RUNNING})
"""The states in which somebody may be enrolled: a place that is left in a running group may be taken."""


class CannotMoveGroup(Exception):
    """The group cannot be moved so; one Danish sentence that says what to do."""


def group_moves(state: GroupState) -> tuple[GroupMove, ...]:
    """What can be done with a group in that state, in the table's order."""
    return tuple(each for each in GROUP_MOVES if state in each.before)


def move_group(state: GroupState, verb: str) -> GroupState:
    """The state afterwards; raises CannotMoveGroup, and KeyError for an unknown verb."""
    asked = {each.verb: each for each in GROUP_MOVES}[verb]
    if state not in asked.before:
        raise CannotMoveGroup(
            f"Holdet er {GROUP_STATE_TEXT[state].da.lower()}, så «{asked.title.da}» kan ikke vælges. "
            "Åbn siden igen, og vælg en af de knapper, der står der."
        )
    return asked.after


def group_diagram() -> str:
    """The table as a Mermaid state diagram, for the manual."""
    names = [f"    {state}: {GROUP_STATE_TEXT[state].da}" for state in GroupState]
    drawn = [
        f"    {before} --> {each.after}: {each.title.da}"
        for each in GROUP_MOVES
        for before in GroupState
        if before in each.before
    ]
    ends = [f"    {state} --> [*]" for state in GroupState if not group_moves(state)]
    return "\n".join(["stateDiagram-v2", *names, f"    [*] --> {GroupState.PLANNED}", *drawn, *ends])


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is in a group, by the ids of their enrolments: those with a place, and those who wait, each in order."""

    places: int
    least: int
    placed: tuple[str, ...]
    waiting: tuple[str, ...] = ()

    @property
    def free(self) -> int:
        """Places that nobody has."""
        return max(0, self.places - len(self.placed))

    @property
    def lacking(self) -> int:
        """How many are still lacking before the group may begin; 0 when enough are enrolled."""
        return max(0, self.least - len(self.placed))

    @property
    def may_take(self) -> bool:
        """Whether a newcomer gets a place at once: one is free and nobody waits for it."""
        return self.free > 0 and not self.waiting

    def is_next(self, enrolment: str) -> bool:
        """Whether that one is first in line for a place that is free."""
        return self.free > 0 and self.waiting[:1] == (enrolment,)


def roster_faults(places: int | None, least: int | None) -> tuple[tuple[str, str], ...]:
    """The field and the sentence for each number that cannot be meant; None is a number that nobody could read."""
    faults = []
    if places is None or not 1 <= places <= MOST_PLACES:
        faults.append(("places", f"Skriv antallet af pladser som et tal fra 1 til {MOST_PLACES}."))
    if least is None or least < 1:
        faults.append(("least", "Skriv, hvor mange der mindst skal være for at begynde, som et tal fra 1."))
    elif places is not None and least > places:
        faults.append(("least", f"Holdet kan ikke kræve {least}, når det har {places} pladser; ret et af tallene."))
    return tuple(faults)


def days_for(days: Sequence[date], course_began: date, since: date) -> tuple[date, ...]:
    """The group's days that belong in one citizen's course: none before the course or before the citizen came."""
    return tuple(sorted(day for day in set(days) if day >= max(course_began, since)))


def too_early(days: Iterable[date], starts_on: date) -> tuple[date, ...]:
    """The days that lie before the group begins."""
    return tuple(sorted(day for day in days if day < starts_on))
