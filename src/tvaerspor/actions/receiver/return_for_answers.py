"""Returns a referral to its sender with the questions that must be answered first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move
from tvaerspor.actions.receiver.recommendation import first_visit_due


@dataclass(frozen=True)
class Asked:
    """The facts that are asked for, and a note to the sender. One of the two must be there."""

    facts: Iterable[str]
    note: str = ""


def return_for_answers(case: Case, asked: Asked, seen: int) -> None:
    """Sends it back for answers: the sender's turn. A sender who is not with us is told by other means.

    Raises FaultyForm, and as `move`.
    """
    note, wanted = asked.note.strip(), frozenset(asked.facts)
    facts = [name for name in case.programme.facts if name in wanted]
    if wanted - set(facts):
        raise FaultyForm((FieldFault("asked", "Et af spørgsmålene findes ikke i programmet; vælg blandt dem her."),))
    if not facts and not note:
        raise FaultyForm((FieldFault("asked", "Vælg mindst ét spørgsmål, eller skriv i noten, hvad der mangler."),))
    changes = {"asked": json.dumps(facts)}
    about: dict[str, object] = {"asked": facts}
    told = {**about, "note": note} if note else about
    move(case, Step("return", seen, changes, told, first_visit_due(case)))
