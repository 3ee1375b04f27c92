"""What a simulation found, as plain values that may be kept: they make the same document again without a new run."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from tvaerspor.documents.form import FormSection
from tvaerspor.documents.simulation_report import simulated, stress
from tvaerspor.planning.simulation.measures import Interval
from tvaerspor.planning.simulation.result import SimulationResult
from tvaerspor.terms.model import Model


class Estimated(Model):
    """An estimate with its 95% interval. None where nothing was seen, or where one replication gives no interval."""

    estimate: float | None
    low: float | None = None
    high: float | None = None


class AtStation(Model):
    """A station over the whole period; shares are from 0 to 1, and a `load` above 1 cannot be worked off."""

    title: str
    load: float
    arrivals: Estimated
    utilisation: Estimated
    in_line: Estimated
    still_waiting: Estimated
    gave_up: Estimated


class InLine(Model):
    """The waits of a station and class in days; a quantile is None where so many wait that nobody can know."""

    station: str
    class_: str
    mean: Estimated
    median: float | None
    ninth: float | None
    still_waiting: Estimated
    oldest: float


class Kept(Model):
    """A deadline: its limits in days, the share that is aimed at (None where none is), and the share that kept it."""

    title: str
    days: tuple[float, ...]
    target: float | None
    kept: Estimated


class MonthInLine(Model):
    """How many stood in line on average in a month."""

    month: str
    station: str
    class_: str
    in_line: Estimated


class Paid(Model):
    """What a payer pays in a year; the year is empty for all years together."""

    payer: str
    year: str
    kroner: Estimated


class SimulationFound(Model):
    """A whole simulation. `about` is how it was made, in the sections of STRESS-DES."""

    id: str
    title: str
    seed: int
    replications: int
    price_level: str | None
    stations: tuple[AtStation, ...]
    waits: tuple[InLine, ...]
    deadlines: tuple[Kept, ...]
    months: tuple[MonthInLine, ...]
    money: tuple[Paid, ...]
    overloads: tuple[str, ...]
    notes: tuple[str, ...]
    not_offered: Estimated
    about: tuple[FormSection, ...]


def simulation_found(result: SimulationResult) -> SimulationFound:
    """Everything of a run that its document shows."""
    return SimulationFound(
        id=result.scenario.id,
        title=result.scenario.title,
        seed=result.seed,
        replications=result.replications,
        price_level=result.price_level,
        stations=tuple(_stations(result)),
        waits=tuple(_waits(result)),
        deadlines=tuple(_deadlines(result)),
        months=tuple(_months(result)),
        money=tuple(_money(result)),
        overloads=tuple(map(str, result.overloads)),
        notes=result.notes,
        not_offered=estimated(result.interval("not_offered")),
        about=tuple(stress(result)),
    )


def estimated(interval: Interval) -> Estimated:
    """The interval without what is no number."""
    points = (interval.estimate, interval.low, interval.high)
    estimate, low, high = (point if isfinite(point) else None for point in points)
    return Estimated(estimate=estimate, low=low, high=high)


def _stations(result: SimulationResult) -> Iterator[AtStation]:
    measured = ("arrivals", "utilisation", "in_line", "still_waiting", "gave_up")
    for name, title in result.stations.items():
        found = {what: estimated(result.interval(what, name)) for what in measured}
        yield AtStation(title=title, load=result.loads[name], **found)


def _waits(result: SimulationResult) -> Iterator[InLine]:
    for waits in result.waits():
        yield InLine(
            station=result.stations[waits.station],
            class_=result.classes[waits.class_],
            mean=estimated(waits.mean_days),
            median=waits.median_days,
            ninth=waits.ninth_days,
            still_waiting=estimated(waits.still_waiting),
            oldest=waits.oldest_days,
        )


def _deadlines(result: SimulationResult) -> Iterator[Kept]:
    for name, deadline in simulated(result).written.deadlines.items():
        if deadline.station in result.stations:
            yield Kept(
                title=deadline.title.da,
                days=tuple(float(limit.days) for limit in deadline.days),
                target=None if deadline.target is None else float(deadline.target),
                kept=estimated(result.interval("kept", name)),
            )


def _months(result: SimulationResult) -> Iterator[MonthInLine]:
    for month in result.months():
        station, class_ = result.stations[month.station], result.classes[month.class_]
        yield MonthInLine(month=month.month, station=station, class_=class_, in_line=estimated(month.in_line))


def _money(result: SimulationResult) -> Iterator[Paid]:
    for key, ratio in result.measures.items():
        if key.what == "kroner" and key.of:
            yield Paid(payer=key.of, year=key.when, kroner=estimated(ratio.interval))
