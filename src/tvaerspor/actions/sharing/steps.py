"""A step up or down: the coping consultant proposes, the doctor decides."""

from __future__ import annotations

from uuid import UUID

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.saving import JustChanged
from tvaerspor.actions.sharing.rules import rules
from tvaerspor.actions.sharing.standing import Tied, happened_shared, open_shared, saving_shared, unit_of
from tvaerspor.pathway.coping import ProposedStep
from tvaerspor.records.models import StepProposal

CREATE, READ, DECIDE = (Deed(verb, "step_proposal") for verb in ("create", "read", "decide"))
ANSWERS = ("yes", "not_now")


def propose_step(tied: Tied, direction: str, reason: str) -> UUID:
    """The id of the proposal. Raises FaultyForm, also where one waits for the doctor already."""
    if reason not in rules().step_reasons.get(direction, {}):
        raise FaultyForm((FieldFault("reason", "Vælg, hvad du foreslår, og hvorfor."),))
    act = tied.act
    row = StepProposal(id=act.new_id(), citizen=tied.citizen, unit_id=unit_of(act), author_id=act.actor, at=act.now)
    row.direction, row.reason = direction, reason
    with saving_shared(tied, CREATE, f"coping:{tied.citizen.id}"):
        if StepProposal.objects.filter(citizen=tied.citizen, unit=act.unit, answer="").exists():
            sentence = "Lægen har allerede et forslag fra jer, som ikke er besvaret; vent på svaret."
            raise FaultyForm((FieldFault("reason", sentence),))
        row.save(force_insert=True)
        happened_shared(act, "step_proposed", row.id, tied.citizen.id, {"direction": direction, "reason": reason})
    return row.id


def steps_of(tied: Tied) -> tuple[ProposedStep, ...]:
    """The proposals about a citizen, newest first: the doctor's, or those of the person's own unit."""
    if not tied.may(READ):
        return ()
    rows = StepProposal.objects.filter(citizen=tied.citizen).order_by("-at")
    rows = rows if tied.sharing is None else rows.filter(unit=unit_of(tied.act))
    return tuple(ProposedStep(row.id, row.direction, row.reason, row.at, row.answer) for row in rows)


def answer_step(act: Act, proposal: UUID, answer: str) -> UUID:
    """The doctor's decision; the citizen's id. Raises NothingThere, FaultyForm, and JustChanged for the second."""
    row = StepProposal.objects.filter(id=proposal).first()
    if row is None:
        raise NothingThere
    tied = open_shared(act, row.citizen_id, DECIDE)
    if answer not in ANSWERS:
        raise FaultyForm((FieldFault("answer", "Vælg, om I er enige."),))
    with saving_shared(tied, DECIDE, f"shared_citizen:{row.citizen_id}"):
        waiting = StepProposal.objects.filter(id=proposal, answer="")
        if not waiting.update(answer=answer, answered_at=act.now, answered_by=act.actor):
            raise JustChanged(f"step:{proposal}")
        happened_shared(act, "step_answered", row.id, row.citizen_id, {"answer": answer})
    return row.citizen_id
