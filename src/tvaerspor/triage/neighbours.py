"""What a decision would come to if one blank were filled (what is missing) or one answer were another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
        """For each blank that decides, and each slot, what would be possible; of answers too where steps stay apart."""
        whole, situation = self.table.whole, self.situation
        if whole is None or situation.partly:
            return masks_around(self.table, self.codes, situation.partly)
        blank_of = {fact: self.table.axes[fact].blank for fact in situation.blanks if fact in whole.stride_of}
        return {
            fact: {code: whole.cells[situation.cell + (code - blank) * whole.stride_of[fact]] for code in range(blank)}
            for fact, blank in blank_of.items()
        }

    def missing(self) -> tuple[Missing, ...]:
        """The blanks that matter, and to what."""
        found = []
        for fact in self.situation.blanks:
            changes = tuple(dict.fromkeys(self._changed_by(fact)))
            if changes:
                found += [Missing(blank, changes) for blank in self._blanks_behind(fact)]
        return tuple(found)

    def _changed_by(self, fact: str) -> Iterator[str]:
        beside, partly = self.table.beside.get(fact, ()), self.situation.partly
        rest = {other: slots for other, slots in partly.items() if other != fact} if beside else partly
        slots = self.table.axes[fact].blank
        for code in partly.get(fact, range(slots if slots > 1 else 0)):
            then = self.around[fact][code] if fact in self.table.deciding_facts else self.mask
            if then:
                if then != self.mask:
                    yield from self._differing(then)
                for name in beside:
                    if self.table.parallel(name, {**self.codes, fact: code}, rest) != self.parallel[name]:
                        yield name

    def _differing(self, then: int) -> Iterator[str]:
        """What another mask does not agree on: the decision itself, the texts sent and the needs left unmet."""
        bits, apart = self.table.bits, then ^ self.mask
        if apart & (bits.deciding | bits.passing):
            yield self.table.decision.id
        yield from (name for name in bits.notes if apart & (bits.note(name, True) | bits.note(name, False)))

    def _blanks_behind(self, fact: str) -> tuple[str, ...]:
        """What to ask for: the blank sources of a derived fact, or the fact itself."""
        known = self.situation.known
        derive = self.table.programme.facts[fact].derive
        sources = sorted(derive.sources()) if derive else [fact]
        return tuple(source for source in sources if source not in known or type(known[source]) is Partial)

    def would_change(self, outcomes: Callable[[int], tuple[Outcome, ...]]) -> tuple[Change, ...]:
        """The answers one step away that would lead elsewhere; `outcomes` reads a mask."""
        whole, situation = self.table.whole, self.situation
        if whole is None or situation.partly:
            return tuple(self._changes_by_steps(outcomes))
        cells, cell, mask, deciding = whole.cells, situation.cell, self.mask, self.table.bits.deciding
        found = []
        for _, _, _, steps in situation.places:
            for further, fact, answer in steps:
                then = cells[cell + further]
                if then != mask and then and (then ^ mask) & deciding:
                    found.append(Change(fact, answer, outcomes(then)))
        return tuple(found)

    def _changes_by_steps(self, outcomes: Callable[[int], tuple[Outcome, ...]]) -> Iterator[Change]:
        for fact, axis in self.table.axes.items():
            if fact in self.table.deciding_facts and fact not in self.situation.blanks:
                for near in axis.neighbours(self.codes[fact]):
                    then = self.around[fact][near]
                    if then and (then ^ self.mask) & self.table.bits.deciding:
                        yield Change(fact, said_as(axis)[near], outcomes(then))
