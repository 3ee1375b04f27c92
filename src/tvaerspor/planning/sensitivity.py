"""What a budget hangs on: each uncertain figure at its ends, the others at their likeliest; what a ceiling holds."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from tvaerspor.planning.ledger import budget
from tvaerspor.planning.money import rounded_kroner
from tvaerspor.planning.progress import Progress, step
from tvaerspor.planning.scenario import Part, Scenario, with_figures
from tvaerspor.planning.totals import PIECE, DrawnTotals, draw_totals
from tvaerspor.terms.model import Model

SHARES = (0.0, 0.01, *(each / 20 for each in range(1, 20)), 0.99, 1.0)
"""The shares of the draws that the curve of each year is drawn through."""


class Swing(Model):
    """One uncertain figure, and what the whole budget comes to with it at its lowest and at its highest, in kroner."""

    key: str
    title: str
    unit: str
    low_value: float
    high_value: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far apart the two totals lie."""
        return abs(self.at_high - self.at_low)


class Acceptability(Model):
    """For one year: the share of the draws that cost no more than each ceiling, in rising order."""

    year: int
    ceilings: tuple[float, ...]
    shares: tuple[float, ...]


class Within(Model):
    """The share of the draws in which a year costs no more than the ceiling that was asked for."""

    year: int
    share: float


class Sensitivity(Model):
    """The swings, widest first; the curves, and `within` where a ceiling was asked for (None: it was not)."""

    scenario: str
    title: str
    price_level: str
    likely: float
    seed: int
    draws: int
    swings: tuple[Swing, ...]
    curves: tuple[Acceptability, ...]
    ceiling: float | None = None
    within: tuple[Within, ...] = ()


def sensitivity(
    scenario: Scenario, seed: int, draws: int, ceiling: float | None = None, progress: Progress | None = None
) -> Sensitivity:
    """Raises Cancelled, PriceLevelsDiffer, and ValueError for a ceiling below nought."""
    if ceiling is not None and ceiling < 0:
        raise ValueError("et loft er 0 kr. eller mere")
    uncertain = [part for part in scenario.assumptions if not part.value.is_certain]
    of = len(uncertain) + -(-draws // PIECE)
    swings = []
    for number, part in enumerate(uncertain):
        step(progress, number, of)
        swings.append(_swing(scenario, part))
    drawn = draw_totals(
        scenario, seed, draws, lambda done, _: progress is None or progress(len(uncertain) + -(-done // PIECE), of)
    )
    return Sensitivity(
        scenario=scenario.id,
        title=scenario.title,
        price_level=drawn.price_level,
        likely=_kroner(budget(scenario).total().likely),
        seed=seed,
        draws=draws,
        swings=tuple(sorted((swing for swing in swings if swing.width), key=lambda swing: (-swing.width, swing.key))),
        curves=tuple(_curve(drawn, year) for year in scenario.years),
        ceiling=ceiling,
        within=() if ceiling is None else tuple(_within(drawn, year, ceiling) for year in scenario.years),
    )


def _swing(scenario: Scenario, part: Part) -> Swing:
    totals = {
        name: _kroner(_settled(scenario, {part.key: value}))
        for name, value in (("at_low", part.value.low), ("at_high", part.value.high))
    }
    values = {"low_value": float(part.value.low), "high_value": float(part.value.high)}
    return Swing(key=part.key, title=part.title, unit=part.unit, **values, **totals)


def _settled(scenario: Scenario, figures: Mapping[str, Fraction]) -> Fraction:
    return budget(with_figures(scenario, figures)).total().likely


def _curve(drawn: DrawnTotals, year: int) -> Acceptability:
    ceilings = np.quantile(drawn.of(None, year), SHARES)
    return Acceptability(
        year=year,
        ceilings=tuple(round(float(each), 2) for each in ceilings),
        shares=SHARES,
    )


def _within(drawn: DrawnTotals, year: int, ceiling: float) -> Within:
    return Within(year=year, share=round(float((drawn.of(None, year) <= ceiling).mean()), 4))


def _kroner(exact: Fraction) -> float:
    return float(rounded_kroner(exact))
