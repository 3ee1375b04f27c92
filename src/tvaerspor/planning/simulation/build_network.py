"""From a scenario's simulation to the flat arrays of a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from tvaerspor.planning.simulation import layout
from tvaerspor.planning.simulation.build_kinds import ALL, Kinds, classes_of, kinds_of
from tvaerspor.planning.simulation.build_ways import Ways, expected_visits, ways_of
from tvaerspor.planning.simulation.cohort import Triaged
from tvaerspor.planning.simulation.network import Network, Records, fingerprint
from tvaerspor.planning.simulation.opening import Calendar, calendar_of
from tvaerspor.planning.simulation.simulated import Figures, Simulated
from tvaerspor.planning.simulation.written import Demand, Length, SimulatedDeadline

_SHAPES = {
    "exponential": layout.EXPONENTIAL,
    "lognormal": layout.LOG_NORMAL,
    "constant": layout.CONSTANT,
    "triangular": layout.TRIANGULAR,
}
_DAYS = {"minutes": 1 / 1440, "hours": 1 / 24, "days": 1.0, "weeks": 7.0}
_YEAR = 365.25
"""Days of a year without a season: its citizens come as many a day all the time, also in a leap year."""


@dataclass(frozen=True, eq=False)
class Builder:
    """What does not change from draw to draw of the uncertain figures: calendar, cohorts and kinds."""

    simulated: Simulated
    years: tuple[int, ...]
    calendar: Calendar
    kinds: Kinds
    triaged: Mapping[str, Triaged]

    @property
    def stations(self) -> tuple[str, ...]:
        """The stations that the service model has, in the order of the arrays."""
        return self.simulated.stations

    def network(self, figures: Figures) -> Network:
        """The arrays with some figures as they were drawn; all others at their likeliest."""
        ways = ways_of(self.simulated, self.kinds, figures)
        rates = self._rates(figures)
        lengths = self._lengths(figures)
        visits = expected_visits(ways, self._expected(rates), len(self.stations))
        capacity = self.calendar.capacity_days
        return Network(
            stations=self.stations,
            classes=self.kinds.classes,
            streams=tuple(stream.name for stream in self.kinds.streams),
            deadlines=deadline_names(self.simulated),
            months=self.calendar.months,
            run_in_days=float(self.calendar.run_in),
            days=float(self.calendar.days),
            seed=self.simulated.written.seed,
            tables=self._tables(figures, ways, rates, lengths),
            capacity_days=capacity,
            visits=visits.sum(axis=0),
            load=self._load(visits, lengths, capacity),
        )

    def _tables(self, figures: Figures, ways: Ways, rates: Records, lengths: Records) -> dict[str, Records]:
        deadlines, limits = self._deadlines()
        return {
            "streams": self._streams(),
            "rates": rates,
            "kinds": self.kinds.rows(self.simulated, figures),
            "picks": self.kinds.picks,
            "stations": self._stations(figures),
            "lengths": lengths,
            "ways": ways.ways,
            "shares": ways.shares,
            "rank": self._rank(),
            "changes": self.calendar.changes(),
            "deadlines": deadlines,
            "limits": limits,
        }

    def _streams(self) -> Records:
        found = np.zeros(len(self.kinds.streams), layout.STREAM)
        for row, stream in zip(found, self.kinds.streams, strict=True):
            row["first"], row["last"], row["pick"], row["picks"] = stream.first, stream.last, stream.pick, stream.picks
            row["name"], row["list"], row["oldest"] = fingerprint(stream.name), stream.waiting, stream.oldest
        return found

    def _rates(self, figures: Figures) -> Records:
        found = np.zeros((len(self.kinds.streams), len(self.calendar.months) + 40), layout.RATE)
        found["from_"], found["events"] = self.calendar.days, inf
        for row, stream in zip(found, self.kinds.streams, strict=True):
            demand = self.simulated.written.demand[stream.demand]
            per_year = self.simulated.value(f"demand.{stream.demand}.per_year", figures)
            segments = list(self._segments(demand, per_year * float(self.simulated.people[stream.demand])))
            begins, rates = (np.array(column) for column in zip(*segments, strict=True))
            lengths = np.diff(begins, append=self.calendar.days)
            row["from_"][: begins.size], row["rate"][: begins.size] = begins, rates
            row["events"][: begins.size] = np.concatenate(([0.0], np.cumsum(rates * lengths)[:-1]))
        return found

    def _segments(self, demand: Demand, per_year: float) -> Iterator[tuple[float, float]]:
        """(first day, citizens a day), one after the other."""
        season, by_year, first = demand.season, demand.by_year, self.years[0]
        if not season and not by_year:
            yield float(-self.calendar.run_in), per_year / _YEAR
            return
        begins = [(float((day - self.calendar.first).days), day) for day in self._months()]
        for begin, day in begins:
            following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            rate = per_year / _YEAR
            if season:
                rate = per_year * float(season[day.month - 1] / sum(season)) / (following - day).days
            yield max(begin, float(-self.calendar.run_in)), rate * float(by_year.get(max(day.year, first), 1))

    def _months(self) -> list[date]:
        """The first day of every month, from the one in which the run-in begins."""
        begin = date.fromordinal(self.calendar.first.toordinal() - self.calendar.run_in).replace(day=1)
        last = date(self.years[-1], 12, 1)
        count = (last.year - begin.year) * 12 + last.month - begin.month + 1
        places = range(begin.month - 1, begin.month - 1 + count)
        return [date(begin.year + place // 12, place % 12 + 1, 1) for place in places]

    def _expected(self, rates: Records) -> NDArray[np.float64]:
        """How many citizens each stream brings in all, from the run-in to the horizon."""
        found = []
        for row, stream in zip(rates, self.kinds.streams, strict=True):
            ends = np.append(row["from_"][1:], self.calendar.days)
            whole = float((row["rate"] * (ends - row["from_"])).sum())
            found.append(whole if stream.waiting < 0 else float(stream.waiting))
        return self.kinds.spread(np.array(found))

    def _lengths(self, figures: Figures) -> Records:
        found = np.zeros((len(self.stations), len(self.kinds.classes)), layout.LENGTH)
        for at, name in enumerate(self.stations):
            station = self.simulated.written.stations[name]
            for place, class_ in enumerate(self.kinds.classes):
                own = station.service_for.get(class_)
                path = f"stations.{name}.service" + (f"_for.{class_}" if own else "")
                found[at, place] = self._length(path, own or station.service, figures)
        return found

    def _length(self, path: str, length: Length, figures: Figures) -> tuple[int, float, float, float]:
        days, shape = _DAYS[length.unit], _SHAPES[length.distribution]
        if shape == layout.TRIANGULAR:
            low, likely, high = (float(point or 0) * days for point in (length.low, length.likely, length.high))
            return shape, low, likely, high
        mean = self.simulated.value(f"{path}.mean", figures) * days
        if shape != layout.LOG_NORMAL:
            return shape, mean, 0.0, 0.0
        sigma = sqrt(log(1 + float(length.cv or 0) ** 2))
        return shape, log(mean) - sigma * sigma / 2, sigma, 0.0

    def _stations(self, figures: Figures) -> Records:
        found = np.zeros(len(self.stations), layout.STATION)
        deadlines = self._by_station()
        for row, name in zip(found, self.stations, strict=True):
            station = self.simulated.written.stations[name]
            own = [place for place, deadline in enumerate(deadlines) if deadline.station == name]
            row["group"], row["patience"] = station.group, -1
            row["deadline"], row["deadlines"] = own[0] if own else 0, len(own)
            if station.pause:
                row["pause_share"], row["pause_days"] = float(station.pause.share), float(station.pause.days)
            if station.patience:
                path = f"stations.{name}.patience"
                row["patience"], row["a"], row["b"], row["c"] = self._length(path, station.patience, figures)
        return found

    def _by_station(self) -> list[SimulatedDeadline]:
        """The deadlines, those of a station side by side."""
        return [self.simulated.written.deadlines[name] for name in deadline_names(self.simulated)]

    def _deadlines(self) -> tuple[Records, Records]:
        deadlines = self._by_station()
        rows = np.zeros(max(1, len(deadlines)), layout.DEADLINE)
        wide = max((len(deadline.days) for deadline in deadlines), default=1)
        limits = np.zeros((rows.size, wide), layout.LIMIT)
        for place, deadline in enumerate(deadlines):
            rows[place] = (
                layout.FROM_REFERRAL if deadline.since == "referral" else layout.FROM_ARRIVAL,
                layout.TO_START if deadline.until == "start" else layout.TO_END,
                len(deadline.days),
            )
            for column, limit in enumerate(sorted(deadline.days, key=lambda limit: limit.first)):
                begins = (date.fromisoformat(limit.first) - self.calendar.first).days
                limits[place, column] = (begins, float(limit.days))
        return rows, limits

    def _rank(self) -> Records:
        """The line of each class at each station: by priority, or one for all."""
        written = self.simulated.written
        priorities = [written.classes[name].priority if name != ALL else 1 for name in self.kinds.classes]
        order = sorted(set(priorities))
        found = np.zeros((len(self.stations), len(self.kinds.classes)), layout.NUMBER)
        for at, name in enumerate(self.stations):
            if written.stations[name].discipline == "priority":
                found["is_"][at] = [order.index(priority) for priority in priorities]
        return found

    def _load(
        self, visits: NDArray[np.float64], lengths: Records, capacity: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """What those who come ask for, of what is open: expected unit-days a day over mean units."""
        work = np.zeros(len(self.stations))
        for kind, row in enumerate(visits):
            work += row * [mean_days(length) for length in lengths[:, self.kinds.class_of[kind]]]
        groups = np.array([self.simulated.written.stations[name].group for name in self.stations])
        offered = capacity.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(offered > 0, work / groups / offered, np.where(work > 0, inf, 0.0))


def mean_days(length: Records) -> float:
    """The mean of a row of `layout.LENGTH`."""
    if length["shape"] == layout.LOG_NORMAL:
        return float(np.exp(length["a"] + length["b"] ** 2 / 2))
    if length["shape"] == layout.TRIANGULAR:
        return float(length["a"] + length["b"] + length["c"]) / 3
    return float(length["a"])


def deadline_names(simulated: Simulated) -> tuple[str, ...]:
    """The deadlines of the stations that there are, in the order of the arrays: station by station."""
    order = {name: place for place, name in enumerate(simulated.stations)}
    named = [(order[d.station], name) for name, d in simulated.written.deadlines.items() if d.station in order]
    return tuple(name for _, name in sorted(named, key=lambda pair: pair[0]))


def builder_of(simulated: Simulated, years: tuple[int, ...], triaged: Mapping[str, Triaged]) -> Builder:
    """A builder; `triaged` has every cohort of the simulation after triage."""
    calendar = calendar_of(simulated.written, years, simulated.stations)
    kinds = kinds_of(simulated, triaged, classes_of(simulated))
    return Builder(simulated, years, calendar, kinds, triaged)
