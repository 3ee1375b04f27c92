"""Which complete citizens reach which step of a decision: the ground that the proof stands on.

The facts that link the steps are laid out together. Given a value of each, the steps share nothing, so a step is
reached exactly when every earlier one can pass on.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.answers import Value
from tvaerspor.programme.axes import Axis
from tvaerspor.programme.cells import Masks, Table, chained
from tvaerspor.programme.tables import DecisionTable

Reached = NDArray[np.bool_]


class Reach:
    """The complete cells of a decision's steps, and the linked combinations from which each is reached."""

    def __init__(self, table: DecisionTable) -> None:
        self.table = table
        self.linked = tuple(table.axes[fact] for fact in sorted(table.linked))
        self.shape = tuple(axis.blank for axis in self.linked)

    @cached_property
    def arriving(self) -> tuple[Reached, ...]:
        """For each step (and, last, beyond them all): the linked combinations from which some citizen arrives."""
        here = self._possible_combinations
        found = [here]
        for table in self.table.steps:
            passing = (table.complete & self.table.bits.kind(self.table.bits.passing)) != 0
            here = here & self._onto_linked(table, passing)
            found.append(here)
        return tuple(found)

    @cached_property
    def _possible_combinations(self) -> Reached:
        allowed = np.ones(self.shape, dtype=bool)
        for table in self.table.impossible:
            allowed &= self._onto_linked(table, table.complete == 0)
        return allowed

    def _onto_linked(self, table: Table, cells: Reached) -> Reached:
        """The linked combinations for which some cell of the table is true."""
        linked = self.table.linked
        private = tuple(place for place, axis in enumerate(table.axes) if axis.fact not in linked)
        mine = {axis.fact for axis in table.axes}
        shape = [axis.blank if axis.fact in mine else 1 for axis in self.linked]
        return np.asarray(cells.any(axis=private).reshape(shape))

    def cells_reached(self, step: int) -> Reached:
        """Which complete cells of a step some citizen can be in on arriving there."""
        table = self.table.steps[step]
        mine = {axis.fact for axis in table.axes}
        others = tuple(place for place, axis in enumerate(self.linked) if axis.fact not in mine)
        linked = self.arriving[step].any(axis=others)
        shape = [axis.blank if axis.fact in self.table.linked else 1 for axis in table.axes]
        return np.broadcast_to(linked.reshape(shape), table.complete.shape)

    def later(self, step: int) -> Masks:
        """What the steps after `step` can lead to, for each linked combination."""
        bits = self.table.bits
        links: list[Any] = []
        for table in self.table.steps[step + 1 :]:
            linked = self.table.linked
            private = tuple(place for place, axis in enumerate(table.axes) if axis.fact not in linked)
            mine = {axis.fact for axis in table.axes}
            shape = [axis.blank if axis.fact in mine else 1 for axis in self.linked]
            links.append((np.bitwise_or.reduce(table.complete, axis=private).reshape(shape), 0))
        return np.broadcast_to(chained(bits, links), self.shape)

    def later_at(self, step: int) -> Masks:
        """`later`, united over what each complete cell of the step leaves open."""
        table = self.table.steps[step]
        mine = {axis.fact for axis in table.axes}
        others = tuple(place for place, axis in enumerate(self.linked) if axis.fact not in mine)
        arriving = np.where(self.arriving[step], self.later(step), self.table.bits.kind(0))
        shape = [axis.blank if axis.fact in self.table.linked else 1 for axis in table.axes]
        return np.asarray(np.bitwise_or.reduce(arriving, axis=others).reshape(shape))

    def citizen(self, step: int, cell: tuple[int, ...]) -> dict[str, Value]:
        """A complete citizen who arrives at `step` in this cell of it."""
        codes = {axis.fact: code for axis, code in zip(self.table.steps[step].axes, cell, strict=True)}
        here = self.arriving[step][tuple(codes.get(axis.fact, slice(None)) for axis in self.linked)]
        free = [axis for axis in self.linked if axis.fact not in codes]
        codes |= {axis.fact: int(code) for axis, code in zip(free, np.argwhere(here)[0], strict=True)}
        for table in self.table.steps[:step]:
            codes |= self._first_passing(table, codes)
        return {fact: axis.values[codes[fact]] for fact, axis in self.table.axes.items() if fact in codes}

    def _first_passing(self, table: Table, codes: Mapping[str, int]) -> dict[str, int]:
        masks = table.complete[tuple(codes.get(axis.fact, slice(None)) for axis in table.axes)]
        free: list[Axis] = [axis for axis in table.axes if axis.fact not in codes]
        first = np.argwhere((masks & self.table.bits.kind(self.table.bits.passing)) != 0)[0]
        return {axis.fact: int(code) for axis, code in zip(free, first, strict=True)}
