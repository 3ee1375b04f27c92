"""A received referral out of a message: its coded answers, the recommendation, and the sender's text beside it."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass

from tvaerspor.actions.act import Act
from tvaerspor.actions.desk.read_referral import MESSAGE_TEXT, as_text
from tvaerspor.actions.messages.incoming import unit_of
from tvaerspor.actions.messages.whose import Unclear, Whose
from tvaerspor.actions.moving import due_by
from tvaerspor.actions.recommend import Recommended, kept_answers, recommend
from tvaerspor.actions.saving import happened
from tvaerspor.actions.stored_programmes import current_programmes, current_version
from tvaerspor.documents.text_section import TextSection
from tvaerspor.interop.answers import concerns, stated_answers
from tvaerspor.interop.messages import Party
from tvaerspor.interop.messages import Referral as Said
from tvaerspor.interop.report import describe
from tvaerspor.interop.stated import stated
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Letter, Referral, Service, Unit
from tvaerspor.referral.states import Status
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import as_data, canonical
from tvaerspor.triage.read_answers import sift_answers

RECEIVED = "message_in"
"""The event with which a referral begins that came as a message."""


@dataclass(frozen=True)
class ReadyReferral:
    """Everything that is to be saved, computed before the transaction begins."""

    whose: Whose
    row: Referral
    recommended: Recommended
    letter: Letter
    said_by: str
    kind: str


def programme_for(said: Said) -> Programme:
    """The one current programme that has the message's diagnosis among its codes; raises Unclear."""
    found = [programme for programme in current_programmes() if concerns(programme, stated(said))]
    if len(found) == 1:
        return found[0]
    if found:
        raise Unclear("Diagnosen hører til flere programmer; vælg det, der skal bruges.")
    raise Unclear("Diagnosen står ikke blandt programmernes koder; vælg et program, eller afvis.")


def make_referral(act: Act, said: Said, receiver: Unit, whose: Whose, programme: Programme) -> ReadyReferral:
    """The referral, unsaved. Only coded fields become answers; an acute message stays acute."""
    row = Referral(
        id=act.new_id(),
        programme=programme.id,
        version_id=current_version(programme.id),
        citizen=whose.citizen,
        sender=unit_of(said.party("sender")),
        receiver=receiver,
        turn=receiver,
        status=Status.SENT,
        former_receivers=json.dumps([]),
        created_at=act.now,
        changed_at=act.now,
        since=act.now,
        sent_at=act.now,
    )
    row.reference = f"H-{row.id.hex[-8:].upper()}"
    typed = stated_answers(programme, stated(said))
    answers, _ = sift_answers(programme, typed)
    recommended = recommend(act, row, answers)
    row.typed = canonical({name: typed[name] for name in answers if name in typed})
    row.answers = canonical(kept_answers(recommended.used))
    row.context = canonical(dataclasses.asdict(recommended.context))
    row.decision = canonical(as_data(recommended.decision))
    row.urgency = int(_urgency(said, recommended))
    row.destination = _destination(act, receiver, programme)
    row.due = due_by(programme, "started", act.today)
    return ReadyReferral(
        whose, row, recommended, _letter(act, row, said), _called(said.party("sender")), said.letter.type
    )


def save_referral(act: Act, ready: ReadyReferral) -> None:
    """Saves it inside a transaction that somebody else opened."""
    if ready.whose.is_new:
        ready.whose.citizen.save(force_insert=True)
    ready.row.save(force_insert=True)
    ready.letter.save(force_insert=True)
    about = {"to": str(ready.row.receiver_id), "version": ready.row.version_id, "message": ready.kind}
    happened(act, ready.row, RECEIVED, {**about, "note": ready.said_by} if ready.said_by else about)


def _urgency(said: Said, recommended: Recommended) -> Urgency:
    """The higher of the programme's and the message's: nothing that was sent as acute is lowered by us."""
    found = recommended.decision.urgency if recommended.decision.urgency is not None else Urgency.routine
    is_acute = said.priority is not None and said.priority.value == "acute"
    return max(found, Urgency.acute) if is_acute else found


def _destination(act: Act, receiver: Unit, programme: Programme) -> str:
    """What the receiver is, where it is one thing only; blank otherwise, and the receiver says when it accepts."""
    rows = Service.objects.filter(unit=receiver, valid_from__lte=act.today).exclude(valid_until__lt=act.today)
    found = {name for name in rows.values_list("destination", flat=True) if name in programme.destinations}
    return found.pop() if len(found) == 1 else ""


def _letter(act: Act, row: Referral, said: Said) -> Letter:
    """What the sender wrote, word for word, and then everything else that the message says."""
    texts = [TextSection(text.heading, tuple(text.text.split("\n"))) for text in said.texts]
    shown = {text.heading for text in said.texts}
    others = [
        TextSection(heading, tuple(f"{label}: {value}" if label else value for label, value in rows))
        for heading, rows in describe(said)
        if heading not in shown
    ]
    letter = Letter(id=act.new_id(), referral=row, kind=MESSAGE_TEXT, unit=row.sender, at=act.now)
    letter.set_body(as_text((*texts, *others)))
    return letter


def _called(sender: Party | None) -> str:
    """Which organisation sent it: no person is named."""
    return ", ".join(filter(None, (sender.organisation, sender.department, sender.unit))) if sender else ""
