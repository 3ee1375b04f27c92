"""What each payer pays in each year, in many draws: made piece by piece, so that ten thousand draws fit anywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tvaerspor.planning.draws import Floats, draw_budget
from tvaerspor.planning.progress import Progress, step
from tvaerspor.planning.scenario import Scenario

PIECE = 500


@dataclass(frozen=True, eq=False)
class DrawnTotals:
    """Kroner in floats: payers x years x draws. The exact amounts are the ledger's."""

    payers: tuple[str, ...]
    years: tuple[int, ...]
    price_level: str
    kroner: Floats

    def of(self, payer: str | None, year: int | None) -> Floats:
        """What a payer pays in a year in each draw; None takes all. Nought for one that is not there."""
        rows = [at for at, each in enumerate(self.payers) if payer in (None, each)]
        columns = [at for at, each in enumerate(self.years) if year in (None, each)]
        return np.asarray(self.kroner[np.ix_(rows, columns)].sum(axis=(0, 1)))


def draw_totals(scenario: Scenario, seed: int, draws: int, progress: Progress | None = None) -> DrawnTotals:
    """The same draws as `draw_budget`, added up over the municipalities; raises Cancelled and PriceLevelsDiffer."""
    pieces = []
    step(progress, 0, draws)
    for first in range(0, draws, PIECE):
        drawn = draw_budget(scenario, seed, min(PIECE, draws - first), first)
        pieces.append(drawn.kroner.sum(axis=1))
        step(progress, min(first + PIECE, draws), draws)
    return DrawnTotals(drawn.payers, drawn.years, drawn.price_level, np.concatenate(pieces, axis=-1))
