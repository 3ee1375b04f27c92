"""The pictures of a simulation, each with its words: how busy, how long a wait, how long a line month by month."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tvaerspor.documents.charts import Bar, bar_chart, said_series
from tvaerspor.documents.charts_by_month import ByMonth, month_chart
from tvaerspor.documents.form import Figure
from tvaerspor.documents.kroner import said_percent
from tvaerspor.documents.numbers import number
from tvaerspor.documents.simulation_found import Estimated, SimulationFound


def load_figure(found: SimulationFound) -> Figure:
    """How much of its time each station is at work; one that is asked for more than it has stands out."""
    bars = tuple(
        _bar(each.title, "", each.utilisation, _busy(each.utilisation, each.load), each.load > 1)
        for each in found.stations
    )
    told = said_series((f"{bar.group}:", bar.said) for bar in bars)
    caption = "Hvor stor en del af den åbne tid hver station arbejder. Den tynde streg er 95 %-sikkerhedsintervallet"
    return Figure(partial(bar_chart, bars), f"Udnyttelse. {told}.", caption)


def _busy(utilisation: Estimated, load: float) -> str:
    said = said_percent(utilisation.estimate or 0)
    return f"{said}, efterspurgt {said_percent(load)}" if load > 1 else said


def wait_figure(found: SimulationFound) -> Figure | None:
    """The mean wait of each station and class; None where nobody came to."""
    bars = tuple(
        _bar(each.station, each.class_, each.mean, f"{number(each.mean.estimate, 1)} dage")
        for each in found.waits
        if each.mean.estimate is not None
    )
    if not bars:
        return None
    told = said_series((f"{bar.group}, {bar.name}:", bar.said) for bar in bars)
    caption = "Gennemsnitlig ventetid for dem, der er kommet til. Den tynde streg er 95 %-sikkerhedsintervallet"
    return Figure(partial(bar_chart, bars), f"Ventetid. {told}.", caption)


def _bar(group: str, name: str, value: Estimated, said: str, is_changed: bool = False) -> Bar:
    likely = value.estimate or 0.0
    low, high = (likely if bound is None else bound for bound in (value.low, value.high))
    return Bar(group, name, max(0.0, low), likely, high, said, is_changed)


def month_figure(lines: Mapping[str, Mapping[str, float]]) -> Figure:
    """A line for each station, each on a scale of its own."""
    drawn = tuple(ByMonth(station, tuple(months.items())) for station, months in lines.items())
    told = "; ".join(_told(each) for each in drawn)
    caption = "Hvor mange der stod i kø i gennemsnit i hver måned; hver station har sin egen skala"
    return Figure(partial(month_chart, drawn), f"Kø. {told}.", caption)


def _told(line: ByMonth) -> str:
    (first, at_first), (last, at_last) = line.points[0], line.points[-1]
    most, at_most = max(line.points, key=lambda point: point[1])
    ends = f"{number(at_first, 1)} i {first}, {number(at_last, 1)} i {last}"
    return f"{line.name}: {ends}, flest {number(at_most, 1)} i {most}"
