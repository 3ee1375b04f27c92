"""The same decision over millions of referrals: exact possible sets, and counts per cell that add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.axes import Axis
from tvaerspor.programme.cells import Table
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme, with_parameters
from tvaerspor.programme.tables import DecisionTable, compile_decision
from tvaerspor.triage import kernels
from tvaerspor.triage.columns import Column, Slots, pieces_of, rows_of, slots_of
from tvaerspor.triage.decision import Context

DENSE_CELLS = 8_000_000  # up to here a counter per cell is smaller and faster than sorting the cells that occur
CELLS_PER_ROW = 16
FEW_GROUPS = 65_536


@dataclass(frozen=True)
class Masks:
    """The bits of everything possible for each referral, and the table that says what the bits mean."""

    table: DecisionTable
    masks: NDArray[Any]

    def by_outcomes(self) -> Mapping[tuple[Outcome, ...], int]:
        """How many referrals have each set of possible outcomes, most first."""
        masks, counts = np.unique(self.masks & self.masks.dtype.type(self.table.bits.deciding), return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return {self.table.outcomes_in(int(masks[place])): int(counts[place]) for place in order}


@lru_cache(maxsize=32)
def batch_table(programme: Programme, decision: str, region: str | None, on: str) -> DecisionTable:
    """The compiled decision that a batch runs on."""
    return compile_decision(with_parameters(programme, region, on), decision)


def decide_many(
    programme: Programme, history: Mapping[str, Column], context: Context, decision: str | None = None
) -> Masks:
    """Everything possible for each referral of a history (see `columns.slots_of` for its columns)."""
    table = batch_table(programme, decision or programme.decisions[0].id, context.region, context.date)
    axes = deciding_axes(table)
    masks = np.empty(rows_of(history), dtype=table.bits.kind)
    fill = filler(table, axes)
    for first, piece in pieces_of(history):
        slots = slots_of(programme, axes, piece, context.date)
        fill(slots, masks[first : first + rows_of(piece)])
    return Masks(table, masks)


def deciding_axes(table: DecisionTable) -> tuple[Axis, ...]:
    """The axes that the outcome can depend on, in the order of the whole array where there is one."""
    return tuple(table.axes[fact] for fact in sorted(table.deciding_facts))


def masks_of(table: DecisionTable, slots: Slots) -> NDArray[Any]:
    """The bits of everything possible for each row of `slots` (whose axes are `deciding_axes`)."""
    masks = np.empty(slots.rows, dtype=table.bits.kind)
    filler(table, slots.axes)(slots, masks)
    return masks


def filler(table: DecisionTable, axes: Sequence[Axis]) -> Callable[[Slots, NDArray[Any]], None]:
    """What writes the bits of everything possible for each row of some slots, again and again."""
    whole = table.whole
    if whole is None:
        return _chaining(table, {axis.fact: place for place, axis in enumerate(axes)})
    plan = plan_of(axes)

    def look_up(slots: Slots, masks: NDArray[Any]) -> None:
        if kernels.look_up((slots.addresses, *plan), whole.flat, masks) < masks.size:
            slots.check()

    return look_up


def _chaining(table: DecisionTable, places: Mapping[str, int]) -> Callable[[Slots, NDArray[Any]], None]:
    kind, facts = table.bits.kind, sorted(table.linked)
    tables = (*table.steps, *table.impossible)
    columns = [places[fact] for one in tables for fact in one.stride_of]
    starts = np.cumsum([0, *(len(one.axes) for one in tables)])
    plan = [np.concatenate(part) for part in zip(*(plan_of(one.axes) for one in tables), strict=True)]
    blanks = np.array([table.axes[fact].blank for fact in facts], dtype=np.int64)
    links = np.array([[one.stride_of.get(fact, 0) for one in tables] for fact in facts], dtype=np.int64)
    links = links.reshape(len(facts), len(tables))
    bits = (table.not_noted, (table.bits.deciding, table.bits.passing))
    steps = (*_in_a_row(table.steps), *_meanings(table.steps, kind), *(np.array(some, dtype=kind) for some in bits))
    arrays = (steps, _in_a_row(table.impossible))

    def chain(slots: Slots, masks: NDArray[Any]) -> None:
        addresses = slots.addresses
        linked = (addresses[[places[fact] for fact in facts]], blanks, links)
        if kernels.chain((addresses[columns], *plan), starts, linked, arrays, masks) < masks.size:
            slots.check()

    return chain


def plan_of(axes: Sequence[Axis]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """How cells are numbered, with the last axis fastest: for each axis its stride among those that are numbered
    together (as long as 16 bits hold them), the code of its blank, and the cells to fold in after it, or 0."""
    runs: list[list[Axis]] = []
    for axis in reversed(axes):
        if runs and cells_over([axis, *runs[0]]) <= 1 << 16:
            runs[0].insert(0, axis)
        else:
            runs.insert(0, [axis])
    strides = [stride for run in runs for stride in strides_over(run)]
    folds = [fold for run in runs for fold in (*([0] * (len(run) - 1)), cells_over(run))]
    blanks = [axis.blank for axis in axes]
    return np.array(strides, dtype=np.int64), np.array(blanks, dtype=np.int64), np.array(folds, dtype=np.int64)


def _in_a_row(tables: Sequence[Table]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The cells of several tables one after the other, and where each one's begin."""
    offsets = np.cumsum([0, *(table.flat.size for table in tables)])[:-1]
    return np.concatenate([np.zeros(0, dtype=np.uint8), *(table.flat for table in tables)]), offsets


def _meanings(tables: Sequence[Table], kind: Any) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Where each table's meanings begin (-1: its cells are masks), and the meanings one after the other."""
    means = [table.means if table.means is not None else np.zeros(0, dtype=kind) for table in tables]
    begins = np.cumsum([0, *(mean.size for mean in means)])[:-1]
    begins[[mean.size == 0 for mean in means]] = -1
    return begins, np.concatenate(means)


@dataclass(frozen=True)
class CellCounts:
    """How many referrals fell in each cell, and the row of one of them. Counts over the same axes add up."""

    axes: tuple[Axis, ...]
    keys: NDArray[np.int64]
    counts: NDArray[np.int64]
    examples: NDArray[np.int64]

    def __add__(self, other: CellCounts) -> CellCounts:
        if self.axes != other.axes:
            raise ValueError("counts over different axes do not add up")
        keys, where = np.unique(np.concatenate((self.keys, other.keys)), return_inverse=True)
        counts = np.zeros(keys.size, dtype=np.int64)
        np.add.at(counts, where, np.concatenate((self.counts, other.counts)))
        examples = np.empty(keys.size, dtype=np.int64)
        examples[where[::-1]] = np.concatenate((self.examples, other.examples))[::-1]
        return CellCounts(self.axes, keys, counts, examples)

    @property
    def referrals(self) -> int:
        """How many referrals were counted."""
        return int(self.counts.sum())

    def slots(self) -> Slots:
        """The cells that occur, as rows of their own."""
        columns = []
        for stride, axis in zip(strides_over(self.axes), self.axes, strict=True):
            codes = self.keys // stride % (axis.blank + 1)
            columns.append(np.where(codes == axis.blank, -1, codes).astype(np.int8))
        return Slots(self.axes, tuple(columns))


def strides_over(axes: Sequence[Axis]) -> NDArray[np.int64]:
    """How far one step along each axis is in the numbering of cells; ValueError past 2**62 cells."""
    strides, cells = [], 1
    for axis in reversed(axes):
        strides.append(cells)
        cells *= axis.blank + 1
    if cells > 1 << 62:
        raise ValueError(f"{len(axes)} facts have too many combinations to be numbered")
    return np.array(strides[::-1], dtype=np.int64)


def cells_over(axes: Sequence[Axis]) -> int:
    """How many cells there are over some axes, blanks included."""
    return prod(axis.blank + 1 for axis in axes)


def count_cells(slots: Slots) -> CellCounts:
    """The referrals counted per cell, in one pass."""
    cells = cells_over(slots.axes)
    if cells > min(DENSE_CELLS, CELLS_PER_ROW * slots.rows):
        slots.check()
        keys = np.empty(slots.rows, dtype=np.int64)
        kernels.keys_of((slots.addresses, slots.blanks), strides_over(slots.axes), keys)
        found, examples, counts = np.unique(keys, return_index=True, return_counts=True)
        return CellCounts(slots.axes, found, counts, examples)
    tallies = Tallies(slots.axes, np.arange(cells, dtype=np.int32), cells)
    tallies.add(slots, 0)
    held = np.flatnonzero(tallies.counts)
    return CellCounts(slots.axes, held, tallies.counts[held], tallies.examples[held])


class Tallies:
    """For each of `count` groups of cells, how many rows fell in it, and the number of one of them (-1: none)."""

    def __init__(self, axes: Sequence[Axis], groups: NDArray[Any], count: int) -> None:
        self.plan, self.groups = plan_of(axes), groups
        self.counts = np.zeros(count, dtype=np.int64)
        self.examples = np.full(count, -1, dtype=np.int64)

    def add(self, slots: Slots, first: int) -> None:
        """Counts rows, of which the first one has the number `first`; raises ValueError for a code out of bounds."""
        from numba import get_num_threads

        columns, shares, count = (slots.addresses, *self.plan), get_num_threads(), self.counts.size
        here = np.zeros((shares, 4 if count <= FEW_GROUPS else 1, count), dtype=np.uint32)
        kernels.tally(columns, self.groups, slots.rows, here)
        found = here.sum(axis=(0, 1), dtype=np.int64)
        if found.sum() < slots.rows:
            slots.check()
        is_new = (found > 0) & (self.examples < 0)
        self.counts += found
        if is_new.any():
            wanted = (here > 0).any(axis=1) & is_new
            wanted[1:] &= ~np.logical_or.accumulate(wanted, axis=0)[:-1]  # of the first share that has it
            kernels.find_rows(columns, self.groups, slots.rows, wanted, self.examples)
            self.examples[is_new] += first
