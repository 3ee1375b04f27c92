"""How uncertain a budget is: how it spreads over its draws, for each payer and year, and what two budgets differ by."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tvaerspor.planning.compare import compare
from tvaerspor.planning.draws import Floats
from tvaerspor.planning.ledger import Ledger, budget
from tvaerspor.planning.money import rounded_kroner
from tvaerspor.planning.progress import Progress
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.totals import DrawnTotals, draw_totals
from tvaerspor.terms.model import Model

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


class Spread(Model):
    """Kroner, to the øre: between `low` and `high` lie nine draws in ten, and between the quarters one in two."""

    low: float
    quarter: float
    median: float
    three_quarters: float
    high: float


class SpreadRow(Model):
    """One payer in one year; None stands for all of them. `likely` is what the likeliest figures come to."""

    payer: str | None
    year: int | None
    likely: float
    spread: Spread


class Uncertainty(Model):
    """A budget's spread; the rows are each payer and year, then each year, then each payer, then all of it."""

    scenario: str
    title: str
    price_level: str
    seed: int
    draws: int
    rows: tuple[SpreadRow, ...]

    def row(self, payer: str | None = None, year: int | None = None) -> SpreadRow:
        """The row of a payer and a year; KeyError where there is none."""
        return {(row.payer, row.year): row for row in self.rows}[payer, year]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the budget."""
        return tuple(row.year for row in self.rows if row.payer is None and row.year is not None)


class PairedRow(Model):
    """What a payer pays in a year before and after, and the difference over draws that share their luck."""

    payer: str | None
    year: int | None
    before: float
    after: float
    difference: Spread


class Paired(Model):
    """Two budgets, draw by draw; with the same luck on both sides, so that only what differs makes a difference."""

    before: str
    after: str
    price_level: str
    seed: int
    draws: int
    rows: tuple[PairedRow, ...]


def uncertainty(scenario: Scenario, seed: int, draws: int, progress: Progress | None = None) -> Uncertainty:
    """Draws every uncertain figure; raises Cancelled and PriceLevelsDiffer."""
    drawn, ledger = draw_totals(scenario, seed, draws, progress), budget(scenario)
    rows = tuple(
        SpreadRow(payer=payer, year=year, likely=_likely(ledger, payer, year), spread=_spread(drawn.of(payer, year)))
        for payer, year in _cells(drawn.payers, drawn.years)
    )
    known = {"scenario": scenario.id, "title": scenario.title, "price_level": drawn.price_level}
    return Uncertainty(**known, seed=seed, draws=draws, rows=rows)


def paired(before: Scenario, after: Scenario, seed: int, draws: int, progress: Progress | None = None) -> Paired:
    """Two scenarios over the same luck; raises Cancelled, and PriceLevelsDiffer where their levels differ."""
    old, new = budget(before), budget(after)
    level = compare(old, new).price_level
    drawn = (draw_totals(before, seed, draws), draw_totals(after, seed, draws, progress))
    payers = tuple(dict.fromkeys((*drawn[0].payers, *drawn[1].payers)))
    years = tuple(sorted({*before.years, *after.years}))
    rows = tuple(_paired_row(drawn, (old, new), payer, year) for payer, year in _cells(payers, years))
    return Paired(before=before.title, after=after.title, price_level=level, seed=seed, draws=draws, rows=rows)


def _paired_row(
    drawn: tuple[DrawnTotals, DrawnTotals], ledgers: tuple[Ledger, Ledger], payer: str | None, year: int | None
) -> PairedRow:
    before, after = (_likely(ledger, payer, year) for ledger in ledgers)
    difference = drawn[1].of(payer, year) - drawn[0].of(payer, year)
    return PairedRow(payer=payer, year=year, before=before, after=after, difference=_spread(difference))


def _cells(payers: tuple[str, ...], years: tuple[int, ...]) -> Iterator[tuple[str | None, int | None]]:
    yield from ((payer, year) for payer in payers for year in years)
    yield from ((None, year) for year in years)
    yield from ((payer, None) for payer in payers)
    yield None, None


def _likely(ledger: Ledger, payer: str | None, year: int | None) -> float:
    wanted = {name: value for name, value in (("payer", payer), ("year", year)) if value is not None}
    return float(rounded_kroner(ledger.only(**wanted).total().likely))


def _spread(kroner: Floats) -> Spread:
    points = [round(float(point), 2) for point in np.quantile(kroner, SHARES)]
    return Spread(**dict(zip(Spread.model_fields, points, strict=True)))
