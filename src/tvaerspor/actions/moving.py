"""Moves a referral: the only place that changes its state, under the optimistic lock, with the event beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tvaerspor.actions.cases import Case
from tvaerspor.actions.saving import JustChanged, happened, saving
from tvaerspor.pathway.calendar import add_duration
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Referral
from tvaerspor.referral.states import MOVES, OVER, TURN, DecidedTogether, Side, Status, after, is_for


@dataclass(frozen=True)
class Step:
    """A move with what goes with it: `changes` to the row's columns, `about` for the event, `due` for the next step.

    `seen` is the version number of the row that the person was looking at.
    """

    verb: str
    seen: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)
    due: date | None = None


def move(case: Case, step: Step) -> None:
    """Makes the move in a transaction of its own. Raises NotAllowed, ImpossibleMove, JustChanged and AlreadyDone."""
    case.require(MOVES[step.verb].deed)
    with saving(case.act, MOVES[step.verb].deed, f"referral:{case.row.id}"):
        move_within(case, step)


def move_within(case: Case, step: Step) -> None:
    """Makes the move inside a transaction that somebody else opened."""
    act, row = case.act, case.row
    status = after(case.status, step.verb)
    if not is_for(step.verb, case.panel is not None):
        raise DecidedTogether(step.verb)
    receiver = step.changes.get("receiver_id", row.receiver_id)
    columns: dict[str, Any] = {"status": status, "changed_at": act.now, "version_number": step.seen + 1}
    if status is not case.status or receiver != row.receiver_id:
        columns |= {"since": act.now, "turn_id": _turn(status, row.sender_id, receiver), "due": step.due}
        columns |= {"closed_at": act.now} if status in OVER else {}
    columns |= step.changes
    changed = Referral.objects.filter(id=row.id, version_number=step.seen).update(**columns)
    if not changed:
        raise JustChanged(f"referral:{row.id}")
    happened(act, row, step.verb, step.about)


def _turn(status: Status, sender: UUID | None, receiver: UUID | None) -> UUID | None:
    """The unit whose turn it is. A sender who is not with us cannot be waited for: then the receiver has to act."""
    if TURN[status] is Side.SENDER:
        return sender or receiver
    return receiver


def due_by(programme: Programme, deadline: str, start: date) -> date | None:
    """When a deadline of the programme runs out that starts on a day; None where the programme has none of that kind.

    `deadline` names the event that the clock runs to.
    """
    limits = [each.limit for each in programme.pathway.deadlines if each.stop == deadline]
    return min((add_duration(start, limit) for limit in limits), default=None)
