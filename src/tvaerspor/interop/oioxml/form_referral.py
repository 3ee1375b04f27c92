"""Writes a physiotherapy referral (XREF07, version XH0731R) as OIOXML."""

from __future__ import annotations

import re
from xml.etree.ElementTree import SubElement

from ..codes import REFERRAL_KINDS, STATUS, TEXTS, VISITATION
from ..messages import FreeText, Referral
from ..written import Written
from .form import Findings, Form, split
from .form_diagnosis import REFER, REFERRAL_ADDITIONAL, put_diagnosis
from .form_frame import REF07, message
from .form_people import by_role, put_party, put_patient, put_references, put_referrer

MAX_ADDITIONAL, MAX_VISITATIONS = 5, 9
_CLINICAL = {
    "Cave": "cave",
    "Anamnesis": "anamnesis",
    "Examination": "examination",
    "ActualMedicine": "medicine",
}
_LABELS = {
    "clinical_reason": "årsagen til henvisningen",
    "anamnesis": "anamnesen",
    "examination": "undersøgelserne",
    "medicine": "den aktuelle medicin",
    "cave": "cave",
    "supplementary": "de supplerende oplysninger",
}


def write(referral: Referral) -> Written:
    """The referral as bytes; raises CannotWrite for what XH0731R cannot carry."""
    return message(REF07, referral.envelope, referral.letter, lambda letter: _fill(letter, referral))


def _fill(letter: Form, referral: Referral) -> None:
    findings = letter.findings
    _check_id(findings, referral)
    people = by_role(referral.parties, ("sender", "receiver", "referrer"), findings)
    sender = put_party(letter, "Sender", "sender", people.get("sender"))
    put_referrer(sender, people.get("referrer"))
    put_party(letter, "Receiver", "receiver", people.get("receiver"))
    put_patient(letter, referral.patient, "PersonTitle")
    findings.no_room("pårørende", referral.relatives)
    findings.no_room("prioriteten", referral.priority)
    findings.no_room("transporten", referral.transport)
    texts = _by_field(findings, referral)
    _put_additional(letter, referral, texts)
    _put_diagnoses(letter, referral)
    _put_clinical(letter, texts)
    put_references(letter, referral.references)
    _put_visitations(letter, referral)


def _check_id(findings: Findings, referral: Referral) -> None:
    said = referral.letter.referral_id
    if said and not re.fullmatch(r"[0-9a-fA-F]{32}", said.value):
        findings.refuse("henvisningens id", "er ikke en UUID på 32 tegn", "giv henvisningen et nyt id")


def _by_field(findings: Findings, referral: Referral) -> dict[str, FreeText]:
    """The texts that stand alone in their element and say something."""
    found: dict[str, FreeText] = {}
    for text in referral.texts:
        if not text.text.strip() or text.field in {row[0] for row in VISITATION.rows}:
            continue
        if text.field not in _LABELS:
            findings.no_room(text.heading, text.field)
        if text.field in found:
            findings.refuse(_LABELS.get(text.field, text.heading), "står flere gange", "skriv det som én tekst")
        found.setdefault(text.field, text)
    return found


def _put_text(form: Form, name: str, text: FreeText) -> None:
    form.lines(name, split(text.text, text.headings), _LABELS[text.field])


def _put_additional(letter: Form, referral: Referral, texts: dict[str, FreeText]) -> None:
    form = letter.inside("AdditionalInformation")
    if referral.status:
        form.coded("ReferralStatus", referral.status.value, STATUS, "patientens status")
    for name, field in (("Supplementary", "supplementary"), ("ClinicalReason", "clinical_reason")):
        if field in texts:
            _put_text(form, name, texts[field])
    letter.drop_if_empty(form)


def _put_diagnoses(letter: Form, referral: Referral) -> None:
    form = letter.inside("Referral")
    main = next((each for each in referral.diagnoses if each.role == "referral"), None)
    others = [each for each in referral.diagnoses if each is not main]
    if main:
        put_diagnosis(form, REFER, main)
    if referral.kind:
        _put_kind(form, referral.kind.value)
    if len(others) + bool(referral.kind) > MAX_ADDITIONAL:
        letter.findings.refuse(
            "diagnoser", "har kun plads til fem ud over henvisningsdiagnosen", "skriv resten i anamnesen"
        )
    for diagnosis in others:
        put_diagnosis(form, REFERRAL_ADDITIONAL, diagnosis)
    letter.drop_if_empty(form)


def _put_kind(outer: Form, kind: str) -> None:
    """The sort of physiotherapy, which REF07 writes as if it were a diagnosis."""
    if kind not in REFERRAL_KINDS:
        outer.findings.refuse("henvisningens art", f"kan ikke være »{kind}«", f"vælg en af {', '.join(REFERRAL_KINDS)}")
    form = outer.inside("ReferralAdditional", "henvisningens")
    for name, text in (
        ("DiagnoseDescriptionCode", "fysioterapihenvisning"),
        ("DiagnoseCode", kind),
        ("DiagnoseTypeCode", "fysioterapihenvisning"),
        ("DiagnoseText", REFERRAL_KINDS.get(kind, "").capitalize()),
    ):
        SubElement(form.element, name).text = text


def _put_clinical(letter: Form, texts: dict[str, FreeText]) -> None:
    form = letter.inside("RelevantClinicalInformation")
    for name, field in _CLINICAL.items():
        if field in texts:
            _put_text(form, name, texts[field])
    if len(form.element) and "anamnesis" not in texts:
        letter.findings.missing.append(_LABELS["anamnesis"])
    letter.drop_if_empty(form)


def _put_visitations(letter: Form, referral: Referral) -> None:
    codes = {row[0] for row in VISITATION.rows}
    found = [text for text in referral.texts if text.field in codes and text.text.strip()]
    if len(found) > MAX_VISITATIONS:
        letter.findings.refuse("visitationen", "har kun plads til ni tekster", "skriv dem sammen")
    for text in found:
        form = letter.inside("HospitalVisitation")
        form.coded("InformationCode", text.field, VISITATION, "visitationens art")
        form.lines("Information", split(text.text, text.headings), TEXTS[text.field])
