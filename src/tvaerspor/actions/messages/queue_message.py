"""Puts a message into the outbox: in the transaction of what it tells, so that none is lost and none is invented."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tvaerspor.actions.act import Act
from tvaerspor.interop.written import Written
from tvaerspor.records.models import Message


@dataclass(frozen=True)
class Outgoing:
    """A message that is ready to leave: its bytes with what had to be changed in them, and what it is about."""

    kind: str
    written: Written
    referral: UUID
    unit: UUID
    sender_gln: str
    receiver_gln: str
    envelope: str
    letter: str


def queue_message(act: Act, outgoing: Outgoing) -> UUID:
    """The id of the queued message."""
    row = outgoing_row(act, outgoing)
    row.save(force_insert=True)
    return row.id


def outgoing_row(act: Act, outgoing: Outgoing) -> Message:
    """The message's row, not yet stored."""
    row = Message(
        id=act.new_id(),
        direction="out",
        kind=outgoing.kind,
        status="queued",
        envelope=outgoing.envelope,
        letter=outgoing.letter,
        sender_gln=outgoing.sender_gln,
        receiver_gln=outgoing.receiver_gln,
        referral_id=outgoing.referral,
        unit_id=outgoing.unit,
        at=act.now,
    )
    row.set_raw(outgoing.written.raw)
    return row
