"""Takes a referral on: the receiver's own choice of destination and offer, beside what was recommended."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move
from tvaerspor.actions.receiver.recommendation import Place, first_visit_due, places


@dataclass(frozen=True)
class Acceptance:
    """Destination and offer as `Place.value` writes them, blank when none is chosen; the reason where one is needed."""

    place: str
    reason: str = ""


def accept(case: Case, acceptance: Acceptance, seen: int) -> None:
    """Decides where the citizen is to be treated here. Raises FaultyForm, and as `move`.

    A reason is needed only where the choice is outside what the recommendation allows.
    """
    place = _chosen(case, acceptance)
    reason = acceptance.reason.strip()
    changes = {
        "destination": place.destination,
        "decided_at": case.act.now,
        "owner_id": case.row.owner_id or case.act.actor,
    }
    about = {"destination": place.destination, "offer": place.offer, "is_allowed": place.is_allowed}
    told = {**about, "reason": reason} if reason else about
    move(case, Step("accept", seen, changes, told, first_visit_due(case)))


def _chosen(case: Case, acceptance: Acceptance) -> Place:
    place = next((each for each in places(case) if each.value == acceptance.place), None)
    if place is None:
        raise FaultyForm((FieldFault("place", "Vælg, hvad borgeren skal tilbydes her."),))
    if not place.is_allowed and not acceptance.reason.strip():
        sentence = "Valget ligger uden for det, programmet anbefaler; skriv kort hvorfor."
        raise FaultyForm((FieldFault("reason", sentence),))
    return place
