"""Kroner with the price level that they are stated in; sums are exact, and rounding is only for print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tvaerspor.planning.estimate import Estimate


class PriceLevelsDiffer(ValueError):
    """Two price levels were to be added or compared; one must be converted first, by an index that has a source."""

    def __init__(self, first: str, second: str) -> None:
        self.levels = (first, second)
        super().__init__(
            f"beløb i prisniveau {first} og {second} kan ikke lægges sammen eller sammenlignes; "
            "omregn det ene med et indeks (organisation/price_index.yaml)"
        )


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount of kroner, perhaps uncertain, at a price level as its source writes it («2019-10», «2012»)."""

    kroner: Estimate
    price_level: str

    @classmethod
    def of(cls, kroner: Fraction | int | str, price_level: str) -> Money:
        """A certain amount; a text is read as a decimal («941.47»)."""
        return cls(Estimate.certain(kroner), price_level)

    @property
    def likely(self) -> Fraction:
        """The likeliest amount in kroner, exact."""
        return self.kroner.likely

    def __add__(self, other: Money) -> Money:
        """Raises PriceLevelsDiffer."""
        return Money(self.kroner + self._alike(other).kroner, self.price_level)

    def __sub__(self, other: Money) -> Money:
        """Point by point. Raises PriceLevelsDiffer."""
        return Money(self.kroner - self._alike(other).kroner, self.price_level)

    def __mul__(self, factor: Fraction | int) -> Money:
        """Scaled by an exact number."""
        return Money(self.kroner * factor, self.price_level)

    def _alike(self, other: Money) -> Money:
        if other.price_level != self.price_level:
            raise PriceLevelsDiffer(self.price_level, other.price_level)
        return other


def unit_price(total: Money, count: int) -> Money:
    """What one of `count` costs when all cost `total`; exact, also where no decimal is (4.800.000 kr. / 1.350)."""
    return total * Fraction(1, count)


@dataclass(frozen=True, slots=True)
class Rounding:
    """A named rule for print: to whole `step` kroner, the nearest (a half goes away from nought) or the next one up."""

    title: str
    step: Fraction
    is_up: bool = False
    is_about: bool = False

    def rounded(self, kroner: Fraction) -> Decimal:
        """The printed figure; the exact one is left as it is."""
        steps = abs(kroner) / self.step
        whole = -(-steps.numerator // steps.denominator) if self.is_up else int(steps + Fraction(1, 2))
        printed = whole * self.step * (-1 if kroner < 0 else 1)
        return Decimal(printed.numerator) / Decimal(printed.denominator)


ROUNDINGS: Mapping[str, Rounding] = {
    "oere": Rounding("afrundet til øre", Fraction(1, 100)),
    "krone": Rounding("afrundet til hele kroner", Fraction(1)),
    "hundred": Rounding("afrundet til nærmeste hundrede kroner", Fraction(100), is_about=True),
    "hundred_up": Rounding("rundet op til hele hundrede kroner", Fraction(100), is_up=True, is_about=True),
    "thousand": Rounding("afrundet til nærmeste tusinde kroner", Fraction(1000), is_about=True),
}


def rounded_kroner(kroner: Fraction, rounding: str = "oere") -> Decimal:
    """An amount as one of ROUNDINGS prints it; KeyError for a rule that does not exist."""
    return ROUNDINGS[rounding].rounded(kroner)


def said_kroner(kroner: Fraction, rounding: str = "oere") -> str:
    """«89.439,65 kr.», «75.318 kr.», «ca. 89.500 kr.», by one of ROUNDINGS."""
    places = 2 if rounding == "oere" else 0
    said = f"{said_number(rounded_kroner(kroner, rounding), places)} kr."
    return f"ca. {said}" if ROUNDINGS[rounding].is_about else said


def said_span(kroner: Estimate, rounding: str = "oere") -> str:
    """As `said_kroner`, with the lowest and highest behind where they differ: «ca. 8.000 kr. (5.000 til 9.000)»."""
    said = said_kroner(kroner.likely, rounding)
    if kroner.is_certain:
        return said
    places = 2 if rounding == "oere" else 0
    low, high = (said_number(rounded_kroner(point, rounding), places) for point in (kroner.low, kroner.high))
    return f"{said} ({low} til {high})"


def said_number(number: Decimal, places: int) -> str:
    """A number as it is written in Danish: 1.234,50."""
    return f"{number:,.{places}f}".translate(str.maketrans(",.", ".,"))


def said_exactly(number: Fraction) -> str:
    """A number with as many decimals as it has, at most four: «45», «94,312», «0,3333…»."""
    ten_thousandths = number * 10_000
    shown = said_number(Decimal(int(ten_thousandths)) / 10_000, 4).rstrip("0").rstrip(",")
    return shown if ten_thousandths.denominator == 1 else f"{shown}…"


def summed(amounts: Iterable[Money], price_level: str) -> Money:
    """The exact sum; nothing adds up to nought kroner. Raises PriceLevelsDiffer."""
    total = Money.of(0, price_level)
    for amount in amounts:
        total += amount
    return total
