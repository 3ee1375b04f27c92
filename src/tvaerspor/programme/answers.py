"""What is known about one citizen: a value, the values still possible, or a blank of either kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum


class Blank(Enum):
    """Both are blank to the rules and stored apart: the person did not know, or nobody asked."""

    unknown = "ved ikke"
    not_asked = "ikke spurgt"


@dataclass(frozen=True, slots=True)
class Partial:
    """An answer that leaves several values possible: one of some options, or a number in [at_least, below)."""

    one_of: tuple[str, ...] = ()
    at_least: float | None = None
    below: float | None = None

    def is_value(self, value: object) -> bool | None:
        """Whether the answer is `value`; None while both are possible."""
        return None if value in self.one_of else False

    def reaches(self, threshold: float) -> bool | None:
        """Whether the number is at least `threshold`; None while both are possible."""
        if self.at_least is not None and self.at_least >= threshold:
            return True
        if self.below is not None and self.below <= threshold:
            return False
        return None


Value = bool | str | float | int
Answer = Value | Partial


@dataclass(frozen=True)
class Answers(Mapping[str, Answer]):
    """Answers by fact; a fact that is absent is blank. `unknown` names the blanks where somebody said "ved ikke"."""

    given: Mapping[str, Answer] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()

    def __getitem__(self, fact: str) -> Answer:
        return self.given[fact]

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def with_answer(self, fact: str, answer: Answer) -> Answers:
        """The same citizen with one more answer, or with another one."""
        return Answers({**self.given, fact: answer}, self.unknown - {fact})

    def blank(self, fact: str) -> Blank | None:
        """Which kind of blank `fact` is; None when it is answered."""
        if fact in self.given:
            return None
        return Blank.unknown if fact in self.unknown else Blank.not_asked
