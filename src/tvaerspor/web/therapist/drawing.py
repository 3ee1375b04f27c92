"""Where the parts of a chart lie: a measure over time, and training week by week. The pages draw them as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tvaerspor.pathway.adherence import Adherence
from tvaerspor.pathway.progress import Point, Progress
from tvaerspor.programme.words import number
from tvaerspor.terms.text import Language, Text
from tvaerspor.web.dates import said_date
from tvaerspor.web.wording import ui

WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 34, 14, 20, 24


@dataclass(frozen=True)
class Dot:
    """One value on the chart, with what stands above it."""

    x: float
    y: float
    value: str


@dataclass(frozen=True)
class Chart:
    """A measure over time, drawn in a box of `WIDTH` by `HEIGHT`.

    `band` is top and height of what lies within the smallest important change of the first value; None where the
    programme gives none. `low` and `high` are the ends of the axis. `sentence` says the same in words.
    """

    id: str
    title: Text
    dots: tuple[Dot, ...]
    path: str
    band: tuple[float, float] | None
    first_y: float
    low: str
    high: str
    days: tuple[str, ...]
    better: str
    sentence: str


@dataclass(frozen=True)
class Bar:
    """One week: how high it was planned and how high it came, its number, and whether it was kept."""

    x: float
    height: float
    week: int
    attended: int
    is_kept: bool
    is_over: bool


@dataclass(frozen=True)
class Weeks:
    """An activity week by week; `planned_y` is the line that was agreed."""

    activity: str
    title: Text
    bars: tuple[Bar, ...]
    width: int
    planned_y: float
    sentences: tuple[str, ...]


def chart_of(progress: Progress, language: Language) -> Chart | None:
    """The chart; None where nothing was measured, and for a measure whose values are words and no amounts."""
    if not progress.points or "=" in progress.measure.unit:
        return None
    low, high = _axis(progress)

    def y(value: float) -> float:
        share = (value - low) / (high - low)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    first = progress.points[0].value
    dots = tuple(Dot(_x(progress, each), y(each.value), number(each.value, language)) for each in progress.points)
    band = None
    if progress.needed is not None:
        top, bottom = y(min(high, first + progress.needed)), y(max(low, first - progress.needed))
        band = (top, round(bottom - top, 1))
    return Chart(
        id=progress.measure.id,
        title=progress.measure.title,
        dots=dots,
        path=" ".join(f"{dot.x},{dot.y}" for dot in dots),
        band=band,
        first_y=y(first),
        low=number(low, language),
        high=number(high, language),
        days=_days(progress.points, language),
        better=ui(f"better_{progress.measure.better}", language),
        sentence=" ".join(_said(progress, language)),
    )


def _axis(progress: Progress) -> tuple[float, float]:
    """The ends of the axis: a scale is shown whole, an amount from its least to a little over what was measured."""
    low, high = progress.measure.range
    if number(high, "da") in progress.measure.unit:
        return low, high
    reached = max(each.value for each in progress.points) + (progress.needed or 0)
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**9) if each * 10 >= reached - low)
    return low, min(high, low + step * (int((reached - low) / step) + 1))


def _x(progress: Progress, point: Point) -> float:
    first, last = progress.points[0].on, progress.points[-1].on
    span = (last - first).days
    share = (point.on - first).days / span if span else 0
    return round(LEFT + 12 + share * (WIDTH - LEFT - RIGHT - 24), 1)


def _days(points: tuple[Point, ...], language: Language) -> tuple[str, ...]:
    """The first and the last day, each once."""
    return tuple(dict.fromkeys(said_date(each.on.isoformat(), language) for each in (points[0], points[-1])))


def _said(progress: Progress, language: Language) -> Iterator[str]:
    points = progress.points
    first, last = (number(each.value, language) for each in (points[0], points[-1]))
    if progress.change is None:
        yield ui("chart_one", language, value=first, day=_days(points, language)[0])
    else:
        change = f"{'+' if progress.change > 0 else ''}{number(progress.change, language)}"
        yield ui("chart_change", language, first=first, last=last, change=change)
        if progress.is_better is not None:
            yield ui("chart_better" if progress.is_better else "chart_worse", language)
    yield f"{ui(f'better_{progress.measure.better}', language).capitalize()}."
    if progress.needed is None:
        yield ui("chart_no_least", language)
        return
    yield ui("chart_least", language, least=number(round(progress.needed, 1), language))
    if progress.is_important is not None:
        yield ui("chart_reached" if progress.is_important else "chart_not_reached", language)


BAR, GAP, WEEK_HEIGHT, FLOOR = 14, 8, 70, 54


def weeks_of(each: Adherence, title: Text, language: Language) -> Weeks:
    """The weeks as bars; the highest is what was agreed, or more where more was done."""
    most = max([each.per_week, *(week.attended for week in each.weeks)])
    unit = (FLOOR - 10) / most
    bars = tuple(
        Bar(
            x=GAP + place * (BAR + GAP),
            height=round(week.attended * unit, 1),
            week=week.monday.isocalendar().week,
            attended=week.attended,
            is_kept=week.is_kept,
            is_over=week.is_over,
        )
        for place, week in enumerate(each.weeks)
    )
    width = GAP + len(bars) * (BAR + GAP)
    return Weeks(each.activity, title, bars, width, round(FLOOR - each.per_week * unit, 1), _kept_said(each, language))


def _kept_said(each: Adherence, language: Language) -> tuple[str, ...]:
    """How it went in words; the programme's own demand where it has one."""
    said = [ui("adherence_kept", language, kept=each.kept, weeks=each.so_far, count=each.per_week)]
    if each.so_far == 0:
        said = [ui("adherence_not_yet", language, count=each.per_week)]
    if each.least.weeks is not None:
        said.append(ui("adherence_least", language, count=each.least.per_week or each.per_week, weeks=each.least.weeks))
        done = "adherence_reached" if each.has_least else "adherence_so_far"
        said.append(ui(done, language, weeks=each.full_weeks))
    return tuple(said)
