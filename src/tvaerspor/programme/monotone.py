"""Whether a red flag turned from no to yes can make a citizen less urgent: two citizens, alike but for one answer.

The two walk through the blocks side by side. Where the facts that link the blocks are given, the blocks share nothing,
so that the pairs that are possible after each block follow from the pairs before it: exactly, citizen by citizen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.answers import Value
from tvaerspor.programme.assemble import conclusions
from tvaerspor.programme.axes import Axis
from tvaerspor.programme.cells import Table
from tvaerspor.programme.criteria import Criterion, Is, Not
from tvaerspor.programme.reach import Reach
from tvaerspor.programme.tables import DecisionTable
from tvaerspor.terms.urgency import Urgency

_PASSES = len(Urgency)
_KINDS = _PASSES + 1  # an urgency, or passed on
_START = _PASSES * _KINDS + _PASSES
Pairs = NDArray[np.int64]
"""A bit for each pair of what happens without and with the flag: bit `without * _KINDS + with`."""


@dataclass(frozen=True)
class Lowered:
    """A fact whose yes lowers the urgency, and a citizen of whom that is so (with no to it)."""

    fact: str
    citizen: Mapping[str, Value]


def lowered(reach: Reach) -> Iterator[Lowered]:
    """Each yes/no fact of the red flags that can lower the urgency, with a citizen who shows it."""
    if _is_plain(reach.table):
        return
    for axis in reach.table.steps[0].axes:
        if axis.values == (False, True):
            citizen = _Twins(reach, axis.fact).worse_off()
            if citizen is not None:
                yield Lowered(axis.fact, {axis.fact: False, **citizen})


def _is_plain(table: DecisionTable) -> bool:
    """Whether nothing needs to be tried: a yes only ever adds flags, and all that the flags stand before is alike
    and no more urgent than any of them."""
    flags = table.programme.red_flags
    beyond = {rule.urgency for rule in conclusions(table.decision) if not rule.send}
    return (
        len(beyond) == 1
        and max(beyond) <= min(flag.urgency for flag in flags)
        and all(_rises(flag.when, table, True) for flag in flags)
    )


def _rises(criterion: Criterion, table: DecisionTable, upright: bool) -> bool:
    """Whether a yes in place of a no can only make the criterion true (`upright`), or only make it false."""
    if isinstance(criterion, Is) and isinstance(criterion.value, bool):
        return criterion.value is upright and criterion.fact in table.axes
    if isinstance(criterion, Not):
        return _rises(criterion.of, table, not upright)
    if criterion.parts():
        return all(_rises(part, table, upright) for part in criterion.parts())
    return criterion.facts() <= table.axes.keys()


class _Twins:
    """Two citizens who differ in one fact only."""

    def __init__(self, reach: Reach, fact: str) -> None:
        self.reach, self.fact = reach, fact
        self.linked = tuple(axis for axis in reach.linked if axis.fact != fact)
        self.tables = reach.table.steps
        self.pairs = tuple(map(self._pairs, self.tables))

    def worse_off(self) -> dict[str, Value] | None:
        """A citizen who is less urgent with the flag than without it; None when there is none."""
        both = self._without_fact(self.reach.arriving[0], self.reach.linked)
        found = np.where(both[0] & both[1], np.int64(1) << _START, np.int64(0))
        for pairs in self.pairs:
            found = _after(found, pairs)
        worse = (found & _WORSE) != 0
        if not worse.any():
            return None
        here = tuple(int(code) for code in np.argwhere(worse)[0])
        codes = {axis.fact: code for axis, code in zip(self.linked, here, strict=True)}
        codes |= self._way(codes, 0, _START) or {}
        return {
            axis.fact: axis.values[codes[axis.fact]] for axis in self.reach.table.axes.values() if axis.fact in codes
        }

    def _without_fact(self, array: NDArray[Any], axes: tuple[Axis, ...]) -> tuple[NDArray[Any], NDArray[Any]]:
        """The array where the fact is no, and where it is yes."""
        names = [axis.fact for axis in axes]
        if self.fact not in names:
            return array, array
        return np.take(array, 0, names.index(self.fact)), np.take(array, 1, names.index(self.fact))

    def _kinds(self, table: Table) -> NDArray[np.int64]:
        """For each cell, the urgency that the block decides on, or that it passes on."""
        bits = self.reach.table.bits
        kinds = np.full(table.complete.shape, _PASSES, dtype=np.int64)
        for number, outcome in enumerate(bits.outcomes):
            kinds[(table.complete >> bits.kind(number) & bits.kind(1)) == 1] = int(outcome.urgency)
        return kinds

    def _pairs_of_cells(self, table: Table) -> NDArray[np.int64]:
        without, with_it = self._without_fact(self._kinds(table), table.axes)
        return np.asarray(without * _KINDS + with_it)

    def _pairs(self, table: Table) -> Pairs:
        """The pairs that a block makes possible, for each combination of what links the blocks."""
        axes = [axis for axis in table.axes if axis.fact != self.fact]
        mine, linked = {axis.fact for axis in axes}, {axis.fact for axis in self.linked}
        private = tuple(place for place, axis in enumerate(axes) if axis.fact not in linked)
        shape = [axis.blank if axis.fact in mine else 1 for axis in self.linked]
        bits = np.int64(1) << self._pairs_of_cells(table)
        return np.asarray(np.bitwise_or.reduce(bits, axis=private).reshape(shape))

    def _way(self, codes: Mapping[str, int], block: int, pair: int) -> dict[str, int] | None:
        """The private answers that lead a pair from `block` on to a worse end."""
        if block == len(self.tables):
            return {} if _WORSE >> pair & 1 else None
        table = self.tables[block]
        axes = [axis for axis in table.axes if axis.fact != self.fact]
        cells = self._pairs_of_cells(table)[tuple(codes.get(axis.fact, slice(None)) for axis in axes)]
        free = [axis for axis in axes if axis.fact not in codes]
        for made in np.unique(cells).tolist():
            rest = self._way(codes, block + 1, _follow(pair, made))
            if rest is not None:
                first = np.argwhere(cells == made)[0]
                return {**{axis.fact: int(code) for axis, code in zip(free, first, strict=True)}, **rest}
        return None


def _follow(before: int, made: int) -> int:
    """The pair after a block: who has been decided on stays so."""
    (without, with_it), (then, then_with) = divmod(before, _KINDS), divmod(made, _KINDS)
    return (then if without == _PASSES else without) * _KINDS + (then_with if with_it == _PASSES else with_it)


def _after(found: Pairs, pairs: Pairs) -> Pairs:
    """The pairs that are possible after a block, from those before it and those it makes."""
    after = np.zeros(np.broadcast_shapes(found.shape, pairs.shape), dtype=np.int64)
    for before, made in product(_bits_in(found), _bits_in(pairs)):
        both = (found >> before & 1) & (pairs >> made & 1)
        after |= both << _follow(before, made)
    return after


def _bits_in(pairs: Pairs) -> list[int]:
    every = int(np.bitwise_or.reduce(pairs, axis=None))
    return [bit for bit in range(_KINDS * _KINDS) if every >> bit & 1]


_WORSE = sum(
    1 << without * _KINDS + with_it for without in range(_PASSES) for with_it in range(_PASSES) if with_it < without
)
