"""Somebody lays a referral back, so that a colleague can take it."""

from __future__ import annotations

from tvaerspor.actions.cases import Case
from tvaerspor.actions.moving import Step, move
from tvaerspor.actions.saving import JustChanged


def let_go(case: Case, seen: int) -> None:
    """Nobody is responsible any more. Raises JustChanged where it is not one's own, besides what `move` raises."""
    if case.row.owner_id != case.act.actor:
        raise JustChanged(f"referral:{case.row.id}")
    move(case, Step("let_go", seen, {"owner_id": None}))
