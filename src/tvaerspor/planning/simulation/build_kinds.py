"""The kinds of citizens of a network: whose demand, which class, and what triage said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.simulation import layout
from tvaerspor.planning.simulation.cohort import Sent, Triaged
from tvaerspor.planning.simulation.network import Records
from tvaerspor.planning.simulation.simulated import Figures, Simulated
from tvaerspor.planning.simulation.written import REST

ALL = "all"
"""The one class of a simulation that names none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`sent` is None for a demand without a cohort; `share` is within its stream."""

    stream: int
    class_: int
    entry: str
    sent: Sent | None


@dataclass(frozen=True, slots=True)
class Stream:
    """Those who come by a demand, or who wait at a station on the first day (`waiting` of them; else -1)."""

    name: str
    demand: str
    first: int
    last: int
    pick: int
    picks: int
    waiting: int = -1
    oldest: float = 0.0


@dataclass(frozen=True, eq=False)
class Kinds:
    """Every kind and stream; `picks` has the kind of each citizen of each stream's cohort."""

    classes: tuple[str, ...]
    kinds: tuple[Kind, ...]
    streams: tuple[Stream, ...]
    picks: Records
    shares: NDArray[np.float64]

    @property
    def class_of(self) -> list[int]:
        """The class of each kind, by number."""
        return [kind.class_ for kind in self.kinds]

    def rows(self, simulated: Simulated, figures: Figures) -> Records:
        """The kinds as the run reads them; the shares of classes as they were drawn."""
        found = np.zeros(len(self.kinds), layout.KIND)
        stations = {name: at for at, name in enumerate(simulated.stations)}
        for row, kind in zip(found, self.kinds, strict=True):
            row["stream"], row["class_"] = kind.stream, kind.class_
            row["entry"] = stations.get(kind.entry, layout.NOT_OFFERED)
        for stream in self.streams:
            if not stream.picks:
                shares = class_shares(simulated, stream.demand, self.classes, figures)
                found["upto"][stream.first : stream.last + 1] = np.cumsum(shares)
        return found

    def spread(self, of_stream: NDArray[np.float64]) -> NDArray[np.float64]:
        """A number of each stream, spread over its kinds."""
        return np.array([of_stream[kind.stream] for kind in self.kinds]) * self.shares


def classes_of(simulated: Simulated) -> tuple[str, ...]:
    """The classes in the order of the file, or the one that all are in."""
    return tuple(simulated.written.classes) or (ALL,)


def class_shares(simulated: Simulated, demand: str, classes: tuple[str, ...], figures: Figures) -> list[float]:
    """The share of each class among a demand's citizens; drawn shares are scaled to give 1."""
    written = simulated.written.demand[demand].classes
    if not written:
        return [1.0] + [0.0] * (len(classes) - 1)
    shares = {
        name: simulated.value(f"demand.{demand}.classes.{name}", figures)
        for name, share in written.items()
        if share != REST
    }
    rest = max(0.0, 1 - sum(shares.values()))
    shares |= {name: rest for name, share in written.items() if share == REST}
    total = sum(shares.values())
    return [shares.get(name, 0.0) / total for name in classes]


def kinds_of(simulated: Simulated, triaged: Mapping[str, Triaged], classes: tuple[str, ...]) -> Kinds:
    """The kinds of every demand, and of every list of those who wait."""
    kinds: list[Kind] = []
    shares: list[float] = []
    streams: list[Stream] = []
    picks: list[NDArray[np.int64]] = []
    for name, demand, entry, waiting, oldest in _streams(simulated):
        first, pick = len(kinds), sum(map(len, picks))
        cohort = simulated.written.demand[demand].cohort
        if cohort is None:
            kinds += [Kind(len(streams), class_, entry, None) for class_ in range(len(classes))]
            shares += class_shares(simulated, demand, classes, {})
        else:
            found = triaged[cohort]
            kinds += [Kind(len(streams), _class_of(simulated, one, classes), entry, one) for one in found.sent]
            shares += [count / found.of_citizen.size for count in found.counts.values()]
            picks.append(first + found.of_citizen)
        count = sum(map(len, picks)) - pick
        streams.append(Stream(name, demand, first, len(kinds) - 1, pick, count, waiting, oldest))
    table = np.concatenate([*picks, np.zeros(1, np.int64)]).astype(layout.NUMBER)
    return Kinds(classes, tuple(kinds), tuple(streams), table, np.array(shares))


def _streams(simulated: Simulated) -> list[tuple[str, str, str, int, float]]:
    """(name, demand, entry, how many wait, for how long the oldest), lists of today after the demands."""
    written = simulated.written
    found = [(name, name, demand.enters, -1, 0.0) for name, demand in written.demand.items()]
    for station in simulated.stations:
        for name, row in written.stations[station].waiting.items():
            found.append((f"waiting/{station}/{name}", name, station, row.waiting, float(row.oldest_days)))
    return found


def _class_of(simulated: Simulated, sent: Sent, classes: tuple[str, ...]) -> int:
    """The class that has the urgency; else the last one."""
    for place, name in enumerate(classes):
        if name != ALL and any(urgency.name == sent.urgency for urgency in simulated.written.classes[name].urgencies):
            return place
    return len(classes) - 1
