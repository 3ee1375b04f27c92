"""What a Danish personal identification number says about its holder, and what it does not.

CPR: six digits DDMMYY, a seventh that with YY gives the century, and a tenth whose parity gives the sex. Modulus 11 has
not been guaranteed since 1 October 2007 (cpr.dk), so it is never looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_REPLACEMENT = re.compile(r"[0-9]{7}[A-Z]{2}[0-9]|[0-9]{6}[0-9A-Z]{4}")


@dataclass(frozen=True)
class PersonNumber:
    """A number for a person: `kind` is "cpr", "replacement" (eCPR and regional replacement numbers) or "other".

    `birth_date` and `sex` ("female", "male") are None for all but a CPR number whose first six digits are a date.
    """

    number: str
    kind: str
    birth_date: date | None = None
    sex: str | None = None


def read_number(text: str) -> PersonNumber:
    """What the number says; a hyphen and spaces are allowed. Never refuses: an odd number is of the kind "other"."""
    number = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"[0-9]{10}", number):
        born = birth_date(number)
        return PersonNumber(number, "cpr", born, sex(number) if born else None)
    return PersonNumber(number, "replacement" if _REPLACEMENT.fullmatch(number) else "other")


def birth_date(cpr: str) -> date | None:
    """The date in a ten-digit CPR number; None where its first six digits are no date.

    Century by the seventh digit (cpr.dk): 0-3 is 1900; 4 and 9 are 2000 for the years 00-36 and 1900 for 37-99;
    5-8 are 2000 for 00-57 and 1800 for 58-99.
    """
    day, month, year = int(cpr[0:2]), int(cpr[2:4]), int(cpr[4:6])
    try:
        return date(_century(int(cpr[6]), year) + year, month, day)
    except ValueError:
        return None


def _century(digit: int, year: int) -> int:
    if digit <= 3:
        return 1900
    if digit in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def sex(cpr: str) -> str:
    """The sex by the parity of the tenth digit: even is "female", odd is "male"."""
    return "female" if int(cpr[9]) % 2 == 0 else "male"
