"""How much of a simulation's answer hangs on what is not known: every uncertain figure drawn, and each one alone.

The outer draws are of the figures (parameter uncertainty), the replications inside each of them of the citizens' luck
(chance); both shares are told apart. All draws share the citizens' luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from tvaerspor.planning.draws import triangular
from tvaerspor.planning.keyed import uniforms
from tvaerspor.planning.progress import Progress
from tvaerspor.planning.scenario import Part, Scenario
from tvaerspor.planning.simulation.build_network import Builder
from tvaerspor.planning.simulation.measures import Floats, Key
from tvaerspor.planning.simulation.measuring import Sample, yardstick_of
from tvaerspor.planning.simulation.replication import replicate
from tvaerspor.planning.simulation.simulated import Figures
from tvaerspor.planning.simulation.simulating import prepare
from tvaerspor.planning.simulation.spread import reporting, spread
from tvaerspor.programme.programme import Programme

_EACH = 10
"""Draws that one piece of work runs."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What a measure is with one figure at its lowest and at its highest, all else at its likeliest."""

    figure: Part
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far the two are apart."""
        return abs(self.high - self.low)


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """`figures` has each uncertain figure in each draw, `means` (draws x keys) each measure's mean over the draw's
    replications, `chance` (keys) the variance within a draw, `ends` the two runs of each figure for the tornado."""

    replications: int
    parts: Mapping[str, Part]
    figures: Mapping[str, Floats]
    keys: tuple[Key, ...]
    means: Floats
    chance: Floats
    ends: Mapping[str, tuple[Floats, Floats]]

    @property
    def draws(self) -> int:
        """How many times the uncertain figures were drawn."""
        return int(self.means.shape[0])

    def of(self, key: Key) -> Floats:
        """A measure in each draw; KeyError for one that is not measured."""
        return np.asarray(self.means[:, self._place(key)])

    def tornado(self, key: Key) -> tuple[Swing, ...]:
        """Each uncertain figure's swing, the widest first."""
        at = self._place(key)
        swings = (Swing(self.parts[name], float(low[at]), float(high[at])) for name, (low, high) in self.ends.items())
        return tuple(sorted(swings, key=lambda swing: -swing.width))

    def acceptability(self, key: Key, limits: Sequence[float]) -> tuple[float, ...]:
        """For each limit, the share of the draws in which the measure does not exceed it."""
        found = self.of(key)
        return tuple(float((found <= limit).mean()) for limit in limits)

    def accepted(self, ceilings: Mapping[Key, float], floors: Mapping[Key, float]) -> float:
        """The share of the draws in which all ceilings hold (kroner, waits) and all floors (deadlines kept)."""
        fine = np.ones(self.draws, np.bool_)
        for key, ceiling in ceilings.items():
            fine &= self.of(key) <= ceiling
        for key, floor in floors.items():
            fine &= self.of(key) >= floor
        return float(fine.mean())

    def parameter_share(self, key: Key) -> float:
        """The share of one run's variance that comes from not knowing the figures; the rest is chance. Nan for none."""
        at = self._place(key)
        chance = float(self.chance[at])
        between = max(0.0, float(self.of(key).var(ddof=1)) - chance / self.replications)
        return between / (between + chance) if between + chance > 0 else float("nan")

    def _place(self, key: Key) -> int:
        try:
            return self.keys.index(key)
        except ValueError:
            raise KeyError(key) from None


def sensitivity(
    scenario: Scenario,
    programmes: Mapping[str, Programme],
    *,
    draws: int = 1000,
    replications: int = 20,
    progress: Progress | None = None,
) -> Sensitivity:
    """Every uncertain figure drawn `draws` times with `replications` runs each, then each figure alone at both ends.

    Raises NoSimulation, ValueError for fewer than two draws, and Cancelled when `progress` answers no.
    """
    if draws < 2 or replications < 1:
        raise ValueError(f"draws er mindst 2 og replications mindst 1; ikke {draws} og {replications}")
    prepared = prepare(scenario, programmes)
    parts = prepared.simulated.uncertain
    luck = uniforms(prepared.simulated.written.seed, list(parts), draws)
    figures = {name: triangular(part.value, row) for (name, part), row in zip(parts.items(), luck, strict=True)}
    wanted: list[Figures] = [{name: float(row[draw]) for name, row in figures.items()} for draw in range(draws)]
    for name, part in parts.items():
        wanted += [{name: float(part.value.low)}, {name: float(part.value.high)}]
    pieces = [wanted[first : first + _EACH] for first in range(0, len(wanted), _EACH)]
    work = partial(_runs, prepared.builder, replications)
    found = [one for piece in spread(work, pieces, reporting(progress, len(wanted), _EACH)) for one in piece]
    means, variances = (np.array([one[side] for one in found]) for side in (0, 1))
    ends = {name: (means[draws + 2 * at], means[draws + 2 * at + 1]) for at, name in enumerate(parts)}
    keys = yardstick_of(prepared.builder, {}).keys
    return Sensitivity(replications, parts, figures, keys, means[:draws], variances[:draws].mean(axis=0), ends)


def _runs(builder: Builder, replications: int, wanted: Sequence[Figures]) -> list[Sample]:
    """For each draw, every measure's mean over the replications and its variance from one to another."""
    found = []
    for figures in wanted:
        yardstick = yardstick_of(builder, figures)
        samples = [yardstick.measure(replicate(yardstick.network, number)) for number in range(replications)]
        sums, counts = (np.stack([sample[side] for sample in samples]) for side in (0, 1))
        whole = counts.sum(axis=0)
        safe = np.where(whole > 0, whole, 1.0)
        mean = np.where(whole > 0, sums.sum(axis=0) / safe, np.nan)
        apart = (sums - np.nan_to_num(mean) * counts) / (safe / replications)
        variance = (apart**2).sum(axis=0) / max(1, replications - 1)
        found.append((mean, variance))
    return found
