"""Rejects a referral: why, and where the citizen should go instead."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move


@dataclass(frozen=True)
class Rejection:
    """Why, and where instead. `is_told` promises that a sender who is not with us gets the answer by other means."""

    reason: str
    pointer: str
    is_told: bool = False


def reject(case: Case, rejection: Rejection, seen: int) -> None:
    """Ends the referral here; its sender has to see it. Raises FaultyForm, and as `move`."""
    is_outside = case.row.sender_id is None
    faults = []
    if not rejection.reason.strip():
        faults.append(FieldFault("reason", "Skriv, hvorfor henvisningen afvises; afsenderen ser det."))
    if not rejection.pointer.strip():
        faults.append(FieldFault("pointer", "Skriv, hvor borgeren i stedet skal hen, så ingen står uden tilbud."))
    if is_outside and not rejection.is_told:
        faults.append(FieldFault("told", "Afsenderen får ikke svar herfra. Sæt kryds, når I selv giver svaret."))
    if faults:
        raise FaultyForm(tuple(faults))
    about: dict[str, object] = {"reason": rejection.reason.strip(), "pointer": rejection.pointer.strip()}
    told = {**about, "told_by_other_means": True} if is_outside else about
    move(case, Step("reject", seen, {"turn_id": None} if is_outside else {}, told))
