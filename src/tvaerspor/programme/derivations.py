"""The closed list of derivations: facts computed from other facts, inside every way of filling the blanks.

A derivation over an open fact (a date, a code) is *folded*: the derived fact is itself the axis, and its source
may feed nothing else, so that nothing is lost. The others are *computed* from the axes of their sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tvaerspor.programme.answers import Value
from tvaerspor.programme.criteria import Criterion, Grid, Known

Unit = Literal["days", "weeks", "months", "years"]


class Derivation:
    """How one fact follows from others."""

    __slots__ = ()
    folded = False

    def sources(self) -> frozenset[str]:
        """The facts that it reads, derived ones among them."""
        raise NotImplementedError

    def derive(self, known: Known, today: date) -> Value | None:
        """The value, or None while a blank leaves it open."""
        raise NotImplementedError

    def lay_out(self, grid: Grid) -> NDArray[Any]:
        """The derived value in every cell; only for derivations that are not folded."""
        raise NotImplementedError(f"{type(self).__name__} is an axis of its own")

    def with_parameters(self, parameters: Mapping[str, Any]) -> Derivation:
        """The same derivation with each parameter replaced by its value."""
        return self


@dataclass(frozen=True, slots=True)
class Age(Derivation):
    """Whole years from a date of birth to today."""

    of: str
    folded = True

    def sources(self) -> frozenset[str]:
        return frozenset({self.of})

    def derive(self, known: Known, today: date) -> Value | None:
        born = known.get(self.of)
        return None if not isinstance(born, str) else whole_units(date.fromisoformat(born), today, "years")


@dataclass(frozen=True, slots=True)
class TimeBetween(Derivation):
    """Whole days, weeks, months or years from one date to another; `end` None means today."""

    start: str
    end: str | None
    unit: Unit
    folded = True

    def sources(self) -> frozenset[str]:
        return frozenset({self.start} if self.end is None else {self.start, self.end})

    def derive(self, known: Known, today: date) -> Value | None:
        start = known.get(self.start)
        end = today.isoformat() if self.end is None else known.get(self.end)
        if not isinstance(start, str) or not isinstance(end, str):
            return None
        return whole_units(date.fromisoformat(start), date.fromisoformat(end), self.unit)


@dataclass(frozen=True, slots=True)
class LookUp(Derivation):
    """The first entry whose code is equal, or begins with what stands before a star; else `otherwise`."""

    fact: str
    table: tuple[tuple[str, str], ...]
    otherwise: str
    folded = True

    def sources(self) -> frozenset[str]:
        return frozenset({self.fact})

    def derive(self, known: Known, today: date) -> Value | None:
        code = known.get(self.fact)
        if not isinstance(code, str):
            return None
        return next((result for key, result in self.table if _matches(key, code)), self.otherwise)

    def results(self) -> tuple[str, ...]:
        """Every result the table can give, in its order."""
        return tuple(dict.fromkeys([result for _, result in self.table] + [self.otherwise]))


@dataclass(frozen=True, slots=True)
class Count(Derivation):
    """How many of the criteria are met."""

    of: tuple[Criterion, ...]

    def sources(self) -> frozenset[str]:
        return frozenset().union(*(part.facts() for part in self.of))

    def derive(self, known: Known, today: date) -> Value | None:
        verdicts = [part.judge(known) for part in self.of]
        return None if None in verdicts else sum(map(bool, verdicts))

    def lay_out(self, grid: Grid) -> NDArray[Any]:
        return np.asarray(sum(part.lay_out(grid).astype(np.int16) for part in self.of))

    def with_parameters(self, parameters: Mapping[str, Any]) -> Derivation:
        return Count(tuple(part.with_parameters(parameters) for part in self.of))


@dataclass(frozen=True, slots=True)
class AtLeastNOf(Derivation):
    """Whether at least `n` of the criteria are met; settled as soon as the blanks cannot change it."""

    n: int
    of: tuple[Criterion, ...]

    def sources(self) -> frozenset[str]:
        return frozenset().union(*(part.facts() for part in self.of))

    def derive(self, known: Known, today: date) -> Value | None:
        verdicts = [part.judge(known) for part in self.of]
        if verdicts.count(True) >= self.n:
            return True
        return False if len(verdicts) - verdicts.count(False) < self.n else None

    def lay_out(self, grid: Grid) -> NDArray[Any]:
        return np.asarray(Count(self.of).lay_out(grid) >= self.n)

    def with_parameters(self, parameters: Mapping[str, Any]) -> Derivation:
        return AtLeastNOf(self.n, tuple(part.with_parameters(parameters) for part in self.of))


@dataclass(frozen=True, slots=True)
class Sum(Derivation):
    """The sum of whole numbers, each of which must have narrow bounds, because every value gets a slot."""

    of: tuple[str, ...]

    def sources(self) -> frozenset[str]:
        return frozenset(self.of)

    def derive(self, known: Known, today: date) -> Value | None:
        numbers = [known.get(fact) for fact in self.of]
        return sum(numbers) if all(isinstance(number, int | float) for number in numbers) else None  # type: ignore[arg-type]

    def lay_out(self, grid: Grid) -> NDArray[Any]:
        return np.asarray(sum(grid.values(fact) for fact in self.of))


@dataclass(frozen=True, slots=True)
class FromParameter(Derivation):
    """The value that a parameter has for the citizen's region and date."""

    name: str
    value: Value | None = None

    def sources(self) -> frozenset[str]:
        return frozenset()

    def derive(self, known: Known, today: date) -> Value | None:
        return self.value

    def with_parameters(self, parameters: Mapping[str, Any]) -> Derivation:
        return FromParameter(self.name, parameters.get(self.name))


def whole_units(start: date, end: date, unit: Unit) -> int:
    """Whole units from `start` to `end`, rounded down; a 29 February is reached on 1 March in other years."""
    if unit in ("days", "weeks"):
        return (end - start).days // (7 if unit == "weeks" else 1)
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return months // 12 if unit == "years" else months


def _matches(key: str, code: str) -> bool:
    return code.startswith(key[:-1]) if key.endswith("*") else code == key
