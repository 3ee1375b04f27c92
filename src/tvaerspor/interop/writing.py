"""The one way out: a referral or a closing letter to the bytes of its MedCom message, with what had to be changed."""

from __future__ import annotations

from .closing_letter import ClosingLetter
from .messages import Referral
from .oioxml import form_closing_letter, form_referral
from .reading import MAX_BYTES
from .written import CannotWrite, Changed, Written

__all__ = ["CannotWrite", "Changed", "Written", "write_letter", "write_referral"]


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


def _sendable(written: Written) -> Written:
    """The same; refuses a message that our own reader would refuse for its size."""
    if len(written.raw) > MAX_BYTES:
        raise CannotWrite("beskeden", f"fylder over {MAX_BYTES // 1_000_000} MB", "forkort teksten")
    return written
