"""Writes the frame of an OIOXML message: its envelope, the head of its letter, and the bytes of it all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, tostring

from ..codes import LETTER_STATUS
from ..messages import Envelope, Letter
from ..written import Written
from .form import Findings, Form
from .tree import MAX_ELEMENTS

FREE_TEXTS = frozenset(
    "Supplementary ClinicalReason Cave Anamnesis Examination ActualMedicine Information Text01".split()
)
_LIKE_UTF8 = re.compile(rb"(?<=[\xc2-\xf4])[\x80-\xbf]")


@dataclass(frozen=True)
class Version:
    """One version of a message that is written: its schema's names for it."""

    type: str
    code: str
    element: str
    namespace: str


REF07 = Version("REF07", "H0731R", "PhysiotherapyReferral", "http://rep.oio.dk/medcom.dk/xml/schemas/2013/09/02/")
DIS08 = Version(
    "DIS08", "D0833L", "PhysiotherapyLetter", "http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2007/02/01/"
)


def message(version: Version, envelope: Envelope, letter: Letter, fill: Callable[[Form], None]) -> Written:
    """The message with one letter that `fill` writes after its head. Raises CannotWrite for everything at once."""
    findings = Findings()
    root = Form(Element("Emessage", {"xmlns": version.namespace}), findings, "")
    _put_envelope(root.inside("Envelope", "kuvertens"), envelope)
    body = root.inside(version.element)
    _put_head(body.inside("Letter", "brevets"), letter, version)
    fill(body)
    elements = sum(1 for _ in root.element.iter())
    if elements > MAX_ELEMENTS:
        findings.refuse("teksten", f"giver over {MAX_ELEMENTS} linjer og felter", "forkort den")
    changed = findings.settle()
    return Written(_bytes(root.element), changed)


def _put_envelope(form: Form, envelope: Envelope) -> None:
    form.moment("Sent", envelope.sent, "tidspunkt", required=True)
    form.put("Identifier", envelope.identifier, "nummer", required=True)
    wants = {True: "pluspositivkvitt", False: "minuspositivkvitt", None: None}[envelope.wants_receipt]
    form.put("AcknowledgementCode", wants, "ønske om kvittering", required=True)


def _put_head(form: Form, letter: Letter, version: Version) -> None:
    if (letter.type, letter.version) != (version.type, version.code):
        said = " ".join(filter(None, (letter.type, letter.version)))
        form.findings.refuse("brevets type", f"er »{said}«", f"skriv det som {version.type} {version.code}")
    form.put("Identifier", letter.identifier, "nummer", required=True)
    form.put("VersionCode", f"X{version.code}", "version")
    form.put("StatisticalCode", version.type, "statistikkode")
    form.moment("Authorisation", letter.authorised.value if letter.authorised else None, "dato", required=True)
    form.put("TypeCode", f"X{version.type}", "type")
    form.coded("StatusCode", letter.status, LETTER_STATUS, "status")
    echoed = letter.referral_id.value if letter.referral_id else None
    form.put("EpisodeOfCareIdentifier", echoed, "henvisnings-id", required=True)


def _bytes(root: Element) -> bytes:
    """ISO-8859-1. A letter that would look like the second byte of UTF-8 (»£« after »Â«) is written as its number."""
    _lay_out(root, 1)
    text = tostring(root, encoding="unicode", xml_declaration=False)
    raw = f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{text}\n'.encode("latin-1")
    return _LIKE_UTF8.sub(lambda byte: b"&#%d;" % byte[0][0], raw)


def _lay_out(element: Element, depth: int) -> None:
    """Indent what is inside, but nothing in a free text, where every blank counts."""
    if element.tag in FREE_TEXTS or not len(element):
        return
    element.text = "\n" + "  " * depth
    for child in element:
        _lay_out(child, depth + 1)
        child.tail = element.text
    element[-1].tail = "\n" + "  " * (depth - 1)
