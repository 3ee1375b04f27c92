"""The ledger: what each line costs each payer in each year, exactly, with price level, date and source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.money import Money, PriceLevelsDiffer, summed
from tvaerspor.planning.scenario import BudgetLine, Cell, Charge, Scenario
from tvaerspor.terms.source import SourceRef

Column = Literal["line", "payer", "year", "programme", "municipality", "applied_for"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount: a line, a payer, a year, and a municipality where the line is counted by municipality.

    `cost` is what the line's volume costs the payer when it is taken once; here it is taken `times`.
    """

    budget_line: BudgetLine
    charge: Charge
    cost: Money
    cell: Cell

    @property
    def amount(self) -> Money:
        """The exact amount."""
        return self.cost * self.cell.times

    @property
    def municipality(self) -> str | None:
        """The municipality's code; None for what is not counted by municipality."""
        return self.cell.municipality

    @property
    def year(self) -> int:
        """The budget year."""
        return self.cell.year

    @property
    def line(self) -> str:
        """The line's id."""
        return self.budget_line.id

    @property
    def payer(self) -> str:
        """Who pays."""
        return self.charge.payer

    @property
    def programme(self) -> str | None:
        """The care programme; None for an activity that is the scenario's own."""
        return self.budget_line.programme

    @property
    def applied_for(self) -> bool:
        """Whether the fund is asked for this money."""
        return self.budget_line.applied_for

    @property
    def units(self) -> Estimate:
        """How many units are paid for: volume times factors, in this year and place."""
        return self.budget_line.units * self.cell.times

    @property
    def price_level(self) -> str:
        """The price level of the amount."""
        return self.cost.price_level

    @property
    def date(self) -> str:
        """The day or year from which its price holds, as its source says it."""
        return self.charge.price.date

    @property
    def source(self) -> tuple[SourceRef, ...]:
        """Where the price and the numbers are from; empty only where all are local standards."""
        parts = (self.charge.price, self.budget_line.volume, *self.budget_line.factors)
        return tuple(dict.fromkeys(ref for part in parts for ref in part.source))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries that may be picked out, grouped and added up. `price_levels` are those of the whole budget."""

    scenario: str
    entries: tuple[Entry, ...]
    price_levels: tuple[str, ...]

    def only(self, **wanted: str | int | bool | None) -> Ledger:
        """The entries with these values, e.g. `only(payer="region", year=2020)`."""
        kept = tuple(e for e in self.entries if all(getattr(e, name) == value for name, value in wanted.items()))
        return Ledger(self.scenario, kept, self.price_levels)

    def by(self, column: Column) -> dict[Any, Ledger]:
        """The entries grouped, in the order in which they come."""
        groups: dict[Any, list[Entry]] = {}
        for entry in self.entries:
            groups.setdefault(getattr(entry, column), []).append(entry)
        return {key: Ledger(self.scenario, tuple(found), self.price_levels) for key, found in groups.items()}

    @property
    def price_level(self) -> str:
        """The one price level of the budget; raises PriceLevelsDiffer where it has several."""
        first, *others = self.price_levels
        if others:
            raise PriceLevelsDiffer(first, others[0])
        return first

    def total(self) -> Money:
        """The exact sum; nought where there is nothing. Raises PriceLevelsDiffer for a budget of several levels."""
        return _sum(self.entries, self.price_level)

    def totals(self) -> Mapping[str, Money]:
        """The exact sum of each price level by itself."""
        return {
            level: _sum([entry for entry in self.entries if entry.price_level == level], level)
            for level in self.price_levels
        }


def budget(scenario: Scenario) -> Ledger:
    """What the scenario costs: activity times volume times price, exactly; printing rounds, this never does."""
    charges = [(line, charge, line.cost(charge)) for line in scenario.lines for charge in line.charges]
    entries = tuple(Entry(line, charge, cost, cell) for line, charge, cost in charges for cell in line.cells)
    return Ledger(scenario.id, entries, scenario.price_levels)


def _sum(entries: Sequence[Entry], price_level: str) -> Money:
    """The exact sum: how often each cost is taken first, in whole numbers for each denominator."""
    costs: dict[tuple[str, str], Money] = {}
    whole: dict[tuple[str, str, int], int] = {}
    for entry in entries:
        line, payer, times = entry.budget_line.id, entry.charge.payer, entry.cell.times
        costs[line, payer] = entry.cost
        key = (line, payer, times.denominator)
        whole[key] = whole.get(key, 0) + times.numerator
    taken = (costs[line, payer] * Fraction(times, parts) for (line, payer, parts), times in whole.items())
    return summed(taken, price_level)
