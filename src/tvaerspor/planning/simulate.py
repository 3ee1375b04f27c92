"""The simulation as commands and pages call it: run it, pair two runs, vary what is uncertain, seek a capacity.

Nothing here is compiled at import; `warm.compile_now()` compiles before anybody waits for it.
"""

from __future__ import annotations

from tvaerspor.planning.compare_runs import Comparison, compare_runs
from tvaerspor.planning.measures import Interval, Key
from tvaerspor.planning.result import SimulationResult
from tvaerspor.planning.sensitivity import Sensitivity, sensitivity
from tvaerspor.planning.simulating import NoSimulation, simulate
from tvaerspor.planning.smallest import Search, SmallestCapacity, Target, smallest_capacity
from tvaerspor.planning.spread import Cancelled, Progress

__all__ = [
    "Cancelled",
    "Comparison",
    "Interval",
    "Key",
    "NoSimulation",
    "Progress",
    "Search",
    "Sensitivity",
    "SimulationResult",
    "SmallestCapacity",
    "Target",
    "compare_runs",
    "sensitivity",
    "simulate",
    "smallest_capacity",
]
