"""What a decision would come to if one blank were filled (what is missing) or one answer were another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from tvaerspor.programme.answers import Partial
from tvaerspor.programme.around import masks_around
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.tables import DecisionTable
from tvaerspor.triage.decision import Change, Missing
from tvaerspor.triage.situation import Situation, said_as


class Neighbours:
    """The citizens who differ from this one in a single answer. `mask` is what is possible here; never 0."""

    def __init__(self, table: DecisionTable, situation: Situation, mask: int) -> None:
        self.table, self.situation, self.mask = table, situation, mask

    @cached_property
    def codes(self) -> Mapping[str, int]:
        """The slot on each axis."""
        return {fact: place[0] for fact, place in zip(self.table.axes, self.situation.places, strict=True)}

    @cached_property
    def parallel(self) -> Mapping[str, int]:
        """The mask of each parallel rule, here."""
        partly = self.situation.partly
        return {name: self.table.parallel(name, self.codes, partly) for name in self.table.parallels}

    @cached_property
    def around(self) -> Mapping[str, Mapping[int, int]]:
        """What would be possible with each fact in each slot, where there is no one array to look it up in."""
        return masks_around(self.table, self.codes, self.situation.partly)

    def _turned(self, fact: str) -> Iterable[tuple[int, int]]:
        """The slots that a blank can be filled with, and what would then be possible."""
        whole, situation = self.table.whole, self.situation
        if fact not in self.table.deciding_facts:
            return [(code, self.mask) for code in self.situation.partly.get(fact, range(self.table.axes[fact].blank))]
        if whole is None or situation.partly:
            return self.around[fact].items()
        blank, stride = self.table.axes[fact].blank, whole.stride_of[fact]
        first = situation.cell - blank * stride
        return [(code, whole.cells[first + code * stride]) for code in range(blank if blank > 1 else 0)]

    def missing(self) -> tuple[Missing, ...]:
        """The blanks that matter, and to what."""
        found: list[Missing] = []
        for fact in self.situation.blanks:
            changes = self._changed_by(fact)
            if changes:
                found += [Missing(blank, changes) for blank in self._blanks_behind(fact)]
        return tuple(found)

    def _changed_by(self, fact: str) -> tuple[str, ...]:
        beside, partly = self.table.beside[fact], self.situation.partly
        rest = {other: slots for other, slots in partly.items() if other != fact} if partly else partly
        changes: dict[str, None] = {}
        for code, then in self._turned(fact):
            if then and then != self.mask:
                for name, bits in self.table.bits.named:
                    if (then ^ self.mask) & bits:
                        changes[name or self.table.decision.id] = None
            for name in beside if then else ():
                if self.table.parallel(name, {**self.codes, fact: code}, rest) != self.parallel[name]:
                    changes[name] = None
        return tuple(changes)

    def _blanks_behind(self, fact: str) -> tuple[str, ...]:
        """What to ask for: the blank sources of a derived fact, or the fact itself."""
        known = self.situation.known
        derive = self.table.programme.facts[fact].derive
        if derive is None:
            return (fact,)
        return tuple(
            source for source in sorted(derive.sources()) if source not in known or type(known[source]) is Partial
        )

    def would_change(self, outcomes: Callable[[int], tuple[Outcome, ...]]) -> tuple[Change, ...]:
        """The answers one step away that would lead elsewhere; `outcomes` reads a mask."""
        whole, situation = self.table.whole, self.situation
        if whole is None or situation.partly:
            return tuple(self._changes_by_steps(outcomes))
        cells, cell, mask, deciding = whole.cells, situation.cell, self.mask, self.table.bits.deciding
        found = []
        for _, _, steps in situation.places:
            for further, fact, answer, changes in steps:
                then = cells[cell + further]
                if then != mask and then and (then ^ mask) & deciding:
                    if then not in changes:
                        changes[then] = Change(fact, answer, outcomes(then))
                    found.append(changes[then])
        return tuple(found)

    def _changes_by_steps(self, outcomes: Callable[[int], tuple[Outcome, ...]]) -> Iterator[Change]:
        for fact, axis in self.table.axes.items():
            if fact in self.table.deciding_facts and fact not in self.situation.blanks:
                for near in axis.neighbours(self.codes[fact]):
                    then = self.around[fact][near]
                    if then and (then ^ self.mask) & self.table.bits.deciding:
                        yield Change(fact, said_as(axis)[near], outcomes(then))
