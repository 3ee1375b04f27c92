"""Takes out of a run everything that its document shows. Reading this in reads in the event loop too."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite, isinf

from tvaerspor.documents.simulation_found import AtStation, Estimated, InLine, Kept, MonthInLine, Paid, SimulationFound
from tvaerspor.documents.simulation_report import simulated, stress
from tvaerspor.planning.simulation.measures import Interval
from tvaerspor.planning.simulation.result import SimulationResult

_SHARES = ("utilisation", "gave_up", "kept")


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


def possible(interval: Interval, what: str = "") -> Estimated:
    """The same for what cannot be negative, and as a share not above the whole: the bounds go no further."""
    most = 1.0 if what in _SHARES else inf
    low, high = (bound if isinf(bound) else min(max(bound, 0.0), most) for bound in (interval.low, interval.high))
    return estimated(Interval(interval.estimate, low, high))


def _stations(result: SimulationResult) -> Iterator[AtStation]:
    measured = ("arrivals", "utilisation", "in_line", "still_waiting", "gave_up")
    for name, title in result.stations.items():
        found = {what: possible(result.interval(what, name), what) for what in measured}
        yield AtStation(title=title, load=result.loads[name], **found)


def _waits(result: SimulationResult) -> Iterator[InLine]:
    for waits in result.waits():
        yield InLine(
            station=result.stations[waits.station],
            class_=result.classes[waits.class_],
            mean=possible(waits.mean_days),
            median=waits.median_days,
            ninth=waits.ninth_days,
            still_waiting=possible(waits.still_waiting),
            oldest=waits.oldest_days,
        )


def _deadlines(result: SimulationResult) -> Iterator[Kept]:
    for name, deadline in simulated(result).written.deadlines.items():
        if deadline.station in result.stations:
            yield Kept(
                title=deadline.title.da,
                days=tuple(float(limit.days) for limit in deadline.days),
                target=None if deadline.target is None else float(deadline.target),
                kept=possible(result.interval("kept", name), "kept"),
            )


def _months(result: SimulationResult) -> Iterator[MonthInLine]:
    for month in result.months():
        station, class_ = result.stations[month.station], result.classes[month.class_]
        yield MonthInLine(month=month.month, station=station, class_=class_, in_line=possible(month.in_line))


def _money(result: SimulationResult) -> Iterator[Paid]:
    for key, ratio in result.measures.items():
        if key.what == "kroner" and key.of:
            yield Paid(payer=key.of, year=key.when, kroner=estimated(ratio.interval))
