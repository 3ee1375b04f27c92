"""The states of a shared appointment and who may move it: one table, from which every page lists what can be done.

Seed 003: either side proposes a meeting of citizen, doctor and job centre, who agree on a coordinated effort.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from tvaerspor.terms.text import Text

LEAST_TIMES, MOST_TIMES = 2, 3


class AppointmentState(StrEnum):
    """Where a shared appointment stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    HELD = "held"
    CANCELLED = "cancelled"


class AppointmentSide(StrEnum):
    """The side of the table: the doctor's practice, or the unit that the consent names."""

    DOCTOR = "doctor"
    PARTNER = "partner"

    @property
    def other(self) -> AppointmentSide:
        """The side across the table."""
        return AppointmentSide.PARTNER if self is AppointmentSide.DOCTOR else AppointmentSide.DOCTOR


class By(StrEnum):
    """Who makes a move: the side that is asked, or either."""

    ASKED = "asked"
    EITHER = "either"


@dataclass(frozen=True)
class AppointmentMove:
    """A move that people make; `needs` names what must be given with it."""

    verb: str
    title: Text
    before: frozenset[AppointmentState]
    after: AppointmentState
    by: By
    needs: tuple[str, ...]


class CannotMoveAppointment(Exception):
    """The appointment is not where this can be done; one Danish sentence that says what can be."""

    def __init__(self, state: AppointmentState, verb: str, side: AppointmentSide) -> None:
        allowed = " eller ".join(f"«{each.title.da}»" for each in appointment_moves(state, side))
        instead = f"vælg {allowed}" if allowed else "foreslå en ny aftale"
        done, where = _BY_VERB[verb].title.da, APPOINTMENT_STATE_TEXT[state].da.lower()
        super().__init__(f"«{done}» kan ikke vælges, for aftalen er {where}. Se, hvad der er sket, og {instead}.")


APPOINTMENT_STATE_TEXT = {
    AppointmentState.PROPOSED: Text(da="Foreslået", en="Proposed"),
    AppointmentState.ACCEPTED: Text(da="Aftalt", en="Agreed"),
    AppointmentState.HELD: Text(da="Holdt", en="Held"),
    AppointmentState.CANCELLED: Text(da="Aflyst", en="Cancelled"),
}
_S = AppointmentState


def _move(verb: str, title: str, steps: tuple[str, AppointmentState], by: By, *needs: str) -> AppointmentMove:
    danish, _, english = title.partition(" | ")
    before = frozenset(AppointmentState(name) for name in steps[0].split())
    return AppointmentMove(verb, Text(da=danish, en=english), before, steps[1], by, needs)


APPOINTMENT_MOVES = (
    _move("accept", "Sig ja til en tid | Accept a time", ("proposed", _S.ACCEPTED), By.ASKED, "time"),
    _move("other_times", "Foreslå andre tider | Propose other times", ("proposed", _S.PROPOSED), By.ASKED, "times"),
    _move("hold", "Skriv, hvad der blev aftalt | Write what was agreed", ("accepted", _S.HELD), By.EITHER, "plan"),
    _move("agree", "Tilføj til aftalen | Add to the agreement", ("held", _S.HELD), By.EITHER, "plan"),
    _move("cancel", "Aflys | Cancel", ("proposed accepted", _S.CANCELLED), By.EITHER, "reason"),
)
"""Every move there is; no timer makes one."""
_BY_VERB = {move.verb: move for move in APPOINTMENT_MOVES}


def appointment_moves(
    state: AppointmentState, side: AppointmentSide, proposed_by: AppointmentSide | None = None
) -> tuple[AppointmentMove, ...]:
    """What a side can do; a proposal is answered by the side that did not make it (None: who made it is left open)."""
    return tuple(
        move for move in APPOINTMENT_MOVES if state in move.before and not (move.by is By.ASKED and side is proposed_by)
    )


def appointment_after(
    state: AppointmentState, verb: str, side: AppointmentSide, proposed_by: AppointmentSide
) -> AppointmentState:
    """The state after a move; raises CannotMoveAppointment, KeyError for an unknown verb."""
    asked = _BY_VERB[verb]
    if asked not in appointment_moves(state, side, proposed_by):
        raise CannotMoveAppointment(state, verb, side)
    return asked.after


def faulty_times(times: Sequence[datetime], length: timedelta, now: datetime, taken: Sequence[datetime]) -> str:
    """What is wrong with the proposed times, in one Danish sentence; empty where nothing is.

    `taken` are the beginnings of the citizen's other shared appointments, of about the same length.
    """
    if not LEAST_TIMES <= len(times) <= MOST_TIMES:
        return f"Skriv {LEAST_TIMES} eller {MOST_TIMES} tider, så der er noget at vælge imellem."
    if any(each <= now for each in times):
        return "En af tiderne er allerede gået; vælg tider i fremtiden."
    if any(each > now + timedelta(days=366) for each in times):
        return "En af tiderne ligger mere end et år ude; kontrollér årstallet."
    ordered = sorted(times)
    if any(later - earlier < length for earlier, later in pairwise(ordered)):
        return f"To af tiderne overlapper hinanden; mødet varer {length // timedelta(minutes=1)} minutter."
    if any(abs(each - other) < length for each in times for other in taken):
        return "Borgeren har allerede et fælles møde på en af tiderne; vælg en anden tid."
    return ""


def appointment_diagram() -> str:
    """The table as a Mermaid state diagram, for the manual."""
    drawn = [
        f"    {before} --> {each.after}: {each.title.da}"
        for each in APPOINTMENT_MOVES
        for before in AppointmentState
        if before in each.before
    ]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {_S.PROPOSED}", *drawn])
