"""Arrays of what is possible: a cell per combination of answers, a bitmask in each, and a slot more for blank.

A blank slot is the OR over its axis; the axes are independent, so the order of the ORs does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.axes import Axis
from tvaerspor.programme.outcomes import Effect, Outcome

Masks = NDArray[Any]
Variations = Sequence[tuple[str, int]]
"""Facts, each turned into another slot while all else stays."""


MAX_BITS = 64


class TooManyOutcomes(Exception):
    """A decision can come out in more ways than a mask has bits; the number of bits that it would need."""


@dataclass(frozen=True)
class Bits:
    """Which bit of a mask means what: one per outcome, one to pass on, and two (yes, no) per note."""

    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...]

    @cached_property
    def passing(self) -> int:
        """The bit of a block that passes on; at the end of a decision it means a gap."""
        return 1 << len(self.outcomes)

    @cached_property
    def deciding(self) -> int:
        """All the outcomes' bits."""
        return self.passing - 1

    def note(self, name: str, noted: bool) -> int:
        """The bit that says that something was noted, or was not."""
        return 1 << (len(self.outcomes) + 1 + 2 * self.notes.index(name) + (not noted))

    @cached_property
    def named(self) -> tuple[tuple[str, int], ...]:
        """What two masks can disagree on, each with its bits: the decision itself (no name), then every note."""
        notes = [(name, self.note(name, True) | self.note(name, False)) for name in self.notes]
        return (("", self.deciding | self.passing), *notes)

    @cached_property
    def kind(self) -> Any:
        """The smallest unsigned integer that holds every bit."""
        width = len(self.outcomes) + 1 + 2 * len(self.notes)
        if width > MAX_BITS:
            raise TooManyOutcomes(width)
        return next(kind for kind in (np.uint8, np.uint16, np.uint32, np.uint64) if width <= 8 * kind().nbytes)

    def mask(self, effect: Effect, notes: Sequence[str]) -> int:
        """The mask of one effect of a block that may note `notes`."""
        bits = self.passing if effect.outcome is None else 1 << self.outcomes.index(effect.outcome)
        return bits | sum(self.note(name, name in effect.notes) for name in notes)

    def not_noted(self, notes: Sequence[str]) -> int:
        """The bits that say that none of `notes` was noted."""
        return sum(self.note(name, False) for name in notes)


@dataclass(frozen=True)
class Table:
    """An array over some axes: `complete` without blanks, `flat` with a blank slot last on every axis.

    Millions of cells are read faster from fewer bytes: where the masks use few bits, `flat` holds these bits only, and
    `means` says which mask each stands for. None: `flat` holds the masks themselves.
    """

    axes: tuple[Axis, ...]
    complete: Masks
    flat: Masks
    means: Masks | None
    stride_of: Mapping[str, int]
    cells: Any = field(repr=False)

    def at(self, codes: Mapping[str, int]) -> int:
        """The mask of one cell."""
        mask = self.cells[sum(codes[fact] * stride for fact, stride in self.stride_of.items())]
        return int(mask if self.means is None else self.means[mask])

    def over(self, codes: Mapping[str, int], many: Mapping[str, Sequence[int]], varied: Variations = ()) -> Masks:
        """The masks for every combination of the facts in `many` (an axis each, in its order), the rest as coded.

        The first axis is: as it is, then with each variation. It has one row where no variation touches this table.
        """
        coded = sum(codes[fact] * stride for fact, stride in self.stride_of.items() if fact not in many)
        index = np.full((1,) * (len(many) + 1), coded)
        for place, (fact, slots) in enumerate(many.items(), start=1):
            if fact in self.stride_of:
                index = index + _along(np.array(slots) * self.stride_of[fact], place, index.ndim)
        touching = [place for place, (fact, _) in enumerate(varied, start=1) if fact in self.stride_of]
        if not touching:
            return self._meant(self.flat[index])
        moves = [(code - codes[fact]) * self.stride_of[fact] for fact, code in varied if fact in self.stride_of]
        rows = np.zeros(len(varied) + 1, dtype=np.int64)
        rows[touching] = np.arange(1, len(touching) + 1)
        return self._meant(self.flat[index + _along(np.array([0, *moves]), 0, index.ndim)])[rows]

    def _meant(self, masks: Masks) -> Masks:
        return np.asarray(masks if self.means is None else self.means[masks])


def _along(numbers: NDArray[np.int64], place: int, axes: int) -> NDArray[np.int64]:
    return numbers.reshape([-1 if axis == place else 1 for axis in range(axes)])


def table_of(axes: Sequence[Axis], complete: Masks, is_packed: bool = True) -> Table:
    """The table whose complete cells are given: one OR per axis adds the blanks."""
    packed, means = _packed(complete) if is_packed else (complete, None)
    full = np.empty([axis.blank + 1 for axis in axes], dtype=packed.dtype)
    here = [slice(0, axis.blank) for axis in axes]
    full[tuple(here)] = packed
    for place in reversed(range(len(axes))):  # in place: each cell is written once, into memory that is touched once
        places = [slice(slot, slot + 1) for slot in range(axes[place].blank + 1)]
        slots = [full[(*here[:place], slot, *here[place + 1 :])] for slot in places]
        np.copyto(slots[-1], slots[0])
        for slot in slots[1:-1]:
            np.bitwise_or(slots[-1], slot, out=slots[-1])
        here[place] = slice(None)
    flat = full.reshape(-1)
    strides = {axis.fact: int(prod(full.shape[place + 1 :])) for place, axis in enumerate(axes)}
    return Table(tuple(axes), complete, flat, means, strides, memoryview(flat))  # type: ignore[arg-type]


def _packed(masks: Masks) -> tuple[Masks, Masks | None]:
    """The masks with only the bits that some of them has, and what each of these means; None where it saves nothing."""
    used = int(np.bitwise_or.reduce(masks, axis=None))
    places = [place for place in range(used.bit_length()) if used >> place & 1]
    kind = np.uint8 if len(places) <= 8 else np.uint16
    if len(places) > 16 or kind().nbytes >= masks.itemsize:
        return masks, None
    packed, means = np.zeros(masks.shape, dtype=kind), np.zeros(1 << len(places), dtype=masks.dtype)
    for bit, place in enumerate(places):
        packed |= ((masks >> masks.dtype.type(place)).astype(kind) & kind(1)) << kind(bit)
        means[np.arange(means.size) >> bit & 1 == 1] |= masks.dtype.type(1 << place)
    return packed, means


def chained(bits: Bits, links: Sequence[tuple[Masks, int]]) -> Masks:
    """The masks of blocks in a row, each with the bits of its notes not noted; what no block decides is a gap.

    Within each cell the blocks must not share a blank: their masks are then independent, and the union is exact.
    """
    kind = bits.kind
    passing = kind(bits.passing)
    found: Masks = np.zeros((), dtype=kind)
    going, stopped = np.asarray(True), np.asarray(False)
    for masks, not_noted in links:
        found = found | np.where(going, masks & ~passing, kind(0))
        found = found | np.where(stopped | ~going, kind(not_noted), kind(0))
        stopped = stopped | (going & ((masks & kind(bits.deciding)) != 0))
        going = going & ((masks & passing) != 0)
    return np.asarray(found | np.where(going, passing, kind(0)))


def spread(masks: Masks, axes: Sequence[Axis], onto: Sequence[Axis]) -> Masks:
    """An array over some axes, shaped so that it broadcasts over more axes (both in the same order)."""
    mine = {axis.fact for axis in axes}
    return masks.reshape([axis.blank if axis.fact in mine else 1 for axis in onto])
