"""Dates as people write them, and back."""

from __future__ import annotations

import re
from datetime import date

from tvaerspor.terms.text import Language

_MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_TYPED = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})")


def said_date(iso: str, language: Language) -> str:
    """«1. december 2016», «december 2016» or «2016»; what is no date is given back as it is."""
    match = _ISO.fullmatch(iso)
    if match is None or (match[2] and not 1 <= int(match[2]) <= 12):
        return iso
    year, month, day = match.groups()
    if month is None:
        return year
    named = f"{_MONTHS[language][int(month) - 1]} {year}"
    if day is None:
        return named
    return f"{int(day)}. {named}" if language == "da" else f"{int(day)} {named}"


def as_iso(typed: str) -> str:
    """A date typed the Danish way (22.11.2026, 22/11 2026 with signs between) as ISO; anything else as it is."""
    match = _TYPED.fullmatch(typed.strip())
    return f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else typed.strip()


def is_date(iso: str) -> bool:
    """Whether this is a whole ISO date that exists."""
    try:
        return date.fromisoformat(iso).isoformat() == iso
    except ValueError:
        return False
