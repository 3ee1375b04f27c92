"""What a simulation says: waits, lines, loads, deadlines and kroner, each with its interval, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.simulation.cohort import Sent
from tvaerspor.planning.simulation.measures import SURE, Floats, Interval, Key, Ratio, student
from tvaerspor.planning.simulation.survival import quantile


@dataclass(frozen=True, slots=True)
class Overload:
    """A station that is asked for more than it is open for, as long as it lasts: `load` is above 1."""

    station: str
    title: str
    load: float

    def __str__(self) -> str:
        more = f"{(self.load - 1) * 100:.0f}" if self.load < 100 else "mange tusind"
        return (
            f"{self.title}: der efterspørges {more} % mere, end stationen kan nå; køen vokser, så længe det varer, "
            "og ventetiderne gælder kun den periode, der er regnet på"
        )


@dataclass(frozen=True, slots=True)
class Month:
    """A station and class in one month: how many stood in line on average, and how many came and started (a mean)."""

    month: str
    station: str
    class_: str
    in_line: Interval
    arrivals: float
    starts: float
    ends: float
    gave_up: float


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of a station and class. `median` and `ninth` (of ten) take account of those who still wait; they are
    None when so many wait that nobody can know. `oldest_days` is the longest that anybody still waits."""

    station: str
    class_: str
    mean_days: Interval
    visits: Interval
    still_waiting: Interval
    oldest_days: float
    median_days: float | None
    ninth_days: float | None


@dataclass(frozen=True, eq=False)
class SimulationResult:
    """A simulation's outcome. `measures` has everything that was measured, replication by replication; the rest is
    made from it for reading. `versions` are the programme versions whose rules sent the citizens on."""

    scenario: Scenario
    seed: int
    replications: int
    days: float
    run_in_days: float
    stations: Mapping[str, str]
    classes: Mapping[str, str]
    measures: Mapping[Key, Ratio]
    overloads: tuple[Overload, ...]
    notes: tuple[str, ...]
    loads: Mapping[str, float]
    versions: Mapping[str, str]
    sent: Mapping[str, Mapping[Sent, int]]
    series: Series

    def interval(self, what: str, of: str = "", class_: str = "", when: str = "") -> Interval:
        """A measure with its interval; KeyError for one that is not measured."""
        return self.measures[Key(what, of, class_, when)].interval

    def waits(self) -> tuple[Waits, ...]:
        """Every station and class, in the order of the file."""
        return tuple(self._waits(at, c) for at in range(len(self.stations)) for c in range(len(self.classes)))

    def _waits(self, at: int, class_: int) -> Waits:
        station, name = list(self.stations)[at], list(self.classes)[class_]
        started, still = self.series.started[at, class_], self.series.still[at, class_]
        return Waits(
            station,
            name,
            self.interval("wait_days", station, name),
            self.interval("visits", station, name),
            self.interval("still_waiting", station, name),
            float(self.series.oldest[at, class_]),
            quantile(started, still, 0.5),
            quantile(started, still, 0.9),
        )

    def months(self) -> tuple[Month, ...]:
        """Every month of the plan, station by station and class by class; the run-in is left out."""
        return tuple(
            self._month(at, station, class_)
            for at, month in enumerate(self.series.months)
            if month
            for station in range(len(self.stations))
            for class_ in range(len(self.classes))
        )

    def _month(self, at: int, station: int, class_: int) -> Month:
        arrivals, starts, ends, gave_up = self.series.flows[:, at, station, class_] / self.replications
        queue = self.series.queue[at, station, class_] / self.replications
        squares = self.series.queue_squares[at, station, class_]
        reach = float("inf")
        if self.replications > 1:
            variance = max(0.0, squares - self.replications * queue**2) / (self.replications - 1)
            freedom = self.replications - 1
            reach = student(1 - (1 - SURE) / 2, freedom) * float(np.sqrt(variance / self.replications))
        line = Interval(float(queue), float(max(0.0, queue - reach)), float(queue + reach))
        names = (self.series.months[at], list(self.stations)[station], list(self.classes)[class_])
        return Month(*names, line, float(arrivals), float(starts), float(ends), float(gave_up))

    @property
    def price_level(self) -> str | None:
        """The price level of its kroner; None where it has none, or several."""
        costs = self.scenario.simulation.costs if self.scenario.simulation else ()
        levels = {charge.price_level for cost in costs for charge in cost.charges}
        return levels.pop() if len(levels) == 1 else None


@dataclass(frozen=True, eq=False)
class Series:
    """Sums over the replications, by month, station and class (`flows`: arrivals, starts, ends, given up), and the
    bins of waits that have ended and that have not (see `layout.WAIT_BINS`)."""

    months: tuple[str, ...]
    queue: Floats
    queue_squares: Floats
    flows: Floats
    started: np.ndarray[Any, np.dtype[Any]]
    still: np.ndarray[Any, np.dtype[Any]]
    oldest: Floats
