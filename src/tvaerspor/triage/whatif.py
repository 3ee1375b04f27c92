"""Replays a change before it is decided: who would have gone elsewhere, and an example of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.axes import Axis
from tvaerspor.programme.model import ReadAs
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.tables import DecisionTable
from tvaerspor.triage.batch import (
    DENSE_CELLS,
    CellCounts,
    Tallies,
    batch_table,
    cells_over,
    deciding_axes,
    filler,
    masks_of,
)
from tvaerspor.triage.columns import Column, Slots, pieces_of, rows_of, slots_of
from tvaerspor.triage.decision import Context

LOOKED_UP = 1 << 24  # among numbers up to here, the different ones are found without sorting

Outcomes = tuple[Outcome, ...]
Pair = tuple[int, int, int, int]
"""The masks of both versions, how many referrals have them, and the row of one."""


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
    """Both versions over the same referrals, which are read once."""
    replay = Replay(before, after, context, decision)
    for _, piece in pieces_of(history):
        replay.add(piece)
    return replay.result()


class Replay:
    """Both versions over a history that comes in pieces.

    Where each version is one array, a cell over the axes of both knows both decisions, and rows are only counted.
    Otherwise every row is decided twice.
    """

    def __init__(self, before: Programme, after: Programme, context: Context, decision: str | None = None) -> None:
        id_ = decision or before.decisions[0].id
        self.date, self.rows = context.date, 0
        self.pair = compile_pair(before, after, id_, context.region, context.date)
        self._tallies = ByRow(self.pair) if self.pair.cells is None else ByCell(self.pair, self.pair.cells)

    def add(self, piece: Mapping[str, Column]) -> None:
        """Replays more referrals (see `columns.slots_of` for the columns); their rows go on from those before."""
        self._tallies.add(slots_of(self.pair.reader, self.pair.axes, piece, self.date), self.rows)
        self.rows += rows_of(piece)

    def result(self) -> WhatIf:
        """The from-to matrix of everything that was added."""
        return _matrix(self.pair.old, self.pair.new, self._tallies.pairs())


@dataclass(frozen=True)
class Cells:
    """The pairs of masks, old and new, that some cell over the axes of both has; and for each cell, which of them."""

    olds: NDArray[Any]
    news: NDArray[Any]
    groups: NDArray[Any]


@dataclass(frozen=True)
class PairOfVersions:
    """Two versions of a decision over the axes of both. `cells` is None when they are too many, or steps stay apart."""

    old: DecisionTable
    new: DecisionTable
    axes: tuple[Axis, ...]
    reader: Programme
    cells: Cells | None


@lru_cache(maxsize=8)
def compile_pair(before: Programme, after: Programme, decision: str, region: str | None, on: str) -> PairOfVersions:
    """What is the same for every history that is replayed."""
    old, new = batch_table(before, decision, region, on), batch_table(after, decision, region, on)
    axes = merged_axes(old, new)
    cells = None
    if old.whole is not None and new.whole is not None and cells_over(axes) <= DENSE_CELLS:
        cells = Cells(*_pairs_of(_spread_whole(old, axes), _spread_whole(new, axes)))
    return PairOfVersions(old, new, axes, _reader_of_both(before, after), cells)


class ByCell:
    """Counts rows by what both versions say of their cell."""

    def __init__(self, pair: PairOfVersions, cells: Cells) -> None:
        self.cells = cells
        self.tallies = Tallies(pair.axes, cells.groups, cells.olds.size)

    def add(self, slots: Slots, first: int) -> None:
        """Counts rows, of which the first one has the number `first`."""
        self.tallies.add(slots, first)

    def pairs(self) -> Iterator[Pair]:
        """What was counted, by the masks of both versions."""
        columns = (self.cells.olds, self.cells.news, self.tallies.counts, self.tallies.examples)
        yield from zip(*(column.tolist() for column in columns), strict=True)


class ByRow:
    """Decides every row in both versions."""

    def __init__(self, pair: PairOfVersions) -> None:
        self.versions = [(table, filler(table, deciding_axes(table))) for table in (pair.old, pair.new)]
        self.found: dict[tuple[int, int], tuple[int, int]] = {}

    def add(self, slots: Slots, first: int) -> None:
        """Decides rows, of which the first one has the number `first`."""
        slots.check()
        masks = []
        for table, fill in self.versions:
            here = np.empty(slots.rows, dtype=table.bits.kind)
            fill(_as_slots_of(table, slots), here)
            masks.append(_deciding(table, here))
        rows = np.arange(first, first + slots.rows)
        for before, after, count, row in _summed((masks[0], masks[1]), None, rows):
            known, example = self.found.get((before, after), (0, row))
            self.found[before, after] = (known + count, example)

    def pairs(self) -> Iterator[Pair]:
        """What was counted, by the masks of both versions."""
        return ((*masks, *counted) for masks, counted in self.found.items())


def compare_counts(old: DecisionTable, new: DecisionTable, counts: CellCounts) -> WhatIf:
    """The same from counts that were made before, perhaps on several machines and added up."""
    rows = counts.slots()
    masks = [_deciding(table, masks_of(table, _as_slots_of(table, rows))) for table in (old, new)]
    return _matrix(old, new, _summed((masks[0], masks[1]), counts.counts, counts.examples))


def _summed(
    masks: tuple[NDArray[Any], NDArray[Any]], counts: NDArray[np.int64] | None, rows: NDArray[np.int64]
) -> Iterator[Pair]:
    """The counts (None: one each) added up by the masks of both versions, each sum with one of its rows."""
    olds, news, groups = _pairs_of(*masks)
    sums = np.bincount(groups, counts, minlength=olds.size).astype(np.int64)  # exact: far fewer than 2**53 referrals
    examples = np.zeros(olds.size, dtype=np.int64)
    examples[groups] = rows
    columns = (olds, news, sums, examples)
    yield from zip(*(column.tolist() for column in columns), strict=True)


def _reader_of_both(before: Programme, after: Programme) -> Programme:
    """Knows the facts of both versions, and reads no blank as a value: each version does that in its own way."""
    facts = {**before.facts, **after.facts}
    return replace(after, facts={name: fact.model_copy(update={"if_blank": None}) for name, fact in facts.items()})


def _distinct(numbers: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The different numbers, and for each place which of them stands there, as small as it can be written."""
    most = int(numbers.max(initial=0))
    if most > LOOKED_UP:
        found, places = np.unique(numbers, return_inverse=True)
        return found, places.astype(_smallest(found.size))
    present = np.zeros(most + 1, dtype=bool)
    present[numbers] = True
    found = np.flatnonzero(present)
    place = np.zeros(present.size, dtype=_smallest(found.size))
    place[found] = np.arange(found.size)
    return found, place[numbers]


def _pairs_of(olds: NDArray[Any], news: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The different pairs of masks (olds, news), and for each place which of them stands there."""
    befores, before = _distinct(olds)
    afters, after = _distinct(news)
    kind, count = _smallest(befores.size * afters.size), max(afters.size, 1)
    numbers, groups = _distinct(before.astype(kind) * kind(count) + after)
    return befores[numbers // count], afters[numbers % count], groups


def _smallest(count: int) -> Any:
    """The smallest kind of number that tells so many apart."""
    return next(kind for kind in (np.uint8, np.uint16, np.uint32, np.uint64) if count <= 1 << 8 * kind().nbytes)


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


def _places(onto: Axis, table: DecisionTable) -> NDArray[np.int8]:
    """For each slot of a merged axis, and last for a blank, the slot of one version's axis; -1 for a blank there."""
    axis, if_blank = table.axes[onto.fact], table.programme.facts[onto.fact].if_blank
    blank = axis.code(if_blank.read_as) if isinstance(if_blank, ReadAs) else -1
    known = [axis.code(value) if axis.is_number else axis.codes.get(value, blank) for value in onto.values]
    return np.array([*known, blank], dtype=np.int8)


def _deciding(table: DecisionTable, masks: NDArray[Any]) -> NDArray[Any]:
    """The masks without their notes."""
    return np.asarray(masks & masks.dtype.type(table.bits.deciding))


def _spread_whole(table: DecisionTable, axes: tuple[Axis, ...]) -> NDArray[Any]:
    """A version's whole array over the merged axes, flattened as they are numbered, notes left out."""
    assert table.whole is not None
    mine = table.whole.stride_of.keys()
    shape = [table.axes[axis.fact].blank + 1 if axis.fact in mine else 1 for axis in axes]
    array = _deciding(table, table.whole.flat).reshape(shape)
    for place, axis in enumerate(axes):
        if axis.fact in mine:
            places = _places(axis, table)
            if not _is_as_it_was(places):
                array = np.take(array, places, axis=place)
    return np.broadcast_to(array, [axis.blank + 1 for axis in axes]).reshape(-1)


def _as_slots_of(table: DecisionTable, rows: Slots) -> Slots:
    """Rows over the merged axes as one version's own slots."""
    by_fact = {axis.fact: (axis, column) for axis, column in zip(rows.axes, rows.columns, strict=True)}
    columns = []
    for axis in deciding_axes(table):
        onto, column = by_fact[axis.fact]
        places = _places(onto, table)
        columns.append(column if _is_as_it_was(places) else places[column])
    return Slots(deciding_axes(table), tuple(columns))


def _is_as_it_was(places: NDArray[np.int8]) -> bool:
    return bool(np.array_equal(places, [*range(places.size - 1), -1]))


def _matrix(old: DecisionTable, new: DecisionTable, pairs: Iterable[Pair]) -> WhatIf:
    """The moves, largest first."""
    moves = [
        Move(old.outcomes_in(before), new.outcomes_in(after), count, row)
        for before, after, count, row in pairs
        if count
    ]
    return WhatIf(tuple(sorted(moves, key=lambda move: -move.referrals)))
