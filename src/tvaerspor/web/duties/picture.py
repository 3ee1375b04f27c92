"""A picture of dated rows: a lane for each, years along the bottom, a line for today. The numbers stand in a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tvaerspor.terms.period import Period

WIDTH, LABELS, LANE, TOP = 720, 250, 26, 22
YEARS_AHEAD = 1


@dataclass(frozen=True)
class Bar:
    """One lane: its label, where its bar stands, and which way it goes; `is_open` where it has no last day."""

    label: str
    y: int
    x: float
    width: float
    state: str
    is_open: bool


@dataclass(frozen=True)
class Picture:
    """Everything that the template draws, in the units of the drawing."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]
    today: float
    height: int
    width: int = WIDTH
    labels: int = LABELS
    lane: int = LANE


@dataclass(frozen=True)
class Row:
    """What becomes a lane."""

    label: str
    period: Period
    state: str


def drawn(rows: Iterable[Row], today: date) -> Picture:
    """The picture; from the first year that is in it to the year after the last, or after today."""
    lanes = tuple(rows)
    first = min((row.period.start.year for row in lanes), default=today.year)
    ends = [row.period.end.year for row in lanes if row.period.end]
    last = max([today.year, *ends]) + YEARS_AHEAD
    scale = _Scale(date(first, 1, 1), date(last + 1, 1, 1))
    bars = tuple(_bar(number, row, scale) for number, row in enumerate(lanes))
    step = max(1, (last - first + 1) // 6)
    years = tuple((year, scale.at(date(year, 1, 1))) for year in range(first, last + 1, step))
    return Picture(bars, years, scale.at(today), TOP + LANE * len(lanes) + 8)


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def at(self, day: date) -> float:
        share = (min(day, self.last) - self.first).days / (self.last - self.first).days
        return round(LABELS + share * (WIDTH - LABELS), 1)


def _bar(number: int, row: Row, scale: _Scale) -> Bar:
    start, end = scale.at(row.period.start), scale.at(row.period.end or scale.last)
    return Bar(row.label, TOP + LANE * number, start, round(max(end - start, 2), 1), row.state, row.period.end is None)
