"""The same decision over millions of referrals: exact possible sets, and counts per cell that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from tvaerspor.triage.columns import Column, Slots, slots_of
from tvaerspor.triage.decision import Context

DENSE_CELLS = 8_000_000  # up to here a counter per cell is smaller and faster than sorting the cells that occur

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
    slots = slots_of(programme, deciding_axes(table), history, context.date)
    return Masks(table, masks_of(table, slots))


def deciding_axes(table: DecisionTable) -> tuple[Axis, ...]:
    """The axes that the outcome can depend on, in the order of the whole array where there is one."""
    return tuple(table.axes[fact] for fact in sorted(table.deciding_facts))


def masks_of(table: DecisionTable, slots: Slots) -> NDArray[Any]:
    """The bits of everything possible for each row of `slots` (whose axes are `deciding_axes`)."""
    out = np.empty(slots.rows, dtype=table.bits.kind)
    if table.whole is not None:
        strides = _strides(table.whole, slots)
        if kernels.look_up(slots.addresses, strides, slots.blanks, table.whole.flat, out) < slots.rows:
            slots.check()
        return out
    slots.check()
    kind = table.bits.kind
    places = {axis.fact: place for place, axis in enumerate(slots.axes)}
    linked = np.array([places[fact] for fact in sorted(table.linked)], dtype=np.int64)
    not_noted = np.array(table.not_noted, dtype=kind)
    starts, axes, strides, offsets, cells = _plan(table.steps, places, kind)
    bits = (kind(table.bits.deciding), kind(table.bits.passing))
    *barred, barred_cells = _plan(table.impossible, places, np.uint8)
    steps = ((starts, axes, strides, offsets, not_noted), cells)
    kernels.chain(slots.addresses, slots.blanks, linked, steps, bits, (tuple(barred), barred_cells), out)
    return out


def _strides(table: Table, slots: Slots) -> NDArray[np.int64]:
    return np.array([table.stride_of[axis.fact] for axis in slots.axes], dtype=np.int64)


def _plan(tables: Sequence[Table], places: Mapping[str, int], kind: Any) -> tuple[NDArray[Any], ...]:
    """Several tables in a row: where each one's axes begin, the axes, their strides, where its cells begin; cells."""
    starts = np.cumsum([0, *(len(table.axes) for table in tables)])
    axes = [places[fact] for table in tables for fact in table.stride_of]
    strides = [stride for table in tables for stride in table.stride_of.values()]
    offsets = np.cumsum([0, *(table.flat.size for table in tables)])[:-1]
    cells = np.concatenate([table.flat.astype(kind) for table in tables]) if tables else np.zeros(1, dtype=kind)
    return starts, np.array(axes, dtype=np.int64), np.array(strides, dtype=np.int64), offsets, cells


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
    strides = strides_over(slots.axes)
    cells = cells_over(slots.axes)
    if cells > DENSE_CELLS:
        slots.check()
        keys = np.empty(slots.rows, dtype=np.int64)
        kernels.keys_of(slots.addresses, strides, slots.blanks, keys)
        found, examples, counts = np.unique(keys, return_index=True, return_counts=True)
        return CellCounts(slots.axes, found, counts, examples)
    tallies = tally(slots, np.arange(cells, dtype=np.int32), cells)
    held = np.flatnonzero(tallies[:, 0])
    return CellCounts(slots.axes, held, tallies[held, 0], tallies[held, 1] - 1)


def tally(slots: Slots, groups: NDArray[Any], count: int) -> NDArray[np.int64]:
    """For each of `count` groups of cells: how many rows fell in it, and the number of the last one plus one."""
    from numba import get_num_threads

    lanes = 4 if count <= FEW_GROUPS else 1
    counts = np.zeros((get_num_threads(), lanes, count), dtype=np.int64)
    examples = np.zeros((get_num_threads(), count), dtype=np.int64)
    strides = strides_over(slots.axes)
    kernels.tally(slots.addresses, strides, slots.blanks, groups, slots.rows, counts, examples)
    if counts.sum() < slots.rows:
        slots.check()
    return np.column_stack((counts.sum(axis=(0, 1)), examples.max(axis=0)))
