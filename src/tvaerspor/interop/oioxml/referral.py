"""An Emessage to the referrals in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import checks
from ..assembly import CodedLine, in_order, note_missing, sorted_out
from ..codes import (
    DIAGNOSIS_ROLE,
    DIAGNOSIS_SYSTEM,
    LETTER_STATUS,
    PRIORITY,
    RECEIPT,
    STATUS,
    TEXTS,
    TRANSPORT,
    VISITATION,
)
from ..message_types import (
    READABLE,
    check_number,
    named,
    not_readable,
    note_version,
    plain_type,
    settled,
    type_of_version,
)
from ..messages import BadMessage, Envelope, FreeText, Letter, Referral
from ..notes import Notes, quote
from .fields import Fields
from .people import parties, patient, relatives
from .references import references
from .schema import ENVELOPE, LETTER, note_unknown
from .text import formatted
from .tree import Node, parse

KNOWN_NAMESPACES = frozenset(
    {
        "http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2005/08/07/",
        "http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2006/07/01/",
        "http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2007/02/01/",
        "http://rep.oio.dk/medcom.dk/xml/schemas/2013/09/02/",
    }
)
LETTER_ELEMENTS: Mapping[str, str] = {
    "HospitalReferral": "REF01",
    "PhysiotherapyReferral": "REF07",
    "XrayRequest": "REF02",
    "SpecialistReferral": "REF06",
    "PsychologistReferral": "REF10",
    "MunicipalityReferral": "REF15",
    "DischargeLetter": "DIS01",
    "OutPatientDischargeLetter": "DIS02",
    "PhysiotherapyLetter": "DIS08",
    "BookingConfirmation": "DIS13",
    "MunicipalityLetter": "DIS15",
    "ClinicalEmail": "DIS91",
    "NegativeVansReceipt": "CTL01",
    "NegativeReceipt": "CTL02",
    "PositiveReceipt": "CTL03",
}
OTHER_ROOTS: Mapping[str, str] = {
    "bundle": "en FHIR-besked",
    "envelope": "en SOAP-kuvert",
    "html": "en HTML-side",
    "vansenvelope": "en VANS-kuvert, som beskeden først skal pakkes ud af,",
}
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
    shared = Notes()
    root = parse(raw, shared)
    _check_root(root, shared)
    envelope = _envelope(root, shared)
    content = [child for child in root.children() if child.name != "Envelope"]
    readable = [child for child in content if READABLE.keys() & set(_claims(child))]
    others = [child for child in content if not READABLE.keys() & set(_claims(child))]
    if not readable:
        raise _no_referral(root, [child for child in others if _is_letter(child)])
    check_number(root.path, len(readable))
    for child in others:
        _note_other(child, shared)
    return tuple(_referral(letter, envelope, shared) for letter in readable)


def _is_letter(node: Node) -> bool:
    return node.name in LETTER_ELEMENTS or node.child("Letter") is not None


def _no_referral(root: Node, letters: list[Node]) -> BadMessage:
    if not letters:
        return BadMessage(root.path, "beskeden har intet brev i sig", "bed afsenderen sende den igen")
    claims = [claim for claim in _claims(letters[0]) if claim]
    return not_readable(letters[0].path, claims[0] if claims else letters[0].name)


def _note_other(node: Node, notes: Notes) -> None:
    if _is_letter(node):
        claims = [claim for claim in _claims(node) if claim] or [node.name]
        notes.warn(node.path, f"beskeden har også en {named(claims[0])}, som ikke er læst.")
    else:
        notes.keep(node.path, f"elementet {quote(node.name)} kendes ikke her; dets tekst er ikke læst.", node.all_text)


def _claims(node: Node) -> tuple[str | None, ...]:
    """What the letter says that it is: in TypeCode, in VersionCode and in the name of its element."""
    head = node.child("Letter")
    type_code, version = (_leaf(head, "TypeCode"), _leaf(head, "VersionCode")) if head else ("", "")
    return plain_type(type_code) or None, type_of_version(version), LETTER_ELEMENTS.get(node.name)


def _leaf(node: Node, name: str) -> str:
    child = node.child(name)
    return child.text.strip() if child else ""


def _check_root(root: Node, notes: Notes) -> None:
    if root.name.lower() != "emessage":
        what = OTHER_ROOTS.get(root.name.lower(), f"XML med roden {quote(root.name)}")
        raise BadMessage(
            root.path[:100], f"filen er {what} og ikke en Emessage fra MedCom", "giv filen med selve henvisningen"
        )
    if root.name != "Emessage":
        notes.warn(root.path, f"roden hedder {quote(root.name)} og ikke »Emessage«; den læses som en Emessage.")
    if root.namespace not in KNOWN_NAMESPACES:
        notes.warn(
            root.path,
            f"navnerummet {quote(root.namespace)} er ikke et, som læseren kender; beskeden er læst alligevel.",
        )


def _envelope(root: Node, notes: Notes) -> Envelope:
    for extra in list(root.children("Envelope"))[1:]:
        notes.keep(extra.path, "beskeden har mere end én Envelope; kun den første er læst.", extra.all_text)
    node = root.child("Envelope")
    if node is None:
        notes.warn(root.path, "beskeden mangler sin Envelope; den læses alligevel.")
    else:
        note_unknown(node, ENVELOPE, notes)
    for name, text in root.attributes.items():
        notes.keep(root.path, f"attributten {quote(name)} kendes ikke; dens tekst er ikke læst.", text)
    if root.text.strip():
        notes.keep(root.path, "der står tekst uden for brevene; den er ikke læst.", root.text.strip())
    fields = Fields(node, notes)
    sent, receipt = fields.moment("Sent"), fields.coded("AcknowledgementCode", RECEIPT)
    return Envelope(
        fields.text("Identifier"), sent.value if sent else None, receipt.value == "yes" if receipt else None, "oioxml"
    )


def _referral(node: Node, envelope: Envelope, shared: Notes) -> Referral:
    notes = Notes()
    note_unknown(node, LETTER, notes)
    fields = Fields(node, notes)
    letter = _letter(fields, node)
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


def _letter(outer: Fields, node: Node) -> Letter:
    notes, fields = outer.notes, outer.inner("Letter")
    message_type = settled(notes, node.path, _claims(node))
    version = fields.text("VersionCode")
    plain_version = plain_type(version) if version else None
    note_version(notes, node.path, message_type, plain_version)
    statistical = fields.text("StatisticalCode")
    if statistical and plain_type(statistical) != message_type:
        notes.warn(node.path, f"statistikkoden {quote(statistical)} er en anden end brevets type; den bruges ikke.")
    episode = fields.stated("EpisodeOfCareIdentifier")
    return Letter(
        identifier=fields.text("Identifier"),
        type=message_type,
        version=plain_version,
        status=fields.word("StatusCode", LETTER_STATUS),
        authorised=fields.moment("Authorisation"),
        referral_id=checks.referral_id(notes, episode.place, episode.value, message_type) if episode else None,
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
                yield FreeText(TEXTS[field], field, formatted(text, notes), text.path)
    for visitation in node.children("HospitalVisitation"):
        field = Fields(visitation, notes).word("InformationCode", VISITATION) or "visitation_other"
        for text in visitation.children("Information"):
            yield FreeText(TEXTS[field], field, formatted(text, notes), text.path)
