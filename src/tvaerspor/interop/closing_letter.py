"""What a physiotherapy closing letter (MedCom's DIS08) says, as values, beside the referral that it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from .messages import Diagnosis, Envelope, Letter, Party, Patient, Reference, Relative, Stated, Unread, Warning


@dataclass(frozen=True)
class Section:
    """A part of a text: its heading, which is a line in bold, and what stands under it, line breaks kept.

    An empty `heading` is for what stands before the first heading; it is the text of a letter without headings.
    """

    heading: str
    text: str


@dataclass(frozen=True)
class SignedText:
    """The element ClinicalInformation: a text in sections, and when it was signed (None where that is not said).

    The standard has no field for who signed; a name stands in the text.
    """

    sections: tuple[Section, ...]
    signed: datetime | None = None
    place: str = field(default="", compare=False)


@dataclass(frozen=True)
class ClosingLetter:
    """A closing letter as its sender wrote it.

    `letter.referral_id` is the answered referral's id, echoed unchanged. `parties` have the roles "sender", "receiver",
    "copy" and "contact" (a unit of the sender's to turn to). `patient_status` is "inactive", "admitted", "outpatient",
    "dead" or "outpatient_imaging". `referral_number` and `received` are Referral/Identifier and Received: the
    receiver's own number for the referral and when it came. `begun` and `ended` are Admission and Discharge, the
    course's first and last day. A diagnosis has a role of messages.Diagnosis, or "main" and "main_additional"
    (Diagnose/Main and MainAdditional, which state no code system); `referral_diagnoses` are those of the referral, in
    the roles "referral" and "referral_additional".
    """

    envelope: Envelope
    letter: Letter
    parties: tuple[Party, ...]
    patient: Patient
    patient_status: Stated[str] | None
    texts: tuple[SignedText, ...]
    referral_number: Stated[str] | None = None
    received: Stated[datetime] | None = None
    begun: Stated[datetime] | None = None
    ended: Stated[datetime] | None = None
    relatives: tuple[Relative, ...] = ()
    referral_diagnoses: tuple[Diagnosis, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    references: tuple[Reference, ...] = ()
    warnings: tuple[Warning, ...] = field(default=(), compare=False)
    unread: tuple[Unread, ...] = field(default=(), compare=False)

    def party(self, role: str) -> Party | None:
        """The first party in that role; None where the letter names nobody in it."""
        return next((each for each in self.parties if each.role == role), None)
