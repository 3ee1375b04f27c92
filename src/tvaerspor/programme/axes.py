"""What the rules can tell apart: each fact an axis, each distinguishable answer a slot.

Inside a slot no rule can tell two values apart, so one representative stands for all of them: what is shown on
the slots is shown exactly, not on a sample.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.answers import Answer, Partial, Value
from tvaerspor.programme.criteria import AtLeast, Below, Criterion
from tvaerspor.programme.derivations import Age, AtLeastNOf, Count, FromParameter, LookUp, Sum, TimeBetween
from tvaerspor.programme.model import Fact
from tvaerspor.programme.programme import Programme


@dataclass(frozen=True)
class Axis:
    """A fact and its slots. `cuts` is empty except for numbers: slot k holds the values in [cuts[k-1], cuts[k])."""

    fact: str
    values: tuple[Value, ...]
    cuts: tuple[float, ...] = ()
    is_number: bool = False

    @property
    def blank(self) -> int:
        """The code of a blank: one past the last slot."""
        return len(self.values)

    @cached_property
    def codes(self) -> Mapping[Value, int]:
        """The slot of each value; not for numbers."""
        return {value: code for code, value in enumerate(self.values)}

    def code(self, value: Value) -> int:
        """The slot of a value."""
        return bisect_right(self.cuts, value) if self.is_number else self.codes[value]

    def open_codes(self, answer: Answer) -> tuple[int, ...]:
        """The slots that an answer leaves possible."""
        if not isinstance(answer, Partial):
            return (self.code(answer),)
        if not self.is_number:
            return tuple(code for code, value in enumerate(self.values) if value in answer.one_of)
        first = 0 if answer.at_least is None else bisect_right(self.cuts, answer.at_least)
        last = self.blank - 1
        if answer.below is not None:
            last = min(last, sum(cut < answer.below for cut in self.cuts))
        return tuple(range(first, last + 1))

    def neighbours(self, code: int) -> tuple[int, ...]:
        """The answers one step away: the nearest numbers, or every other option."""
        if self.is_number:
            return tuple(near for near in (code - 1, code + 1) if 0 <= near < self.blank)
        return tuple(other for other in range(self.blank) if other != code)

    def bounds(self, code: int) -> tuple[float | None, float | None]:
        """The numbers of a slot: from (None: no lower bound) and below (None: no upper bound)."""
        return (self.cuts[code - 1] if code else None, self.cuts[code] if code < len(self.cuts) else None)


def base_facts(facts: Mapping[str, Fact], names: Iterable[str]) -> frozenset[str]:
    """The axes behind some facts: a computed fact is opened into its sources, a folded one is an axis itself."""
    base: set[str] = set()
    for name in names:
        derive = facts[name].derive
        if isinstance(derive, Count | AtLeastNOf | Sum):
            base |= base_facts(facts, derive.sources())
        else:
            base.add(name)
    return frozenset(base)


def inner_criteria(facts: Mapping[str, Fact], criteria: Iterable[Criterion]) -> list[Criterion]:
    """The criteria and those inside the derivations that they lean on."""
    waiting, found = list(criteria), []
    while waiting:
        criterion = waiting.pop()
        found.append(criterion)
        for name in criterion.facts():
            derive = facts[name].derive
            if isinstance(derive, Count | AtLeastNOf):
                waiting += derive.of
    return found


def axes_of(programme: Programme, criteria: Iterable[Criterion]) -> dict[str, Axis]:
    """The axes that some criteria need, cut wherever any of them can tell two answers apart."""
    facts = programme.facts
    every = inner_criteria(facts, criteria)
    cuts: dict[str, set[float]] = {}
    for criterion in every:
        for test in criterion.tests():
            if isinstance(test, AtLeast | Below):
                cuts.setdefault(test.fact, set()).add(float(test.threshold))  # type: ignore[arg-type]
    names = frozenset().union(*(criterion.facts() for criterion in every))
    for name in names:
        derive = facts[name].derive
        if isinstance(derive, Sum):
            for source in derive.sources():
                low, high = facts[source].between or (0, 0)
                cuts.setdefault(source, set()).update(range(int(low) + 1, int(high) + 1))
    return {name: _axis(name, facts[name], cuts.get(name, set())) for name in sorted(base_facts(facts, names))}


def _axis(name: str, fact: Fact, cuts: set[float]) -> Axis:
    derive = fact.derive
    if isinstance(derive, FromParameter):
        return Axis(name, (derive.value if derive.value is not None else "",), (), fact.type in ("number", "measure"))
    if fact.type == "yes_no":
        return Axis(name, (False, True))
    if fact.type in ("choice", "side"):
        return Axis(name, derive.results() if isinstance(derive, LookUp) else tuple(fact.options))
    low, high = fact.between or (float("-inf"), float("inf"))
    apart = {ceil(cut) if _is_whole(fact) else cut for cut in cuts}  # no whole number lies between 2.5 and 3
    inside = tuple(sorted(float(cut) for cut in apart if low < cut <= high))
    first = low if low != float("-inf") else (inside[0] - 1 if inside else 0.0)
    return Axis(name, (first, *inside), inside, is_number=True)


def _is_whole(fact: Fact) -> bool:
    return fact.whole or isinstance(fact.derive, Age | TimeBetween)


class OpenGrid:
    """Some axes laid out at right angles, for criteria to be evaluated on all their cells at once."""

    def __init__(self, facts: Mapping[str, Fact], axes: tuple[Axis, ...]) -> None:
        self.facts = facts
        self.axes = axes
        self.shape = tuple(axis.blank for axis in axes)
        self._values: dict[str, NDArray[Any]] = {}
        self._codes = {axis.fact: axis.codes for axis in axes if not axis.is_number}
        for place, axis in enumerate(axes):
            shape = [1] * len(axes)
            shape[place] = axis.blank
            self._values[axis.fact] = _representatives(axis).reshape(shape)

    def values(self, fact: str) -> NDArray[Any]:
        """The values of a fact, along its axis or computed from the axes of its sources."""
        if fact not in self._values:
            derive = self.facts[fact].derive
            assert derive is not None, f"{fact} has no axis here"
            self._values[fact] = derive.lay_out(self)
        return self._values[fact]

    def code(self, fact: str, value: Value) -> Any:
        """A yes or no as itself, an option as its slot."""
        return value if isinstance(value, bool) else self._codes[fact].get(value, -1)


def _representatives(axis: Axis) -> NDArray[Any]:
    if axis.is_number or axis.values == (False, True):
        return np.array(axis.values)
    return np.arange(axis.blank)
