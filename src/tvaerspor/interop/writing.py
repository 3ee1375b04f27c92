"""The one way out: a referral or a closing letter to the bytes of its MedCom message, with what had to be changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from .closing_letter import ClosingLetter, Section, SignedText
from .codes import TEXTS
from .latin1 import composed
from .messages import FreeText, Referral
from .oioxml import form_closing_letter, form_referral
from .reading import MAX_BYTES
from .written import CannotWrite, Changed, Written

__all__ = ["CannotWrite", "Changed", "Written", "free_text", "signed_text", "write_letter", "write_referral"]

Part = tuple[str, Sequence[str]]
"""A heading and the lines under it."""


def write_referral(message: Referral) -> Written:
    """A physiotherapy referral as OIOXML XREF07, version XH0731R, in ISO-8859-1.

    `letter.referral_id` is the referral's UUID as 32 hex digits (`UUID.hex`). Raises CannotWrite, naming everything at
    once, for what is missing, for what is longer than its field, and for what REF07 has no field for (a receiver's
    telephone, next of kin, copies, priority, transport): nothing is cut and nothing is left out.
    """
    return _sendable(form_referral.write(message))


def write_letter(letter: ClosingLetter) -> Written:
    """A physiotherapy closing letter as OIOXML XDIS08, version XD0833L, in ISO-8859-1; refuses as `write_referral`.

    `letter.letter.referral_id` is the answered referral's id as it came: it is echoed unchanged.
    """
    return _sendable(form_closing_letter.write(letter))


def free_text(field: str, parts: Iterable[Part]) -> FreeText:
    """One of a referral's texts (`field` in codes.TEXTS) from headings and lines, an empty line between the parts."""
    lines: list[str] = []
    headings: list[int] = []
    for heading, under in parts:
        lines += [""] if lines else []
        headings += [len(lines)] if heading else []
        lines += [heading, *_lines(under)] if heading else _lines(under)
    return FreeText(TEXTS[field], field, "\n".join(lines), "", tuple(headings))


def signed_text(parts: Iterable[Part], signed: datetime | None) -> SignedText:
    """A closing letter's text from headings and lines; `signed` is in Danish time."""
    return SignedText(tuple(Section(heading, "\n".join(under)) for heading, under in parts), signed)


def _lines(under: Sequence[str]) -> list[str]:
    """One for each line, also where a line was written as several."""
    return [line for each in under for line in composed(each).split("\n")]


def _sendable(written: Written) -> Written:
    """The same; refuses a message that our own reader would refuse for its size."""
    if len(written.raw) > MAX_BYTES:
        raise CannotWrite("beskeden", f"fylder over {MAX_BYTES // 1_000_000} MB", "forkort teksten")
    return written
