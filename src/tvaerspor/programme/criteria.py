"""The closed set of criteria. Each kind judges, reads aloud and lays itself out as an array, side by side.

Logic is three-valued: a test on a blank is unknown (None), never true and never false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.answers import Partial, Value
from tvaerspor.terms.text import Language, Text

Known = Mapping[str, Any]
"""Facts and their values; an absent fact is blank, a `Partial` leaves several values possible."""
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """A threshold that a parameter gives for a region and a date."""

    name: str


Threshold = float | ParameterRef


class Book(Protocol):
    """Gives the words of a fact and of its options."""

    def clause(self, fact: str, value: Value, negated: bool, language: Language) -> str:
        """The clause that says that `fact` is (or is not) `value`."""
        ...

    def amount(self, fact: str, threshold: Threshold, below: bool, language: Language) -> str:
        """The clause that says that `fact` is at least, or below, `threshold` in its unit."""
        ...


class Grid(Protocol):
    """The distinguishable answers of several facts, each laid along an axis of its own."""

    def values(self, fact: str) -> NDArray[Any]:
        """The values of `fact`, shaped so that they broadcast along its axis."""
        ...

    def code(self, fact: str, value: Value) -> Any:
        """How `value` is written in the arrays that `values` gives for `fact`."""
        ...


@dataclass(frozen=True, slots=True)
class Reason:
    """One test that came out as it did: `holds` if it is met, `is_assumed` if a blank was read as the answer."""

    test: Is | AtLeast | Below
    holds: bool
    is_assumed: bool = False


class Criterion:
    """What may be asked about a citizen. Frozen; equal when written alike."""

    __slots__ = ()

    def judge(self, known: Known) -> bool | None:
        """Met, not met, or None: unknown because of a blank."""
        raise NotImplementedError

    def lay_out(self, grid: Grid) -> Truths:
        """Which cells of the grid meet the criterion, as an array that broadcasts to the grid."""
        raise NotImplementedError

    def wording(self, book: Book, negated: bool, language: Language) -> str:
        """The criterion, or its proper negative, as a clause."""
        raise NotImplementedError

    def reasons(self, known: Known, verdict: bool) -> tuple[Reason, ...]:
        """The tests that make the criterion come out as `verdict`, which it must do."""
        raise NotImplementedError

    def tests(self) -> Iterator[Is | AtLeast | Below]:
        """Every single test inside."""
        raise NotImplementedError

    def parts(self) -> tuple[Criterion, ...]:
        """The criteria that this one joins."""
        return ()

    def with_parameters(self, parameters: Mapping[str, Any]) -> Criterion:
        """The same criterion with each parameter replaced by its number."""
        return self

    def written(self) -> Any:
        """The criterion as an author writes it."""
        raise NotImplementedError

    def facts(self) -> frozenset[str]:
        """The facts that it speaks of, concepts opened."""
        return frozenset(test.fact for test in self.tests())


@dataclass(frozen=True, slots=True)
class Is(Criterion):
    """The fact has this value; a bare fact name means yes."""

    fact: str
    value: Value

    def judge(self, known: Known) -> bool | None:
        answer = known.get(self.fact)
        if answer is None:
            return None
        if type(answer) is Partial:
            return answer.is_value(self.value)
        return bool(answer == self.value)

    def lay_out(self, grid: Grid) -> Truths:
        return np.asarray(grid.values(self.fact) == grid.code(self.fact, self.value))

    def wording(self, book: Book, negated: bool, language: Language) -> str:
        return book.clause(self.fact, self.value, negated, language)

    def reasons(self, known: Known, verdict: bool) -> tuple[Reason, ...]:
        return (Reason(self, verdict),)

    def tests(self) -> Iterator[Is | AtLeast | Below]:
        yield self

    def written(self) -> Any:
        return self.fact if self.value is True else {self.fact: self.value}


@dataclass(frozen=True, slots=True)
class _Limit(Criterion):
    """A number held against a threshold; `threshold` itself is reached, and is not below."""

    fact: str
    threshold: Threshold
    key: ClassVar[str]
    is_upper: ClassVar[bool]

    def judge(self, known: Known) -> bool | None:
        answer = known.get(self.fact)
        if answer is None:
            return None
        threshold: Any = self.threshold  # a number by now: `with_parameters` comes first
        reached = answer.reaches(threshold) if type(answer) is Partial else answer >= threshold
        return None if reached is None else bool(reached) is not self.is_upper

    def lay_out(self, grid: Grid) -> Truths:
        reached = grid.values(self.fact) >= self.threshold
        return np.asarray(reached != self.is_upper)

    def wording(self, book: Book, negated: bool, language: Language) -> str:
        return book.amount(self.fact, self.threshold, self.is_upper is not negated, language)

    def reasons(self, known: Known, verdict: bool) -> tuple[Reason, ...]:
        return (Reason(self, verdict),)  # type: ignore[arg-type]

    def tests(self) -> Iterator[Is | AtLeast | Below]:
        yield self  # type: ignore[misc]

    def with_parameters(self, parameters: Mapping[str, Any]) -> Criterion:
        return replace(self, threshold=_number(self.threshold, parameters))

    def written(self) -> Any:
        return {self.fact: {self.key: _written_threshold(self.threshold)}}


@dataclass(frozen=True, slots=True)
class AtLeast(_Limit):
    """The number is `threshold` or more."""

    key: ClassVar[str] = "at_least"
    is_upper: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Below(_Limit):
    """The number is less than `threshold`."""

    key: ClassVar[str] = "below"
    is_upper: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class _Joined(Criterion):
    """Several criteria together. One part that comes out as `deciding` settles the whole."""

    of: tuple[Criterion, ...]
    key: ClassVar[str]
    deciding: ClassVar[bool]

    def judge(self, known: Known) -> bool | None:
        verdict: bool | None = not self.deciding
        for part in self.of:
            met = part.judge(known)
            if met is self.deciding:
                return met
            if met is None:
                verdict = None
        return verdict

    def lay_out(self, grid: Grid) -> Truths:
        join = np.logical_or if self.deciding else np.logical_and
        return reduce(join, (part.lay_out(grid) for part in self.of), np.asarray(not self.deciding))

    def wording(self, book: Book, negated: bool, language: Language) -> str:
        return _joined(self.of, book, negated, language, together=self.deciding is negated)

    def reasons(self, known: Known, verdict: bool) -> tuple[Reason, ...]:
        parts = self.of
        if verdict is self.deciding:
            parts = tuple(part for part in self.of if part.judge(known) is verdict)[: None if verdict else 1]
        return tuple(reason for part in parts for reason in part.reasons(known, verdict))

    def tests(self) -> Iterator[Is | AtLeast | Below]:
        for part in self.of:
            yield from part.tests()

    def parts(self) -> tuple[Criterion, ...]:
        return self.of

    def with_parameters(self, parameters: Mapping[str, Any]) -> Criterion:
        return replace(self, of=tuple(part.with_parameters(parameters) for part in self.of))

    def written(self) -> Any:
        return {self.key: [part.written() for part in self.of]}


@dataclass(frozen=True, slots=True)
class AllOf(_Joined):
    """Every part is met; without parts it is true. One part that is not met is reason enough against it."""

    key: ClassVar[str] = "all"
    deciding: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AnyOf(_Joined):
    """At least one part is met; without parts it is false."""

    key: ClassVar[str] = "any"
    deciding: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Not(Criterion):
    """The opposite; unknown stays unknown."""

    of: Criterion

    def judge(self, known: Known) -> bool | None:
        met = self.of.judge(known)
        return None if met is None else not met

    def lay_out(self, grid: Grid) -> Truths:
        return np.asarray(np.logical_not(self.of.lay_out(grid)))

    def wording(self, book: Book, negated: bool, language: Language) -> str:
        return self.of.wording(book, not negated, language)

    def reasons(self, known: Known, verdict: bool) -> tuple[Reason, ...]:
        return self.of.reasons(known, not verdict)

    def tests(self) -> Iterator[Is | AtLeast | Below]:
        yield from self.of.tests()

    def parts(self) -> tuple[Criterion, ...]:
        return (self.of,)

    def with_parameters(self, parameters: Mapping[str, Any]) -> Criterion:
        return Not(self.of.with_parameters(parameters))

    def written(self) -> Any:
        return {"not": self.of.written()}


@dataclass(frozen=True, slots=True)
class Named(Criterion):
    """A concept: a criterion with a name and words of its own."""

    name: str
    of: Criterion
    says: Text
    says_not: Text

    def judge(self, known: Known) -> bool | None:
        return self.of.judge(known)

    def lay_out(self, grid: Grid) -> Truths:
        return self.of.lay_out(grid)

    def wording(self, book: Book, negated: bool, language: Language) -> str:
        return (self.says_not if negated else self.says).in_language(language)

    def reasons(self, known: Known, verdict: bool) -> tuple[Reason, ...]:
        return self.of.reasons(known, verdict)

    def tests(self) -> Iterator[Is | AtLeast | Below]:
        yield from self.of.tests()

    def parts(self) -> tuple[Criterion, ...]:
        return (self.of,)

    def with_parameters(self, parameters: Mapping[str, Any]) -> Criterion:
        return replace(self, of=self.of.with_parameters(parameters))

    def written(self) -> Any:
        return self.name


def _number(threshold: Threshold, parameters: Mapping[str, Any]) -> float:
    return parameters[threshold.name] if isinstance(threshold, ParameterRef) else threshold


def _written_threshold(threshold: Threshold) -> Any:
    return {"parameter": threshold.name} if isinstance(threshold, ParameterRef) else threshold


_WORDS: Mapping[Language, Mapping[str, str]] = {
    "da": {"and": "og", "or": "eller", "one": "mindst ét af dette gælder: ", "none": "altid", "never": "aldrig"},
    "en": {"and": "and", "or": "or", "one": "at least one of these holds: ", "none": "always", "never": "never"},
}


def _joined(parts: tuple[Criterion, ...], book: Book, negated: bool, language: Language, together: bool) -> str:
    """Main clauses, so that the order of the words is right without bending them: "A, og B" or "A, eller B"."""
    words = _WORDS[language]
    clauses = [_nested(part, book, negated, language, together) for part in parts]
    if not clauses:
        return words["none" if together else "never"]
    if len(clauses) == 1:
        return clauses[0]
    if together or len(clauses) == 2:
        return f", {words['and' if together else 'or']} ".join(clauses)
    return words["one"] + "; ".join(clauses)


def _nested(part: Criterion, book: Book, negated: bool, language: Language, together: bool) -> str:
    clause = part.wording(book, negated, language)
    inner, sign = part, negated
    while isinstance(inner, Not):
        inner, sign = inner.of, not sign
    if not isinstance(inner, AllOf | AnyOf) or len(inner.of) < 2:
        return clause
    inner_together = isinstance(inner, AllOf) != sign
    return clause if inner_together == together else f"({clause})"
