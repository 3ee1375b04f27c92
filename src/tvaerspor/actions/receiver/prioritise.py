"""Changes how soon a referral must be dealt with: by a named person with a reason, never silently."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move
from tvaerspor.actions.receiver.recommendation import flagged_urgency
from tvaerspor.terms.urgency import Urgency


@dataclass(frozen=True)
class Priority:
    """The name of the new urgency, blank when none is chosen, and why."""

    urgency: str
    reason: str


def prioritise(case: Case, priority: Priority, seen: int) -> None:
    """Changes the urgency. The event tells from what to what, and whether a red flag gave more. Raises FaultyForm."""
    before = Urgency(case.row.urgency)
    if priority.urgency not in Urgency.__members__:
        raise FaultyForm((FieldFault("urgency", "Vælg en hastegrad."),))
    after = Urgency[priority.urgency]
    if after is before:
        raise FaultyForm((FieldFault("urgency", "Det er allerede hastegraden; vælg en anden."),))
    if not priority.reason.strip():
        raise FaultyForm((FieldFault("reason", "Skriv kort hvorfor; afsenderen og dine kolleger ser det."),))
    about = {
        "from_urgency": before.name,
        "urgency": after.name,
        "is_below_red_flag": after < flagged_urgency(case),
        "reason": priority.reason.strip(),
    }
    move(case, Step("prioritise", seen, {"urgency": int(after)}, about))
