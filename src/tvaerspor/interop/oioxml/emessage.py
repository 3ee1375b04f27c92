"""The frame of an OIOXML message: its root, its envelope, its letters and the head of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from .. import checks
from ..codes import LETTER_STATUS, RECEIPT
from ..message_types import Kind, check_number, named, not_readable, note_version, plain_type, settled, type_of_version
from ..messages import BadMessage, Envelope, Letter
from ..notes import Notes, quote
from .fields import Fields
from .schema import ENVELOPE, note_unknown
from .tree import Node, parse

Value = TypeVar("Value")

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


def letters(raw: bytes, kind: Kind, build: Callable[[Node, Envelope, Notes], Value]) -> tuple[Value, ...]:
    """The letters of one kind in an OIOXML message, built from their element, the envelope and the frame's notes.

    Raises BadMessage where there is none, or where the message cannot be read.
    """
    shared = Notes()
    root = parse(raw, shared)
    _check_root(root, shared, kind)
    envelope = _envelope(root, shared)
    content = [child for child in root.children() if child.name != "Envelope"]
    readable = [child for child in content if kind.versions.keys() & set(_claims(child))]
    others = [child for child in content if not kind.versions.keys() & set(_claims(child))]
    if not readable:
        raise _none_of(kind, root, [child for child in others if _is_letter(child)])
    check_number(root.path, len(readable), kind)
    for child in others:
        _note_other(child, shared)
    return tuple(build(letter, envelope, shared) for letter in readable)


def _is_letter(node: Node) -> bool:
    return node.name in LETTER_ELEMENTS or node.child("Letter") is not None


def _none_of(kind: Kind, root: Node, others: list[Node]) -> BadMessage:
    if not others:
        return BadMessage(root.path, "beskeden har intet brev i sig", "bed afsenderen sende den igen")
    claims = [claim for claim in _claims(others[0]) if claim]
    return not_readable(others[0].path, claims[0] if claims else others[0].name, kind)


def _note_other(node: Node, notes: Notes) -> None:
    if _is_letter(node):
        claims = [claim for claim in _claims(node) if claim] or [node.name]
        notes.warn(node.path, f"beskeden har også en {named(claims[0])}, som ikke er læst.")
    else:
        notes.keep(node.path, f"elementet {quote(node.name)} kendes ikke her; dets tekst er ikke læst.", node.all_text)


def _claims(node: Node) -> tuple[str | None, ...]:
    """What the letter says that it is: in TypeCode, in VersionCode and in the name of its element."""
    said = node.child("Letter")
    type_code, version = (_leaf(said, "TypeCode"), _leaf(said, "VersionCode")) if said else ("", "")
    return plain_type(type_code) or None, type_of_version(version), LETTER_ELEMENTS.get(node.name)


def _leaf(node: Node, name: str) -> str:
    child = node.child(name)
    return child.text.strip() if child else ""


def _check_root(root: Node, notes: Notes, kind: Kind) -> None:
    if root.name.lower() != "emessage":
        what = OTHER_ROOTS.get(root.name.lower(), f"XML med roden {quote(root.name)}")
        raise BadMessage(
            root.path[:100], f"filen er {what} og ikke en Emessage fra MedCom", f"giv filen med selve {kind.the}"
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


def head(outer: Fields, node: Node, kind: Kind) -> Letter:
    """The element Letter. Raises BadMessage where it is none of the kind, or says two things."""
    notes, fields = outer.notes, outer.inner("Letter")
    message_type = settled(notes, node.path, _claims(node), kind)
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
