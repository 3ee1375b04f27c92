"""Taking a referral, laying it back, and acknowledging it: one press each."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.receiver.let_go import let_go as let_it_go
from tvaerspor.actions.receiver.receive import receive as receive_it
from tvaerspor.actions.receiver.take import take as take_it
from tvaerspor.web.receiver.deciding import decide
from tvaerspor.web.visit import Visit


def take(visit: Visit, referral: UUID) -> HttpResponse:
    """The visitor takes it."""
    return decide(visit, referral, "take", lambda case: take_it(case, visit.seen_version))


def let_go(visit: Visit, referral: UUID) -> HttpResponse:
    """The visitor lays it back."""
    return decide(visit, referral, "let_go", lambda case: let_it_go(case, visit.seen_version))


def receive(visit: Visit, referral: UUID) -> HttpResponse:
    """It has arrived."""
    return decide(visit, referral, "receive", lambda case: receive_it(case, visit.seen_version))
