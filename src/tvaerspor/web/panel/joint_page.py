"""One referral in joint triage: what the person may see of it, and the one form that fits how far it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.panel.conference import Conference, conference
from tvaerspor.actions.panel.open_joint import DECIDE, Joint, NoPanel, open_joint
from tvaerspor.programme.model import Seat
from tvaerspor.referral.joint_triage import choices
from tvaerspor.web.receiver.deciding import beside
from tvaerspor.web.visit import Visit


@dataclass(frozen=True)
class Place:
    """A seat as it is shown: whether it has spoken, and its vote where that may be seen. `at` is when it was given."""

    seat: Seat
    has_spoken: bool
    is_own: bool
    destination: str = ""
    note: str = ""
    at: datetime | None = None


def joint_case(visit: Visit, referral: UUID) -> HttpResponse:
    """The page; a referral without a panel is shown as such."""
    try:
        joint = open_joint(visit.act, referral)
    except NoPanel:
        return visit.to("referral", referral=referral)
    return show_joint(visit, joint)


def show_joint(visit: Visit, joint: Joint, faults: FaultyForm | None = None) -> HttpResponse:
    """The page, with what has to be mended in the form that was sent."""
    listed = conference(visit.act) if joint.case.may(DECIDE) else Conference((), False)
    before, after = listed.around(joint.case.row.id)
    known = {
        "here": "joint_list",
        "joint": joint,
        "case": joint.case,
        "row": joint.case.row,
        "places": tuple(_places(joint)),
        "part": part_of(joint),
        "choices": choices(joint.panel, joint.case.programme.destinations),
        "chosen": _chosen(visit, joint),
        "faults": faults,
        "before": before,
        "after": after,
        **beside(visit, joint.case),
    }
    return visit.show("panel/joint_case", known, 422 if faults else 200)


def part_of(joint: Joint) -> str:
    """Which part of the page fits: vote, wait, choose, dialogue, or only look on."""
    may_speak = joint.seat is not None and joint.case.may(DECIDE)
    if not (joint.is_open and may_speak and joint.seat):
        return "look"
    if joint.panel.kind == "dialogue":
        return "dialogue"
    if joint.table.is_revealed:
        return "choose"
    is_taken = joint.seat.id in joint.table.votes and joint.own_vote is None
    return "taken" if is_taken else "vote"


def _places(joint: Joint) -> Iterator[Place]:
    """The seats in the panel's order. Of a hidden vote only that it has been given is shown."""
    seen = {vote.seat: vote for vote in joint.seen}
    spoken = joint.table.votes if joint.panel.kind == "votes" else joint.table.in_favour
    for seat in joint.panel.seats:
        vote, is_own = seen.get(seat.id), joint.seat is not None and seat.id == joint.seat.id
        if vote is None:
            yield Place(seat, seat.id in spoken, is_own)
        else:
            yield Place(seat, True, is_own, vote.destination, vote.note, joint.times.get(vote.number))


def _chosen(visit: Visit, joint: Joint) -> dict[str, Any]:
    """What the form has: what was sent, else one's own vote, else what all voted for."""
    if visit.request.method == "POST":
        return {**visit.posted, "deciders": visit.request.POST.getlist("deciders")}
    own = joint.own_vote
    if joint.is_open and joint.table.is_revealed:
        return {"destination": joint.table.agreed_on, "deciders": ()}
    return {"destination": own.destination if own else "", "note": own.note if own else "", "deciders": ()}
