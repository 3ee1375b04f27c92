"""The time-ordered heap of a run: the end of a spell mostly starts another, so the top is replaced, not taken away."""

from __future__ import annotations

from math import inf
from typing import Any

from numba import njit

from tvaerspor.planning.simulation.rows import entry_of


@njit(nogil=True)
def _is_before(one: Any, at: float, key: int) -> Any:
    return one.at < at or (one.at == at and one.key < key)


@njit(nogil=True)
def _put(run: Any, place: int, at: float, key: int) -> None:
    entry = entry_of(run.heap, place)
    entry.at = at
    entry.key = key


@njit(nogil=True)
def _sinks(run: Any, at: float, key: int) -> None:
    """Puts an entry in at the top, down to where it belongs."""
    place, child = 0, 1
    while child < run.held:
        below = entry_of(run.heap, child)
        if child + 1 < run.held:
            right = entry_of(run.heap, child + 1)
            if _is_before(right, below.at, below.key):
                child += 1
                below = right
        if not _is_before(below, at, key):
            break
        _put(run, place, below.at, below.key)
        place = child
        child = 2 * place + 1
    _put(run, place, at, key)


@njit(nogil=True)
def push(run: Any, at: float, what: int, row: int) -> None:
    """Something that will happen; `what` is the kind of event and the station."""
    key = (what << 32) | row
    if run.hole:
        run.hole = 0
        _sinks(run, at, key)
        return
    place = run.held
    run.held += 1
    while place > 0:
        above = (place - 1) >> 1
        entry = entry_of(run.heap, above)
        if _is_before(entry, at, key):
            break
        _put(run, place, entry.at, entry.key)
        place = above
    _put(run, place, at, key)


@njit(nogil=True)
def next_time(run: Any) -> float:
    """When the heap's first entry happens; never, when it has none."""
    if run.hole:
        run.hole = 0
        run.held -= 1
        if run.held > 0:
            last = entry_of(run.heap, run.held)
            _sinks(run, last.at, last.key)
    return float(entry_of(run.heap, 0).at) if run.held > 0 else inf
