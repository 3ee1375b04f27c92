"""A message that waits: a person at the unit says whose it is and which programme it belongs to, or rejects it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tvaerspor.access.ask import Deed, require
from tvaerspor.access.relation import Relation
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.messages.incoming import Incoming, letters_in
from tvaerspor.actions.messages.make_referral import make_referral, save_referral
from tvaerspor.actions.messages.take_letter import refuse_other, save_letter
from tvaerspor.actions.messages.take_message import PARKED, RECEIVED, REJECTED
from tvaerspor.actions.messages.whose import TypedCitizen, Unclear, whose_typed
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.interop.messages import Referral as Said
from tvaerspor.interop.notes import mask_cpr
from tvaerspor.records.models import Message, Referral, Unit

READ, SETTLE = Deed("read", "message"), Deed("edit", "message")
MAX_REASON = 500
UNSETTLED = (PARKED, REJECTED)
"""A rejected message can be taken up again."""


@dataclass(frozen=True)
class Parked:
    """A message that waits at the person's unit, with the letter in it."""

    act: Act
    row: Message
    letter: Incoming
    unit: Unit

    @property
    def is_referral(self) -> bool:
        """Whether it is a referral; otherwise it is a closing letter."""
        return isinstance(self.letter.value, Said)


@dataclass(frozen=True)
class Settling:
    """What a person says about a referral that waits."""

    citizen: TypedCitizen
    programme: str


def open_parked(act: Act, message: UUID, deed: Deed = READ) -> Parked:
    """The message, if it waits at the person's own unit or was rejected there; raises NothingThere and NotAllowed."""
    row = (
        Message.objects.filter(id=message, direction="in", status__in=UNSETTLED, unit=act.unit)
        .select_related("unit")
        .first()
    )
    if row is None or row.unit is None:
        act.saw("sought", message)
        raise NothingThere
    require(matrix(), act.holder, deed, frozenset({Relation.RECEIVER}))
    act.saw("message", row.id)
    letters = letters_in(row.raw)
    letter = next((each for each in letters if row.fingerprint in (each.of_letter, each.of_bytes)), letters[0])
    return Parked(act, row, letter, row.unit)


def settle_referral(parked: Parked, settling: Settling) -> UUID:
    """The id of the referral that it becomes; raises FaultyForm, JustChanged and AlreadyDone."""
    act, said = parked.act, parked.letter.value
    programme = next((each for each in current_programmes() if each.id == settling.programme), None)
    if programme is None or not isinstance(said, Said):
        raise FaultyForm((FieldFault("programme", "Vælg det program, som henvisningen hører til."),))
    citizen = whose_typed(act, parked.letter.patient, settling.citizen)
    ready = make_referral(act, said, parked.unit, citizen, programme)
    act.saw("referral", ready.row.id)
    act.saw("citizen", citizen.citizen.id)
    with saving(act, SETTLE, f"referral:{ready.row.id}"):
        save_referral(act, ready)
        _settled(parked, RECEIVED, referral_id=ready.row.id, note="")
    return ready.row.id


def settle_letter(parked: Parked, reference: str) -> UUID:
    """The id of the referral that a closing letter turns out to answer; raises FaultyForm, JustChanged, AlreadyDone."""
    wanted = Referral.objects.filter(reference=reference.strip().upper(), sender=parked.unit, sent_at__isnull=False)
    row = wanted.select_related("citizen", "receiver").first()
    try:
        if row is None:
            raise Unclear("Enheden har ingen sendt henvisning med det nummer; det står øverst på henvisningens side.")
        refuse_other(parked.letter, row, parked.unit)
    except Unclear as unclear:
        raise FaultyForm((FieldFault("reference", unclear.sentence),)) from None
    parked.act.saw("referral", row.id)
    with saving(parked.act, SETTLE, f"referral:{row.id}"):
        save_letter(parked.act, parked.letter, row)
        _settled(parked, RECEIVED, referral_id=row.id, note="")
    return row.id


def reject_message(parked: Parked, reason: str) -> None:
    """Rejects it with a reason that the list shows; the message is kept. Raises FaultyForm without one."""
    if not reason.strip() or len(reason) > MAX_REASON:
        sentence = f"Skriv kort hvorfor, højst {MAX_REASON} tegn; afsenderen får det ikke herfra, så ring eller skriv."
        raise FaultyForm((FieldFault("reason", sentence),))
    with saving(parked.act, SETTLE, f"message:{parked.row.id}"):
        _settled(parked, REJECTED, note=mask_cpr(reason.strip()))


def _settled(parked: Parked, status: str, **columns: object) -> None:
    rows = Message.objects.filter(id=parked.row.id, status=parked.row.status)
    if not rows.update(status=status, handled_at=parked.act.now, **columns):
        raise JustChanged(f"message:{parked.row.id}")
