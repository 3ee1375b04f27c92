"""A scenario's simulation ready to be run: every figure looked up, every price converted, the inhabitants counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tvaerspor.planning.lookup import Lookup
from tvaerspor.planning.money import Money
from tvaerspor.planning.scenario import Charge, Part
from tvaerspor.planning.simulation.written import Length, Simulation, Station, StationCharge, Ways
from tvaerspor.planning.written_amounts import Amount, NamedValue

Figures = Mapping[str, float]
"""What uncertain figures are in a draw, by the key of their part."""


@dataclass(frozen=True, slots=True)
class StationCost:
    """What is paid for at a station; `times` is the path of a figure, or None for once."""

    station: str
    title: str
    per: str
    charges: tuple[Charge, ...]
    times: str | None


@dataclass(frozen=True)
class Simulated:
    """`parts` has every figure by its path in the file («stations.triage.service.mean»); `people` how many times a
    demand's yearly number is taken (more than once where it is per inhabitants)."""

    written: Simulation
    parts: Mapping[str, Part]
    people: Mapping[str, Fraction]
    costs: tuple[StationCost, ...]
    stations: tuple[str, ...]

    def value(self, path: str, figures: Figures) -> float:
        """A figure at its likeliest, or as it was drawn."""
        part = self.parts[path]
        return float(figures.get(part.key, float(part.value.likely))) / float(part.per)

    def price(self, charge: Charge, figures: Figures) -> float:
        """What one unit costs a payer."""
        price = charge.price
        return float(figures.get(price.key, float(price.value.likely))) / float(price.per) * float(charge.times)

    @property
    def uncertain(self) -> Mapping[str, Part]:
        """Every figure that is not certain, prices included, by its key."""
        prices = (charge.price for cost in self.costs for charge in cost.charges)
        return {part.key: part for part in (*self.parts.values(), *prices) if not part.value.is_certain}


def lay_out(lookup: Lookup, people: Mapping[str, Fraction]) -> Simulated | None:
    """The simulation of a faultless scenario; None when it has none."""
    written = lookup.written.simulation
    if written is None:
        return None
    parts = {path: _part(lookup, path, amount, unit) for path, amount, unit in amounts_of(written)}
    costs = tuple(_costs(lookup, written))
    return Simulated(written, parts, people, costs, offered(lookup))


def offered(lookup: Lookup) -> tuple[str, ...]:
    """The stations that the chosen service model has; those that no model names are in every one."""
    models = lookup.written.service_models
    optional = {station for model in models.values() for station in model.stations}
    chosen = models[lookup.written.service_model].stations if lookup.written.service_model else ()
    stations = lookup.written.simulation.stations if lookup.written.simulation else {}
    return tuple(id_ for id_ in stations if id_ not in optional or id_ in chosen)


def amounts_of(written: Simulation) -> Iterator[tuple[str, Amount, str]]:
    """Every figure of a simulation that may be uncertain or stand elsewhere: its path, what is written, its unit."""
    for name, demand in written.demand.items():
        yield f"demand.{name}.per_year", demand.per_year, "borgere pr. år"
        for class_, share in demand.classes.items():
            if not isinstance(share, str):
                yield f"demand.{name}.classes.{class_}", share, "andel"
    for name, station in written.stations.items():
        yield from _of_station(f"stations.{name}", station)


def _of_station(path: str, station: Station) -> Iterator[tuple[str, Amount, str]]:
    lengths: dict[str, Length] = {"service": station.service}
    lengths |= {f"service_for.{class_}": length for class_, length in station.service_for.items()}
    if station.patience:
        lengths["patience"] = station.patience
    for name, length in lengths.items():
        if length.mean is not None:
            yield f"{path}.{name}.mean", length.mean, length.unit
    ways: dict[str, Ways] = {"then": station.then}
    ways |= {f"then_for.{class_}": some for class_, some in station.then_for.items()}
    for name, some in ways.items():
        for to, way in some.items():
            if not isinstance(way.share, str):
                yield f"{path}.{name}.{to}", way.share, "andel"
    for id_, charge in station.charges.items():
        if charge.times is not None:
            yield f"{path}.charges.{id_}.times", charge.times, "gange"


def _part(lookup: Lookup, path: str, amount: Amount, unit: str) -> Part:
    if isinstance(amount, NamedValue):
        return lookup.named(amount)
    return Part(f"simulation:{path}", path, amount, unit)


def _costs(lookup: Lookup, written: Simulation) -> Iterator[StationCost]:
    for name in offered(lookup):
        for id_, charge in written.stations[name].charges.items():
            times = f"stations.{name}.charges.{id_}.times" if charge.times is not None else None
            yield StationCost(name, charge.title.da, charge.per, tuple(charged(lookup, charge)), times)


def charged(lookup: Lookup, charge: StationCharge) -> Iterator[Charge]:
    """What one unit costs each payer, at the budget's price level."""
    named: dict[str, tuple[NamedValue, Fraction]] = {
        payer: (price, Fraction(1)) for payer, price in charge.tariffs.items()
    }
    if charge.tariff is not None:
        named = {payer: (charge.tariff, share) for payer, share in (charge.payers or {}).items()}
    for payer, (price, share) in named.items():
        part = lookup.named(price)
        one = Money.of(1, part.price_level or "")
        level = lookup.written.price_level or one.price_level
        converted = lookup.around.indices.converted(one, level, charge.index)
        yield Charge(payer, part, share * converted.likely, converted.price_level)
