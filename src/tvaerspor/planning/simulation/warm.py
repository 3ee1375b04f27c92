"""Compiles the event loop before anybody waits for it; it is kept on disk and read from there next time.

Where: the folder NUMBA_CACHE_DIR when it is set; else beside the source, or in the user's own cache where that is
read-only. Never inside a web request: the compilation takes seconds.
"""

from __future__ import annotations

import numpy as np

from tvaerspor.planning.simulation import layout
from tvaerspor.planning.simulation.network import Network
from tvaerspor.planning.simulation.replication import replicate


def compile_now() -> None:
    """Runs a network of one station for a day: whatever is not compiled and kept yet is so afterwards."""
    replicate(_one_day(), 0)


def _one_day() -> Network:
    changes = np.array([(0.0, -1, 0), (0.0, 0, 1), (np.inf, -1, 0)], dtype=layout.CHANGE)
    rates = np.array([[(0.0, 0.0, 1.0), (1.0, np.inf, 0.0)]], dtype=layout.RATE)
    stations = np.zeros(1, layout.STATION)
    stations["group"], stations["patience"] = 1, -1
    streams = np.zeros(1, layout.STREAM)
    streams["list"] = -1
    lengths = np.zeros((1, 1), layout.LENGTH)
    lengths["a"] = 0.5
    ways = np.array([[(layout.LEAVES, 0.0, layout.NO_LIMIT)]], dtype=layout.WAY)
    tables = {
        "streams": streams,
        "rates": rates,
        "kinds": np.array([(0, 0, 0, 1.0)], dtype=layout.KIND),
        "picks": np.zeros(1, layout.NUMBER),
        "stations": stations,
        "lengths": lengths,
        "ways": ways,
        "shares": np.ones((1, 1, 1), layout.SHARE),
        "rank": np.zeros((1, 1), layout.NUMBER),
        "changes": changes,
        "deadlines": np.zeros(1, layout.DEADLINE),
        "limits": np.zeros((1, 1), layout.LIMIT),
    }
    ones = np.ones(1)
    return Network(("a",), ("all",), ("s",), (), ((0.0, "1"),), 0.0, 1.0, 1, tables, np.ones((1, 1)), ones, ones)
