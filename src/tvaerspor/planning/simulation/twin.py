"""The event loop once more in plain Python, with a heap and one queue per station and priority, on the same draws.

It is the reference that the compiled loop must agree with, citizen by citizen: it shares the network's tables with it,
and no code. Slow on purpose; nothing but tests and the benchmark calls it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import Any

from tvaerspor.planning.simulation.layout import COMES, END, GIVES_UP, LEAVES, READY
from tvaerspor.planning.simulation.network import Network, Records
from tvaerspor.planning.simulation.twin_luck import Luck, length


@dataclass(slots=True)
class Stay:
    """One citizen's time at one station: `came` is when they stood there, `arrived` when their wait began (before the
    first day for the list of today). `started`, `ended` and `gave_up` are None for what never happened."""

    stream: int
    number: int
    kind: int
    visit: int
    station: int
    came: float
    arrived: float
    referred: float
    paused: float
    started: float | None = None
    ended: float | None = None
    gave_up: float | None = None
    leads: bool = False


class _Citizen:
    __slots__ = ("class_", "kind", "number", "paused", "referred", "returns", "row", "stay", "stream", "visit", "way")

    def __init__(self, stream: int, number: int, kind: int, class_: int) -> None:
        self.stream, self.number, self.kind, self.class_ = stream, number, kind, class_
        self.visit = self.returns = self.row = 0
        self.paused = self.way = self.referred = 0.0
        self.stay = Stay(stream, number, kind, 0, 0, 0.0, 0.0, 0.0, 0.0)


class Twin:
    """One replication, to be run once; `stays` are filled in the order in which citizens come to stations."""

    def __init__(self, network: Network, luck: Luck) -> None:
        tables = network.tables
        self.luck, self.now, self.begin, self.horizon = luck, 0.0, -network.run_in_days, network.days
        self.stations, self.ways = _rows(tables["stations"]), [_rows(row) for row in tables["ways"]]
        self.lengths = [[(row[0], row[1:]) for row in rows.tolist()] for rows in tables["lengths"]]
        self.shares, self.rank = tables["shares"]["upto"].tolist(), tables["rank"]["is_"].tolist()
        self.kinds, self.streams = _rows(tables["kinds"]), _rows(tables["streams"])
        self.picks = tables["picks"]["is_"].tolist()
        self.rates = [rows.tolist() for rows in tables["rates"]]
        self.changes = [change for change in tables["changes"].tolist() if change[1] >= 0]
        self.lines = [[deque[_Citizen]() for _ in network.classes] for _ in network.stations]
        self.heap: list[tuple[float, int, int, int, list[_Citizen]]] = []
        self.free: list[int] = []
        self.used = self.pushed = self.not_offered = 0
        self.stays: list[Stay] = []

    def run(self) -> list[Stay]:
        """Every stay of the replication."""
        for at in range(len(self.streams)):
            self._plan_next(at)
        changes = iter([*self.changes, (inf, 0, 0)])
        change = next(changes)
        while True:
            coming = min(range(len(self.streams)), key=lambda at: self.streams[at]["comes"])
            comes = self.streams[coming]["comes"]
            ahead = self.heap[0][0] if self.heap else inf
            self.now = min(change[0], comes, ahead)
            if self.now >= self.horizon:
                return self.stays
            if change[0] == self.now:
                self.stations[change[1]]["capacity"] = change[2]
                self._serves(change[1])
                change = next(changes)
            elif comes == self.now:
                self._comes(coming)
            else:
                self._happens()

    def _plan_next(self, at: int) -> None:
        stream = self.streams[at]
        gap, u = self.luck.coming(at, stream["number"])
        if stream["picks"]:
            stream["kind"] = self.picks[stream["pick"] + int(u * stream["picks"])]
        else:
            kinds = range(stream["first"], stream["last"])
            stream["kind"] = next((kind for kind in kinds if u < self.kinds[kind]["upto"]), stream["last"])
        if stream["list"] >= 0:
            stream["comes"] = self.begin if stream["number"] < stream["list"] else inf
            return
        stream["events"] += length(0, (1.0, 0.0, 0.0), gap)
        while self.rates[at][stream["segment"] + 1][1] <= stream["events"]:
            stream["segment"] += 1
        begins, events, rate = self.rates[at][stream["segment"]]
        stream["comes"] = begins + (stream["events"] - events) / rate if rate > 0 else inf

    def _comes(self, at: int) -> None:
        stream = self.streams[at]
        kind = self.kinds[stream["kind"]]
        citizen = _Citizen(at, stream["number"], stream["kind"], kind["class_"])
        citizen.row = self.free.pop() if self.free else self.used
        self.used = max(self.used, citizen.row + 1)
        citizen.referred = self.now
        if stream["list"] >= 0:
            citizen.referred -= stream["oldest"] * (stream["list"] - stream["number"] - 0.5) / stream["list"]
        stream["number"] += 1
        self._plan_next(at)
        self._goes(citizen, kind["entry"], 0.0, citizen.referred)

    def _goes(self, citizen: _Citizen, to: int, after: float, since: float) -> None:
        if to < 0:
            self.not_offered += to != LEAVES and self.now >= 0
            self.free.append(citizen.row)
        elif after > 0:
            self._push(self.now + after, COMES, to, [citizen])
        else:
            self._arrives(citizen, to, since)

    def _push(self, at: float, what: int, station: int, citizens: list[_Citizen]) -> None:
        self.pushed += 1
        heappush(self.heap, (at, what << 8 | station, citizens[0].row, self.pushed, citizens))

    def _happens(self) -> None:
        _, key, _, _, citizens = heappop(self.heap)
        what, at = key >> 8, key & 0xFF
        if what == END:
            self._ends(at, citizens)
        elif what == GIVES_UP:
            self._gives_up(at, citizens[0])
        elif what == COMES:
            self._arrives(citizens[0], at, self.now)
        else:
            self._joins(citizens[0], at, self.now)

    def _arrives(self, citizen: _Citizen, at: int, since: float) -> None:
        share, days = self.stations[at]["pause_share"], self.stations[at]["pause_days"]
        if share > 0 and self.luck.patience(citizen.stream, citizen.number, citizen.visit)[1] < share:
            citizen.paused += days
            self._push(self.now + days, READY, at, [citizen])
        else:
            self._joins(citizen, at, since)

    def _joins(self, citizen: _Citizen, at: int, since: float) -> None:
        station = self.stations[at]
        who = (citizen.stream, citizen.number, citizen.kind, citizen.visit)
        citizen.stay = Stay(*who, at, self.now, since, citizen.referred, citizen.paused)
        self.stays.append(citizen.stay)
        if station["group"] == 1 and station["busy"] < station["capacity"]:
            self._starts(at, [citizen])
            return
        self.lines[at][self.rank[at][citizen.class_]].append(citizen)
        if station["patience"] >= 0:
            u, _ = self.luck.patience(citizen.stream, citizen.number, citizen.visit)
            patience = length(station["patience"], (station["a"], station["b"], station["c"]), u)
            citizen.stay.gave_up = max(since + patience, self.now)
            self._push(citizen.stay.gave_up, GIVES_UP, at, [citizen])
        if station["group"] > 1:
            self._serves(at)

    def _serves(self, at: int) -> None:
        station, lines = self.stations[at], self.lines[at]
        while station["busy"] < station["capacity"] and sum(map(len, lines)) >= station["group"]:
            self._starts(at, [next(line for line in lines if line).popleft() for _ in range(station["group"])])

    def _starts(self, at: int, citizens: list[_Citizen]) -> None:
        lasts = 0.0
        for place, citizen in enumerate(citizens):
            u, citizen.way = self.luck.spell(citizen.stream, citizen.number, citizen.visit)
            if place == 0:
                lasts = length(*self.lengths[at][citizen.class_], u)
            citizen.stay.started, citizen.stay.gave_up, citizen.stay.leads = self.now, None, place == 0
        self.stations[at]["busy"] += 1
        self._push(self.now + lasts, END, at, citizens)

    def _ends(self, at: int, citizens: list[_Citizen]) -> None:
        for citizen in citizens:
            citizen.stay.ended = self.now
            citizen.visit += 1
        self.stations[at]["busy"] -= 1
        self._serves(at)
        for citizen in citizens:
            shares = self.shares[at][citizen.kind]
            way = self.ways[at][next(place for place, upto in enumerate(shares) if citizen.way < upto)]
            to = way["to"]
            if way["at_most"] >= 0:
                to = LEAVES if citizen.returns >= way["at_most"] else to
                citizen.returns += 1
            self._goes(citizen, to, way["after"], self.now)

    def _gives_up(self, at: int, citizen: _Citizen) -> None:
        line = self.lines[at][self.rank[at][citizen.class_]]
        if citizen.stay.started is None and citizen.stay.gave_up == self.now and citizen in line:
            line.remove(citizen)
            self._goes(citizen, LEAVES, 0.0, self.now)


def _rows(table: Records) -> list[dict[str, Any]]:
    """A table as plain Python, to be changed."""
    return [dict(zip(table.dtype.names or (), row, strict=True)) for row in table.tolist()]
