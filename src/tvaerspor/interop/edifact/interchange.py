"""The service segments UNB, UNH, UNT and UNZ: the envelope, and the letters in it with their segments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .. import checks
from ..charset import WrongCharset, latin1, utf8
from ..codes import RECEIPT
from ..messages import BadMessage, Envelope, Stated, Warning
from ..notes import Notes, quote
from .syntax import Segment, segments

_ASK = "bed afsenderen sende beskeden igen"
_MISPLACED = "skilletegnene står forkert: der er »:«, hvor »+« hører til"


@dataclass(frozen=True)
class RawLetter:
    """One letter: its UNH, its segments without UNH and UNT, what UNB says, and what is odd about UNH and UNT."""

    head: Segment
    body: tuple[Segment, ...]
    envelope: Envelope
    sender_gln: Stated[str] | None
    receiver_gln: Stated[str] | None
    warnings: tuple[Warning, ...]


@dataclass
class _Interchange:
    """What has been read since the last UNB."""

    head: Segment
    envelope: Envelope
    sender_gln: Stated[str] | None
    receiver_gln: Stated[str] | None
    letters: list[RawLetter] = field(default_factory=list)


def letters(raw: bytes, notes: Notes) -> tuple[RawLetter, ...]:
    """The letters of every interchange in the file.

    Raises BadMessage where the file is cut off, in the wrong character set, or has its separators in the wrong places.
    """
    found = segments(_decoded(raw, notes), notes)
    if not found or found[0].tag != "UNB":
        place = found[0].place if found else "filens slutning"
        raise BadMessage(place, "beskeden begynder ikke med et UNB-segment", _ASK)
    result: list[RawLetter] = []
    position = 0
    while position < len(found):
        if found[position].tag != "UNB":
            notes.keep(
                found[position].place,
                "der står et segment efter beskedens slutning; det er ikke læst.",
                found[position].raw,
            )
            position += 1
            continue
        interchange, position = _interchange(found, position, notes)
        result.extend(interchange.letters)
    return tuple(result)


def _decoded(raw: bytes, notes: Notes) -> str:
    """The text in the character set that UNB declares (ISO 9735), which is UNOC in MedCom's messages."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        notes.warn("filens start", "filen begynder med et BOM-mærke, som MedComs beskeder ikke har.")
    if raw[:1].isspace():
        notes.warn("filens start", "der er blanke tegn før beskedens start; de er sprunget over.")
    if not raw.lstrip().startswith(b"UNA"):
        notes.warn("filens start", "UNA-segmentet mangler; de sædvanlige skilletegn er brugt.")
    declared = _declared(raw)
    try:
        if declared == "UNOW":
            return utf8(raw, declared)
        if declared not in {"UNOA", "UNOB", "UNOC"}:
            raise WrongCharset(0, f"tegnsættet {quote(declared)} bruges ikke i MedComs beskeder")
        text, is_windows = latin1(raw, declared)
    except WrongCharset as wrong:
        raise wrong.at(_segment_at(raw, wrong.offset)) from None
    if is_windows or (declared != "UNOC" and not text.isascii()):
        notes.warn(
            "segment 1 (UNB)",
            f"beskeden bruger tegn, som ikke er i tegnsættet {declared}; de er læst som windows-1252.",
        )
    return text


def _declared(raw: bytes) -> str:
    found = re.search(rb"UNB[^A-Za-z0-9](UNO[A-Z])", raw[:500])
    return found[1].decode("ascii") if found else "UNOC"


def _segment_at(raw: bytes, offset: int) -> str:
    """The place of a byte, read as if the character set were right: separators are the same in all of them."""
    try:
        before = [each for each in segments(raw.decode("latin-1"), Notes()) if each.offset <= offset]
    except BadMessage:
        return f"byte {offset + 1}"
    return before[-1].place if before else f"byte {offset + 1}"


def _interchange(found: Sequence[Segment], start: int, notes: Notes) -> tuple[_Interchange, int]:
    """One interchange from the UNB at `start`, and the position behind its UNZ."""
    interchange = _opened(found[start], notes)
    position = start + 1
    while position < len(found):
        segment = found[position]
        if segment.tag == "UNZ":
            _check_end(interchange, segment, notes)
            return interchange, position + 1
        if segment.tag == "UNH":
            end = _letter_end(found, position)
            interchange.letters.append(_letter(interchange, found[position : end + 1]))
            position = end + 1
            continue
        if segment.tag == "UNT":
            raise BadMessage(segment.place, "et brev slutter uden at være begyndt (UNH mangler)", _ASK)
        notes.keep(
            segment.place,
            f"segmentet {quote(segment.tag)} kendes ikke uden for brevene; det er ikke læst.",
            segment.raw,
        )
        position += 1
    raise BadMessage(found[-1].place, "beskeden er afkortet: afslutningen UNZ mangler", _ASK)


def _opened(head: Segment, notes: Notes) -> _Interchange:
    """UNB: syntax, sender, receiver, date and time, control reference and, ninth, whether to acknowledge."""
    if any(_is_merged(head, element) for element in (1, 2, 3, 4)) and not head.at(4):
        raise BadMessage(head.place, _MISPLACED, _ASK)
    if not head.at(5):
        notes.warn(
            head.place, "beskedens kuvertnummer (UNB's femte felt) mangler; svar på den kan ikke henvise til det."
        )
    receipt = checks.coded(notes, RECEIPT, "edifact", head.place, head.at(9))
    for element in (6, 7, 8, 10, 11):
        if head.at(element).strip():
            notes.keep(
                head.place, f"felt {element} i UNB bruges ikke i MedComs beskeder; det er ikke læst.", head.at(element)
            )
    envelope = Envelope(
        identifier=checks.filled(notes, head.place, head.at(5)),
        sent=_sent(head, notes),
        wants_receipt=receipt.value == "yes" if receipt else None,
        form="edifact",
    )
    return _Interchange(
        head, envelope, checks.gln(notes, head.place, head.at(2)), checks.gln(notes, head.place, head.at(3))
    )


def _is_merged(segment: Segment, element: int) -> bool:
    return element < len(segment.elements) and len(segment.elements[element]) > 3


def _sent(head: Segment, notes: Notes) -> datetime | None:
    """YYMMDD:HHMM. MedCom's messages began in the 1990s, so 90-99 are 19xx; eight digits say it themselves."""
    day, clock = head.at(4, 1).strip(), head.at(4, 2).strip()
    if re.fullmatch(r"[0-9]{6}", day):
        day = ("19" if day >= "90" else "20") + day
    return checks.moment(notes, head.place, day, clock)


def _letter_end(found: Sequence[Segment], start: int) -> int:
    for position in range(start + 1, len(found)):
        if found[position].tag == "UNT":
            return position
        if found[position].tag in {"UNH", "UNZ", "UNB"}:
            break
    raise BadMessage(found[start].place, "brevet er afkortet: dets afslutning UNT mangler", _ASK)


def _letter(interchange: _Interchange, found: Sequence[Segment]) -> RawLetter:
    notes = Notes()
    head, *body, tail = found
    _check_counted(tail, "UNT", notes)
    if not head.at(1).strip():
        notes.warn(head.place, "brevets nummer (UNH's første felt) mangler; svar på det kan ikke henvise til det.")
    if tail.at(1).strip() != str(len(found)):
        notes.warn(
            tail.place, f"UNT siger {quote(tail.at(1))} segmenter, men brevet har {len(found)}; tjek, at det er helt."
        )
    if tail.at(2) != head.at(1):
        notes.warn(tail.place, f"UNT slutter brevet {quote(tail.at(2))}, men UNH begyndte {quote(head.at(1))}.")
    return RawLetter(
        head, tuple(body), interchange.envelope, interchange.sender_gln, interchange.receiver_gln, tuple(notes.warnings)
    )


def _check_end(interchange: _Interchange, tail: Segment, notes: Notes) -> None:
    _check_counted(tail, "UNZ", notes)
    if tail.at(1).strip() != str(len(interchange.letters)):
        notes.warn(tail.place, f"UNZ siger {quote(tail.at(1))} breve, men der er {len(interchange.letters)}.")
    if tail.at(2) != interchange.head.at(5) and not tail.is_closed:
        raise BadMessage(tail.place, "beskeden er afkortet: det sidste segment er ikke afsluttet", _ASK)
    if tail.at(2) != interchange.head.at(5):
        notes.warn(
            tail.place, f"UNZ slutter kuverten {quote(tail.at(2))}, men UNB begyndte {quote(interchange.head.at(5))}."
        )


def _check_counted(tail: Segment, tag: str, notes: Notes) -> None:
    """UNT and UNZ hold a count and a reference as two elements; one element with both has its separators wrong."""
    if not tail.at(2) and tail.at(1, 2):
        raise BadMessage(tail.place, _MISPLACED, _ASK)
    if not tail.at(2):
        notes.warn(tail.place, f"{tag} mangler nummeret på det, der sluttes.")
