"""Cancelling a referral, and saying that one has seen how it ended."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.cases import open_case
from tvaerspor.actions.doctor.simple_moves import cancel_referral, mark_seen
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.referral.states import MOVES
from tvaerspor.web.visit import Visit


def cancel(visit: Visit, referral: UUID) -> HttpResponse:
    """Asks for the reason, and cancels."""
    case = open_case(visit.act, referral, MOVES["cancel"].deed)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            cancel_referral(visit.act, referral, visit.seen_version, visit.posted.get("reason", ""))
            return visit.to("referral", "cancel", referral=referral)
        except FaultyForm as found:
            faults = found
    return visit.show("doctor/cancel", {"row": case.row, "faults": faults}, 422 if faults else 200)


def see(visit: Visit, referral: UUID) -> HttpResponse:
    """The sender notes that it has been seen."""
    mark_seen(visit.act, referral, visit.seen_version, "see")
    return visit.to("referral", "see", referral=referral)


def see_cancelled(visit: Visit, referral: UUID) -> HttpResponse:
    """The receiver notes that it has been seen."""
    mark_seen(visit.act, referral, visit.seen_version, "see_cancelled")
    return visit.to("referral", "see", referral=referral)
