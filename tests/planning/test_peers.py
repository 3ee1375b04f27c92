"""The simulation agrees with SimPy and Ciw within their intervals, on a small network with priorities."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.planning.networks import run
from tests.planning.test_theory import LONG
from tvaerspor.planning.simulation.measures import Ratio

TWO = """\
id: two
title: To stationer
years: {from: 2021, to: 2021}
simulation:
  classes: {urgent: {title: H, priority: 1}, routine: {title: R, priority: 2}}
  demand:
    all: {title: Alle, per_year: 1826.25, enters: clinic, classes: {urgent: 0.3, routine: rest}, basis: local}
  stations:
    clinic: {title: Klinik, capacity: 3, service: {mean: 0.5}, then: {ward: 0.4, leave: rest}, basis: local}
    ward:
      title: Afsnit
      capacity: 5
      service: {distribution: lognormal, mean: 2, cv: 0.5}
      then: {clinic: 0.1, leave: rest}
      basis: local
"""
RATE, DAYS, UNITS, SIGMA2 = 5.0, 365, (3, 5), float(np.log(1.25))
PEERS = 60 if LONG else 12
Waits = tuple[list[float], list[int]]


def simpy_waits(seed: int) -> Waits:
    """One year, one process for each citizen."""
    simpy = pytest.importorskip("simpy")
    chance, world = random.Random(seed), simpy.Environment()
    places = [simpy.PriorityResource(world, units) for units in UNITS]
    days, visits = [0.0] * 4, [0] * 4

    def spell(at: int) -> float:
        return chance.lognormvariate(np.log(2) - SIGMA2 / 2, SIGMA2**0.5) if at else chance.expovariate(2)

    def citizen(class_: int) -> Iterator[Any]:
        at = 0
        while at >= 0:
            arrived = world.now
            with places[at].request(priority=class_) as turn:
                yield turn
                days[2 * at + class_] += world.now - arrived
                visits[2 * at + class_] += 1
                yield world.timeout(spell(at))
            on = chance.random() < (0.1 if at else 0.4)
            at = 1 - at if on else -1

    def coming() -> Iterator[Any]:
        while True:
            yield world.timeout(chance.expovariate(RATE))
            world.process(citizen(0 if chance.random() < 0.3 else 1))

    world.process(coming())
    world.run(until=DAYS)
    return days, visits


def ciw_waits(seed: int) -> Waits:
    """One year of service records, and those who are still being served."""
    ciw = pytest.importorskip("ciw")
    service = [ciw.dists.Exponential(2), ciw.dists.Lognormal(np.log(2) - SIGMA2 / 2, SIGMA2**0.5)]
    network = ciw.create_network(
        number_of_servers=list(UNITS),
        arrival_distributions={
            "urgent": [ciw.dists.Exponential(RATE * 0.3), None],
            "routine": [ciw.dists.Exponential(RATE * 0.7), None],
        },
        service_distributions={"urgent": service, "routine": service},
        routing={name: [[0.0, 0.4], [0.1, 0.0]] for name in ("urgent", "routine")},
        priority_classes={"urgent": 0, "routine": 1},
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(DAYS)
    days, visits = [0.0] * 4, [0] * 4
    for record in simulation.get_all_records(only=["service"]):
        place = 2 * (record.node - 1) + (record.customer_class == "routine")
        days[place] += record.waiting_time
        visits[place] += 1
    return days, visits


@pytest.mark.parametrize("peer", [simpy_waits, ciw_waits])
def test_waits_agree_within_both_intervals(peer: Any) -> None:
    ours = run(TWO, replications=5 * PEERS)
    found = [peer(seed) for seed in range(PEERS)]
    sums, counts = (np.array([one[side] for one in found], dtype=float) for side in (0, 1))
    for place in range(4):
        station, class_ = ("clinic", "ward")[place // 2], ("urgent", "routine")[place % 2]
        theirs, mine = Ratio(sums[:, place], counts[:, place]), ours.interval("wait_days", station, class_)
        reach = 1.6 * (theirs.interval.half_width**2 + mine.half_width**2) ** 0.5
        assert abs(theirs.estimate - mine.estimate) <= reach, (station, class_)
        assert mine.half_width < 0.2 * mine.estimate
