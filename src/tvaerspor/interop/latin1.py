"""Any text to signs that ISO-8859-1 has, with a list of every sign that had to be written in another way.

MedCom's OIOXML and EDIFACT hold one byte for each letter. Text is first brought into its composed form (NFC), so that
an å of two signs is an å; this changes no letter and is not listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

UNWRITABLE = "¿"
"""Stands where a sign has neither a place in ISO-8859-1 nor a line in the table: no Danish text uses it."""

_LINE_ENDS = re.compile(r"\r\n?")
_PAIRS = """
    ‐ -  ‑ -  ‒ -  – -  — -  ― -  − -  ‘ '  ’ '  ‚ '  ‛ '  ‹ '  › '  ′ '  “ "  ” "  „ "  ‟ "  ″ "
    … ...  • -  ‣ -  ▪ -  ● -  ◦ -  ⁄ /  € EUR  ™ (TM)  № nr.  ≤ <=  ≥ >=  ≠ !=  ≈ ~  ∼ ~
    → ->  ← <-  ↔ <->  ⇒ =>  ☑ [x]  ☒ [x]  ✓ (flueben)  ✔ (flueben)
    Œ OE  œ oe  Ł L  ł l  Đ D  đ d  Ħ H  ħ h  ı i  Ŋ NG  ŋ ng  Ŧ T  ŧ t  ẞ SS
    μ µ  Ω ohm  α alfa  β beta  γ gamma  δ delta  Δ delta  κ kappa  λ lambda
    ⁰ ^0  ⁴ ^4  ⁵ ^5  ⁶ ^6  ⁷ ^7  ⁸ ^8  ⁹ ^9  ⁺ ^+  ⁻ ^-  ₀ 0  ₁ 1  ₂ 2  ₃ 3  ₄ 4  ₅ 5  ₆ 6  ₇ 7  ₈ 8  ₉ 9
""".split()
_WITH_BLANKS = {"‰": " promille", "↑": "(pil op)", "↓": "(pil ned)", "☐": "[ ]"}
_FRACTIONS = dict(zip("⅓⅔⅕⅛⅜⅝⅞", (" 1/3", " 2/3", " 1/5", " 1/8", " 3/8", " 5/8", " 7/8"), strict=True))
_INVISIBLE = (
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff"
)
_BLANKS = [*map(chr, range(0x2000, 0x200B)), "\u202f", "\u205f", "\u3000"]
_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_STRUCK = "\u0334\u0335\u0336\u0337\u0338"  # struck through is no accent: it may mean the opposite

TABLE: Mapping[str, str] = {
    **dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)),
    **_WITH_BLANKS,
    **_FRACTIONS,
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_BREAKS, "\n"),
}
"""How a sign is written that ISO-8859-1 does not have. Nothing here changes what is said: 10⁵ is 10^5, never 105."""


def composed(text: str) -> str:
    """The text as it is to be written: NFC, and line feeds for every way of ending a line."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))


def transliterated(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text in signs that ISO-8859-1 and XML can carry, and each sign that was replaced with what stands for it.

    The signs are told once each, in the order in which they first occur.
    """
    text = composed(text)
    foreign = dict.fromkeys(sign for sign in text if not _is_carried(sign))
    replacements = {sign: _replacement(sign) for sign in foreign}
    written = text.translate({ord(sign): words for sign, words in replacements.items()}) if foreign else text
    return written, tuple(replacements.items())


def _is_carried(sign: str) -> bool:
    """Printable ISO-8859-1, and the tab and line feed: what XML 1.0 and one byte for each letter have in common."""
    return " " <= sign <= "~" or "\xa0" <= sign <= "\xff" or sign in "\t\n"


def _replacement(sign: str) -> str:
    if sign in TABLE:
        return TABLE[sign]
    return "".join(_letters(sign)) or ("" if _is_accent(sign) else UNWRITABLE)


def _letters(sign: str) -> Iterator[str]:
    """The letter without its accents (ę is e), where that leaves one."""
    parts = [part for part in unicodedata.normalize("NFD", sign) if not _is_accent(part)]
    written = [part if _is_carried(part) else TABLE.get(part) for part in parts]
    if all(part is not None for part in written):
        yield from (part for part in written if part is not None)


def _is_accent(sign: str) -> bool:
    return "\u0300" <= sign <= "\u036f" and sign not in _STRUCK
