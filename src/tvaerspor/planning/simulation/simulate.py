"""The simulation as commands and pages call it: run it, pair two runs, vary what is uncertain, seek a capacity.

Nothing here is compiled at import; `warm.compile_now()` compiles before anybody waits for it.
"""

from __future__ import annotations

from tvaerspor.planning.progress import Cancelled, Progress
from tvaerspor.planning.simulation.compare_runs import Comparison, compare_runs
from tvaerspor.planning.simulation.measures import Interval, Key
from tvaerspor.planning.simulation.result import SimulationResult
from tvaerspor.planning.simulation.sensitivity import Sensitivity, sensitivity
from tvaerspor.planning.simulation.simulating import NoSimulation, simulate
from tvaerspor.planning.simulation.smallest import Search, SmallestCapacity, Target, smallest_capacity

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
