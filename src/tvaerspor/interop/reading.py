"""The one list of message standards that can be read, and reading a message in whichever it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .closing_letter import ClosingLetter
from .edifact import referral as edifact
from .message_types import CLOSING_LETTERS, REFERRALS, Kind
from .messages import BadMessage, Referral, Warning
from .oioxml import closing_letter as oioxml_closing_letter
from .oioxml import referral as oioxml

MAX_BYTES = 5_000_000  # a referral has 5,000; attachments travel in messages of their own (BIN01, BIN02)
_BLANK = b" \t\r\n\x0b\x0c"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Standard:
    """One way of writing messages: its name, whether the first bytes look like it, and how to read it.

    `read_letters` reads closing letters; None where they cannot be read in this standard yet.
    """

    name: str
    looks_like: Callable[[bytes], bool]
    read: Callable[[bytes], tuple[Referral, ...]]
    read_letters: Callable[[bytes], tuple[ClosingLetter, ...]] | None


STANDARDS = (
    Standard("OIOXML", lambda start: start.startswith(b"<"), oioxml.read, oioxml_closing_letter.read),
    Standard("EDIFACT", lambda start: re.match(rb"UN[AB][^A-Za-z0-9]", start) is not None, edifact.read, None),
)
"""A new standard is a folder of its own and one line here."""

_OTHER_FILES = (
    (rb"%PDF", "en PDF-fil"),
    (rb"PK\x03\x04", "en zip-fil eller et Office-dokument"),
    (rb"\x1f\x8b", "en gzip-fil"),
    (rb"\xff\xd8\xff|\x89PNG|GIF8", "et billede"),
    (rb"\xff\xfe|\xfe\xff", "tekst i UTF-16, som MedComs beskeder ikke skrives i,"),
    (rb"(?i)<!doctype\s+html|<html", "en HTML-side"),
    (rb"[{\[]", "JSON"),
    (rb"MSH\|", "en HL7 v2-besked"),
    (rb"\{\\rtf", "et RTF-dokument"),
    (rb"(?i)(from|received|return-path|mime-version|content-type|subject):", "en e-mail"),
)


def read(raw: bytes) -> tuple[Referral, ...]:
    """The referrals in a message, one for each letter (REF01 or REF07), with warnings for what is odd about them.

    Raises BadMessage, one Danish sentence, where the message is something else or cannot be read; never anything else.
    """
    return _standard(raw, REFERRALS).read(raw)


def read_letters(raw: bytes) -> tuple[ClosingLetter, ...]:
    """The closing letters in a message, one for each letter (DIS08); refuses as `read`. In OIOXML only."""
    standard = _standard(raw, CLOSING_LETTERS)
    if standard.read_letters is None:
        what_to_do = "bed afsenderen sende epikrisen som OIOXML (XDIS08)"
        raise BadMessage("filens start", f"epikriser kan ikke læses i {standard.name} endnu", what_to_do)
    return standard.read_letters(raw)


def check(raw: bytes) -> tuple[Warning, ...]:
    """Everything odd about a message, without repeats. Raises BadMessage where it cannot be read."""
    return tuple(dict.fromkeys(warning for referral in read(raw) for warning in referral.warnings))


def _standard(raw: bytes, kind: Kind) -> Standard:
    """The standard in which the message is written; raises BadMessage where it is none of them."""
    start = _start(raw, kind)
    for standard in STANDARDS:
        if standard.looks_like(start):
            return standard
    raise BadMessage("filens start", "filen ligner hverken OIOXML eller EDIFACT", f"giv filen med selve {kind.the}")


def _start(raw: bytes, kind: Kind) -> bytes:
    """The first bytes of the content; raises BadMessage for what is no message whatever it says."""
    if len(raw) > MAX_BYTES:
        raise BadMessage(
            "filen",
            f"den fylder over {MAX_BYTES // 1_000_000} MB, og en {kind.one} fylder nogle få kB",
            f"giv filen med selve {kind.the}",
        )
    start = raw.removeprefix(_BOM).lstrip(_BLANK)[:200].removeprefix(_BOM)
    if not start:
        raise BadMessage("filen", "den er tom", "bed afsenderen sende beskeden igen")
    for pattern, what in _OTHER_FILES:
        if re.match(pattern, start):
            raise BadMessage(
                "filens start", f"filen er {what} og ikke en besked fra MedCom", f"giv filen med selve {kind.the}"
            )
    if b"\x00" in raw:
        raise BadMessage(
            f"byte {raw.index(0) + 1}",
            "filen indeholder NUL-tegn, så den er ødelagt eller ikke en tekst",
            "bed afsenderen sende beskeden igen",
        )
    return start
