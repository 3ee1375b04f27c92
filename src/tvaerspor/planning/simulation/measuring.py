"""From what a replication counted to one vector of sums and one of counts, and from many of these to measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tvaerspor.planning.simulation.build_network import Builder
from tvaerspor.planning.simulation.measures import Floats, Key, Ratio
from tvaerspor.planning.simulation.network import Network
from tvaerspor.planning.simulation.replication import Counts, replicate
from tvaerspor.planning.simulation.simulated import Figures

Sample = tuple[Floats, Floats]
"""The sums and the counts of one replication, in the order of a yardstick's keys."""


@dataclass(frozen=True, eq=False)
class Yardstick:
    """How one draw of the uncertain figures is measured. `prices` is costs x payers: kroner for each unit; `years` has
    the place of each month's year, -1 for the run-in."""

    network: Network
    keys: tuple[Key, ...]
    costs: tuple[tuple[int, str], ...]
    prices: Floats
    years: np.ndarray[tuple[int], np.dtype[np.int64]]

    def measure(self, counts: Counts) -> Sample:
        """One replication's sums and counts."""
        counted = self.years >= 0
        cells = {name: counts.cells[name][counted].sum(axis=0) for name in ("arrivals", "starts", "gave_up", "queue")}
        waits, rooms = counts.waits, counts.rooms[counted]
        capacity = self.network.capacity_days[counted].sum(axis=0)
        days, ones = self.network.days, np.ones
        by_class = [
            (waits["days"], waits["visits"]),
            (waits["visits"], ones(waits.shape)),
            (waits["open"], ones(waits.shape)),
            (cells["gave_up"], cells["arrivals"]),
        ]
        busy, over = rooms["busy"].sum(axis=0), rooms["over"].sum(axis=0)
        by_station = [
            (waits["days"].sum(axis=1), waits["visits"].sum(axis=1)),
            (busy, capacity + over),
            (cells["queue"].sum(axis=1), np.full(capacity.shape, days)),
            (cells["arrivals"].sum(axis=1), ones(capacity.shape)),
            (cells["starts"].sum(axis=1), ones(capacity.shape)),
            (waits["open"].sum(axis=1), ones(capacity.shape)),
            (cells["gave_up"].sum(axis=1), cells["arrivals"].sum(axis=1)),
        ]
        kept, late = (counts.verdicts[name][: len(self.network.deadlines)] for name in ("kept", "late"))
        decided = [(kept, kept + late), (kept.sum(axis=1), (kept + late).sum(axis=1))]
        kroner = self._kroner(counts)
        money = [(kroner, ones(kroner.shape)), (kroner.sum(axis=1), ones(kroner.shape[0])), (kroner.sum(), ones(1))]
        found = [*by_class, *by_station, *decided, *money, (counts.not_offered, ones(1))]
        sums, numbers = (np.concatenate([np.ravel(pair[side]) for pair in found]) for side in (0, 1))
        return sums.astype(np.float64), numbers.astype(np.float64)

    def _kroner(self, counts: Counts) -> Floats:
        """Payers x years."""
        years = int(self.years.max()) + 1
        kroner = np.zeros((self.prices.shape[1], years))
        for (at, per), prices in zip(self.costs, self.prices, strict=True):
            if per == "citizen":
                units = counts.cells["starts"][:, at].sum(axis=1)
            elif per == "unit_day":
                units = self.network.capacity_days[:, at]
            else:
                units = counts.rooms["starts" if per == "group" else "busy"][:, at]
            by_year = np.bincount(self.years + 1, weights=units, minlength=years + 1)[1:]
            kroner += prices[:, None] * by_year[None, :]
        return kroner


def yardstick_of(builder: Builder, figures: Figures) -> Yardstick:
    """The network with some figures as they were drawn, and how it is measured."""
    network = builder.network(figures)
    simulated = builder.simulated
    stations = {name: at for at, name in enumerate(network.stations)}
    payers = tuple(dict.fromkeys(charge.payer for cost in simulated.costs for charge in cost.charges))
    prices = np.zeros((len(simulated.costs), len(payers)))
    for row, cost in zip(prices, simulated.costs, strict=True):
        times = 1.0 if cost.times is None else simulated.value(cost.times, figures)
        for charge in cost.charges:
            row[payers.index(charge.payer)] += times * simulated.price(charge, figures)
    costs = tuple((stations[cost.station], cost.per) for cost in simulated.costs)
    of_month = [builder.years.index(int(name[:4])) if name else -1 for _, name in network.months]
    keys = tuple(_keys(network, payers, builder.years))
    return Yardstick(network, keys, costs, prices, np.array(of_month))


def _keys(network: Network, payers: Sequence[str], years: Sequence[int]) -> Iterator[Key]:
    for what in ("wait_days", "visits", "still_waiting", "gave_up"):
        yield from (Key(what, at, class_) for at in network.stations for class_ in network.classes)
    for what in ("wait_days", "utilisation", "in_line", "arrivals", "starts", "still_waiting", "gave_up"):
        yield from (Key(what, at) for at in network.stations)
    yield from (Key("kept", name, class_) for name in network.deadlines for class_ in network.classes)
    yield from (Key("kept", name) for name in network.deadlines)
    yield from (Key("kroner", payer, "", str(year)) for payer in payers for year in years)
    yield from (Key("kroner", payer) for payer in payers)
    yield Key("kroner")
    yield Key("not_offered")


@dataclass(frozen=True, eq=False)
class Batch:
    """Some replications: replications x keys, and what is only ever added up: months x stations x classes, waits by
    bin, and squares of the lines for their intervals."""

    sums: Floats
    counts: Floats
    queue: Floats
    queue_squares: Floats
    flows: Floats
    started: Floats
    still: Floats
    oldest: Floats

    def __add__(self, other: Batch) -> Batch:
        return Batch(
            np.concatenate((self.sums, other.sums)),
            np.concatenate((self.counts, other.counts)),
            self.queue + other.queue,
            self.queue_squares + other.queue_squares,
            self.flows + other.flows,
            self.started + other.started,
            self.still + other.still,
            np.maximum(self.oldest, other.oldest),
        )


def run_batch(yardstick: Yardstick, replications: range) -> Batch:
    """Runs some replications, one after the other."""
    samples: list[Sample] = []
    whole: Batch | None = None
    days = np.diff([begins for begins, _ in yardstick.network.months], append=yardstick.network.days)
    for replication in replications:
        counts = replicate(yardstick.network, replication)
        samples.append(yardstick.measure(counts))
        queue = counts.cells["queue"] / days[:, None, None]
        flows = np.stack([counts.cells[name] for name in ("arrivals", "starts", "ends", "gave_up")]).astype(np.float64)
        none = np.zeros((0, len(yardstick.keys)))
        one = Batch(
            none,
            none,
            queue,
            queue**2,
            flows,
            counts.started.astype(float),
            counts.still.astype(float),
            counts.waits["oldest"],
        )
        whole = one if whole is None else whole + one
    if whole is None:
        raise ValueError("mindst én gentagelse skal køres")
    sums, numbers = (np.stack([sample[side] for sample in samples]) for side in (0, 1))
    return Batch(sums, numbers, whole.queue, whole.queue_squares, whole.flows, whole.started, whole.still, whole.oldest)


def measures_of(keys: Sequence[Key], batch: Batch) -> Mapping[Key, Ratio]:
    """Each measure over all the replications."""
    columns = enumerate(keys)
    return {key: Ratio(batch.sums[:, column], batch.counts[:, column]) for column, key in columns}
