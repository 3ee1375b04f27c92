"""Numbers as a person types them in Danish, exactly: «1.234,5» is 1234.5."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.numbers import MAX_DIGITS

_TYPED = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]+))?")


class NotANumber(ValueError):
    """What was typed cannot be read as a number; the sentence says how to write it."""


def read_typed(text: str) -> Fraction:
    """The number, not negative; raises NotANumber."""
    found = _TYPED.fullmatch("".join(text.split()))
    if found is None:
        raise NotANumber(f"«{text.strip()}» er ikke et tal. Skriv det med komma før decimaler, fx 1.234,50.")
    whole, decimals = found[1].replace(".", ""), found[2] or ""
    if len((whole + decimals).lstrip("0")) > MAX_DIGITS:
        raise NotANumber(f"«{text.strip()}» har flere cifre, end der kan regnes med ({MAX_DIGITS}). Skriv det kortere.")
    return Fraction(Decimal(f"{whole}.{decimals or 0}"))


def read_typed_estimate(low: str, likely: str, high: str) -> Estimate:
    """The lowest, likeliest and highest; with both ends blank a certain number. Raises NotANumber."""
    middle = read_typed(likely)
    if not low.strip() and not high.strip():
        return Estimate.certain(middle)
    found = Estimate(read_typed(low) if low.strip() else middle, middle, read_typed(high) if high.strip() else middle)
    if not found.is_ordered:
        raise NotANumber("Det laveste må ikke være over det sandsynligste, og det ikke over det højeste.")
    return found


def typed_number(number: Fraction) -> str:
    """The number as it would be typed: every decimal that it has, points between thousands."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{exact.normalize():,f}".translate(str.maketrans(",.", ".,"))
