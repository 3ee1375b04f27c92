"""What writing a message gives: its bytes with what was changed on the way, or a sentence on why it cannot be."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Changed:
    """One sign that the message's character set (ISO-8859-1) does not have, wherever it stands in one field.

    `where` is the field in Danish ("anamnesen"). `replacement` is empty where the sign was invisible or an accent that
    no letter of the set can carry. The sender is shown these before the message leaves.
    """

    where: str
    original: str
    replacement: str

    @property
    def sentence(self) -> str:
        """One Danish sentence; a sign that cannot be seen is called by its number."""
        shown = f"»{self.original}«" if _is_seen(self.original) else f"tegnet U+{ord(self.original):04X}"
        if not self.replacement:
            return f"I {self.where} er {shown} udeladt, fordi beskedens tegnsæt ikke har det."
        written = {" ": "et mellemrum", "\n": "et linjeskift"}.get(self.replacement, f"»{self.replacement}«")
        return f"I {self.where} er {shown} skrevet som {written}, fordi beskedens tegnsæt ikke har det."


def _is_seen(sign: str) -> bool:
    return len(sign) != 1 or unicodedata.category(sign)[0] not in "CZM"


@dataclass(frozen=True)
class Written:
    """A message as it is to be sent, and every sign in it that is not as its author wrote it, without repeats."""

    raw: bytes
    changed: tuple[Changed, ...] = ()


class CannotWrite(Exception):
    """The message would break its standard or lose something. Nothing has been written.

    `field` is the field in Danish, or all the fields that are missing; `reason` says what is wrong with it and
    `what_to_do` what the sender can do. `others` are further faults of the same message, so that all can be mended at
    once. `str()` is one Danish sentence for each.
    """

    def __init__(self, field: str, reason: str, what_to_do: str, others: tuple[CannotWrite, ...] = ()) -> None:
        super().__init__(field, reason, what_to_do, others)
        self.field = field
        self.reason = reason
        self.what_to_do = what_to_do
        self.others = others

    def __str__(self) -> str:
        first = f"{self.field[:1].upper()}{self.field[1:]} {self.reason}; {self.what_to_do}."
        return " ".join([first, *map(str, self.others)])
