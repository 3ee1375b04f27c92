"""The compiled event loop: one replication of a network, from the run-in to the horizon.

Three time-ordered sources: the dated changes, the citizens who come, and a heap of everything else (ends of spells,
ends of patience, later arrivals). At equal times a change goes first, then a citizen who comes, then the heap. A freed
station serves its line before the citizen who left it is placed. Fewer units interrupt nobody.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from numba import njit

from tvaerspor.planning.simulation.engine_coming import begin_streams, comes
from tvaerspor.planning.simulation.engine_heap import next_time
from tvaerspor.planning.simulation.engine_moves import arrives, ends, gives_up, joins, leaves, serves
from tvaerspor.planning.simulation.engine_tally import judge_waiting, still_runs, still_waits
from tvaerspor.planning.simulation.layout import COMES, END, GIVES_UP
from tvaerspor.planning.simulation.rows import (
    cell_of,
    change_of,
    citizen_of,
    entry_of,
    line_of,
    room_of,
    run_of,
    station_of,
)


@njit(nogil=True)
def _advance(run: Any, room: int) -> bool:
    while True:
        if run.held + room > run.heap_held or run.used + 1 >= run.citizens_held:
            return False
        if run.keeps and run.ended + room > run.spells_held:
            return False
        ahead = next_time(run)
        change = change_of(run.changes, run.change).at
        if ahead < change and ahead < run.comes:
            if ahead >= run.horizon:
                return True
            _happens(run)
        elif min(change, run.comes) >= run.horizon:
            return True
        elif change <= run.comes:
            run.now = change
            _changes(run)
        else:
            _comes(run)


@njit(nogil=True)
def _comes(run: Any) -> None:
    run.now = run.comes
    row, entry = comes(run)
    if entry < 0:
        leaves(run, row, entry)
    else:
        arrives(run, row, entry, citizen_of(run.citizens, row).referred)


@njit(nogil=True)
def _happens(run: Any) -> None:
    """The top of the heap."""
    top = entry_of(run.heap, 0)
    run.now, key = top.at, top.key
    run.hole = 1
    row, at, what = key & 0xFFFFFFFF, (key >> 32) & 0xFF, key >> 40
    if what == END:
        ends(run, at, row)
    elif what == GIVES_UP:
        gives_up(run, at, row)
    elif what == COMES:
        arrives(run, row, at, run.now)
    else:
        joins(run, row, at, run.now)


@njit(nogil=True)
def _changes(run: Any) -> None:
    change = change_of(run.changes, run.change)
    run.change += 1
    if change.station < 0:
        _month(run, change.at)
        return
    station = station_of(run.stations, change.station)
    left = run.month_ends - run.now
    room = room_of(run.rooms, run.month * run.stations_held + change.station)
    room.over -= max(0, station.busy - station.capacity) * left
    station.capacity = change.capacity
    room.over += max(0, station.busy - station.capacity) * left
    serves(run, change.station)


@njit(nogil=True)
def _month(run: Any, begins: float) -> None:
    """A new month begins with everybody who is there."""
    upcoming = run.change
    while change_of(run.changes, upcoming).station >= 0:
        upcoming += 1
    run.month += 1
    run.month_ends = min(change_of(run.changes, upcoming).at, run.horizon)
    days = run.month_ends - begins
    width = run.stations_held * run.classes
    for at in range(run.stations_held):
        station, room = station_of(run.stations, at), room_of(run.rooms, run.month * run.stations_held + at)
        room.busy = station.busy * days
        room.over = max(0, station.busy - station.capacity) * days
    if run.month > 0:
        for place in range(run.month * width, (run.month + 1) * width):
            cell = cell_of(run.cells, place)
            cell.in_line = cell_of(run.cells, place - width).in_line
            cell.queue = cell.in_line * days


@njit(nogil=True)
def _finish(run: Any) -> None:
    next_time(run)
    run.now = run.horizon
    for at in range(run.stations_held):
        for rank in range(run.classes):
            row = line_of(run.lines, at * run.classes + rank).first
            while row >= 0:
                citizen = citizen_of(run.citizens, row)
                still_waits(run, at, citizen)
                judge_waiting(run, at, citizen)
                row = citizen.after
    for place in range(run.held):
        key = entry_of(run.heap, place).key
        if key >> 40 == END:
            _still_running(run, (key >> 32) & 0xFF, key & 0xFFFFFFFF)


@njit(nogil=True)
def _still_running(run: Any, at: int, leader: int) -> None:
    row = leader
    while row >= 0:
        citizen = citizen_of(run.citizens, row)
        still_runs(run, at, citizen)
        row = citizen.after


_PARTS = ("layout", "luck", "rows", "engine", "engine_coming", "engine_heap", "engine_moves", "engine_tally")


def _stamp() -> int:
    """A number that changes with the loop's source: numba looks only at the file of the function that it kept, and
    would go on with an old loop when another of its files has changed."""
    text = b"".join(Path(__file__).with_name(f"{part}.py").read_bytes() for part in _PARTS)
    return int.from_bytes(sha256(text).digest()[:7])


def _entrances(stamp: int) -> tuple[Any, Any, Any]:
    """The functions that are called from outside; what they close over is part of the key they are kept under."""

    @njit(cache=True, nogil=True)
    def begin(address: int) -> int:
        begin_streams(run_of(address, 0))
        return stamp

    @njit(cache=True, nogil=True)
    def advance(address: int, room: int) -> bool:
        return stamp >= 0 and _advance(run_of(address, 0), room)

    @njit(cache=True, nogil=True)
    def finish(address: int) -> int:
        _finish(run_of(address, 0))
        return stamp

    return begin, advance, finish


begin, advance, finish = _entrances(_stamp())
"""Each takes the address of a run. `begin` plans the first citizen of every stream. `advance` goes on until the horizon
(True), or until less than `room` is free in some table (False: make more). `finish` counts, at the horizon, who still
waits, for how long, and which deadlines they have already passed."""
