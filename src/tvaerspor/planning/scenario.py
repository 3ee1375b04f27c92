"""A scenario ready to be reckoned: every name looked up, every year and municipality laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tvaerspor.planning.estimate import Estimate, product
from tvaerspor.planning.money import Money
from tvaerspor.planning.populations import Inhabitants, Populations
from tvaerspor.planning.price_index import PriceIndices
from tvaerspor.planning.written_scenario import WrittenScenario
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.source import Source, SourceRef

if TYPE_CHECKING:
    from tvaerspor.planning.simulation.simulated import Simulated


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a scenario leans on outside its own file. `municipalities`: code -> name."""

    programmes: Mapping[str, Programme]
    populations: Populations
    indices: PriceIndices
    municipalities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of a budget: `value` divided by `per`. Two uses with the same key are the same figure, by chance too.

    `date` falls back on the price level, and is empty where the author gave neither. `price_level` is None for what
    is no money.
    """

    key: str
    title: str
    value: Estimate
    unit: str
    per: Fraction = Fraction(1)
    price_level: str | None = None
    date: str = ""
    source: tuple[SourceRef, ...] = ()
    is_local: bool = False
    note: str = ""

    @property
    def estimate(self) -> Estimate:
        """The figure itself, exact."""
        return self.value * (1 / self.per)


@dataclass(frozen=True, slots=True)
class Charge:
    """What one unit costs one payer: `price` times `times`, the payer's share, the index, and minus for a saving."""

    payer: str
    price: Part
    times: Fraction
    price_level: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How many times the line's volume falls in a year, and in a municipality where it is counted by municipality."""

    municipality: str | None
    year: int
    times: Fraction


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of the budget. `programme` is None for an activity that is the scenario's own."""

    id: str
    title: str
    activity: str
    programme: str | None
    volume: Part
    factors: tuple[Part, ...]
    charges: tuple[Charge, ...]
    cells: tuple[Cell, ...]
    applied_for: bool = False
    note: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every figure of the line, once: volume, factors, prices."""
        prices = (charge.price for charge in self.charges)
        return tuple({part.key: part for part in (self.volume, *self.factors, *prices)}.values())

    @property
    def units(self) -> Estimate:
        """How many units are paid for when the volume is taken once: volume times factors."""
        return product(part.estimate for part in (self.volume, *self.factors))

    def cost(self, charge: Charge) -> Money:
        """What one payer pays when the volume is taken once."""
        parts = (self.volume, *self.factors, charge.price)
        return Money(product(part.estimate for part in parts) * charge.times, charge.price_level)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is done for whom in which years, who pays, and what all of it rests on. `simulation` is None where the file
    has none."""

    id: str
    title: str
    years: tuple[int, ...]
    lines: tuple[BudgetLine, ...]
    municipalities: Mapping[str, str]
    inhabitants: tuple[Inhabitants, ...]
    written: WrittenScenario
    sources: Mapping[str, Source] = field(default_factory=dict)
    simulation: Simulated | None = None

    @property
    def assumptions(self) -> tuple[Part, ...]:
        """Every figure that the budget rests on, once."""
        return tuple({part.key: part for line in self.lines for part in line.parts}.values())

    @property
    def price_levels(self) -> tuple[str, ...]:
        """The price levels of its amounts; one is needed to add them all up."""
        levels = dict.fromkeys(charge.price_level for line in self.lines for charge in line.charges)
        return tuple(levels) or (self.written.price_level or str(self.years[0]),)


def with_figures(scenario: Scenario, figures: Mapping[str, Fraction]) -> Scenario:
    """The scenario with some figures settled, by key: one draw of them reckoned exactly, or one at its lowest."""

    def settled(part: Part) -> Part:
        return replace(part, value=Estimate.certain(figures[part.key])) if part.key in figures else part

    lines = tuple(
        replace(
            line,
            volume=settled(line.volume),
            factors=tuple(map(settled, line.factors)),
            charges=tuple(replace(charge, price=settled(charge.price)) for charge in line.charges),
        )
        for line in scenario.lines
    )
    return replace(scenario, lines=lines)
