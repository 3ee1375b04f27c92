"""Bytes to text in the character set that the message declares, refusing what was written in another.

MedCom's EDIFACT (UNOC) and OIOXML (ISO-8859-1, windows-1252) use one byte for each letter. The commonest fault is a
sender that declares one of these and writes UTF-8, so that "æ" arrives as "Ã¦".
"""

from __future__ import annotations

import re

from .messages import BadMessage

ASK_AGAIN = "bed afsenderen sende beskeden igen i det tegnsæt, som den angiver"
_UTF8_PAIR = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
_MOJIBAKE = re.compile("Ã[\x80-\xbf†˜…‡‰]")
_C1 = re.compile(rb"[\x80-\x9f]")


class WrongCharset(Exception):
    """The bytes are not in the declared character set: `offset` of the first bad byte, and the `reason` in Danish."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(offset, reason)
        self.offset = offset
        self.reason = reason

    def at(self, place: str) -> BadMessage:
        """The refusal of the message, now that the place of the offset is known."""
        return BadMessage(place, self.reason, ASK_AGAIN)


def latin1(raw: bytes, declared: str) -> tuple[str, bool]:
    """Text of one byte for each letter, and whether it uses letters of windows-1252 that ISO-8859-1 does not have.

    Raises WrongCharset for UTF-8, and for the five bytes that stand for nothing in either set.
    """
    offset = _first_utf8(raw)
    if offset is not None:
        raise WrongCharset(offset, f"beskeden angiver tegnsættet {declared}, men bogstaverne er skrevet i UTF-8")
    if not _C1.search(raw):
        return raw.decode("latin-1"), False
    try:
        return raw.decode("cp1252"), True
    except UnicodeDecodeError as error:
        raise WrongCharset(error.start, f"et tegn findes ikke i tegnsættet {declared}") from None


def _first_utf8(raw: bytes) -> int | None:
    pair = _UTF8_PAIR.search(raw)
    if pair:
        return pair.start()
    if raw.isascii():
        return None
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return next(i for i, byte in enumerate(raw) if byte > 127)


def utf8(raw: bytes, declared: str) -> str:
    """Text in UTF-8; raises WrongCharset where it is something else, and where letters were converted to it twice."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongCharset(error.start, f"beskeden angiver tegnsættet {declared}, men det passer ikke") from None
    found = _MOJIBAKE.search(text)
    if found:
        offset = len(text[: found.start()].encode("utf-8"))
        raise WrongCharset(offset, "danske bogstaver er ødelagt, fordi teksten er omsat til UTF-8 to gange")
    return text
