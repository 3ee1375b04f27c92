"""How a measure moves over time: its points, the change since the first, and whether that change matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tvaerspor.pathway.letter_parts import Measurement
from tvaerspor.programme.contents import Measure


@dataclass(frozen=True, slots=True)
class Point:
    """The value that counts at one checkpoint, and the day on which it was taken."""

    checkpoint: str
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Progress:
    """A measure's points, earliest first.

    `needed` is the smallest important change from the first value, in the measure's own unit; None where the programme
    gives none. `change` is the last value less the first, None until there are two.
    """

    measure: Measure
    points: tuple[Point, ...]
    needed: float | None
    change: float | None

    @property
    def is_better(self) -> bool | None:
        """Whether the change goes the measure's own way; None without a change, and for none at all."""
        if not self.change:
            return None
        return self.change > 0 if self.measure.better == "higher" else self.change < 0

    @property
    def is_important(self) -> bool | None:
        """Whether the change is at least the smallest important one; None where either is unknown."""
        if self.change is None or self.needed is None:
            return None
        return abs(self.change) >= self.needed


def progress_of(measure: Measure, measurements: Iterable[Measurement]) -> Progress:
    """What became of one measure. Of several values at a checkpoint the last one said counts."""
    latest = {each.checkpoint: each for each in _by_day(measurements) if each.measure == measure.id}
    points = tuple(Point(each.checkpoint, each.on, each.value) for each in _by_day(latest.values()))
    change = round(points[-1].value - points[0].value, 6) if len(points) > 1 else None
    return Progress(measure, points, smallest_change(measure, points[0].value) if points else None, change)


def smallest_change(measure: Measure, first: float) -> float | None:
    """The smallest important change in the measure's unit. Of a span of numbers the least counts.

    A share («% af startværdien») is taken of the first value; of nothing it says nothing.
    """
    if measure.smallest_change is None:
        return None
    value = measure.smallest_change.value
    least = min(value) if isinstance(value, tuple) else value
    if not measure.smallest_change.unit.startswith("%"):
        return least
    return abs(first) * least / 100 or None


def _by_day(measurements: Iterable[Measurement]) -> list[Measurement]:
    return sorted(measurements, key=lambda each: each.on)
