"""Two budgets side by side: what changes, line by line, for each payer in each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tvaerspor.planning.ledger import Ledger
from tvaerspor.planning.money import Money, PriceLevelsDiffer, summed

_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What one line costs one payer in one year, before and after; a line that is not there costs nought."""

    line: str
    title: str
    payer: str
    year: int
    before: Money
    after: Money

    @property
    def difference(self) -> Money:
        """After less before, point by point: the uncertain figures that both share are at their lowest together."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two budgets at one price level; what is alike is left out of `changes`."""

    before: str
    after: str
    price_level: str
    changes: tuple[Change, ...]

    def difference(self) -> Money:
        """What all changes together come to."""
        return summed((change.difference for change in self.changes), self.price_level)

    def by(self, column: Literal["line", "payer", "year"]) -> Mapping[object, Money]:
        """The difference for each line, payer or year that changes."""
        found: dict[object, Money] = {}
        for change in self.changes:
            key = getattr(change, column)
            found[key] = found.get(key, Money.of(0, self.price_level)) + change.difference
        return found


def compare(before: Ledger, after: Ledger) -> Comparison:
    """What changes from one budget to the other. Raises PriceLevelsDiffer where their levels differ."""
    if before.price_level != after.price_level:
        raise PriceLevelsDiffer(before.price_level, after.price_level)
    level = before.price_level
    titles = {entry.line: entry.budget_line.title for ledger in (before, after) for entry in ledger.entries}
    sums = (_sums(before), _sums(after))
    nought = Money.of(0, level)
    pairs = ((key, sums[0].get(key, nought), sums[1].get(key, nought)) for key in dict.fromkeys((*sums[0], *sums[1])))
    changes = tuple(
        Change(line, titles[line], payer, year, old, new) for (line, payer, year), old, new in pairs if old != new
    )
    return Comparison(before.scenario, after.scenario, level, changes)


def _sums(ledger: Ledger) -> dict[_Key, Money]:
    found: dict[_Key, Money] = {}
    for entry in ledger.entries:
        key = (entry.line, entry.payer, entry.year)
        found[key] = found[key] + entry.amount if key in found else entry.amount
    return found
