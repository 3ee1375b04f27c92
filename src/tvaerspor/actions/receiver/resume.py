"""Takes a returned referral back: the answers came by telephone or letter, or are no longer needed."""

from __future__ import annotations

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move
from tvaerspor.actions.receiver.recommendation import first_visit_due


def resume(case: Case, note: str, seen: int) -> None:
    """The receiver's turn again. The note says how the answers came; raises FaultyForm without one, and as `move`."""
    if not note.strip():
        raise FaultyForm((FieldFault("note", "Skriv kort, hvordan I fik svar, eller hvorfor I ikke venter længere."),))
    move(case, Step("resume", seen, {"asked": "[]"}, {"note": note.strip()}, first_visit_due(case)))
