"""One replication of a network by the compiled loop, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.simulation.network import Network, Run, open_run


@dataclass(frozen=True, eq=False)
class Counts:
    """What one replication counted; the arrays are those of `layout`, by month, station and class.

    `spells` are the records of all ended spells, or None when they were not asked for.
    """

    cells: NDArray[Any]
    rooms: NDArray[Any]
    waits: NDArray[Any]
    started: NDArray[np.int64]
    still: NDArray[np.int64]
    verdicts: NDArray[Any]
    not_offered: int
    spells: NDArray[Any] | None = None


def replicate(network: Network, replication: int, keeps: bool = False) -> Counts:
    """Runs one replication from the run-in to the horizon."""
    from tvaerspor.planning.simulation import engine

    run = open_run(network, replication, keeps)
    room = int(network.highest.sum()) + 2 * network.group + 2
    kept: list[NDArray[Any]] = []
    engine.begin(run.address)
    while not engine.advance(run.address, room):
        if keeps and run.clock["ended"][0] + room > run.tables["spells"].size:
            kept.append(run.tables["spells"][: run.clock["ended"][0]].copy())
            run.clock["ended"] = 0
        else:
            run.make_room()
    engine.finish(run.address)
    return _counted(run, kept, keeps)


def _counted(run: Run, kept: list[NDArray[Any]], keeps: bool) -> Counts:
    last = run.tables["spells"][: run.clock["ended"][0]]
    spells = (np.concatenate((*kept, last)) if kept else last) if keeps else None
    names = ("cells", "rooms", "waits", "started", "still", "verdicts")
    cells, rooms, waits, started, still, verdicts = (run.tables[name] for name in names)
    numbers = (started["is_"], still["is_"])
    return Counts(cells, rooms, waits, *numbers, verdicts, int(run.clock["not_offered"][0]), spells)
