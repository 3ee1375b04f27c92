"""Paired rounds: ours, theirs, ours, theirs; so that a busy machine slows both. And the line that tells the result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

ROUNDS = 7

Seconds = Callable[[], float]
"""Does the work once and says how many seconds it took."""


@dataclass(frozen=True)
class Line:
    """One comparison. The ratio should be `bar` at least, or `bar` at most; None where there is nothing to compare."""

    name: str
    ratio: float | None
    ours: str
    theirs: str = ""
    bar: float | None = None
    at_most: bool = False

    def __str__(self) -> str:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}x"
        return f"{self.name:<48} {ratio:>8}   {self.ours:>8}   {self.theirs:<28} {self._verdict()}".rstrip()

    def _verdict(self) -> str:
        if self.bar is None or self.ratio is None:
            return ""
        is_met = self.ratio <= self.bar if self.at_most else self.ratio >= self.bar
        return f"{'at most' if self.at_most else 'at least'} {self.bar:g}x: {'met' if is_met else 'MISSED'}"


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes to do the work once."""
    start = perf_counter()
    work()
    return perf_counter() - start


def paired(ours: Seconds, theirs: Seconds, rounds: int = ROUNDS) -> list[tuple[float, float]]:
    """Seconds of ours and theirs, in turn, after a round that does not count."""
    ours(), theirs()
    found = []
    for number in range(rounds):
        tell(f"round {number + 1} of {rounds}")
        found.append((ours(), theirs()))
    tell("")
    return found


def compared(name: str, rounds: Sequence[tuple[float, float]], peer: str, bar: float, each: int = 1) -> Line:
    """How many times faster ours is; `each` is how many decisions a round makes."""
    ours, theirs = (median(side) / each for side in zip(*rounds, strict=True))
    ratio = median(there / here for here, there in rounds)
    return Line(name, ratio, duration(ours), f"{duration(theirs)} {peer}", bar)


def times_ours(name: str, rounds: Sequence[tuple[float, float]], other: str, bar: float | None) -> Line:
    """How many times as long ours takes as another work of our own, which it may be at most."""
    ours, theirs = map(median, zip(*rounds, strict=True))
    ratio = median(here / there for here, there in rounds)
    return Line(name, ratio, duration(ours), f"{duration(theirs)} {other}", bar, at_most=True)


def within(name: str, found: float, limit: float, written: Callable[[float], str]) -> Line:
    """A fixed bar: how many times ours fits into it."""
    return Line(name, limit / found, written(found), f"{written(limit)} (the bar)", 1)


def alone(name: str, ours: str) -> Line:
    """A figure of ours that is not compared."""
    return Line(name, None, ours)


def duration(spent: float) -> str:
    """Seconds, in the unit that gives few digits."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if spent >= size:
            return f"{spent / size:.3g} {unit}"
    return f"{spent * 1e9:.3g} ns"


def megabytes(size: float) -> str:
    """Memory, in units of 2**20 bytes."""
    return f"{size:.0f} MiB"


def tell(progress: str) -> None:
    """Progress for a person at a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        print(f"\r\033[K{progress}", end="", file=sys.stderr, flush=True)
