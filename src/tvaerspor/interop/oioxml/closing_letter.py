"""An Emessage to the closing letters in it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from ..assembly import note_missing
from ..checks import diagnosis
from ..closing_letter import ClosingLetter, SignedText
from ..codes import DIAGNOSIS_ROLE, DIAGNOSIS_SYSTEM, EPISODE_STATUS
from ..message_types import CLOSING_LETTERS
from ..messages import Diagnosis, Envelope
from ..notes import Notes
from .emessage import head, letters
from .fields import Fields
from .people import contacts, parties, patient, relatives
from .references import references
from .schema import CLOSING_LETTER, note_unknown
from .text import sections
from .tree import Node

_ROLES = {
    "Refer": "referral",
    "ReferalAdditional": "referral_additional",
    "Main": "main",
    "MainAdditional": "main_additional",
}
"""What an element says of its diagnosis by its name alone; Other says it in DiagnoseDescriptionCode."""


def read(raw: bytes) -> tuple[ClosingLetter, ...]:
    """The closing letters in an OIOXML message. Raises BadMessage where there is none, or where it cannot be read."""
    return letters(raw, CLOSING_LETTERS, _closing_letter)


def _closing_letter(node: Node, envelope: Envelope, shared: Notes) -> ClosingLetter:
    notes = Notes()
    note_unknown(node, CLOSING_LETTER, notes)
    fields = Fields(node, notes)
    letter = head(fields, node, CLOSING_LETTERS)
    people, person = (*parties(fields), *contacts(fields)), patient(fields, node, "OccupancyText")
    note_missing(notes, node.path, letter, people, person)
    referral = fields.inner("Referral")
    return ClosingLetter(
        envelope=envelope,
        letter=letter,
        parties=people,
        patient=person,
        patient_status=fields.inner("Patient").coded("EpisodeOfCareStatusCode", EPISODE_STATUS),
        texts=_texts(fields),
        referral_number=referral.stated("Identifier"),
        received=referral.moment("Received"),
        begun=fields.moment("Admission"),
        ended=fields.moment("Discharge"),
        relatives=relatives(fields),
        referral_diagnoses=_diagnoses(referral, "Refer", "ReferalAdditional"),
        diagnoses=_diagnoses(fields.inner("Diagnose"), "Main", "MainAdditional", "Other"),
        references=references(fields),
        warnings=(*shared.warnings, *notes.warnings),
        unread=(*shared.unread, *notes.unread),
    )


def _diagnoses(outer: Fields, *names: str) -> tuple[Diagnosis, ...]:
    found = (_diagnosis(Fields(line, outer.notes), line) for name in names for line in outer.children(name))
    return tuple(each for each in found if each.code or each.text or each.side)


def _diagnosis(fields: Fields, line: Node) -> Diagnosis:
    role = _ROLES.get(line.name) or fields.word("DiagnoseDescriptionCode", DIAGNOSIS_ROLE)
    code, system = fields.text("DiagnoseCode"), fields.word("DiagnoseTypeCode", DIAGNOSIS_SYSTEM)
    found = diagnosis(line.path, code, system, fields.text("DiagnoseText"), role)
    dated = fields.moment("DiagnoseDateTime")
    return dataclasses.replace(found, dated=dated.value) if dated else found


def _texts(letter: Fields) -> tuple[SignedText, ...]:
    found = (text for node in letter.children("ClinicalInformation") for text in _signed_texts(node, letter.notes))
    return tuple(text for text in found if text.sections)


def _signed_texts(node: Node, notes: Notes) -> Iterator[SignedText]:
    signed = Fields(node, notes).moment("Signed")
    for text in node.children("Text01"):
        yield SignedText(sections(text, notes), signed.value if signed else None, text.path)
