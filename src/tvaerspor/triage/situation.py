"""A citizen as the arrays see them: where each answer lies, and what it says of the tests on its fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil
from operator import getitem
from typing import Any, NamedTuple

from tvaerspor.programme.answers import Answer, Partial, Value
from tvaerspor.programme.axes import Axis
from tvaerspor.programme.criteria import Known
from tvaerspor.programme.derivations import Derivation
from tvaerspor.programme.model import Fact, ReadAs
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.tables import WHOLE_CELLS, DecisionTable
from tvaerspor.triage.decision import Change
from tvaerspor.triage.explain import Verdicts

MOST_NUMBERS = 1000  # whole numbers that are looked up; where a fact may have more, the slot is searched for

# Bits of a sum: the cell in the lowest, then how many answers are blank, the verdicts above. With few verdicts it is
# a machine word, and added up at a machine's speed.
CELL, BLANKS = WHOLE_CELLS.bit_length(), 8

Step = tuple[int, str, Answer, dict[int, Change]]
"""An answer one step away: how much further it lies in the whole array, its fact, and how the answer is said.

Last, what is said of it for each mask that it may lead to; filled when first said.
"""
Place = tuple[int, int, tuple[Step, ...]]
"""A slot on an axis: its code, what it adds to the sum over all axes (see `CELL`), and the steps from it.

A plain tuple, because twelve of them are taken apart for every decision.
"""


class Situation(NamedTuple):
    """Every fact's value with what follows from it, and a place on each axis, in order.

    `blanks` are the axes without a settled answer, `partly` the slots that are left on some of them. `verdicts` has the
    bits of every test. `cell` leads into the whole array, where there is one and nothing is partly known.
    """

    known: Known
    places: Sequence[Place]
    blanks: Sequence[str]
    partly: Mapping[str, Sequence[int]]
    verdicts: int
    cell: int


class Reader:
    """Reads answers as situations, for one decision in one region on one date."""

    def __init__(self, table: DecisionTable, verdicts: Verdicts, today: date) -> None:
        facts = table.programme.facts
        assert len(table.axes) < 1 << BLANKS
        self.today, self.verdicts = today, verdicts
        self.derived = derived_in_order(table.programme)
        self.read_as = {
            name: fact.if_blank.read_as for name, fact in facts.items() if isinstance(fact.if_blank, ReadAs)
        }
        self.follows = bool(self.derived or self.read_as)
        self.axes = table.axes
        self.tests_beside = verdicts.on(facts.keys() - table.axes.keys())
        self.places = {fact: tuple(_places(table, axis, verdicts)) for fact, axis in table.axes.items()}
        self.by_answer = [(fact, _by_answer(axis, facts[fact], self.places[fact])) for fact, axis in table.axes.items()]
        self.deciding = tuple(fact for fact in table.axes if fact in table.deciding_facts)
        self.offsets: list[dict[Any, int]] = [
            {answer: place[1] & (1 << CELL) - 1 for answer, place in by_answer.items()}
            for fact, by_answer in self.by_answer
            if fact in table.deciding_facts
        ]

    def known(self, given: Mapping[str, Answer]) -> Known:
        """The answers with what follows from them."""
        if not self.follows:
            return given
        known: dict[str, Any] = dict(given)
        for name, read_as in self.read_as.items():
            known.setdefault(name, read_as)
        for name, derive in self.derived:
            if name not in known and (value := derive.derive(known, self.today)) is not None:
                known[name] = value
        return known

    def cell(self, given: Mapping[str, Answer]) -> int:
        """Where the whole array holds the answers; raises KeyError where one of them must be looked at closely."""
        known = self.known(given) if self.follows else given
        return sum(map(getitem, self.offsets, map(known.get, self.deciding)))

    def situation(self, given: Mapping[str, Answer]) -> Situation:
        """The answers with all that is worked out about them."""
        known = self.known(given)
        get = known.get
        try:
            places = [by_answer[get(fact)] for fact, by_answer in self.by_answer]
        except KeyError:
            return self._looked_at_closely(known)
        added = sum([place[1] for place in places])
        blanks = [fact for fact in self.axes if get(fact) is None] if added >> CELL & (1 << BLANKS) - 1 else []
        verdicts = added >> CELL + BLANKS
        if self.tests_beside:
            verdicts += self.verdicts.of(self.tests_beside, known)
        return Situation(known, places, blanks, {}, verdicts, added & (1 << CELL) - 1)

    def _looked_at_closely(self, known: Known) -> Situation:
        """The same where an answer is a number that was not foreseen, or leaves several slots possible."""
        places, blanks, partly = [], [], {}
        verdicts = self.verdicts.of(self.tests_beside, known)
        for fact, axis in self.axes.items():
            answer = known.get(fact)
            if type(answer) is Partial:
                partly[fact] = axis.open_codes(answer)
                verdicts += self.verdicts.of(self.verdicts.on([fact]), known)
            if answer is None or fact in partly:
                blanks.append(fact)
                places.append(self.places[fact][axis.blank])
            else:
                places.append(self.places[fact][axis.code(answer)])
        added = sum(place[1] for place in places)
        return Situation(known, places, blanks, partly, verdicts + (added >> CELL + BLANKS), added & (1 << CELL) - 1)


def _places(table: DecisionTable, axis: Axis, verdicts: Verdicts) -> Iterator[Place]:
    """One place for each slot, and last the blank's."""
    stride = table.whole.stride_of.get(axis.fact, 0) if table.whole is not None else 0
    said = said_as(axis)
    tests = verdicts.on([axis.fact])
    changes: list[dict[int, Change]] = [{} for _ in axis.values]
    for code, value in enumerate(axis.values):
        near = axis.neighbours(code) if axis.fact in table.deciding_facts else ()
        steps = tuple(((other - code) * stride, axis.fact, said[other], changes[other]) for other in near)
        yield code, code * stride + (verdicts.of(tests, {axis.fact: value}) << CELL + BLANKS), steps
    yield axis.blank, axis.blank * stride + (1 << CELL), ()


def _by_answer(axis: Axis, fact: Fact, places: Sequence[Place]) -> dict[Value | None, Place]:
    """The place of a blank (None) and of each answer; of numbers only the whole ones, and only between bounds."""
    answers: set[Value] = set(axis.values)
    if axis.is_number and fact.between is not None and fact.between[1] - fact.between[0] < MOST_NUMBERS:
        answers |= set(range(ceil(fact.between[0]), int(fact.between[1]) + 1))
    return {None: places[axis.blank], **{answer: places[axis.code(answer)] for answer in answers}}


def said_as(axis: Axis) -> tuple[Answer, ...]:
    """How each slot is said: a value, or the numbers it holds."""
    if not axis.is_number:
        return axis.values
    return tuple(Partial(at_least=low, below=high) for low, high in map(axis.bounds, range(axis.blank)))


def derived_in_order(programme: Programme) -> tuple[tuple[str, Derivation], ...]:
    """Each derived fact after those that it reads."""
    done: dict[str, Derivation] = {}

    def finish(name: str) -> None:
        derive = programme.facts[name].derive
        if derive is None or name in done:
            return
        for source in sorted(derive.sources()):
            finish(source)
        done[name] = derive

    for name in programme.facts:
        finish(name)
    return tuple(done.items())
