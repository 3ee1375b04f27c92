"""What a MedCom referral says, as values that are the same whichever form carried it.

Names of elements are those of MedCom's OIOXML schemas (HospitalReferral, PhysiotherapyReferral); the EDIFACT segment
that carries the same field stands beside it. Where a value was found, and the words in which it was written, are kept
with it but are left out of comparisons: a message in OIOXML equals the same message in EDIFACT.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

Value_co = TypeVar("Value_co", covariant=True)


class BadMessage(Exception):
    """The message cannot be read as what it is given for, through the sender's fault or because it is something else.

    `place` is a segment ("segment 12 (CIN)"), an element path, a line and column, or "filen"; `reason` says what is
    wrong and `what_to_do` what its reader can do about it. `str()` is one Danish sentence of the three.
    """

    def __init__(self, place: str, reason: str, what_to_do: str) -> None:
        super().__init__(place, reason, what_to_do)
        self.place = place
        self.reason = reason
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}; {self.what_to_do}."


@dataclass(frozen=True)
class Warning:
    """Something odd in a message that was read all the same: where, and one Danish sentence about it."""

    place: str
    sentence: str


@dataclass(frozen=True)
class Unread:
    """Text in the message for which no field is known; shown to people, never used."""

    place: str
    text: str


@dataclass(frozen=True)
class Stated(Generic[Value_co]):
    """One value that a coded field of the message states, never one read out of a free text.

    `place` is a segment or an element path and `wording` the words of the source ("WA", "elektiv"). `system` is the
    code system or kind of identifier where the value is a code ("icpc2", "sks", "unspecified", "sfu", "gln"), and None
    where it is not.
    """

    value: Value_co
    place: str = field(compare=False)
    wording: str = field(compare=False)
    system: str | None = None


@dataclass(frozen=True)
class Envelope:
    """The outer wrapping: Emessage/Envelope, or UNB. Blank fields are None.

    `wants_receipt` is AcknowledgementCode (UNB's last element); `form` is "oioxml" or "edifact" and is not compared.
    """

    identifier: str | None
    sent: datetime | None
    wants_receipt: bool | None
    form: str = field(compare=False)


@dataclass(frozen=True)
class Letter:
    """One letter in the envelope: the element Letter, or UNH, BGM, DTM+137 and S02.

    `type` is "REF01" or "REF07" and `version` the schema ("H0731R"), both without the X of the OIOXML form. `status` is
    "new", "corrected" or "cancelled". `referral_id` is EpisodeOfCareIdentifier (RFF+ROI), which REF07 demands be echoed
    unchanged in the epikrise, the correspondence and the bill.
    """

    identifier: str | None
    type: str
    version: str | None
    status: str | None
    authorised: Stated[datetime] | None
    referral_id: Stated[str] | None


@dataclass(frozen=True)
class Party:
    """A sender, receiver, referring person or receiver of a copy: an element of its name, or S01 with NAD.

    `role` is "sender" (NAD+PO), "receiver" (NAD+SSP), "referrer" (NAD+BV), "answer_copy" (NAD+PRH), "copy" or, in a
    closing letter, "contact".
    `identifier_kind` uses the words of IdentifierCode ("ydernummer", "sygehusafdelingsnummer" ...). `speciality` uses
    those of MedicalSpecialityCode. A field that the message leaves blank, or fills with "_", is None.
    """

    role: str
    gln: Stated[str] | None = None
    identifier: Stated[str] | None = None
    identifier_kind: str | None = None
    organisation: str | None = None
    department: str | None = None
    unit: str | None = None
    street: str | None = None
    suburb: str | None = None
    district: str | None = None
    postcode: str | None = None
    phone: str | None = None
    speciality: str | None = None
    person_name: str | None = None
    person_title: str | None = None


@dataclass(frozen=True)
class PatientId:
    """One number that is said to be the patient's: `kind` is "cpr" or "replacement" (AlternativeIdentifier)."""

    kind: str
    number: Stated[str]


@dataclass(frozen=True)
class Phone:
    """A telephone number with its kind: "home", "mobile", "work", or None where the message does not say."""

    kind: str | None
    number: str


@dataclass(frozen=True)
class Patient:
    """The citizen: the element Patient, or S07. A message may carry several numbers for one person, or none."""

    ids: tuple[PatientId, ...] = ()
    surname: str | None = None
    given_name: str | None = None
    occupation: Stated[str] | None = None
    street: str | None = None
    suburb: str | None = None
    district: str | None = None
    postcode: Stated[str] | None = None
    phones: tuple[Phone, ...] = ()
    email: str | None = None

    @property
    def cpr(self) -> Stated[str] | None:
        """The one CPR number stated; None where there is none, and where two different ones contradict each other."""
        stated = [each.number for each in self.ids if each.kind == "cpr"]
        return stated[0] if len({each.value for each in stated}) == 1 else None


@dataclass(frozen=True)
class Relative:
    """Next of kin: the element Relative, or S10. `relation` is "mother", "father", "child", "unspecified" or None.

    Only closing letters have their address.
    """

    relation: str | None
    identifier: str | None
    surname: str | None
    given_name: str | None
    street: str | None = None
    suburb: str | None = None
    district: str | None = None
    postcode: str | None = None


@dataclass(frozen=True)
class Diagnosis:
    """A coded reason for the referral: Refer and ReferralAdditional, or CIN in S02.

    `code` is without the side; `system` is "sks", "icpc2", "unspecified", "sfu" (the diagnoses that give free
    physiotherapy) or None where the message's word for it is not known; `side` is "right", "left", "both" or None, from
    an SKS suffix only. `role` is "referral" for the diagnosis that the referral is about (Refer, CIN+H). `dated` is the
    diagnosis's own date, which closing letters may state.
    """

    code: Stated[str] | None
    system: str | None
    text: str | None
    side: Stated[str] | None
    role: str | None
    dated: datetime | None = None


@dataclass(frozen=True)
class FreeText:
    """What the referrer wrote. `heading` is Danish, `field` one of the names in codes.TEXTS, line breaks are kept.

    `headings` are the numbers, from 0, of the lines that are headings (bold); EDIFACT says nothing of them.
    """

    heading: str
    field: str
    text: str
    place: str = dataclasses.field(compare=False)
    headings: tuple[int, ...] = dataclasses.field(default=(), compare=False)


@dataclass(frozen=True)
class Reference:
    """Something the referral points to: the element Reference, or FTX+URL, SUP and BIN in S12.

    `kind` is "url", "sup" (a supplement is on its way) or "binary" (an attachment sent as BIN01/BIN02). `target` is
    the address or the object's id; the last three fields are known for attachments only.
    """

    kind: str
    description: str | None
    target: str | None = None
    object_kind: str | None = None
    extension: str | None = None
    size: str | None = None


@dataclass(frozen=True)
class Referral:
    """A referral as its sender wrote it. Nothing here is derived, guessed or read out of the free texts.

    `kind` is the sort of physiotherapy ("511", "621" ...; REF07 only), `priority` "elective", "acute" or "special",
    `status` where the patient is to be seen ("outpatient", "admission", "home"), `transport` "none", "lying" or
    "sitting".
    """

    envelope: Envelope
    letter: Letter
    parties: tuple[Party, ...]
    patient: Patient
    relatives: tuple[Relative, ...]
    kind: Stated[str] | None
    priority: Stated[str] | None
    status: Stated[str] | None
    transport: Stated[str] | None
    diagnoses: tuple[Diagnosis, ...]
    texts: tuple[FreeText, ...]
    references: tuple[Reference, ...]
    warnings: tuple[Warning, ...] = field(default=(), compare=False)
    unread: tuple[Unread, ...] = field(default=(), compare=False)

    def party(self, role: str) -> Party | None:
        """The first party in that role; None where the message names nobody in it."""
        return next((each for each in self.parties if each.role == role), None)


def stating(value: str, system: str | None = None) -> Stated[str]:
    """A value that we state ourselves, for a message that is to be written and so has no place yet."""
    return Stated(value, "", value, system)


Statable = str | date
"""The types that a stated field can have when it leaves this room."""
