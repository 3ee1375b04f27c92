"""How fast the simulation is, and that it is right first: `python bench/simulation.py [--quick] [--rounds N]`.

Models A and B (see `_simulation_models.py`), about 50,000 citizens in five years, in our loop with all features on and
every spell recorded. First the agreement: with theory, with the twin citizen by citizen, with C spell by spell, and
with SimPy and Ciw within the intervals. Then a line each: name, ratio, ours, theirs, bar. CPU time, paired rounds.
SimPy and Ciw are general tools; ours runs one family of networks. A plain loop in Python is a fairer yardstick, and C
the fairest.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from statistics import median
from time import process_time
from typing import Any

import numpy as np
from _agreement import Statement
from _rounds import Line, alone, compared, megabytes, paired, tell, times_ours, within
from _simulation_memory import extra_megabytes
from _simulation_models import CITIZENS, EXACT, STATIONS, longer, yardstick
from _simulation_peers import InC, Peer, ciw_loop, heapq_loop, simpy_loop

from tvaerspor.planning.simulation.measures import Ratio
from tvaerspor.planning.simulation.replication import replicate
from tvaerspor.planning.simulation.twin import Twin
from tvaerspor.planning.simulation.twin_luck import Keyed

BARS = {"SimPy": (40.0, 40.0), "Ciw": (100.0, 300.0), "plain heapq loop": (7.0, 7.0)}
PEERS: dict[str, Peer] = {"SimPy": simpy_loop, "Ciw": ciw_loop, "plain heapq loop": heapq_loop}
REPLICATIONS = {"SimPy": 8, "Ciw": 6, "plain heapq loop": 20}
WIDER = 1.6  # three standard errors: eight intervals a peer are looked at


def main() -> int:
    """Prints the agreement and the lines; 1 when something does not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run, to see that everything works")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    in_c = InC.opened()
    statements = list(agreement(in_c, asked.quick))
    print(*statements, sep="\n", flush=True)
    if not all(statement.holds for statement in statements):
        print("no figures: what does not agree is not timed", file=sys.stderr)
        return 1
    for line in lines(in_c, 1 if asked.quick else asked.rounds, asked.quick):
        print(line, flush=True)
    return 0


def agreement(in_c: InC | None, is_quick: bool) -> Iterator[Statement]:
    """What must hold before anything is timed."""
    replications = 40 if is_quick else 200
    ours = {model: waits_of(partial(our_waits, model), replications) for model in "AB"}
    wrong = sum(not near(ours["A"][at], exact) for at, exact in enumerate(EXACT))
    shown = "; " + ", ".join(f"{ours['A'][at].estimate:.4f} ({exact})" for at, exact in enumerate(EXACT))
    yield Statement(f"A: {replications} replications wait as Erlang C says (exact)", len(EXACT), wrong, shown)
    for model in "AB":
        tell(f"the twin on {model}")
        yield twin_agrees(model)
        if in_c is not None:
            yield c_agrees(in_c, model)
        for name, peer in PEERS.items():
            tell(f"{name} on {model}")
            if not (is_quick and name == "Ciw"):
                yield peer_agrees(name, peer, model, ours[model], 3 if is_quick else REPLICATIONS[name])
    tell("")


def our_waits(model: str, replication: int) -> tuple[list[float], list[int]]:
    """One replication's waits at each station."""
    waits = replicate(yardstick(model).network, replication).waits
    return waits["days"].sum(axis=1).tolist(), waits["visits"].sum(axis=1).tolist()


def waits_of(run: Callable[[int], Any], replications: int) -> list[Ratio]:
    """The mean wait at each station over replications."""
    found = [run(number) for number in range(replications)]
    sums, counts = (np.array([one[side] for one in found], dtype=float) for side in (0, 1))
    return [Ratio(sums[:, at], counts[:, at]) for at in range(len(STATIONS))]


def near(found: Ratio, exact: float) -> bool:
    """Whether an exact answer lies within the widened interval."""
    return abs(found.estimate - exact) <= WIDER * found.interval.half_width


def peer_agrees(name: str, peer: Peer, model: str, ours: list[Ratio], replications: int) -> Statement:
    """Whether the peer's waits are ours within both intervals together."""
    theirs = waits_of(partial(peer, model), replications)
    wrong = 0
    for mine, other in zip(ours, theirs, strict=True):
        reach = WIDER * (mine.interval.half_width**2 + other.interval.half_width**2) ** 0.5
        wrong += abs(mine.estimate - other.estimate) > reach
    shown = "; " + ", ".join(
        f"{other.estimate:.3f} ({mine.estimate:.3f})" for mine, other in zip(ours, theirs, strict=True)
    )
    return Statement(
        f"{model}: {name}, {replications} replications, waits as ours within both intervals", 4, wrong, shown
    )


def twin_agrees(model: str) -> Statement:
    """Every spell of a replication, to the last bit."""
    network = yardstick(model).network
    fields = ("stream", "number", "visit", "station", "arrived", "started", "ended")
    stays = Twin(network, Keyed(network, 0)).run()
    twin = sorted(tuple(getattr(stay, name) for name in fields) for stay in stays if stay.ended is not None)
    spells = replicate(network, 0, keeps=True).spells
    assert spells is not None
    ours = sorted(tuple(spell) for spell in spells[list(fields)].tolist())
    wrong = sum(one != other for one, other in zip(ours, twin, strict=False)) + abs(len(ours) - len(twin))
    return Statement(f"{model}: every spell of every citizen is the twin's, to the last bit", len(ours), wrong)


def c_agrees(in_c: InC, model: str) -> Statement:
    """Every spell of a replication; log-normal draws may differ in the last bit, and are held to a ten-millionth."""
    theirs, _ = in_c.spells(model, 0)
    ours = replicate(yardstick(model).network, 0, keeps=True).spells
    assert ours is not None
    wrong = abs(len(ours) - len(theirs))
    for name in ("arrived", "started", "ended"):
        both = zip(np.sort(ours[name]), np.sort(theirs[name]), strict=False)
        wrong += sum(abs(one - other) > 1e-7 for one, other in both)
    return Statement(f"{model}: C's spells are ours", len(ours), wrong)


def lines(in_c: InC | None, rounds: int, is_quick: bool) -> Iterator[Line]:
    """Each peer on each model, what a citizen costs at every size, and memory."""
    for place, model in enumerate("AB"):
        ours = cpu(partial(replicate, yardstick(model).network, 1, True))
        for name, peer in PEERS.items():
            if is_quick and name == "Ciw":
                continue
            pairs = paired(ours, cpu(partial(peer, model, 1)), rounds if name == "Ciw" else rounds * 2 + 1)
            yield compared(f"{model}: a citizen, against {name}", pairs, name, BARS[name][place], CITIZENS)
        if in_c is None:
            yield alone(f"{model}: against C", "not run: no compiler")
        else:
            pairs = [(a / CITIZENS, b / CITIZENS) for a, b in paired(ours, cpu(partial(in_c, model, 1)), rounds * 5)]
            yield times_ours(f"{model}: a citizen, against C", pairs, "C, -O3 -march=native", 2)
        network = yardstick(model).network
        pairs = paired(ours, cpu(lambda network=network: Twin(network, Keyed(network, 1)).run()), 1)
        yield compared(f"{model}: a citizen, against the twin (keyed draws)", pairs, "the twin", 7, CITIZENS)
    yield from sizes(is_quick)


def sizes(is_quick: bool) -> Iterator[Line]:
    """What a citizen costs when there are more of them, in a longer time."""
    spent = {}
    for citizens in (10_000, 50_000) if is_quick else (10_000, 100_000, 1_000_000, 5_000_000):
        network = longer(citizens)
        runs = max(1, 200_000 // citizens)
        work = cpu(lambda network=network, runs=runs: [replicate(network, number) for number in range(runs)])
        work()
        spent[citizens] = median(work() for _ in range(3)) / citizens / runs
        yield alone(f"{citizens:,} citizens: each", f"{spent[citizens] * 1e9:.0f} ns")
    if not is_quick:
        yield within("1,000,000 citizens with every spell: memory", extra_megabytes(1_000_000), 150, megabytes)


def cpu(work: Callable[[], Any]) -> Callable[[], float]:
    """The work as something that says how much CPU time it took."""

    def timed() -> float:
        start = process_time()
        work()
        return process_time() - start

    return timed


if __name__ == "__main__":
    sys.exit(main())
