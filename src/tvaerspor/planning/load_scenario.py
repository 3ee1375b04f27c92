"""From the texts of scenario files to a scenario ready to be reckoned, or to every fault in them at once."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tvaerspor.planning.base import Texts, with_base
from tvaerspor.planning.lookup import Lookup
from tvaerspor.planning.money import Money
from tvaerspor.planning.populations import Inhabitants
from tvaerspor.planning.reading import read_model
from tvaerspor.planning.scenario import BudgetLine, Cell, Charge, Part, Scenario, Surroundings
from tvaerspor.planning.scenario_faults import scenario_faults
from tvaerspor.planning.simulation.simulated import lay_out
from tvaerspor.planning.written_amounts import NamedValue
from tvaerspor.planning.written_scenario import WrittenLine, WrittenScenario
from tvaerspor.terms.source import Source


def load_scenario(texts: Texts, scenario: str, around: Surroundings) -> Scenario:
    """The named scenario; raises FaultyPlanning with file, line, field and what to change."""
    tree, faults = with_base(texts, scenario)
    written = read_model(WrittenScenario, tree, faults, lambda read: scenario_faults(read, around))
    return _Laid(Lookup(written, around)).scenario()


class _Laid:
    """A faultless scenario, laid out line by line."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.written = lookup.written
        self.years = tuple(range(self.written.years.first, self.written.years.last + 1))

    def scenario(self) -> Scenario:
        """The whole of it; lines that the service model does not have are left out."""
        written, around = self.written, self.lookup.around
        lines = tuple(self._line(id_, written.lines[id_]) for id_ in self._chosen())
        codes = dict.fromkeys(cell.municipality for line in lines for cell in line.cells if cell.municipality)
        return Scenario(
            written.id,
            written.title.da,
            self.years,
            lines,
            {code: around.municipalities[code] for code in codes},
            tuple(self._inhabitants(code) for code in codes),
            written,
            self._sources(),
            lay_out(self.lookup, self._people()),
        )

    def _people(self) -> dict[str, Fraction]:
        """How many times the yearly number of each demand of the simulation is taken."""
        found = {}
        for name, demand in (self.written.simulation.demand if self.written.simulation else {}).items():
            found[name] = Fraction(1)
            if demand.per_inhabitants is not None:
                codes = self.written.municipalities or self.lookup.around.populations.municipalities(
                    self.written.counts
                )
                found[name] = sum(self._inhabitants(code).number for code in codes) / demand.per_inhabitants
        return found

    def _chosen(self) -> Iterator[str]:
        models = self.written.service_models
        optional = {line for model in models.values() for line in model.lines}
        chosen = models[self.written.service_model].lines if self.written.service_model else ()
        return (id_ for id_ in self.written.lines if id_ not in optional or id_ in chosen)

    def _line(self, id_: str, line: WrittenLine) -> BudgetLine:
        return BudgetLine(
            id_,
            line.title.da,
            self.lookup.activity(line),
            line.programme,
            self.lookup.volume(id_, line),
            tuple(self.lookup.factor(id_, name, factor) for name, factor in line.factors.items()),
            tuple(self._charges(line)),
            tuple(self._cells(line)),
            line.applied_for,
            line.note.da if line.note else "",
        )

    def _charges(self, line: WrittenLine) -> Iterator[Charge]:
        named: dict[str, tuple[NamedValue, Fraction]] = {
            payer: (price, Fraction(1)) for payer, price in line.tariffs.items()
        }
        if line.tariff is not None:
            named = {payer: (line.tariff, share) for payer, share in (line.payers or {}).items()}
        for payer, (price, share) in named.items():
            part = self.lookup.named(price)
            one = self._converted(part, line.index)
            sign = -1 if line.saving else 1
            yield Charge(payer, part, sign * share * one.likely, one.price_level)

    def _converted(self, part: Part, index: str | None) -> Money:
        """One krone of the price, at the budget's price level."""
        one = Money.of(1, part.price_level or "")
        level = self.written.price_level or one.price_level
        return self.lookup.around.indices.converted(one, level, index)

    def _cells(self, line: WrittenLine) -> Iterator[Cell]:
        volume = line.volume
        by_place = volume.per_inhabitants is not None or volume.in_each_municipality
        for code in self._places(line) if by_place else (None,):
            inhabited = Fraction(1)
            if code is not None and volume.per_inhabitants is not None:
                inhabited = self._inhabitants(code).number / volume.per_inhabitants
            for year in self.years:
                if times := inhabited * self._share(line, year):
                    yield Cell(code, year, times)

    def _share(self, line: WrittenLine, year: int) -> Fraction:
        if line.volume.total is not None:
            return line.by_year.get(year, Fraction(0)) if line.by_year else Fraction(1)
        if line.build_up is None:
            return Fraction(1)
        shares = self.written.build_up[line.build_up].shares
        return shares[min(year - self.years[0], len(shares) - 1)]

    def _places(self, line: WrittenLine) -> tuple[str, ...]:
        everywhere = self.lookup.around.populations.municipalities(self.written.counts)
        return line.municipalities or self.written.municipalities or everywhere

    def _inhabitants(self, code: str) -> Inhabitants:
        found = self.lookup.around.populations.of(code, self.written.counts)
        if found is None:
            raise AssertionError(f"{code} has no population, and the check before did not say so")
        return found

    def _sources(self) -> dict[str, Source]:
        """Every source that the scenario may lean on; its own win."""
        around = self.lookup.around
        return {**around.indices.sources, **around.populations.sources, **self.lookup.sources}
