"""What is wrong with a programme, said so that its author can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it stands, what is wrong, and a citizen who shows it where the fault is about rules.

    `blocks` means that a part of the programme had to be left out, so that what it belongs to cannot be proved yet.
    """

    file: str
    line: int
    field: str
    sentence: str
    example: str = ""
    blocks: bool = dataclass_field(default=False, compare=False)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        said = f"{place}: {self.field}: {self.sentence}" if self.field else f"{place}: {self.sentence}"
        return f"{said}\n    eksempel: {self.example}" if self.example else said


_LOGIC = ("red_flags", "concepts", "impossible", "facts", "parameters", "rules", "parallel", "availability")


def blocked_decisions(faults: Iterable[Fault], count: int) -> frozenset[int]:
    """Which of `count` decisions lack a part because of these faults; the others can be proved all the same."""
    blocked: set[int] = set()
    for fault in faults:
        parts = fault.field.split(".")
        if not fault.blocks:
            continue
        if parts[0] == "decisions" and len(parts) > 1:
            blocked.add(int(parts[1]))
        elif parts[0] in ("", "decisions", *_LOGIC):
            blocked |= set(range(count))
    return frozenset(blocked)


class UnfinishedProgramme(Exception):
    """The programme's author has more to do; every fault is named at once."""

    def __init__(self, programme: str, faults: Iterable[Fault]) -> None:
        self.programme = programme
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
