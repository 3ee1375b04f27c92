"""Acknowledges a referral: it has arrived, and somebody has seen it."""

from __future__ import annotations

from tvaerspor.actions.cases import Case
from tvaerspor.actions.moving import Step, move
from tvaerspor.actions.receiver.recommendation import first_visit_due


def receive(case: Case, seen: int) -> None:
    """Notes that it has arrived."""
    move(case, Step("receive", seen, due=first_visit_due(case)))
