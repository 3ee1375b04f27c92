"""Writes a physiotherapy closing letter (XDIS08, version XD0833L) as OIOXML."""

from __future__ import annotations

from collections.abc import Sequence

from ..closing_letter import ClosingLetter, Section, SignedText
from ..codes import EPISODE_STATUS
from ..messages import Diagnosis
from ..written import Written
from .form import Form, split
from .form_diagnosis import (
    LETTER_ADDITIONAL,
    LETTER_REFER,
    MAIN,
    MAIN_ADDITIONAL,
    OTHER,
    Slot,
    put_diagnosis,
)
from .form_frame import DIS08, message
from .form_people import by_role, put_party, put_patient, put_references, put_relatives
from .text import Line

MAX_TEXTS = 10
_REFERRAL = ((LETTER_REFER, "referral", 1), (LETTER_ADDITIONAL, "referral_additional", 5))
_DIAGNOSE = ((MAIN, "main", 1), (MAIN_ADDITIONAL, "main_additional", 5), (OTHER, None, 50))
"""The elements for diagnoses with the role that goes there (None is every other) and how many there may be."""


def write(letter: ClosingLetter) -> Written:
    """The closing letter as bytes; raises CannotWrite for what XD0833L cannot carry."""
    return message(DIS08, letter.envelope, letter.letter, lambda form: _fill(form, letter))


def _fill(form: Form, letter: ClosingLetter) -> None:
    people = by_role(letter.parties, ("sender", "receiver", "copy", "contact"), form.findings)
    sender = put_party(form, "Sender", "sender", people.get("sender"))
    if "contact" in people:
        put_party(sender, "Contact", "contact", people["contact"])
    put_party(form, "Receiver", "receiver", people.get("receiver"))
    if "copy" in people:
        put_party(form, "CCReceiver", "copy", people["copy"])
    patient = put_patient(form, letter.patient, "OccupancyText")
    status = letter.patient_status.value if letter.patient_status else None
    patient.coded("EpisodeOfCareStatusCode", status, EPISODE_STATUS, "status")
    put_relatives(form, letter.relatives)
    _put_referral(form, letter)
    form.moment("Admission", letter.begun.value if letter.begun else None, "forløbets start")
    form.moment("Discharge", letter.ended.value if letter.ended else None, "forløbets slutning")
    diagnoses = form.inside("Diagnose")
    _put_diagnoses(diagnoses, letter.diagnoses, _DIAGNOSE)
    form.drop_if_empty(diagnoses)
    _put_texts(form, letter.texts)
    put_references(form, letter.references)


def _put_referral(form: Form, letter: ClosingLetter) -> None:
    referral = form.inside("Referral", "henvisningens")
    referral.put("Identifier", letter.referral_number.value if letter.referral_number else None, "nummer")
    referral.moment("Received", letter.received.value if letter.received else None, "modtagelse")
    _put_diagnoses(referral, letter.referral_diagnoses, _REFERRAL)
    form.drop_if_empty(referral)


def _put_diagnoses(form: Form, diagnoses: Sequence[Diagnosis], slots: Sequence[tuple[Slot, str | None, int]]) -> None:
    named = {role for _, role, _ in slots}
    for slot, role, most in slots:
        found = [each for each in diagnoses if each.role == role or (role is None and each.role not in named)]
        if len(found) > most:
            form.findings.refuse("diagnoser", f"har kun plads til {most} af denne slags", "skriv resten i teksten")
        for diagnosis in found:
            put_diagnosis(form, slot, diagnosis)
    if None not in named:
        for stray in (each for each in diagnoses if each.role not in named):
            form.findings.refuse("henvisningens diagnose", f"kan ikke være »{stray.role}«", "vælg en anden rolle")


def _put_texts(form: Form, texts: Sequence[SignedText]) -> None:
    written = [(text, lines) for text in texts if (lines := _lines(text.sections))]
    if not written:
        form.findings.missing.append("epikrisens tekst")
    if len(written) > MAX_TEXTS:
        form.findings.refuse("epikrisen", "har kun plads til ti tekster", "skriv dem sammen")
    for text, lines in written:
        inner = form.inside("ClinicalInformation", "")
        inner.moment("Signed", text.signed, "underskriftens dato")
        inner.lines("Text01", lines, "epikrisens tekst")


def _lines(sections: Sequence[Section]) -> list[Line]:
    """The sections as lines, with one empty line before every heading but the first line."""
    lines: list[Line] = []
    for section in sections:
        if lines:
            lines.append(Line(""))
        if section.heading.strip():
            lines.extend(Line(line.text, is_heading=True) for line in split(section.heading))
        if section.text:
            lines.extend(split(section.text))
    return lines if any(line.text.strip() for line in lines) else []
