"""An incoming message as its letters, each with what it is recognised by when it comes again."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tvaerspor.interop.closing_letter import ClosingLetter
from tvaerspor.interop.messages import BadMessage, Party, Patient, Referral
from tvaerspor.interop.reading import read, read_letters
from tvaerspor.records.models import Unit

Value = Referral | ClosingLetter


@dataclass(frozen=True)
class Incoming:
    """One letter of a message, with the bytes of the whole message and its place in it from 0."""

    value: Value
    raw: bytes
    place: int

    @property
    def kind(self) -> str:
        """The message type: REF01, REF07 or DIS08."""
        return self.value.letter.type

    @property
    def sender_gln(self) -> str:
        """The sender's location number as the message states it; empty for none."""
        return _gln(self.value.party("sender"))

    @property
    def receiver_gln(self) -> str:
        """The receiver's location number; empty for none."""
        return _gln(self.value.party("receiver"))

    @property
    def patient(self) -> Patient:
        """Whom the letter is about."""
        return self.value.patient

    @property
    def of_bytes(self) -> str:
        """What this letter in exactly these bytes is recognised by."""
        return hashlib.sha256(self.raw + b"\x00%d" % self.place).hexdigest()

    @property
    def of_letter(self) -> str:
        """What this letter of this sender is recognised by, in whichever envelope it comes; the bytes without those."""
        number = self.value.letter.identifier
        if not (self.sender_gln and number):
            return self.of_bytes
        return hashlib.sha256(f"{self.kind}:{self.sender_gln}:{number}".encode()).hexdigest()

    def says_the_same_as(self, other: Incoming) -> bool:
        """Whether the two are the same letter, whatever envelope and form they came in."""
        return dataclasses.replace(self.value, envelope=other.value.envelope) == other.value


def letters_in(raw: bytes) -> tuple[Incoming, ...]:
    """Every letter of a message that can be taken here; raises BadMessage with one Danish sentence."""
    found = _values(raw)
    if not found:
        raise BadMessage("filen", "den indeholder intet brev", "giv filen med selve beskeden")
    return tuple(Incoming(value, raw, place) for place, value in enumerate(found))


def _values(raw: bytes) -> Sequence[Value]:
    if b"DIS08" in raw[:100_000] and b"REF0" not in raw[:2_000]:
        return read_letters(raw)
    return read(raw)


def unit_of(party: Party | None) -> Unit | None:
    """The one of our open units that a message names, by location number or else by its own number of the same kind."""
    if party is None:
        return None
    for wanted in _ways(party):
        found = list(Unit.objects.filter(wanted, is_open=True)[:2])
        if len(found) == 1:
            return found[0]
    return None


def _ways(party: Party) -> Iterator[Q]:
    if party.gln:
        yield Q(gln=party.gln.value)
    if party.identifier and party.identifier_kind:
        yield Q(identifier=party.identifier.value, identifier_kind=party.identifier_kind)


def _gln(party: Party | None) -> str:
    return party.gln.value if party and party.gln else ""
