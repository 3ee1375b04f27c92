"""A number that may be uncertain, in exact arithmetic: the lowest, the likeliest and the highest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import prod


@dataclass(frozen=True, slots=True)
class Estimate:
    """Three exact points. A certain number has three equal ones. Fractions: a third of a krone stays a third."""

    low: Fraction
    likely: Fraction
    high: Fraction

    @classmethod
    def certain(cls, value: Fraction | int | str) -> Estimate:
        """A number that is not in doubt; a text is read as a decimal («941.47»)."""
        exact = Fraction(value)
        return cls(exact, exact, exact)

    @property
    def is_certain(self) -> bool:
        """Whether the three points are one."""
        return self.low == self.likely == self.high

    @property
    def is_ordered(self) -> bool:
        """Whether low <= likely <= high, as they are written; a difference of two estimates need not be."""
        return self.low <= self.likely <= self.high

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def __sub__(self, other: Estimate) -> Estimate:
        """Point by point: both at their lowest, both at their likeliest, both at their highest."""
        return Estimate(self.low - other.low, self.likely - other.likely, self.high - other.high)

    def __mul__(self, factor: Fraction | int) -> Estimate:
        """Scaled by an exact number; by a negative one the lowest and the highest change places."""
        likely = self.likely * factor
        if self.low is self.high:  # as `certain` makes it; thousands of amounts are scaled
            return Estimate(likely, likely, likely)
        low, high = (self.low, self.high) if factor.numerator >= 0 else (self.high, self.low)
        return Estimate(low * factor, likely, high * factor)


def product(estimates: Iterable[Estimate]) -> Estimate:
    """All multiplied, none negative: the lowest is every part at its lowest at once, the highest likewise.

    So the span is wider than chance would make it; `draws` says how likely its ends are.
    """
    parts = tuple(estimates)
    likely = prod((part.likely for part in parts), start=Fraction(1))
    if all(part.is_certain for part in parts):
        return Estimate(likely, likely, likely)
    low, high = (prod(points, start=Fraction(1)) for points in zip(*((p.low, p.high) for p in parts), strict=True))
    return Estimate(low, likely, high)
