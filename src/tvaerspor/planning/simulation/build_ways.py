"""Where citizens go after a spell: the shares of each kind at each station, and how many visits they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.simulation import layout
from tvaerspor.planning.simulation.build_kinds import Kind, Kinds
from tvaerspor.planning.simulation.cohort import Sent
from tvaerspor.planning.simulation.network import Records
from tvaerspor.planning.simulation.simulated import Figures, Simulated
from tvaerspor.planning.simulation.written import LEAVE, REST, Station, Way
from tvaerspor.planning.simulation.written import Ways as WrittenWays

OTHERS = "others"
"""In the place of a destination: all that are not named."""
_MOST_ROUNDS = 200


@dataclass(frozen=True, eq=False)
class Ways:
    """`ways` is stations x ways, `shares` the cumulated shares, stations x kinds x ways; `onward` are the plain shares
    of each kind, stations x stations."""

    ways: Records
    shares: Records
    entries: NDArray[np.int64]
    onward: NDArray[np.float64]


def ways_of(simulated: Simulated, kinds: Kinds, figures: Figures) -> Ways:
    """The ways of every station for every kind, with shares as they were drawn and scaled to give 1."""
    stations = {name: at for at, name in enumerate(simulated.stations)}
    found = [_of_station(simulated, name, kinds, figures) for name in stations]
    wide = max(len(ways) for ways, _ in found) + 1
    ways = np.zeros((len(stations), wide), layout.WAY)
    shares = np.ones((len(stations), len(kinds.kinds), wide), layout.SHARE)
    onward = np.zeros((len(kinds.kinds), len(stations), len(stations)))
    ways["to"], ways["at_most"] = layout.LEAVES, layout.NO_LIMIT
    for at, (some, of_kind) in enumerate(found):
        for place, ((_, to), way) in enumerate(some.items()):
            target = stations.get(to, layout.LEAVES if to == LEAVE else layout.NOT_OFFERED)
            limit = layout.NO_LIMIT if way.at_most is None else way.at_most
            ways[at, place] = (target, float(way.after_days or 0), limit)
            if target >= 0:
                onward[:, at, target] += of_kind[:, place]
        upto = np.cumsum(of_kind, axis=1)
        upto[upto > 1 - 1e-12] = 1.0
        shares["upto"][at, :, : len(some)] = upto
    rows = kinds.rows(simulated, figures)
    return Ways(ways, shares, rows["entry"].copy(), onward)


_Named = dict[tuple[str, str], Way]
"""Ways by their table (a class of its own, or "") and where they lead."""


def _of_station(simulated: Simulated, name: str, kinds: Kinds, figures: Figures) -> tuple[_Named, NDArray[np.float64]]:
    """Every way from a station, and the share of each for each kind."""
    station = simulated.written.stations[name]
    ways: _Named = {("", to): way for to, way in station.then.items()}
    ways |= {(class_, to): way for class_, table in station.then_for.items() for to, way in table.items()}
    ways |= {("", to): Way(share="rest") for to in (*station.then_by_triage.values(), LEAVE) if ("", to) not in ways}
    places = {named: place for place, named in enumerate(ways)}
    shares = np.zeros((len(kinds.kinds), len(ways)))
    for row, kind in zip(shares, kinds.kinds, strict=True):
        class_ = kinds.classes[kind.class_]
        table = class_ if class_ in station.then_for else ""
        for to, share in _shares(simulated, name, table, kind, figures).items():
            row[places[table, to]] += share
    return ways, shares


def _shares(simulated: Simulated, name: str, table: str, kind: Kind, figures: Figures) -> Mapping[str, float]:
    station = simulated.written.stations[name]
    if table:
        return _written(simulated, f"stations.{name}.then_for.{table}", station.then_for[table], figures)
    if station.then:
        return _written(simulated, f"stations.{name}.then", station.then, figures)
    return by_triage(station, kind.sent)


def by_triage(station: Station, sent: Sent | None) -> Mapping[str, float]:
    """Where a triaged citizen goes: evenly to the allowed destinations with a station; else where the others do."""
    ways = station.then_by_triage
    named = [ways[to] for to in (sent.destinations if sent else ()) if to in ways]
    found: dict[str, float] = {}
    for to in named or [ways.get(OTHERS, LEAVE)]:
        found[to] = found.get(to, 0.0) + 1 / max(1, len(named))
    return found


def _written(simulated: Simulated, path: str, ways: WrittenWays, figures: Figures) -> Mapping[str, float]:
    shares = {to: simulated.value(f"{path}.{to}", figures) for to, way in ways.items() if way.share != REST}
    rest = max(0.0, 1 - sum(shares.values()))
    shares |= {to: rest for to, way in ways.items() if way.share == REST}
    total = sum(shares.values())
    return {to: share / total for to, share in shares.items()}


def expected_visits(ways: Ways, of_kind: NDArray[np.float64], stations: int) -> NDArray[np.float64]:
    """Kinds x stations: the visits that the citizens of each kind come to; ways that may be taken only so many times
    are counted as if they always might."""
    here = np.zeros((of_kind.size, stations))
    for kind, entry in enumerate(ways.entries):
        if entry >= 0:
            here[kind, entry] = of_kind[kind]
    visits = here.copy()
    for _ in range(_MOST_ROUNDS):
        here = np.einsum("ks,kst->kt", here, ways.onward)
        visits += here
        if here.sum() < 1e-9 * visits.sum():
            break
    return visits
