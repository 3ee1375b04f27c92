"""What citizens do in a run: arrive, line up, start and end spells, go on, give up, leave."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numba import njit

from tvaerspor.planning.simulation.engine_heap import push
from tvaerspor.planning.simulation.engine_tally import (
    ended_spell,
    gave_up,
    judge,
    judge_waiting,
    left_line,
    stands_in_line,
    started_spell,
)
from tvaerspor.planning.simulation.layout import COMES, END, GIVES_UP, LEAVES, READY, TO_END, TO_START
from tvaerspor.planning.simulation.luck import coarse, fine, length, words
from tvaerspor.planning.simulation.rows import (
    citizen_of,
    kind_of,
    length_of,
    line_of,
    number_of,
    share_of,
    station_of,
    stream_of,
    way_of,
)


@njit(nogil=True)
def _drawn(run: Any, citizen: Any, purpose: int) -> Any:
    """Purpose 0: the spell (words 0 and 1) and the way after it (2). Purpose 1: patience (0 and 1) and pause (2)."""
    visit = np.uint64(citizen.visit * 2 + purpose)
    stream = stream_of(run.streams, kind_of(run.kinds, citizen.kind).stream).name
    return words((np.uint64(citizen.number), visit, stream, run.replication), (run.key_low, run.key_high))


@njit(nogil=True)
def leaves(run: Any, row: Any, to: int) -> None:
    """Out of the network; `to` says whether it is because what they need is not offered."""
    if to != LEAVES and run.now >= 0.0:
        run.not_offered += 1
    number_of(run.spare, run.free).is_ = row
    run.free += 1


@njit(nogil=True)
def arrives(run: Any, row: Any, at: int, since: float) -> None:
    """At a station, perhaps to ask for a pause first."""
    station = station_of(run.stations, at)
    if station.pause_share > 0.0:
        citizen = citizen_of(run.citizens, row)
        if coarse(_drawn(run, citizen, 1)[2]) < station.pause_share:
            citizen.paused += station.pause_days
            push(run, run.now + station.pause_days, (READY << 8) | at, row)
            return
    joins(run, row, at, since)


@njit(nogil=True)
def joins(run: Any, row: Any, at: int, since: float) -> None:
    """`since` is when the wait begins: for the list of today, before the first day."""
    station, citizen = station_of(run.stations, at), citizen_of(run.citizens, row)
    citizen.arrived = since
    stands_in_line(run, at, citizen)
    if station.group == 1 and station.busy < station.capacity:
        citizen.after = -1
        _starts(run, at, row)
        return
    _lines_up(run, at, row)
    if station.patience >= 0:
        drawn = _drawn(run, citizen, 1)
        patience = length(station.patience, (station.a, station.b, station.c), fine(drawn[0], drawn[1]))
        citizen.started = max(since + patience, run.now)
        push(run, citizen.started, (GIVES_UP << 8) | at, row)
    if station.group > 1:
        serves(run, at)


@njit(nogil=True)
def _line(run: Any, at: int, class_: int) -> Any:
    return line_of(run.lines, at * run.classes + number_of(run.rank, at * run.classes + class_).is_)


@njit(nogil=True)
def _lines_up(run: Any, at: int, row: Any) -> None:
    citizen = citizen_of(run.citizens, row)
    line = _line(run, at, citizen.class_)
    citizen.after = -1
    citizen.before = line.last
    citizen.waits = 1
    citizen.started = inf
    if line.last >= 0:
        citizen_of(run.citizens, line.last).after = row
    else:
        line.first = row
    line.last = row
    station_of(run.stations, at).waiting += 1


@njit(nogil=True)
def _taken_out(run: Any, at: int, row: Any) -> None:
    citizen = citizen_of(run.citizens, row)
    line = _line(run, at, citizen.class_)
    if citizen.before >= 0:
        citizen_of(run.citizens, citizen.before).after = citizen.after
    else:
        line.first = citizen.after
    if citizen.after >= 0:
        citizen_of(run.citizens, citizen.after).before = citizen.before
    else:
        line.last = citizen.before
    citizen.waits = 0
    station_of(run.stations, at).waiting -= 1


@njit(nogil=True)
def _first_in_line(run: Any, at: int) -> Any:
    place = at * run.classes
    while line_of(run.lines, place).first < 0:
        place += 1
    row: Any = np.int64(line_of(run.lines, place).first)
    _taken_out(run, at, row)
    return row


@njit(nogil=True)
def serves(run: Any, at: int) -> None:
    """Starts as many spells as there are free units, and citizens (or whole groups) in line."""
    station = station_of(run.stations, at)
    while station.busy < station.capacity and station.waiting >= station.group:
        leader = _first_in_line(run, at)
        member = leader
        for _ in range(station.group - 1):
            following = _first_in_line(run, at)
            citizen_of(run.citizens, member).after = following
            member = following
        citizen_of(run.citizens, member).after = -1
        _starts(run, at, leader)


@njit(nogil=True)
def _starts(run: Any, at: int, leader: Any) -> None:
    """A spell for a citizen or a group; its length is the luck of the first of them."""
    station = station_of(run.stations, at)
    lasts = -1.0
    row = leader
    while row >= 0:
        citizen = citizen_of(run.citizens, row)
        drawn = _drawn(run, citizen, 0)
        if lasts < 0.0:
            of = length_of(run.lengths, at * run.classes + citizen.class_)
            lasts = length(of.shape, (of.a, of.b, of.c), fine(drawn[0], drawn[1]))
        citizen.route = drawn[2]
        citizen.started = run.now
        left_line(run, at, citizen)
        if station.deadlines:
            judge(run, at, citizen, TO_START)
        row = np.int64(citizen.after)
    started_spell(run, at)
    station.busy += 1
    push(run, run.now + lasts, (END << 8) | at, leader)


@njit(nogil=True)
def ends(run: Any, at: int, leader: Any) -> None:
    """A spell ends: the freed unit takes the next in line, and then those who are through go on."""
    station = station_of(run.stations, at)
    row = leader
    while row >= 0:
        citizen = citizen_of(run.citizens, row)
        ended_spell(run, at, citizen, row == leader)
        if station.deadlines:
            judge(run, at, citizen, TO_END)
        citizen.visit += 1
        row = np.int64(citizen.after)
    station.busy -= 1
    serves(run, at)
    row = leader
    while row >= 0:
        following = np.int64(citizen_of(run.citizens, row).after)
        _goes_on(run, at, row)
        row = following


@njit(nogil=True)
def _goes_on(run: Any, at: int, row: Any) -> None:
    citizen = citizen_of(run.citizens, row)
    u = coarse(citizen.route)
    way = 0
    shares = (at * run.n_kinds + citizen.kind) * run.ways_wide
    while u >= share_of(run.shares, shares + way).upto:
        way += 1
    onward = way_of(run.ways, at * run.ways_wide + way)
    to = onward.to
    if onward.at_most >= 0:
        if citizen.returns >= onward.at_most:
            to = LEAVES
        citizen.returns += 1
    if to < 0:
        leaves(run, row, to)
    elif onward.after > 0.0:
        push(run, run.now + onward.after, (COMES << 8) | to, row)
    else:
        arrives(run, row, to, run.now)


@njit(nogil=True)
def gives_up(run: Any, at: int, row: Any) -> None:
    """Patience has ended; it means nothing for those who have started since."""
    citizen = citizen_of(run.citizens, row)
    if citizen.waits and citizen.started == run.now:
        _taken_out(run, at, row)
        gave_up(run, at, citizen)
        judge_waiting(run, at, citizen)
        leaves(run, row, LEAVES)
