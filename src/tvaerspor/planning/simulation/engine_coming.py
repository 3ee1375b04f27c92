"""How citizens come to a run: each stream's referrals at its own rate, and the list of those who wait already."""

from __future__ import annotations

from math import inf, log
from typing import Any

import numpy as np
from numba import njit

from tvaerspor.planning.simulation.luck import coarse, fine, words
from tvaerspor.planning.simulation.rows import citizen_of, kind_of, number_of, rate_of, stream_of

_COMING = np.uint64(0xFFFFFFFF)
"""In the place of the visit: the draws by which a citizen comes."""


@njit(nogil=True)
def begin_streams(run: Any) -> None:
    """Plans the first citizen of every stream."""
    for at in range(run.streams_held):
        _plan_next(run, at)
    _find_next(run)


@njit(nogil=True)
def _plan_next(run: Any, at: int) -> None:
    """When the stream's next citizen comes, and of which kind: words 0 and 1 are the time, word 2 is the kind."""
    stream = stream_of(run.streams, at)
    counter = (np.uint64(stream.number), _COMING, stream.name, run.replication)
    drawn = words(counter, (run.key_low, run.key_high))
    stream.kind = _kind(run, stream, coarse(drawn[2]))
    if stream.list >= 0:
        stream.comes = run.begin if stream.number < stream.list else inf
    else:
        stream.events -= log(fine(drawn[0], drawn[1]))
        stream.comes = _time_of(run, stream, at * run.rates_wide)


@njit(nogil=True)
def _kind(run: Any, stream: Any, u: float) -> Any:
    """A citizen of the stream's cohort, or a kind by its share."""
    if stream.picks > 0:
        return number_of(run.picks, stream.pick + int(u * stream.picks)).is_
    kind = stream.first
    while kind < stream.last and u >= kind_of(run.kinds, kind).upto:
        kind += 1
    return kind


@njit(nogil=True)
def _time_of(run: Any, stream: Any, rates: int) -> float:
    """When the stream's rate has come to so many expected events; never, where the rates end before."""
    while rate_of(run.rates, rates + stream.segment + 1).events <= stream.events:
        stream.segment += 1
    rate = rate_of(run.rates, rates + stream.segment)
    if rate.rate <= 0:
        return inf
    return float(rate.from_ + (stream.events - rate.events) / rate.rate)


@njit(nogil=True)
def _find_next(run: Any) -> None:
    """Which stream the next citizen comes from; at equal times the first one."""
    run.comes = inf
    for at in range(run.streams_held):
        at_time = stream_of(run.streams, at).comes
        if at_time < run.comes:
            run.comes = at_time
            run.stream = at


@njit(nogil=True)
def comes(run: Any) -> Any:
    """Gives the next citizen a row, and plans who comes after; the row, and the station where they enter."""
    stream = stream_of(run.streams, run.stream)
    if run.free > 0:
        run.free -= 1
        row = number_of(run.spare, run.free).is_
    else:
        row = run.used
        run.used += 1
    citizen = citizen_of(run.citizens, row)
    citizen.referred = run.now
    if stream.list >= 0:
        citizen.referred = run.now - stream.oldest * (stream.list - stream.number - 0.5) / stream.list
    kind = kind_of(run.kinds, stream.kind)
    citizen.number = stream.number
    citizen.kind = stream.kind
    citizen.class_ = kind.class_
    citizen.visit = 0
    citizen.returns = 0
    citizen.clocked = 0
    citizen.paused = 0.0
    stream.number += 1
    _plan_next(run, run.stream)
    _find_next(run)
    return row, kind.entry
