"""The conference list, and the way from one case to the next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from tvaerspor.actions.panel.conference import agreement, conference
from tvaerspor.referral.joint_triage import Pile
from tvaerspor.web.templating import address
from tvaerspor.web.visit import Visit

AFTER = {
    "vote": (Pile.MINE,),
    "choose": (Pile.DIFFERING, Pile.READY),
    "propose": (Pile.MINE,),
    "yes": (Pile.MINE,),
}
"""The piles that one goes on with, by what was just done."""


def joint_list(visit: Visit) -> HttpResponse:
    """The referrals in their piles."""
    found = conference(visit.act)
    known = {"here": "joint_list", "conference": found, "piles": tuple(Pile), "agreement": agreement(visit.act)}
    return visit.show("panel/joint_list", known)


def joint_next(visit: Visit) -> HttpResponse:
    """On to the next case of the same kind; to the list where that was the last."""
    done, found = visit.request.GET.get("gjort", ""), conference(visit.act)
    piles = AFTER.get(done, tuple(Pile)[:3])
    before = _uuid(visit.request.GET.get("efter", ""))
    item = found.next_after(before, *piles) if before else next(iter(found.items), None)
    said = done if done in AFTER else ""
    if item is None:
        return visit.to("joint_list", f"{said}_last" if said else "")
    return visit.to("joint_case", f"{said}_next" if said else "", referral=item.row.id)


def on_to_next(visit: Visit, done: str, referral: UUID) -> HttpResponse:
    """To `joint_next`, which says what was done."""
    return redirect(f"{address(visit.language, 'joint_next')}?gjort={done}&efter={referral}")


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
