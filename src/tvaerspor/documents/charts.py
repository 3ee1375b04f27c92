"""Values drawn as SVG: bars with their span, swings around a middle, shares under a ceiling. Marks say their numbers.

Altair writes the grammar and vl-convert draws it; both are imported when the first picture is asked for. The SVG that
comes out holds no style, no script and no id, so that it may stand in any page. A colour is a presentation attribute,
with a class of the same meaning beside it, so that a stylesheet may choose another (in the dark, say).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

INK, SOFT, LINE, ACCENT, SOURCE, WARN, SURE = "#18262b #4d5d63 #c9d0d0 #0b4f5c #8fa3a8 #7a4a00 #1c5e36".split()
CLASSES: Mapping[str, str] = {
    **{INK: "c-ink", SOFT: "c-soft", LINE: "c-line", ACCENT: "c-accent"},
    **{SOURCE: "c-source", WARN: "c-warn", SURE: "c-sure"},
}
"""The stylesheet's name of each colour; a fill and a stroke have it alike."""
WIDTH = 560
_ROW = 26
_KEPT = frozenset(
    "x y x1 x2 y1 y2 width height d cx cy r transform viewBox fill stroke stroke-width stroke-dasharray "
    "stroke-linecap opacity fill-opacity stroke-opacity font-size font-weight text-anchor".split()
)
PICTURES = 128
"""So many pictures are kept for those who ask again."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its group, its name in the group, how long, how far it may reach, and what is written behind it."""

    group: str
    name: str
    low: float
    likely: float
    high: float
    said: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Swing:
    """One figure: where the whole comes to lie with it at its lowest and at its highest, and what is written there."""

    name: str
    low: float
    high: float
    said_low: str
    said_high: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Points from left to right, and the name that stands at the last of them."""

    name: str
    points: tuple[tuple[float, float], ...]


@lru_cache(maxsize=PICTURES)
def bar_chart(bars: tuple[Bar, ...]) -> str:
    """Bars in groups under each other, with a thin line from lowest to highest."""
    alt = altair()

    rows: list[dict[str, Any]] = [
        {"group": bar.group, "name": bar.name, "low": bar.low, "likely": bar.likely, "high": bar.high, "said": bar.said}
        | {"end": max(bar.likely, bar.high, 0), "color": ACCENT if bar.is_changed else SOURCE, "place": place}
        for place, bar in enumerate(bars)
    ]
    groups = list(dict.fromkeys(bar.group for bar in bars))
    y = alt.Y("place:O", sort=None, title=None, axis=None)
    x = alt.X("likely:Q", title=None, axis=None, scale=alt.Scale(domain=_room([row["end"] for row in rows])))
    charts = []
    for group in groups:
        mine = [row for row in rows if row["group"] == group]
        base = alt.Chart(alt.Data(values=mine), width=WIDTH, height=_ROW * len(mine), title=chart_title(group))
        charts.append(
            base.mark_bar(height=13).encode(x=x, y=y, color=alt.Color("color:N", scale=None))
            + base.mark_rule(color=INK, strokeWidth=1.5, yOffset=9).encode(x="low:Q", x2="high:Q", y=y)
            + base.mark_text(align="right", dx=-8, color=INK, fontSize=14).encode(x=alt.datum(0), y=y, text="name:N")
            + base.mark_text(align="left", dx=8, color=INK, fontSize=14).encode(x="end:Q", y=y, text="said:N")
        )
    return drawn(alt.vconcat(*charts, spacing=12))


@lru_cache(maxsize=PICTURES)
def swing_chart(swings: tuple[Swing, ...], middle: float, said_middle: str) -> str:
    """Each figure's bar from where it makes the whole least to where it makes it most, around the middle."""
    alt = altair()

    rows = [
        {"name": each.name, "place": place, "low": min(each.low, each.high), "high": max(each.low, each.high)}
        | {"said_low": _least(each)[0], "said_high": _least(each)[1]}
        for place, each in enumerate(swings)
    ]
    base = alt.Chart(alt.Data(values=rows), width=WIDTH, height=2 * _ROW * len(rows), title=chart_title(said_middle))
    ends = [value for each in swings for value in (each.low, each.high)]
    room = (max(*ends, middle) - min(*ends, middle)) * 0.3 or 1
    scale = alt.Scale(domain=[min(*ends, middle) - room, max(*ends, middle) + room], zero=False)
    x, y = alt.X("low:Q", title=None, axis=None, scale=scale), alt.Y("place:O", sort=None, title=None, axis=None)
    chart = (
        base.mark_bar(height=16, color=SOURCE, yOffset=8).encode(x=x, x2="high:Q", y=y)
        + base.mark_tick(color=ACCENT, thickness=3, size=22, yOffset=8).encode(x=alt.datum(middle), y=y)
        + _ends(base, y)
        + base.mark_text(align="left", color=INK, fontSize=14, dy=-13).encode(x=alt.value(0), y=y, text="name:N")
    )
    return drawn(chart)


def _ends(base: Any, y: Any) -> Any:
    marks = {"color": SOFT, "fontSize": 13, "dy": 8}
    low = base.mark_text(align="right", dx=-6, **marks).encode(x="low:Q", y=y, text="said_low:N")
    return low + base.mark_text(align="left", dx=6, **marks).encode(x="high:Q", y=y, text="said_high:N")


@lru_cache(maxsize=PICTURES)
def curve_chart(
    curves: tuple[Curve, ...], ticks: tuple[tuple[float, str], ...], limit: tuple[float, str] | None
) -> str:
    """Shares from 0 to 1 over what they are reached at; each curve named at its middle, a limit as a broken line."""
    alt = altair()

    rows = [{"curve": each.name, "x": x, "y": y} for each in curves for x, y in each.points]
    names = [
        {"x": x, "y": y, "said": each.name} for place, each in enumerate(curves) for x, y in [_named_at(each, place)]
    ]
    says = " : ".join(f"datum.value == {value} ? '{said}'" for value, said in ticks) + " : ''"
    x = alt.X("x:Q", title=None, scale=alt.Scale(zero=False, nice=False, padding=24)).axis(
        values=[value for value, _ in ticks], labelExpr=says, grid=False, labelOverlap=True
    )
    y = alt.Y("y:Q", title=None, scale=alt.Scale(domain=[0, 1])).axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%")
    size = {"width": WIDTH, "height": 260}
    tones = alt.Scale(domain=[each.name for each in curves], range=[ACCENT, WARN, SURE, SOFT])
    chart = (
        alt.Chart(alt.Data(values=rows), **size).mark_line(strokeWidth=2).encode(
            x=x, y=y, color=alt.Color("curve:N", scale=tones, legend=None), order="y:Q"
        )
        + alt.Chart(alt.Data(values=names)).mark_text(align="left", dx=8, dy=4, color=INK, fontSize=14).encode(
            x="x:Q", y="y:Q", text="said:N"
        )
    )  # fmt: skip
    if limit:
        there = alt.Chart(alt.Data(values=[{"x": limit[0], "y": 1, "said": limit[1]}]))
        chart += there.mark_rule(color=INK, strokeDash=[5, 4], strokeWidth=1.5).encode(x="x:Q")
        chart += there.mark_text(align="left", dx=6, dy=8, color=INK, fontSize=13).encode(
            x="x:Q", y="y:Q", text="said:N"
        )
    return drawn(chart)


def _named_at(curve: Curve, place: int) -> tuple[float, float]:
    """A little further down for each curve, so that names of curves that lie close do not meet."""
    return curve.points[max(0, round((0.75 - 0.12 * (place % 5)) * (len(curve.points) - 1)))]


def _room(ends: Sequence[float]) -> list[float]:
    """Room for names at the left and for what is written at the right."""
    longest = max((abs(end) for end in ends), default=0) or 1
    return [-0.45 * longest, 1.6 * longest]


def _least(swing: Swing) -> tuple[str, str]:
    return (swing.said_low, swing.said_high) if swing.low <= swing.high else (swing.said_high, swing.said_low)


def chart_title(words: str) -> Any:
    """The words over a chart, at its left edge."""
    alt = altair()

    return alt.TitleParams(words, anchor="start", fontSize=15, fontWeight=600, color=INK, frame="group")


def altair() -> Any:
    """Altair, imported when it is first needed; its classes are made at run time, so that types say little of them."""
    import altair

    return altair


def drawn(chart: Any) -> str:
    """The chart as SVG that may stand in any page."""
    import vl_convert

    spec = chart.to_dict()
    axis = {"labelColor": SOFT, "labelFontSize": 13, "domainColor": LINE, "tickColor": LINE, "gridColor": LINE}
    spec["config"] = {"aria": False, "background": None, "font": "sans-serif", "axis": axis, "view": {"stroke": None}}
    return _plain(vl_convert.vegalite_to_svg(spec))


def _plain(svg: str) -> str:
    """The picture with only what is drawn: no ids, no roles, no classes but those of the colours."""
    root = etree.fromstring(svg.encode("utf-8"))
    for node in root.iter("{*}*"):
        colors = {name: str(node.get(name)) for name in ("fill", "stroke")}
        classes = {CLASSES[color] + name[0] for name, color in colors.items() if color in CLASSES}
        for name in set(node.attrib) - _KEPT:
            del node.attrib[name]
        if classes:
            node.set("class", " ".join(sorted(classes)))
    for empty in [node for node in root.iter() if _is_nothing(node)]:
        parent = empty.getparent()
        if parent is not None:
            parent.remove(empty)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _is_nothing(node: Any) -> bool:
    """Vega's placeholders for backgrounds: paths without an area."""
    return str(node.tag).endswith("path") and (node.get("d") or "").endswith("h0v0h0Z")


def said_series(pairs: Iterable[tuple[str, str]]) -> str:
    """«2020 82.400 kr., 2021 7.100 kr.»."""
    return ", ".join(f"{name} {said}" for name, said in pairs)
