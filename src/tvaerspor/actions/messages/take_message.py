"""Takes a message: it becomes a referral or a letter, or it waits for a person; the same one again changes nothing."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.messages.incoming import Incoming, letters_in, unit_of
from tvaerspor.actions.messages.make_referral import ReadyReferral, make_referral, programme_for, save_referral
from tvaerspor.actions.messages.take_letter import NOBODYS, answered_referral, own_id, save_letter
from tvaerspor.actions.messages.whose import Unclear, whose
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import saving, write_audit
from tvaerspor.interop.messages import BadMessage
from tvaerspor.interop.messages import Referral as Said
from tvaerspor.records.models import Message, Referral, Unit

TAKE = Deed("create", "message")
RECEIVED, PARKED, REJECTED = "received", "parked", "rejected"


@dataclass(frozen=True)
class Taken:
    """What came of a letter. `was_here` when it had come before; `referral` None while it waits or is rejected."""

    message: UUID | None
    status: str
    referral: UUID | None
    unit: UUID
    note: str = ""
    was_here: bool = False


@dataclass(frozen=True)
class _Ready:
    """A letter that can be saved: as a referral, as an answer to one, or waiting with a sentence on why."""

    note: str = ""
    referral: ReadyReferral | None = None
    answers: Referral | None = None

    @property
    def row(self) -> Referral | None:
        return self.referral.row if self.referral else self.answers


class _WasHere(Exception):
    """Somebody else took the same letter a moment ago; `before` is what came of it."""

    def __init__(self, before: Taken) -> None:
        super().__init__(before)
        self.before = before


def upload_message(act: Act, raw: bytes) -> tuple[Taken, ...]:
    """Takes a file that a person gives; raises NotAllowed, and BadMessage after noting that it was no message."""
    require(matrix(), act.holder, TAKE)
    return take_message(act, raw, Unit.objects.get(id=act.unit) if act.unit else None)


def take_message(act: Act, raw: bytes, unit: Unit | None) -> tuple[Taken, ...]:
    """What came of each letter in a message; `unit` has those that name none of ours. Raises BadMessage."""
    act = dataclasses.replace(act, once=None)  # a letter is recognised by itself, whatever form it is sent with
    try:
        addressed = [(letter, _receiver(letter, unit)) for letter in letters_in(raw)]
    except BadMessage:
        write_audit(act, TAKE, "failed")
        act.trail.is_written = True
        raise
    return tuple(_take(act, letter, receiver) for letter, receiver in addressed)


def _receiver(letter: Incoming, unit: Unit | None) -> Unit:
    found = unit_of(letter.value.party("receiver")) or unit
    if found is None:
        raise BadMessage("modtageren", "beskedens modtager er ikke en enhed her", "bed afsenderen sende den rigtigt")
    return found


def _take(act: Act, letter: Incoming, receiver: Unit) -> Taken:
    before = _before(letter)
    if before is not None:
        return _again(act, before)
    ready = _ready(act, letter, receiver)
    try:
        return _save(act, letter, receiver, ready)
    except _WasHere as found:
        return _again(act, found.before)


def _before(letter: Incoming) -> Taken | None:
    """What came of the same letter before; None where it is new, or says something else under the same number."""
    for row in Message.objects.filter(direction="in", fingerprint__in=(letter.of_letter, letter.of_bytes)):
        if row.fingerprint == letter.of_bytes or _same(letter, row):
            return Taken(row.id, row.status, row.referral_id, row.unit_id or NOBODYS, row.note, True)
    return _own_again(letter)


def _same(letter: Incoming, row: Message) -> bool:
    return any(letter.says_the_same_as(each) for each in letters_in(row.raw) if each.of_letter == letter.of_letter)


def _own_again(letter: Incoming) -> Taken | None:
    """Our own message, which has come round by the channel to one of our own units: what it says is here already."""
    said = letter.value.letter.referral_id
    id_ = own_id(said.value) if said else None
    if id_ is None:
        return None
    sent = Message.objects.filter(direction="out", referral=id_, letter=letter.value.letter.identifier or "").first()
    if sent is None or sent.sender_gln != letter.sender_gln:
        return None
    row = Referral.objects.get(id=id_)
    to = row.receiver_id if isinstance(letter.value, Said) else row.sender_id
    return Taken(sent.id, RECEIVED, row.id, to or NOBODYS, "", True)


def _again(act: Act, before: Taken) -> Taken:
    if before.message:
        act.saw("message", before.message)
    write_audit(act, TAKE, "ok")
    act.trail.is_written = True
    return before


def _ready(act: Act, letter: Incoming, receiver: Unit) -> _Ready:
    """What the letter becomes; computed before the transaction, because deciding takes its time."""
    try:
        _refuse_corrections(letter)
        if not isinstance(letter.value, Said):
            return _Ready(answers=answered_referral(letter, receiver))
        citizen = whose(act, letter.patient)
        return _Ready(referral=make_referral(act, letter.value, receiver, citizen, programme_for(letter.value)))
    except Unclear as unclear:
        return _Ready(unclear.sentence)


def _refuse_corrections(letter: Incoming) -> None:
    status = letter.value.letter.status
    if status == "corrected":
        raise Unclear("Brevet er en rettelse til et, der er sendt før. Ret den henvisning, det gælder, og afvis dette.")
    if status == "cancelled":
        raise Unclear("Brevet annullerer et, der er sendt før. Tag stilling til henvisningen, og afvis dette.")
    if Message.objects.filter(direction="in", fingerprint=letter.of_letter).exists():
        raise Unclear("Afsenderen har brugt samme brevnummer før, til noget andet. Spørg afsenderen, hvad der gælder.")


def _save(act: Act, letter: Incoming, receiver: Unit, ready: _Ready) -> Taken:
    row = message_row(act, letter, receiver, ready.note)
    row.referral = ready.row
    act.saw("message", row.id)
    if ready.row is not None:
        act.saw("referral", ready.row.id)
        act.saw("citizen", ready.row.citizen_id)
    with saving(act, TAKE, f"message:{row.id}"):
        _one_at_a_time(letter)
        before = _before(letter)
        if before is not None:
            raise _WasHere(before)
        if ready.referral is not None:
            save_referral(act, ready.referral)
        elif ready.answers is not None:
            save_letter(act, letter, ready.answers)
        row.save(force_insert=True)
    return Taken(row.id, row.status, row.referral_id, receiver.id, row.note)


def message_row(act: Act, letter: Incoming, receiver: Unit, note: str) -> Message:
    """The letter's row, unsaved, its bytes sealed; waiting where there is a sentence on why."""
    is_taken = Message.objects.filter(direction="in", fingerprint=letter.of_letter).exists()
    row = Message(
        id=act.new_id(),
        direction="in",
        kind=letter.kind,
        status=PARKED if note else RECEIVED,
        envelope=(letter.value.envelope.identifier or "")[:40],
        letter=(letter.value.letter.identifier or "")[:40],
        sender_gln=letter.sender_gln[:35],
        receiver_gln=letter.receiver_gln[:35],
        fingerprint=letter.of_bytes if is_taken else letter.of_letter,
        unit=receiver,
        note=note,
        at=act.now,
        handled_at=None if note else act.now,
    )
    row.set_raw(letter.raw)
    return row


def _one_at_a_time(letter: Incoming) -> None:
    """Holds back whoever takes the same letter now, until we are done. SQLite has one writer at a time."""
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(letter.of_letter.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
