"""What a run counts while it goes: lines month by month, waits, and deadlines kept."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
from numba import njit

from tvaerspor.planning.simulation.layout import COARSE, FINE, FROM_REFERRAL, MIDDLE, TO_END, WAIT_BINS
from tvaerspor.planning.simulation.rows import (
    cell_of,
    deadline_of,
    kind_of,
    limit_of,
    number_of,
    room_of,
    spell_of,
    station_of,
    verdict_of,
    wait_of,
)

_SLACK = 1e-9
"""A deadline of so many days is kept on its last day, whatever the sum of floats says in its last digit."""


@njit(nogil=True)
def wait_bin(days: float) -> int:
    """The bin of a wait (see `layout.WAIT_BINS`)."""
    if days < 16:
        return int(days * 16)
    if days < 16 + MIDDLE:
        return FINE + int(days) - 16
    return min(FINE + MIDDLE + COARSE - 1, FINE + MIDDLE + int((days - 16 - MIDDLE) / 7))


@njit(nogil=True)
def _cell(run: Any, at: int, class_: int) -> Any:
    return cell_of(run.cells, (run.month * run.stations_held + at) * run.classes + class_)


@njit(nogil=True)
def stands_in_line(run: Any, at: int, citizen: Any) -> None:
    """Somebody has come to a station."""
    cell = _cell(run, at, citizen.class_)
    cell.arrivals += 1
    cell.in_line += 1
    cell.queue += run.month_ends - run.now


@njit(nogil=True)
def left_line(run: Any, at: int, citizen: Any) -> None:
    """Somebody's spell starts."""
    cell = _cell(run, at, citizen.class_)
    cell.starts += 1
    cell.in_line -= 1
    cell.queue -= run.month_ends - run.now
    if citizen.arrived >= run.counted:
        days = run.now - citizen.arrived
        place = at * run.classes + citizen.class_
        wait = wait_of(run.waits, place)
        wait.visits += 1
        wait.days += days
        wait.squares += days * days
        wait.longest = max(wait.longest, days)
        number_of(run.started, place * WAIT_BINS + wait_bin(days)).is_ += 1


@njit(nogil=True)
def gave_up(run: Any, at: int, citizen: Any) -> None:
    """Somebody left the line without a spell; their wait is known only to be longer than this."""
    cell = _cell(run, at, citizen.class_)
    cell.gave_up += 1
    cell.in_line -= 1
    cell.queue -= run.month_ends - run.now
    if citizen.arrived >= run.counted:
        place = at * run.classes + citizen.class_
        number_of(run.still, place * WAIT_BINS + wait_bin(run.now - citizen.arrived)).is_ += 1


@njit(nogil=True)
def started_spell(run: Any, at: int) -> None:
    """A unit goes to work."""
    room = room_of(run.rooms, run.month * run.stations_held + at)
    room.starts += 1
    room.busy += run.month_ends - run.now


@njit(nogil=True)
def ended_spell(run: Any, at: int, citizen: Any, frees: bool) -> None:
    """Somebody's spell ends; with the last (or only) one of a group it `frees` the unit."""
    _cell(run, at, citizen.class_).ends += 1
    if frees:
        room, station = room_of(run.rooms, run.month * run.stations_held + at), station_of(run.stations, at)
        room.busy -= run.month_ends - run.now
        if station.busy > station.capacity:
            room.over -= run.month_ends - run.now
    if run.keeps:
        spell = spell_of(run.spells, run.ended)
        spell.stream = kind_of(run.kinds, citizen.kind).stream
        spell.station = at
        spell.kind = citizen.kind
        spell.number = citizen.number
        spell.visit = citizen.visit
        spell.arrived = citizen.arrived
        spell.started = citizen.started
        spell.ended = run.now
        run.ended += 1


@njit(nogil=True)
def _began(run: Any, deadline: int, citizen: Any) -> float:
    """When the deadline's clock began; before everything when it has been judged already, or is not counted."""
    if deadline_of(run.deadlines, deadline).since != FROM_REFERRAL:
        began = citizen.arrived
    else:
        bit = np.uint32(1) << np.uint32(deadline)
        if citizen.clocked & bit:
            return -inf
        citizen.clocked |= bit
        began = citizen.referred
    return float(began) if began >= run.counted else -inf


@njit(nogil=True)
def _limit(run: Any, deadline: int, began: float) -> float:
    """The days that the deadline has for a clock begun then; infinite where no rule is in force."""
    days = inf
    for row in range(deadline_of(run.deadlines, deadline).limits):
        limit = limit_of(run.limits, deadline * run.limits_wide + row)
        if limit.from_ <= began:
            days = limit.days
    return days


@njit(nogil=True)
def _decide(run: Any, deadline: int, citizen: Any, is_open: bool) -> None:
    """Only clocks begun a whole limit before the horizon are decided, so that the quick ones of the last days do not
    make it look better than it is."""
    began = _began(run, deadline, citizen)
    if began == -inf:
        return
    limit = _limit(run, deadline, began)
    verdict = verdict_of(run.verdicts, deadline * run.classes + citizen.class_)
    spent = run.now - began
    if deadline_of(run.deadlines, deadline).since == FROM_REFERRAL:
        spent -= citizen.paused
    if limit == inf or began > run.horizon - limit:
        verdict.undecided += 1
    elif spent > limit + _SLACK:
        verdict.late += 1
    elif is_open:
        verdict.undecided += 1
    else:
        verdict.kept += 1


@njit(nogil=True)
def judge(run: Any, at: int, citizen: Any, until: int) -> None:
    """What the station's deadlines ask for has happened: a spell has started, or ended."""
    station = station_of(run.stations, at)
    for deadline in range(station.deadline, station.deadline + station.deadlines):
        if deadline_of(run.deadlines, deadline).until == until:
            _decide(run, deadline, citizen, False)


@njit(nogil=True)
def judge_waiting(run: Any, at: int, citizen: Any) -> None:
    """Nothing that the station's deadlines ask for has happened, and the citizen gives up or the horizon has come."""
    station = station_of(run.stations, at)
    for deadline in range(station.deadline, station.deadline + station.deadlines):
        _decide(run, deadline, citizen, True)


@njit(nogil=True)
def still_waits(run: Any, at: int, citizen: Any) -> None:
    """Somebody is in line at the horizon."""
    if citizen.arrived >= run.counted:
        age = run.horizon - citizen.arrived
        place = at * run.classes + citizen.class_
        wait = wait_of(run.waits, place)
        wait.open += 1
        wait.open_days += age
        wait.oldest = max(wait.oldest, age)
        number_of(run.still, place * WAIT_BINS + wait_bin(age)).is_ += 1


@njit(nogil=True)
def still_runs(run: Any, at: int, citizen: Any) -> None:
    """Somebody's spell runs at the horizon: it has no end yet to keep a deadline with."""
    station = station_of(run.stations, at)
    for deadline in range(station.deadline, station.deadline + station.deadlines):
        if deadline_of(run.deadlines, deadline).until == TO_END:
            _decide(run, deadline, citizen, True)
