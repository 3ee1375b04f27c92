"""Sends a referral, or an answered one again: answers and recommendation are fixed, and the receiver's turn begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tvaerspor.actions.cases import Case
from tvaerspor.actions.doctor.save_draft import WRITABLE, NotWritable
from tvaerspor.actions.duties.needs import note_unmet, unmet_of
from tvaerspor.actions.duties.routing import duty_said
from tvaerspor.actions.messages.queue_message import Outgoing, queue_message
from tvaerspor.actions.messages.referral_message import referral_message
from tvaerspor.actions.moving import Step, due_by, move_within
from tvaerspor.actions.receivers import KEPT, Residence, receivers
from tvaerspor.actions.recommend import Recommended, kept_answers, recommend
from tvaerspor.actions.saving import saving
from tvaerspor.actions.stored_programmes import current_version
from tvaerspor.interop.writing import CannotWrite
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.model import Availability
from tvaerspor.records.models import Referral, Unit
from tvaerspor.referral.choice import Choice, Obstacle, obstacles
from tvaerspor.referral.questions import still_blank
from tvaerspor.referral.states import MOVES, Status
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import as_data, canonical


@dataclass(frozen=True)
class Sending:
    """What the doctor sends: fields as typed, their answers, the choice, and the unit (None where nothing is sent)."""

    fields: Mapping[str, str]
    answers: Answers
    choice: Choice
    receiver: UUID | None
    seen: int


class CannotSend(Exception):
    """Something must be done first; `obstacles` names every thing, each with the field to go to. Nothing was saved."""

    def __init__(self, found: tuple[Obstacle, ...]) -> None:
        super().__init__(" ".join(each.sentence for each in found))
        self.obstacles = found


class NewerVersion(Exception):
    """The programme has a newer version than the draft: the draft uses it now and must be looked at again."""

    def __init__(self) -> None:
        super().__init__(
            "Programmet er kommet i en ny version, siden kladden blev begyndt. Dine svar er ført over, og intet er "
            "sendt. Se anbefalingen igennem igen, og send."
        )


@dataclass(frozen=True)
class Prepared:
    """A referral that is ready to be sent: what was recommended, to whom it goes, and its message (None for none)."""

    recommended: Recommended
    receiver: Unit | None
    message: Outgoing | None

    @property
    def unmet(self) -> tuple[Availability, ...]:
        """The needs that nobody offers to meet where the citizen lives."""
        return unmet_of(self.recommended.programme, self.recommended.decision)


def prepare(case: Case, sending: Sending) -> Prepared:
    """Checks all of it, saves nothing; what the preview shows. Raises CannotSend, NewerVersion, NotWritable."""
    if case.status not in WRITABLE:
        raise NotWritable
    _follow_version(case, sending)
    recommended = recommend(case.act, case.row, sending.answers)
    programme = recommended.programme
    blanks = still_blank(programme, programme.decision(), recommended.trial.known, recommended.used)
    found = list(obstacles(programme, recommended.decision, blanks, sending.choice))
    receiver = _receiver(case, recommended, sending)
    if receiver is None and not found and not is_kept(recommended, sending.choice.destination):
        found.append(Obstacle("_receiver", "Vælg, hvem henvisningen skal sendes til."))
    if found:
        raise CannotSend(tuple(found))
    return Prepared(recommended, receiver, _message(case, recommended, sending, receiver))


def send_referral(case: Case, sending: Sending) -> Status:
    """Sends it, or keeps it where nothing is to be sent; the state afterwards. Raises as `prepare`, and JustChanged."""
    ready = prepare(case, sending)
    verb = _verb(case, ready)
    case.require(MOVES[verb].deed)
    step = Step(verb, sending.seen, _columns(case, ready, sending), _about(case, ready, sending), _due(case, ready))
    with saving(case.act, MOVES[verb].deed, f"referral:{case.row.id}"):
        move_within(case, step)
        if ready.message is not None:
            queue_message(case.act, ready.message)
        note_unmet(case.act, case.row, ready.unmet, sending.choice.destination)
    return MOVES[verb].leads_to(case.status)


def is_kept(recommended: Recommended, destination: str) -> bool:
    """Whether the chosen destination is the writer's own, so that nothing is sent."""
    known = recommended.programme.destinations.get(destination)
    return known is not None and known.kind in KEPT


def _follow_version(case: Case, sending: Sending) -> None:
    newest = current_version(case.row.programme)
    if newest == case.row.version_id:
        return
    rows = Referral.objects.filter(id=case.row.id, version_number=sending.seen)
    rows.update(version_id=newest, version_number=sending.seen + 1, changed_at=case.act.now)
    raise NewerVersion


def _receiver(case: Case, recommended: Recommended, sending: Sending) -> Unit | None:
    """The chosen unit, if it is one that the referral may go to."""
    goal = sending.choice.destination
    if goal not in recommended.programme.destinations:
        return None
    offered = receivers(Residence(case.row.citizen.municipality, case.act.today), [goal])[goal]
    return next((unit for unit in offered if unit.id == sending.receiver), None)


def _verb(case: Case, ready: Prepared) -> str:
    if ready.receiver is None:
        return "conclude"
    return "send" if case.status is Status.DRAFT else "answer"


def _columns(case: Case, ready: Prepared, sending: Sending) -> dict[str, object]:
    decision = ready.recommended.decision
    urgency = decision.urgency if decision.urgency is not None else Urgency.routine
    sent = {"sent_at": case.act.now, "receiver_id": ready.receiver.id} if ready.receiver else {"turn_id": None}
    return {
        "typed": canonical(dict(sending.fields)),
        "answers": canonical(kept_answers(ready.recommended.used)),
        "context": canonical(ready.recommended.stored_context),
        "decision": canonical(as_data(decision)),
        "destination": sending.choice.destination,
        "reason": sending.choice.reason.strip(),
        "urgency": int(urgency),
        "read_answers": "{}",
        "read_decision": "{}",
        "asked": "[]",
        **sent,
    }


def _about(case: Case, ready: Prepared, sending: Sending) -> dict[str, object]:
    goal, programme = sending.choice.destination, ready.recommended.programme
    residence = Residence(case.row.citizen.municipality, case.act.today)
    duty = duty_said(goal, programme.destinations[goal].kind, residence)
    about: dict[str, object] = {"destination": goal, "version": programme.version, **duty}
    if ready.receiver is not None:
        about["to"] = str(ready.receiver.id)
    return {**about, "reason": sending.choice.reason.strip()} if sending.choice.reason.strip() else about


def _due(case: Case, ready: Prepared) -> date | None:
    return due_by(ready.recommended.programme, "started", case.act.today) if ready.receiver else None


def _message(case: Case, recommended: Recommended, sending: Sending, receiver: Unit | None) -> Outgoing | None:
    if receiver is None:
        return None
    try:
        return referral_message(case, recommended, sending.choice, receiver)
    except CannotWrite as cannot:
        raise CannotSend((Obstacle("_receiver", str(cannot)),)) from None
