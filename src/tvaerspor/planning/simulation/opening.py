"""When stations are open and how many units they have: day by day, and as the changes that a run meets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, inf

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.simulation import layout
from tvaerspor.planning.simulation.written import WEEK, Simulation, Span, Station

Days = NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Calendar:
    """`units` is stations x days, run-in included; `months` begin with the run-in, called "", where there is one."""

    first: date
    run_in: int
    days: int
    months: tuple[tuple[float, str], ...]
    units: NDArray[np.int64]

    @property
    def capacity_days(self) -> NDArray[np.float64]:
        """Months x stations: the unit-days that are open."""
        begins = [int(day) + self.run_in for day, _ in self.months]
        return np.add.reduceat(self.units, begins, axis=1).T.astype(np.float64)

    def changes(self) -> NDArray[np.void]:
        """The dated changes in order, months first, with one behind the last day that never comes."""
        found = [(begins, -1, 0) for begins, _ in self.months]
        for at, units in enumerate(self.units):
            changed = np.flatnonzero(np.diff(units, prepend=-1))
            found += [(float(day - self.run_in), at, int(units[day])) for day in changed]
        found.sort(key=lambda change: (change[0], change[1]))
        return np.array([*found, (inf, -1, 0)], dtype=layout.CHANGE)


def calendar_of(written: Simulation, years: tuple[int, ...], stations: tuple[str, ...]) -> Calendar:
    """The calendar of a simulation over whole years."""
    first, run_in = date(years[0], 1, 1), ceil(written.run_in_days or 0)
    days = (date(years[-1] + 1, 1, 1) - first).days
    begins = [date(year, month, 1) for year in years for month in range(1, 13)]
    months = [(float((begin - first).days), begin.isoformat()[:7]) for begin in begins]
    if run_in:
        months.insert(0, (float(-run_in), ""))
    dates = np.datetime64(first, "D") + np.arange(-run_in, days)
    units = np.array([_units(written.stations[name], dates, np.datetime64(first, "D")) for name in stations])
    return Calendar(first, run_in, days, tuple(months), units)


def _units(station: Station, dates: Days, first: np.datetime64) -> NDArray[np.int64]:
    """Units on each day; during the run-in as on the first day, but closed on the same days of the week."""
    units = np.zeros(dates.size, np.int64)
    for row in station.capacity:
        units[_within(row, np.maximum(dates, first))] = row.units
    weekday = (dates.astype("datetime64[D]").astype(np.int64) + 3) % 7  # day 0 was a Thursday
    units[~np.isin(weekday, [WEEK.index(day) for day in station.opening])] = 0
    for span in station.closed:
        units[_within(span, dates)] = 0
    return units


def _within(span: Span, dates: Days) -> NDArray[np.bool_]:
    inside = np.ones(dates.size, np.bool_)
    if span.first is not None:
        inside &= dates >= np.datetime64(span.first, "D")
    if span.last is not None:
        inside &= dates <= np.datetime64(span.last, "D")
    return inside
