"""A span of whole days: what has a first day, and perhaps a last one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class BackwardsPeriod(ValueError):
    """The last day lies before the first; one Danish sentence."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; `end` None: until somebody ends it. Raises BackwardsPeriod."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise BackwardsPeriod(
                f"Perioden slutter {said_day(self.end)}, før den begynder {said_day(self.start)}; ret en af dagene."
            )

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether any day lies in both."""
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)

    def __str__(self) -> str:
        """«fra 1.12.2016 til 31.12.2026», «fra 1.12.2016»."""
        return f"fra {said_day(self.start)}" + (f" til {said_day(self.end)}" if self.end else "")


def said_day(day: date) -> str:
    """«31.12.2026»."""
    return f"{day.day}.{day.month}.{day.year}"
