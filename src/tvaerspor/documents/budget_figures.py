"""The pictures of a budget, each with its words: who pays when, what it hangs on, what a ceiling holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from tvaerspor.documents.charts import Bar, Curve, Swing, bar_chart, curve_chart, said_series, swing_chart
from tvaerspor.documents.form import Figure
from tvaerspor.documents.kroner import PAYERS, said_percent, said_short
from tvaerspor.planning.ledger import Ledger
from tvaerspor.planning.sensitivity import Sensitivity
from tvaerspor.planning.uncertainty import Uncertainty
from tvaerspor.terms.text import Language, Text

_WHO_PAYS = Text(da="Hvem betaler hvor meget i hvert år", en="Who pays how much in each year")
_SPAN = Text(
    da="Søjlen er det sandsynligste, den tynde streg går fra det laveste til det højeste.",
    en="The bar is the likeliest amount, the thin line goes from the lowest to the highest.",
)
_TO = Text(da="til", en="to")
_MOST_TOLD = 16
"""So many amounts are told one by one in the words of a picture; of more, only the first and the last year."""
MOST_SWINGS = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One budget of those that are shown beside each other; its name is empty where it stands alone."""

    name: str
    ledger: Ledger
    years: tuple[int, ...]
    is_changed: bool = False


def payer_figure(sides: Sequence[Side], language: Language = "da") -> Figure:
    """Every payer with every year, and the sides under each other."""
    payers = list(dict.fromkeys(entry.payer for side in sides for entry in side.ledger.entries))
    years = sorted({year for side in sides for year in side.years})
    bars = tuple(
        _bar(side, payer, year, language)
        for payer in payers
        for year in years
        for side in sides
        if year in side.years
    )  # fmt: skip
    told = bars if len(bars) <= _MOST_TOLD else [bar for bar in bars if bar.name[:4] in (str(years[0]), str(years[-1]))]
    groups = ". ".join(
        f"{group}: {said_series((bar.name, _spoken(bar, language)) for bar in told if bar.group == group)}"
        for group in dict.fromkeys(bar.group for bar in told)
    )
    caption = _WHO_PAYS.in_language(language)
    return Figure(partial(bar_chart, bars), f"{caption}. {groups}.", f"{caption}. {_SPAN.in_language(language)}")


def _bar(side: Side, payer: str, year: int, language: Language) -> Bar:
    amount = side.ledger.only(payer=payer, year=year).total().kroner
    low, likely, high = (float(point) for point in (amount.low, amount.likely, amount.high))
    name = f"{year}, {side.name}" if side.name else str(year)
    words = PAYERS[payer].in_language(language)
    return Bar(words, name, min(low, high), likely, max(low, high), said_short(likely, language), side.is_changed)


def _spoken(bar: Bar, language: Language) -> str:
    if bar.low == bar.high:
        return bar.said
    return f"{bar.said} ({said_short(bar.low, language)} {_TO.in_language(language)} {said_short(bar.high, language)})"


def swing_figure(found: Sensitivity) -> Figure | None:
    """The widest swings; None where nothing is uncertain."""
    if not found.swings:
        return None
    swings = tuple(
        Swing(each.title, each.at_low, each.at_high, said_short(each.at_low), said_short(each.at_high))
        for each in found.swings[:MOST_SWINGS]
    )
    told = said_series((f"{each.name}:", f"{each.said_low} til {each.said_high}") for each in swings)
    middle = f"Sandsynligst i alt: {said_short(found.likely)}"
    draw = partial(swing_chart, swings, found.likely, middle)
    return Figure(draw, f"{middle}. {told}.", "Hvad hele budgettet bliver, når ét tal er lavest eller højest ad gangen")


def curve_figure(found: Sensitivity) -> Figure | None:
    """The share of the draws that each yearly ceiling holds; None where every year is certain."""
    curves = tuple(
        Curve(str(each.year), tuple(zip(each.ceilings, each.shares, strict=True)))
        for each in found.curves
        if each.ceilings[0] < each.ceilings[-1]
    )
    if not curves:
        return None
    values = [x for curve in curves for x, _ in curve.points]
    limit = None if found.ceiling is None else (found.ceiling, f"loft {said_short(found.ceiling)}")
    draw = partial(curve_chart, curves, _ticks(values), limit)
    middle = (f"I {each.name} holder {said_short(_at(each, 0.5))} i halvdelen" for each in curves)
    nearly = (f"og {said_short(_at(each, 0.95))} i 95 % af trækningerne" for each in curves)
    alt = ". ".join(" ".join(pair) for pair in zip(middle, nearly, strict=True))
    within = said_series((str(each.year), said_percent(each.share)) for each in found.within)
    held = f" Inden for loftet: {within}." if within else ""
    return Figure(draw, f"{alt}.{held}", "Hvor stor en del af trækningerne et årligt loft kan rumme")


def _at(curve: Curve, share: float) -> float:
    return next(x for x, y in curve.points if y >= share)


def _ticks(values: Iterable[float]) -> tuple[tuple[float, str], ...]:
    found = sorted(values)
    low, high = found[0], found[-1]
    places = [low + (high - low) * part / 3 for part in range(4)]
    return tuple((place, said_short(place)) for place in places)


def spread_figure(found: Uncertainty) -> Figure:
    """Each payer's years with the span that nine draws in ten lie within."""
    rows = [row for row in found.rows if row.payer is not None and row.year is not None]
    bars = tuple(
        Bar(
            PAYERS[row.payer or ""].da,
            str(row.year),
            row.spread.low,
            row.spread.median,
            row.spread.high,
            said_short(row.spread.median),
        )
        for row in rows
    )
    total = found.row().spread
    alt = (
        f"Hele budgettet koster {said_short(total.median)} i midten af trækningerne, og ni af ti ligger mellem "
        f"{said_short(total.low)} og {said_short(total.high)}."
    )
    caption = "Søjlen er medianen, den tynde streg rummer ni af ti trækninger"
    return Figure(partial(bar_chart, bars), alt, caption)
