"""The same two models in SimPy, in Ciw, in forty lines of plain Python, and in C."""

from __future__ import annotations

import ctypes
import random
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from math import exp, log, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from _simulation_models import CAPACITY, DAYS, MEANS, RATE, RUN_IN, SPREADS, STATIONS, URGENT

from tvaerspor.planning.simulation.network import fingerprint

Waits = tuple[list[float], list[int]]
"""Days and visits for each station, of the waits that begin after the run-in and have ended."""
Peer = Callable[[str, int], Waits]
_WAYS = (((0.6, 1), (0.85, 2), (1.0, 3)), ((0.1, 3), (1.0, -1)), ((0.1, 3), (1.0, -1)), ((1.0, -1),))
_END = RUN_IN + DAYS


def _spells(model: str, chance: random.Random) -> list[Callable[[], float]]:
    found: list[Callable[[], float]] = []
    for mean, cv in zip(MEANS[model], SPREADS[model], strict=True):
        sigma = sqrt(log(1 + cv * cv))
        mu = log(mean) - sigma * sigma / 2
        draw = (
            (lambda mu=mu, sigma=sigma: exp(chance.gauss(mu, sigma)))
            if cv
            else (lambda mean=mean: chance.expovariate(1 / mean))
        )
        found.append(draw)
    return found


def _onward(at: int, u: float) -> int:
    return next(to for upto, to in _WAYS[at] if u < upto)


def heapq_loop(model: str, seed: int) -> Waits:
    """A plain loop with sequential draws: no calendar, months, deadlines, groups, patience."""
    chance = random.Random(seed)
    spells, capacity, urgent = _spells(model, chance), CAPACITY[model], URGENT[model]
    busy, lines = [0] * 4, [(deque[Any](), deque[Any]()) for _ in STATIONS]
    heap: list[tuple[float, int, int, int]] = [(chance.expovariate(RATE), 0, -1, 0)]
    days, visits, spells_of, number = [0.0] * 4, [0] * 4, [], 0

    def start(at: int, arrived: float, now: float, late: int) -> None:
        busy[at] += 1
        if arrived >= RUN_IN:
            days[at] += now - arrived
            visits[at] += 1
        end = now + spells[at]()
        spells_of.append((at, arrived, now, end))
        heappush(heap, (end, len(spells_of), at, late))

    def enter(at: int, now: float, late: int) -> None:
        if busy[at] < capacity[at]:
            start(at, now, now, late)
        else:
            lines[at][late].append(now)

    while heap and heap[0][0] < _END:
        now, _, at, late = heappop(heap)
        if at < 0:
            number += 1
            heappush(heap, (now + chance.expovariate(RATE), -number, -1, 0))
            enter(0, now, 0 if chance.random() < urgent else 1)
            continue
        busy[at] -= 1
        for rank in (0, 1):
            if lines[at][rank] and busy[at] < capacity[at]:
                start(at, lines[at][rank].popleft(), now, rank)
        to = _onward(at, chance.random())
        if to >= 0:
            enter(to, now, late)
    return days, visits


def simpy_loop(model: str, seed: int) -> Waits:
    """One process for each citizen."""
    import simpy

    chance, world = random.Random(seed), simpy.Environment()
    spells, urgent = _spells(model, chance), URGENT[model]
    kind = simpy.PriorityResource if urgent else simpy.Resource
    places = [kind(world, units) for units in CAPACITY[model]]
    days, visits, records = [0.0] * 4, [0] * 4, []

    def citizen(late: int) -> Iterator[Any]:
        at = 0
        while at >= 0:
            arrived = world.now
            with places[at].request(**({"priority": late} if urgent else {})) as turn:
                yield turn
                started = world.now
                if arrived >= RUN_IN:
                    days[at] += started - arrived
                    visits[at] += 1
                yield world.timeout(spells[at]())
                records.append((at, arrived, started, world.now))
            at = _onward(at, chance.random())

    def coming() -> Iterator[Any]:
        while True:
            yield world.timeout(chance.expovariate(RATE))
            world.process(citizen(0 if chance.random() < urgent else 1))

    world.process(coming())
    world.run(until=_END)
    return days, visits


def ciw_loop(model: str, seed: int) -> Waits:
    """A network with classes and priorities; its service records."""
    import ciw

    ways = [[0.0] * 4 for _ in STATIONS]
    ways[0][1:], ways[1][3], ways[2][3] = [0.6, 0.25, 0.15], 0.1, 0.1
    classes = {"urgent": URGENT[model], "routine": 1 - URGENT[model]}
    names = [name for name, share in classes.items() if share > 0]
    service = [_ciw_spell(ciw, *pair) for pair in zip(MEANS[model], SPREADS[model], strict=True)]
    arrivals = {name: [ciw.dists.Exponential(RATE * classes[name]), None, None, None] for name in names}
    network = ciw.create_network(
        number_of_servers=list(CAPACITY[model]),
        arrival_distributions=arrivals,
        service_distributions=dict.fromkeys(names, service),
        routing=dict.fromkeys(names, ways),
        priority_classes={name: place for place, name in enumerate(names)},
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(_END)
    days, visits = [0.0] * 4, [0] * 4
    for record in simulation.get_all_records(only=["service"]):
        if record.arrival_date >= RUN_IN:
            days[record.node - 1] += record.waiting_time
            visits[record.node - 1] += 1
    return days, visits


def _ciw_spell(ciw: Any, mean: float, cv: float) -> Any:
    if not cv:
        return ciw.dists.Exponential(1 / mean)
    sigma = sqrt(log(1 + cv * cv))
    return ciw.dists.Lognormal(log(mean) - sigma * sigma / 2, sigma)


class _Model(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_double) for name in ("rate", "begin", "horizon", "urgent")),
        *((name, ctypes.c_double * 4) for name in ("mean", "mu", "sigma")),
        *((name, ctypes.c_int64 * 4) for name in ("capacity", "is_log_normal")),
        *((name, ctypes.c_uint64) for name in ("key", "replication", "stream")),
    )


SPELL = np.dtype([("number", "u4"), ("station", "u1"), ("arrived", "f8"), ("started", "f8"), ("ended", "f8")])


class InC:
    """The bare loop of the same algorithm and draws, compiled here; `None` from `opened` where there is no compiler."""

    def __init__(self, library: Path) -> None:
        self.call = ctypes.CDLL(str(library)).run
        self.call.restype = ctypes.c_int64

    @classmethod
    def opened(cls) -> InC | None:
        """Compiles it, with the machine's own instructions."""
        compiler = shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")
        if compiler is None:
            return None
        library = Path(tempfile.mkdtemp(), "peer.so")
        source = Path(__file__).with_name("_simulation_peer.c")
        command = [compiler, "-O3", "-march=native", "-shared", "-fPIC", "-o", str(library), str(source), "-lm"]
        return cls(library) if subprocess.run(command, check=False).returncode == 0 else None

    def spells(self, model: str, replication: int) -> tuple[np.ndarray[Any, Any], Waits]:
        """Every spell of a replication, and its waits."""
        asked = _asked(model, replication)
        spells, sums = np.zeros(130_000, SPELL), np.zeros(8)
        places = (spells.ctypes.data_as(ctypes.c_void_p), sums.ctypes.data_as(ctypes.c_void_p))
        kept = self.call(ctypes.byref(asked), *places, ctypes.c_int64(60_000))
        return spells[:kept], (sums[:4].tolist(), [int(count) for count in sums[4:]])

    def __call__(self, model: str, replication: int) -> Waits:
        return self.spells(model, replication)[1]


def _asked(model: str, replication: int) -> _Model:
    asked = _Model(rate=RATE, begin=-RUN_IN, horizon=DAYS, urgent=URGENT[model], key=1, replication=replication)
    asked.stream = fingerprint("all")
    for at, (mean, cv) in enumerate(zip(MEANS[model], SPREADS[model], strict=True)):
        sigma = sqrt(log(1 + cv * cv))
        asked.mean[at], asked.sigma[at], asked.mu[at] = mean, sigma, log(mean) - sigma * sigma / 2
        asked.capacity[at], asked.is_log_normal[at] = CAPACITY[model][at], bool(cv)
    return asked
