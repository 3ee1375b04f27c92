"""What is wrong with a programme, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it stands, what is wrong, and a citizen who shows it where the fault is about rules."""

    file: str
    line: int
    field: str
    sentence: str
    example: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        said = f"{place}: {self.field}: {self.sentence}" if self.field else f"{place}: {self.sentence}"
        return f"{said}\n    eksempel: {self.example}" if self.example else said


class UnfinishedProgramme(Exception):
    """The programme's author has more to do; every fault is named at once."""

    def __init__(self, programme: str, faults: Iterable[Fault]) -> None:
        self.programme = programme
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
