"""Kroner and payers as people say them, in Danish and English; large amounts in millions, for pictures."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tvaerspor.planning.money import rounded_kroner
from tvaerspor.terms.text import Language, Text

PAYERS: Mapping[str, Text] = {
    "region": Text(da="Regionen", en="The region"),
    "municipality": Text(da="Kommunerne", en="The municipalities"),
    "state": Text(da="Staten", en="The state"),
    "citizen": Text(da="Borgerne", en="The citizens"),
}
_MILLION = 1_000_000


def said_short(kroner: float, language: Language = "da") -> str:
    """«26,7 mio. kr.», «82.379 kr.»; in English «DKK 26.7 million», «DKK 82,379»."""
    if abs(kroner) >= _MILLION:
        millions = kroner / _MILLION
        number = f"{millions:,.{0 if abs(millions) >= 1000 else 1 if abs(millions) >= 10 else 2}f}"
        return f"{_danish(number)} mio. kr." if language == "da" else f"DKK {number} million"
    number = f"{rounded_kroner(Fraction(kroner), 'krone'):,.0f}"
    return f"{_danish(number)} kr." if language == "da" else f"DKK {number}"


def said_kroner_in(kroner: Fraction | float, language: Language = "da") -> str:
    """To the øre, as the ledger rounds: «82.378,63 kr.», «DKK 82,378.63»."""
    number = f"{rounded_kroner(Fraction(kroner)):,.2f}"
    return f"{_danish(number)} kr." if language == "da" else f"DKK {number}"


def said_percent(share: float, language: Language = "da") -> str:
    """«97,5 %», «97.5%»; a share that is neither nought nor whole never reads as either."""
    percent = 100 * share
    if 0 < percent < 0.1 or 99.9 < percent < 100:
        bound = "0,1" if percent < 1 else "99,9"
        said = f"{'under' if percent < 1 else 'over'} {bound} %"
        return said if language == "da" else said.replace(",", ".").replace(" %", "%")
    number = f"{percent:.1f}".removesuffix(".0")
    return f"{_danish(number)} %" if language == "da" else f"{number}%"


def _danish(number: str) -> str:
    return number.translate(str.maketrans(",.", ".,"))
