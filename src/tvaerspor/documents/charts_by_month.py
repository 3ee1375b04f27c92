"""Amounts month by month, drawn as small charts under each other, each on a scale of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tvaerspor.documents.charts import ACCENT, PICTURES, WIDTH, altair, chart_title, drawn

_HEIGHT = 90


@dataclass(frozen=True, slots=True)
class ByMonth:
    """A name, and its months («2026-01») in order with their amounts."""

    name: str
    points: tuple[tuple[str, float], ...]


@lru_cache(maxsize=PICTURES)
def month_chart(lines: tuple[ByMonth, ...]) -> str:
    """A line for each name; the first month of each half-year is written below."""
    alt = altair()
    charts = []
    for line in lines:
        rows = [{"month": month, "amount": amount} for month, amount in line.points]
        halves = [month for month, _ in line.points if month[-2:] in ("01", "07")]
        x = alt.X("month:O", title=None, sort=None).axis(values=halves, labelAngle=0, grid=False, labelOverlap=True)
        y = alt.Y("amount:Q", title=None, scale=alt.Scale(zero=True)).axis(tickCount=3)
        base = alt.Chart(alt.Data(values=rows), width=WIDTH - 40, height=_HEIGHT, title=chart_title(line.name))
        charts.append(base.mark_line(color=ACCENT, strokeWidth=2).encode(x=x, y=y))
    return drawn(alt.vconcat(*charts, spacing=16))
