"""The budget's uncertainty: every uncertain figure drawn many times, and what each draw costs whom, where and when.

An uncertain figure has a lowest, a likeliest and a highest value, and that is all that its source says. It is drawn
from the triangle over the three: with these ends and this peak it needs no further assumption. (Gamma and log-normal
for costs and beta for shares, as health economics prefers, need a standard error that no source here gives; PERT is a
beta whose spread is an assumption of its own, and it draws the ends more seldom, so that it would show a budget as
surer than the triangle does.) A figure has one value in a draw, wherever and whenever it is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.keyed import uniforms
from tvaerspor.planning.money import PriceLevelsDiffer
from tvaerspor.planning.scenario import BudgetLine, Charge, Part, Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DrawnBudget:
    """Kroner in floats, for quantiles and pictures; the exact amounts are the ledger's.

    `kroner` is payers x municipalities x years x draws; the municipality None is what is not counted by municipality.
    `figures` holds what each uncertain figure was in each draw.
    """

    payers: tuple[str, ...]
    municipalities: tuple[str | None, ...]
    years: tuple[int, ...]
    price_level: str
    kroner: Floats
    figures: Mapping[str, Floats]

    @property
    def total(self) -> Floats:
        """What all of it costs, in each draw."""
        return np.asarray(self.kroner.sum(axis=(0, 1, 2)))

    @property
    def by_payer(self) -> Mapping[str, Floats]:
        """What each payer pays, in each draw."""
        return dict(zip(self.payers, self.kroner.sum(axis=(1, 2)), strict=True))

    @property
    def by_year(self) -> Mapping[int, Floats]:
        """What each year costs, in each draw."""
        return dict(zip(self.years, np.moveaxis(self.kroner.sum(axis=(0, 1)), -1, 1), strict=True))

    @property
    def by_municipality(self) -> Mapping[str | None, Floats]:
        """What each municipality's part costs all payers together, in each draw."""
        return dict(zip(self.municipalities, self.kroner.sum(axis=(0, 2)), strict=True))


def spread(kroner: Floats, share: float = 0.9) -> tuple[float, float, float]:
    """The median, between the bounds that hold the middle `share` of the draws: (lower, median, upper)."""
    tail = (1 - share) / 2
    lower, median, upper = np.quantile(kroner, (tail, 0.5, 1 - tail))
    return float(lower), float(median), float(upper)


def share_over(kroner: Floats, limit: float) -> float:
    """The share of the draws in which a budget of `limit` kroner does not suffice."""
    return float((kroner > limit).mean())


def draw_budget(scenario: Scenario, seed: int, draws: int = 1000, skip: int = 0) -> DrawnBudget:
    """Every uncertain figure drawn `draws` times; the same seed gives the same draws, also to another scenario.

    The first `skip` of them are passed over, so that many draws may be made piece by piece.

    Raises PriceLevelsDiffer where the budget has several price levels, and ValueError for a seed below 0 or no draws.
    """
    if seed < 0 or draws < 1:
        raise ValueError(f"seed er 0 eller mere, og draws mindst 1; ikke {seed} og {draws}")
    first, *others = scenario.price_levels
    if others:
        raise PriceLevelsDiffer(first, others[0])
    uncertain = [part for part in scenario.assumptions if not part.value.is_certain]
    luck = uniforms(seed, [part.key for part in uncertain], draws, skip)
    figures = {part.key: triangular(part.value, row) for part, row in zip(uncertain, luck, strict=True)}
    return _costed(scenario, figures, draws)


def triangular(estimate: Estimate, uniform: Floats) -> Floats:
    """Values over the triangle low-likely-high, by the inverse of its distribution function: a greater number in
    gives a greater one out, so that shared luck stays shared."""
    low, likely, high = (float(point) for point in (estimate.low, estimate.likely, estimate.high))
    if low == high:
        return np.full(uniform.shape, likely)
    rising = low + np.sqrt(uniform * (high - low) * (likely - low))
    falling = high - np.sqrt((1 - uniform) * (high - low) * (high - likely))
    return np.where(uniform * (high - low) < likely - low, rising, falling)


def _costed(scenario: Scenario, figures: Mapping[str, Floats], draws: int) -> DrawnBudget:
    payers = tuple(dict.fromkeys(charge.payer for line in scenario.lines for charge in line.charges))
    places = tuple(dict.fromkeys(cell.municipality for line in scenario.lines for cell in line.cells))
    laid = [_laid_out(line, places, scenario.years) for line in scenario.lines]
    kroner = np.empty((len(payers), len(places) * len(scenario.years), draws))
    for row, payer in enumerate(payers):
        mine = [
            (times, _drawn(line, charge, figures, draws))
            for times, line in zip(laid, scenario.lines, strict=True)
            for charge in line.charges
            if charge.payer == payer
        ]
        np.matmul(np.stack([times for times, _ in mine], axis=1), np.stack([cost for _, cost in mine]), out=kroner[row])
    shaped = kroner.reshape(len(payers), len(places), len(scenario.years), draws)
    return DrawnBudget(payers, places, scenario.years, scenario.price_levels[0], shaped, figures)


def _laid_out(line: BudgetLine, places: Sequence[str | None], years: Sequence[int]) -> Floats:
    """How many times the line's volume falls in each place and year, flat."""
    rows = {place: number * len(years) - years[0] for number, place in enumerate(places)}
    found = np.zeros(len(places) * len(years))
    for cell in line.cells:
        found[rows[cell.municipality] + cell.year] = float(cell.times)
    return found


def _drawn(line: BudgetLine, charge: Charge, figures: Mapping[str, Floats], draws: int) -> Floats:
    """What the volume taken once costs one payer, in each draw."""
    cost = np.full(draws, float(charge.times))
    for part in _parts(line, charge):
        cost *= figures.get(part.key, float(part.value.likely))
        cost /= float(part.per)
    return cost


def _parts(line: BudgetLine, charge: Charge) -> tuple[Part, ...]:
    return (line.volume, *line.factors, charge.price)
