"""The smallest capacity of a station that meets a target: halving the span, every trial with the same luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tvaerspor.planning.progress import Progress
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.simulation.measures import Interval, Key
from tvaerspor.planning.simulation.simulating import NoSimulation, simulate, with_stations
from tvaerspor.planning.simulation.spread import reporting
from tvaerspor.planning.simulation.written import CapacityRow
from tvaerspor.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class Target:
    """A bound for a measure: at least (the share of a deadline kept) or at most (days, kroner, people in line)."""

    key: Key
    bound: float
    at_least: bool = False

    def is_met(self, found: Interval) -> bool:
        """Whether the estimate meets it; what was never seen does not."""
        return found.estimate >= self.bound if self.at_least else found.estimate <= self.bound

    def is_surely_met(self, found: Interval) -> bool:
        """Whether the whole interval meets it."""
        return found.low >= self.bound if self.at_least else found.high <= self.bound


@dataclass(frozen=True, slots=True)
class Trial:
    """A capacity that was tried, what was found, and whether it met the target, for the estimate and surely."""

    units: int
    found: Interval
    is_met: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class SmallestCapacity:
    """`units` is None when even the greatest capacity that was allowed does not meet the target."""

    station: str
    target: Target
    units: int | None
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """Which station, and the units to search among; opening days and closed weeks stay as they are."""

    station: str
    least: int = 1
    most: int = 10_000


def smallest_capacity(
    scenario: Scenario,
    programmes: Mapping[str, Programme],
    search: Search,
    target: Target,
    progress: Progress | None = None,
) -> SmallestCapacity:
    """The fewest units, all through the years, with which the target is met; more units are taken to be no worse.

    Raises NoSimulation, KeyError for a station or a measure that there is not, and Cancelled.
    """
    simulated = scenario.simulation
    if simulated is None:
        raise NoSimulation(scenario.id)
    station = simulated.written.stations[search.station]
    trials: dict[int, Trial] = {}
    said = reporting(progress, _rounds(search))

    def tried(units: int) -> Trial:
        if units not in trials:
            said(len(trials))
            open_ = station.model_copy(update={"capacity": (CapacityRow(units=units),)})
            changed = with_stations(scenario, {search.station: open_})
            found = simulate(changed, programmes).measures[target.key].interval
            trials[units] = Trial(units, found, target.is_met(found), target.is_surely_met(found))
        return trials[units]

    units = _halved(search, tried)
    return SmallestCapacity(search.station, target, units, tuple(trials[n] for n in sorted(trials)))


def _halved(search: Search, tried: Callable[[int], Trial]) -> int | None:
    """Doubling from the least until the target is met, then halving."""
    low, high = search.least - 1, max(1, search.least)
    while not tried(high).is_met:
        if high >= search.most:
            return None
        low, high = high, min(search.most, high * 2)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if tried(middle).is_met else (middle, high)
    return high


def _rounds(search: Search) -> int:
    """How many trials it may take at most."""
    return 2 * max(1, search.most).bit_length() + 2
