"""What the sender does with a referral besides writing it: discard, cancel, and say that it has been seen."""

from __future__ import annotations

from uuid import UUID

from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move
from tvaerspor.referral.states import MOVES


def discard_draft(act: Act, referral: UUID, seen: int) -> None:
    """Discards a draft; it stays in the log and is not shown any more."""
    _simple(act, referral, Step("discard", seen, {"turn_id": None}))


def cancel_referral(act: Act, referral: UUID, seen: int, reason: str) -> None:
    """Cancels a sent referral before the course starts; the receiver sees it. Raises FaultyForm without a reason."""
    if not reason.strip():
        raise FaultyForm((FieldFault("reason", "Skriv kort, hvorfor henvisningen annulleres; modtageren ser det."),))
    _simple(act, referral, Step("cancel", seen, about={"reason": reason.strip()}))


def mark_seen(act: Act, referral: UUID, seen: int, verb: str) -> None:
    """It has been seen that it is closed or rejected (`see`), or cancelled (`see_cancelled`): nobody has the turn."""
    _simple(act, referral, Step(verb, seen, {"turn_id": None}))


def _simple(act: Act, referral: UUID, step: Step) -> None:
    move(_case(act, referral, step.verb), step)


def _case(act: Act, referral: UUID, verb: str) -> Case:
    return open_case(act, referral, MOVES[verb].deed)
