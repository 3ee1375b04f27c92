"""A decision compiled: everything that is possible over every way of filling the blanks, by looking it up.

A whole decision is one array where it fits. Otherwise each step is one, and the facts that link them (shared by
several steps, or named in an impossibility) are enumerated together, never united step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.axes import Axis, OpenGrid, axes_of, base_facts
from tvaerspor.programme.cells import Bits, Masks, Table, Variations, chained, spread, table_of
from tvaerspor.programme.criteria import Criterion
from tvaerspor.programme.model import Decision
from tvaerspor.programme.outcomes import Block, Effect, Outcome, blocks_of
from tvaerspor.programme.programme import Programme

WHOLE_CELLS = 2_000_000  # cells of one array for a whole decision; above it the steps stay apart
LINKED_CELLS = 50_000  # combinations of linked facts that one decision may enumerate
MAX_FACTS = 14  # n yes/no facts with blanks take 3**n cells: 14 facts are 4.8 million

Codes = Mapping[str, int]
Open = Mapping[str, Sequence[int]]
"""The facts that are partly known, with the slots that are left."""


@dataclass(frozen=True)
class DecisionTable:
    """One decision of one programme whose parameters are settled. Codes name a slot on each axis; blank is last."""

    programme: Programme
    decision: Decision
    axes: Mapping[str, Axis]
    bits: Bits
    blocks: tuple[Block, ...]
    patterns: tuple[NDArray[np.int64], ...]
    steps: tuple[Table, ...]
    whole: Table | None
    parallels: Mapping[str, Table]
    impossible: tuple[Table, ...]

    def possible(self, codes: Codes, partly: Open | None = None) -> int:
        """The mask of everything possible over every filling; 0 when the answers contradict each other."""
        many = self.enumerated(codes, partly or {})
        if many:
            return int(np.bitwise_or.reduce(self.masks(codes, many), axis=None))
        if any(barred.at(codes) for barred in self.barred):
            return 0
        return self._chained_once(codes)

    def masks(self, codes: Codes, many: Open, varied: Variations = ()) -> Masks:
        """The masks for every combination of the facts in `many`; on the first axis each variation (`Table.over`)."""
        found = chained(self.bits, [(table.over(codes, many, varied), not_noted) for table, not_noted in self.links])
        for barred in self.barred:
            found = np.where(barred.over(codes, many, varied) == 0, found, found.dtype.type(0))
        return found

    def parallel(self, name: str, codes: Codes, partly: Open | None = None) -> int:
        """The mask of one parallel rule for answers that do not contradict each other: bit 0 that it may not hold,
        bit 1 that it may."""
        table = self.parallels[name]
        reach = self._reach(table)
        many = {fact: slots for fact, slots in (partly or {}).items() if fact in reach}
        if not many and not reach & self.excluded:
            return table.at(codes)
        many = {**self._blank(codes, reach & self.excluded), **many}
        found = table.over(codes, many)
        for barred in self.impossible if reach & self.excluded else ():
            found = np.where(barred.over(codes, many) == 0, found, np.uint8(0))
        return int(np.bitwise_or.reduce(found, axis=None))

    def outcomes_in(self, mask: int) -> tuple[Outcome, ...]:
        """The outcomes whose bits are set."""
        return tuple(outcome for number, outcome in enumerate(self.bits.outcomes) if mask >> number & 1)

    @cached_property
    def excluded(self) -> frozenset[str]:
        """The facts that impossibilities name."""
        return frozenset(fact for table in self.impossible for fact in table.stride_of)

    @cached_property
    def deciding_facts(self) -> frozenset[str]:
        """The facts that the outcome can depend on; the others only matter to parallel rules."""
        return frozenset(fact for table in self.steps for fact in table.stride_of) | self.excluded

    @cached_property
    def beside(self) -> Mapping[str, tuple[str, ...]]:
        """For each fact, the parallel rules that another answer to it can change, directly or by an impossibility."""
        reach = {name: self._reach(table) for name, table in self.parallels.items()}
        return {fact: tuple(name for name in reach if fact in reach[name]) for fact in self.axes}

    def _reach(self, table: Table) -> frozenset[str]:
        mine = frozenset(table.stride_of)
        return mine | self.excluded if mine & self.excluded else mine

    @cached_property
    def linked(self) -> frozenset[str]:
        """The facts that several steps share, and those that impossibilities name."""
        shared = [fact for table in self.steps for fact in table.stride_of]
        return frozenset(fact for fact in shared if shared.count(fact) > 1) | self.excluded

    @cached_property
    def not_noted(self) -> tuple[int, ...]:
        """For each block, the bits that say that nothing was noted which no block before it could note."""
        return _not_noted(self.bits, self.blocks)

    @property
    def linked_cells(self) -> int:
        """How many combinations of linked facts there are."""
        return prod(self.axes[fact].blank for fact in self.linked)

    @cached_property
    def links(self) -> tuple[tuple[Table, int], ...]:
        """The arrays to be chained, each with the bits of its notes not noted: the whole one, or one for each step."""
        return ((self.whole, 0),) if self.whole is not None else tuple(zip(self.steps, self.not_noted, strict=True))

    @cached_property
    def barred(self) -> tuple[Table, ...]:
        """The impossibilities that `links` do not hold already."""
        return () if self.whole is not None else self.impossible

    def enumerated(self, codes: Codes, partly: Open) -> dict[str, Sequence[int]]:
        """What is tried value by value: the partly known facts, and the blank ones that link the steps."""
        return {**(self._blank(codes, self.linked) if self.whole is None else {}), **partly}

    def _blank(self, codes: Codes, facts: frozenset[str]) -> dict[str, Sequence[int]]:
        return {fact: range(self.axes[fact].blank) for fact in sorted(facts) if codes[fact] == self.axes[fact].blank}

    def _chained_once(self, codes: Codes) -> int:
        """`chained` for one cell, without arrays."""
        bits, found, going, stopped = self.bits, 0, True, False
        for table, not_noted in self.links:
            if stopped or not going:
                found |= not_noted
            if going:
                mask = table.at(codes)
                found |= mask & ~bits.passing
                stopped = stopped or bool(mask & bits.deciding)
                going = bool(mask & bits.passing)
        return found | bits.passing if going else found


@lru_cache(maxsize=32)  # a wide decision's arrays take some megabytes
def compile_decision(programme: Programme, decision_id: str) -> DecisionTable:
    """The arrays of one decision; `programme` has its parameters settled (`with_parameters`)."""
    decision = programme.decision(decision_id)
    blocks = blocks_of(programme.red_flags, decision)
    axes = axes_of(
        programme,
        [
            *(criterion for block in blocks for criterion in block.criteria),
            *(rule.when for rule in decision.parallel),
            *(item.when for item in programme.impossible),
        ],
    )
    grids = [_grid(programme, axes, block.criteria) for block in blocks]
    patterns = tuple(map(_pattern, blocks, grids))
    effects = tuple(map(_effects, blocks, patterns))
    bits = _bits(blocks, effects)
    cells = [
        _cells(pattern, mine, partial(_mask, bits, blocks, place))
        for place, (pattern, mine) in enumerate(zip(patterns, effects, strict=True))
    ]
    steps = tuple(table_of(grid.axes, masks) for grid, masks in zip(grids, cells, strict=True))
    impossible = tuple(_truth_table(programme, axes, item.when, no=0, yes=1) for item in programme.impossible)
    return DecisionTable(
        programme,
        decision,
        axes,
        bits,
        blocks,
        patterns,
        steps,
        whole=_whole(axes, bits, blocks, steps, impossible),
        parallels={rule.id: _truth_table(programme, axes, rule.when, no=1, yes=2) for rule in decision.parallel},
        impossible=impossible,
    )


def truths(number: int, count: int) -> tuple[bool, ...]:
    """The verdicts that a pattern's number stands for: bit k for criterion k."""
    return tuple(bool(number >> place & 1) for place in range(count))


def _grid(programme: Programme, axes: Mapping[str, Axis], criteria: Sequence[Criterion]) -> OpenGrid:
    named = frozenset().union(*(criterion.facts() for criterion in criteria))
    return OpenGrid(programme.facts, tuple(axes[fact] for fact in sorted(base_facts(programme.facts, named))))


def _pattern(block: Block, grid: OpenGrid) -> NDArray[np.int64]:
    """Which of the block's criteria hold in each complete cell, as one number a cell."""
    found = np.zeros(grid.shape, dtype=np.int64)
    for place, criterion in enumerate(block.criteria):
        found |= criterion.lay_out(grid).astype(np.int64) << place
    return found


def _effects(block: Block, pattern: NDArray[np.int64]) -> dict[int, Effect]:
    count = len(block.criteria)
    return {number: block.effect(truths(number, count)) for number in np.unique(pattern).tolist()}


def _bits(blocks: Sequence[Block], effects: Sequence[Mapping[int, Effect]]) -> Bits:
    outcomes = dict.fromkeys(effect.outcome for mine in effects for effect in mine.values() if effect.outcome)
    return Bits(tuple(outcomes), tuple(dict.fromkeys(name for block in blocks for name in block.notes)))


def _mask(bits: Bits, blocks: Sequence[Block], place: int, effect: Effect) -> Any:
    """The mask of one effect of a block. A need that several blocks can leave unmet is noted where it is decided."""
    block = blocks[place]
    before = {name for other in blocks[:place] for name in other.notes}
    after = {name for other in blocks[place + 1 :] for name in other.notes}
    if effect.outcome is None:
        return bits.kind(bits.mask(effect, [name for name in block.notes if name not in after]))
    return bits.kind(bits.mask(effect, [name for name in bits.notes if name in block.notes or name in before & after]))


def _not_noted(bits: Bits, blocks: Sequence[Block]) -> tuple[int, ...]:
    """See `DecisionTable.not_noted`: what an earlier block can note too, it says itself."""
    found, before = [], set[str]()
    for block in blocks:
        found.append(bits.not_noted([name for name in block.notes if name not in before]))
        before |= set(block.notes)
    return tuple(found)


def _cells(pattern: NDArray[np.int64], effects: Mapping[int, Effect], mask_of: Callable[[Effect], Any]) -> Masks:
    numbers = sorted(effects)
    masks = np.array([mask_of(effects[number]) for number in numbers])
    return np.asarray(masks[np.searchsorted(np.array(numbers), pattern)])


def _truth_table(programme: Programme, axes: Mapping[str, Axis], criterion: Criterion, no: int, yes: int) -> Table:
    grid = _grid(programme, axes, [criterion])
    held = np.broadcast_to(criterion.lay_out(grid), grid.shape)
    return table_of(grid.axes, np.where(held, yes, no).astype(np.uint8))


def _whole(
    axes: Mapping[str, Axis], bits: Bits, blocks: Sequence[Block], steps: Sequence[Table], impossible: Sequence[Table]
) -> Table | None:
    """The whole decision in one array, where it is small enough to be one."""
    named = {fact for table in (*steps, *impossible) for fact in table.stride_of}
    mine = tuple(axes[fact] for fact in sorted(named))
    if prod(axis.blank + 1 for axis in mine) > WHOLE_CELLS or len(mine) > 30:
        return None
    links: list[Any] = [
        (spread(table.complete, table.axes, mine), not_noted)
        for not_noted, table in zip(_not_noted(bits, blocks), steps, strict=True)
    ]
    found = np.array(np.broadcast_to(chained(bits, links), tuple(axis.blank for axis in mine)))
    for table in impossible:
        found[np.broadcast_to(spread(table.complete, table.axes, mine) != 0, found.shape)] = 0
    return table_of(mine, found, is_packed=False)
