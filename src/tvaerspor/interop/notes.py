"""What a reader notes down on its way through a message: warnings, and text that no field is known for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from .messages import BadMessage, Stated, Unread, Warning

Value = TypeVar("Value")

_CPR_LIKE = re.compile(r"(?<!\d)(\d{6})-?[0-9A-Za-z]{4}(?![0-9A-Za-z])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MAX_QUOTED = 60
MAX_WARNINGS = 1_000  # nobody reads more, and the message is then no referral but noise


def mask_cpr(text: str) -> str:
    """The text with the last four characters of everything that looks like a CPR number crossed out (251248-xxxx)."""
    return _CPR_LIKE.sub(r"\1-xxxx", text)


def printable(text: str) -> str:
    """The text with control characters, which could steer a terminal, shown as a replacement."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def quote(text: str) -> str:
    """A few words of the message, fit to stand in a warning: short, on one line, and without any CPR number."""
    flat = " ".join(text[: 4 * MAX_QUOTED].split())
    short = flat if len(flat) <= MAX_QUOTED else f"{flat[:MAX_QUOTED]}…"
    return f"»{mask_cpr(printable(short))}«"


class Notes:
    """The warnings and the unread texts of one letter, collected while it is being read."""

    def __init__(self) -> None:
        self.warnings: list[Warning] = []
        self.unread: list[Unread] = []

    def warn(self, place: str, sentence: str) -> None:
        """Add one warning; its sentence names no person and no CPR number. Raises BadMessage at the thousandth."""
        if len(self.warnings) >= MAX_WARNINGS:
            raise BadMessage(
                place,
                f"beskeden har over {MAX_WARNINGS} afvigelser fra standarden",
                "bed afsenderen kontrollere, hvad der er sendt",
            )
        self.warnings.append(Warning(place, sentence))

    def keep(self, place: str, sentence: str, text: str) -> None:
        """Add a warning, and keep the text that it is about as unread."""
        self.warn(place, sentence)
        if text.strip():
            self.unread.append(Unread(place, text))

    def single(self, name: str, candidates: Sequence[Stated[Value]]) -> Stated[Value] | None:
        """The one value stated for a field: None where none is, and where several contradict each other."""
        if len({each.value for each in candidates}) > 1:
            for each in candidates:
                self.keep(
                    each.place,
                    f"{name} står flere gange med forskellig værdi, så ingen af dem bruges; "
                    "spørg afsenderen, hvilken der gælder.",
                    each.wording,
                )
            return None
        for each in candidates[1:]:
            self.warn(each.place, f"{name} står flere gange med samme værdi; den læses én gang.")
        return candidates[0] if candidates else None
