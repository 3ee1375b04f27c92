"""Replays a change before it is decided: who would have gone elsewhere, and an example of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.axes import Axis
from tvaerspor.programme.cells import Table
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.tables import DecisionTable
from tvaerspor.triage.batch import (
    DENSE_CELLS,
    CellCounts,
    batch_table,
    cells_over,
    count_cells,
    deciding_axes,
    masks_of,
    tally,
)
from tvaerspor.triage.columns import Column, Slots, slots_of
from tvaerspor.triage.decision import Context

Outcomes = tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Referrals that would go from one set of possible outcomes to another; `example` is the row of one."""

    before: Outcomes
    after: Outcomes
    referrals: int
    example: int

    @property
    def is_change(self) -> bool:
        """Whether anything is different."""
        return set(self.before) != set(self.after)

    @property
    def is_certain(self) -> bool:
        """Whether one settled outcome becomes another."""
        return self.is_change and len(self.before) == len(self.after) == 1


@dataclass(frozen=True)
class WhatIf:
    """The from-to matrix of a change, largest moves first."""

    moves: tuple[Move, ...]

    @property
    def referrals(self) -> int:
        """How many referrals were replayed."""
        return sum(move.referrals for move in self.moves)

    @property
    def changed(self) -> int:
        """How many referrals have another set of possible outcomes."""
        return sum(move.referrals for move in self.moves if move.is_change)


def what_if(
    before: Programme, after: Programme, history: Mapping[str, Column], context: Context, decision: str | None = None
) -> WhatIf:
    """Both versions over the same referrals, read once: a count per cell, and both decisions per cell."""
    id_ = decision or before.decisions[0].id
    old = batch_table(before, id_, context.region, context.date)
    new = batch_table(after, id_, context.region, context.date)
    axes = merged_axes(old, new)
    slots = slots_of(after, axes, history, context.date)
    if old.whole is None or new.whole is None or cells_over(axes) > DENSE_CELLS:
        return compare_counts(old, new, count_cells(slots))
    olds, old_places = _distinct(_spread_whole(old, old.whole, axes))
    news, new_places = _distinct(_spread_whole(new, new.whole, axes))
    pairs, groups = _distinct(old_places.astype(np.uint16) * np.uint16(news.size) + new_places)
    tallies = np.zeros((olds.size * news.size, 2), dtype=np.int64)
    tallies[pairs] = tally(slots, groups, pairs.size)
    return _matrix(old, new, (olds, news), tallies)


def _distinct(numbers: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The different numbers, and for each place which of them stands there, as small as it can be written."""
    if numbers.dtype.itemsize > 2:
        found, places = np.unique(numbers, return_inverse=True)
        return found, places.astype(np.uint16)
    present = np.zeros(1 << 8 * numbers.dtype.itemsize, dtype=bool)
    present[numbers] = True
    found = np.flatnonzero(present)
    place = np.zeros(present.size, dtype=np.uint8 if found.size <= 256 else np.uint16)
    place[found] = np.arange(found.size)
    return found, place[numbers]


def compare_counts(old: DecisionTable, new: DecisionTable, counts: CellCounts) -> WhatIf:
    """The same from counts that were made before, perhaps on several machines and added up."""
    rows = counts.slots()
    olds, before = _distinct(_deciding(old, masks_of(old, _as_slots_of(old, rows))))
    news, after = _distinct(_deciding(new, masks_of(new, _as_slots_of(new, rows))))
    pairs = before.astype(np.int64) * news.size + after
    tallies = np.zeros((olds.size * news.size, 2), dtype=np.int64)
    np.add.at(tallies[:, 0], pairs, counts.counts)
    tallies[pairs, 1] = counts.examples + 1
    return _matrix(old, new, (olds, news), tallies)


def merged_axes(old: DecisionTable, new: DecisionTable) -> tuple[Axis, ...]:
    """The axes of both versions, cut wherever either of them can tell two answers apart."""
    mine = {axis.fact: axis for axis in deciding_axes(old)}
    for axis in deciding_axes(new):
        mine[axis.fact] = _merged(mine[axis.fact], axis) if axis.fact in mine else axis
    return tuple(mine[fact] for fact in sorted(mine))


def _merged(one: Axis, other: Axis) -> Axis:
    if one.is_number != other.is_number:
        raise ValueError(f"{one.fact} er et tal i den ene version og ikke i den anden")
    if one.is_number:
        cuts = tuple(sorted({*one.cuts, *other.cuts}))
        return Axis(one.fact, (min(one.values[0], other.values[0]), *cuts), cuts, is_number=True)
    return Axis(one.fact, tuple(dict.fromkeys((*one.values, *other.values))))


def _places(onto: Axis, axis: Axis) -> NDArray[np.int64]:
    """For each slot of a merged axis, and last for a blank, the slot of one version's axis."""
    if axis.is_number:
        return np.array([*(axis.code(value) for value in onto.values), axis.blank], dtype=np.int64)
    return np.array([*(axis.codes.get(value, axis.blank) for value in onto.values), axis.blank], dtype=np.int64)


def _deciding(table: DecisionTable, masks: NDArray[Any]) -> NDArray[Any]:
    """The masks without their notes."""
    return np.asarray(masks & masks.dtype.type(table.bits.deciding))


def _spread_whole(decision: DecisionTable, table: Table, axes: tuple[Axis, ...]) -> NDArray[Any]:
    """A version's whole array over the merged axes, flattened as they are numbered, notes left out."""
    mine = {axis.fact: axis for axis in table.axes}
    array = _deciding(decision, table.flat).reshape(
        [mine[axis.fact].blank + 1 if axis.fact in mine else 1 for axis in axes]
    )
    for place, axis in enumerate(axes):
        if axis.fact in mine and axis != mine[axis.fact]:
            array = np.take(array, _places(axis, mine[axis.fact]), axis=place)
    return np.broadcast_to(array, [axis.blank + 1 for axis in axes]).reshape(-1)


def _as_slots_of(table: DecisionTable, rows: Slots) -> Slots:
    """Rows over the merged axes as one version's own slots."""
    by_fact = {axis.fact: (axis, column) for axis, column in zip(rows.axes, rows.columns, strict=True)}
    axes = deciding_axes(table)
    columns = []
    for axis in axes:
        onto, column = by_fact[axis.fact]
        places = _places(onto, axis)
        places[places == axis.blank] = -1
        columns.append(np.ascontiguousarray(places[column].astype(np.int8)))
    return Slots(axes, tuple(columns))


def _matrix(
    old: DecisionTable, new: DecisionTable, masks: tuple[NDArray[Any], NDArray[Any]], tallies: NDArray[np.int64]
) -> WhatIf:
    """The moves, largest first, from a tally per pair of masks."""
    olds, news = masks
    order = np.argsort(-tallies[:, 0], kind="stable")
    return WhatIf(
        tuple(
            Move(
                old.outcomes_in(int(olds[pair // news.size])),
                new.outcomes_in(int(news[pair % news.size])),
                int(tallies[pair, 0]),
                int(tallies[pair, 1]) - 1,
            )
            for pair in order
            if tallies[pair, 0]
        )
    )
