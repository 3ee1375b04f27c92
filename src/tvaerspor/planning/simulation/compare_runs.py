"""Two simulations side by side: the same citizens with the same luck, so that the difference is the change's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tvaerspor.planning.simulation.measures import Interval, Key, paired
from tvaerspor.planning.simulation.result import SimulationResult


@dataclass(frozen=True, slots=True)
class Comparison:
    """After less before, for every measure that both have, with the paired interval over the first `replications`.

    `only_before` and `only_after` are what only one of them measures: a station, a payer, a year.
    """

    before: str
    after: str
    replications: int
    differences: Mapping[Key, Interval]
    only_before: tuple[Key, ...]
    only_after: tuple[Key, ...]

    @property
    def clear(self) -> Mapping[Key, Interval]:
        """The differences whose interval does not hold nought."""
        return {key: found for key, found in self.differences.items() if found.low > 0 or found.high < 0}


def compare_runs(base: SimulationResult, other: SimulationResult) -> Comparison:
    """Pairs two runs, replication by replication; ValueError when they were run with different seeds."""
    if base.seed != other.seed:
        raise ValueError(
            f"de to kørsler har hver sit seed ({base.seed} og {other.seed}) og deler ikke held; kør dem med det samme"
        )
    both = [key for key in base.measures if key in other.measures]
    return Comparison(
        base.scenario.id,
        other.scenario.id,
        min(base.replications, other.replications),
        {key: paired(base.measures[key], other.measures[key]) for key in both},
        tuple(key for key in base.measures if key not in other.measures),
        tuple(key for key in other.measures if key not in base.measures),
    )
