"""What is measured over replications: ratios with their intervals, alone and paired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SURE = 0.95


class Key(NamedTuple):
    """What is measured, of which station, deadline or payer, for which class, and in which year ("" is all)."""

    what: str
    of: str = ""
    class_: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and the bounds that hold the true value in 95 of 100 such runs; nan where nothing was seen."""

    estimate: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of the interval."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, eq=False)
class Ratio:
    """A measure over replications: `sums` divided by `counts`, pooled, so that a busy replication counts for more."""

    sums: Floats
    counts: Floats

    @property
    def estimate(self) -> float:
        """All sums over all counts; nan where nothing was counted."""
        whole = float(self.counts.sum())
        return float(self.sums.sum()) / whole if whole else float("nan")

    def deviations(self, replications: int | None = None) -> Floats:
        """How far each replication pulls the estimate: they have mean nought."""
        sums, counts = self.sums[:replications], self.counts[:replications]
        mean = counts.mean()
        if not mean:
            return np.zeros(sums.size)
        return np.asarray((sums - sums.sum() / counts.sum() * counts) / mean)

    @property
    def interval(self) -> Interval:
        """The estimate with its interval (the linearised ratio, by Student's t over replications)."""
        return around(self.estimate, self.deviations())

    def first(self, replications: int) -> Ratio:
        """The same over the first replications only."""
        return Ratio(self.sums[:replications], self.counts[:replications])


def paired(before: Ratio, after: Ratio) -> Interval:
    """After less before, replication by replication: what luck they share falls out."""
    n = min(before.sums.size, after.sums.size)
    before, after = before.first(n), after.first(n)
    return around(after.estimate - before.estimate, after.deviations() - before.deviations())


def around(estimate: float, deviations: Floats, share: float = SURE) -> Interval:
    """An interval from how far the replications are apart; infinitely wide with fewer than two."""
    n = deviations.size
    if n < 2:
        return Interval(estimate, float("-inf"), float("inf"))
    reach = student(1 - (1 - share) / 2, n - 1) * sqrt(float((deviations**2).sum()) / (n * (n - 1)))
    return Interval(estimate, estimate - reach, estimate + reach)


@lru_cache(maxsize=4096)
def student(share: float, freedom: int) -> float:
    """The quantile of Student's t: below it lies `share`, which is above a half."""
    normal = NormalDist().inv_cdf(share)
    if freedom > 400:
        return normal + (normal**3 + normal) / (4 * freedom)
    low, high = 0.0, 2.0
    while _below(high, freedom) < share:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < share else (low, middle)
    return (low + high) / 2


def _below(t: float, freedom: int) -> float:
    """The share of Student's t below t (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(freedom))
    if freedom % 2 == 0:
        return 0.5 + sin(angle) / 2 * _series(angle, range(1, freedom - 1, 2))
    inner = sin(angle) * cos(angle) * _series(angle, range(2, freedom - 1, 2)) if freedom > 1 else 0.0
    return 0.5 + (angle + inner) / pi


def _series(angle: float, steps: Iterable[int]) -> float:
    term = total = 1.0
    for step in steps:
        term *= step / (step + 1) * cos(angle) ** 2
        total += term
    return total
