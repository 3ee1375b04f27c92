"""Somebody takes a referral: from now on they answer for it."""

from __future__ import annotations

from tvaerspor.actions.cases import Case
from tvaerspor.actions.moving import Step, move


def take(case: Case, seen: int) -> None:
    """Makes the person responsible, also where a colleague was. Raises JustChanged, ImpossibleMove, NotAllowed."""
    before = case.row.owner_id
    about = {"from_colleague": True} if before and before != case.act.actor else {}
    move(case, Step("take", seen, {"owner_id": case.act.actor}, about))
