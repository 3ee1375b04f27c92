"""An Emessage to the referrals in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..assembly import CodedLine, in_order, note_missing, sorted_out
from ..codes import DIAGNOSIS_ROLE, DIAGNOSIS_SYSTEM, PRIORITY, STATUS, TEXTS, TRANSPORT, VISITATION
from ..message_types import REFERRALS
from ..messages import Envelope, FreeText, Referral
from ..notes import Notes
from .emessage import head, letters
from .fields import Fields
from .people import parties, patient, relatives
from .references import references
from .schema import REFERRAL, note_unknown
from .text import joined, lines
from .tree import Node

_FIELDS: Mapping[tuple[str, str], str] = {
    ("AdditionalInformation", "ClinicalReason"): "clinical_reason",
    ("AdditionalInformation", "Supplementary"): "supplementary",
    ("RelevantClinicalInformation", "Anamnesis"): "anamnesis",
    ("RelevantClinicalInformation", "Examination"): "examination",
    ("RelevantClinicalInformation", "ActualMedicine"): "medicine",
    ("RelevantClinicalInformation", "Cave"): "cave",
}


def read(raw: bytes) -> tuple[Referral, ...]:
    """The referrals in an OIOXML message. Raises BadMessage where there is none, or where it cannot be read."""
    return letters(raw, REFERRALS, _referral)


def _referral(node: Node, envelope: Envelope, shared: Notes) -> Referral:
    notes = Notes()
    note_unknown(node, REFERRAL, notes)
    fields = Fields(node, notes)
    letter = head(fields, node, REFERRALS)
    people, person = parties(fields), patient(fields, node)
    kind, diagnoses = sorted_out(notes, _coded_lines(node, notes))
    note_missing(notes, node.path, letter, people, person)
    more = fields.inner("AdditionalInformation")
    return Referral(
        envelope=envelope,
        letter=letter,
        parties=people,
        patient=person,
        relatives=relatives(fields),
        kind=kind,
        priority=more.coded("Priority", PRIORITY),
        status=more.coded("ReferralStatus", STATUS),
        transport=more.coded("Transport", TRANSPORT),
        diagnoses=diagnoses,
        texts=in_order(_texts(node, notes)),
        references=references(fields),
        warnings=(*shared.warnings, *notes.warnings),
        unread=(*shared.unread, *notes.unread),
    )


def _coded_lines(node: Node, notes: Notes) -> Iterator[CodedLine]:
    for referral in node.children("Referral"):
        for line in referral.children("Refer", "ReferralAdditional"):
            fields = Fields(line, notes)
            is_main = line.name == "Refer"
            yield CodedLine(
                line.path,
                fields.text("DiagnoseCode") or "",
                fields.word("DiagnoseTypeCode", DIAGNOSIS_SYSTEM),
                fields.text("DiagnoseText") or "",
                "referral" if is_main else fields.word("DiagnoseDescriptionCode", DIAGNOSIS_ROLE),
            )


def _texts(node: Node, notes: Notes) -> Iterator[FreeText]:
    for (container, name), field in _FIELDS.items():
        for inside in node.children(container):
            for text in inside.children(name):
                yield _free_text(field, text, notes)
    for visitation in node.children("HospitalVisitation"):
        field = Fields(visitation, notes).word("InformationCode", VISITATION) or "visitation_other"
        for text in visitation.children("Information"):
            yield _free_text(field, text, notes)


def _free_text(field: str, node: Node, notes: Notes) -> FreeText:
    found = lines(node, notes)
    headings = tuple(number for number, line in enumerate(found) if line.is_heading)
    return FreeText(TEXTS[field], field, joined(found), node.path, headings)
