"""A simulation as a document: pictures and tables of what was found, then how it was made."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.documents.budget_tables import PAYER_WORDS
from tvaerspor.documents.form import Figure, Form, FormSection, FormTable
from tvaerspor.documents.numbers import number
from tvaerspor.documents.simulation_figures import load_figure, month_figure, wait_figure
from tvaerspor.documents.simulation_found import Estimated, SimulationFound

MOST_COLUMNS = 5
"""So many stations stand beside each other month by month; more are shown under each other."""
_CENSORED = (
    "Median og 9 af 10 tager hensyn til dem, der stadig venter eller har opgivet (Kaplan-Meier); "
    "gennemsnittet gælder kun dem, der er kommet til. Klasser, som ingen er kommet i kø i, er ikke vist."
)
_DECIDED = "Kun borgere, hvis frist er udløbet før den sidste dag, er afgjort; resten er ikke talt med."
_IN_LINE = "Så mange stod i kø i gennemsnit i måneden, alle klasser sammen. Stationer uden kø er ikke vist."
_NOBODY = 0.05
"""A line that is never longer than so many on average is none."""


def simulation_page(found: SimulationFound) -> Form:
    """The findings first, each with its interval; then the twenty points of STRESS-DES."""
    sections = [
        FormSection("Stationer", (), _stations(found), tuple(_remarks(found)), (load_figure(found),)),
        FormSection("Ventetider", (), _waits(found), (_CENSORED,), _figures(wait_figure(found))),
    ]
    if found.deadlines:
        sections.append(FormSection("Frister", (), _deadlines(found), (_DECIDED,)))
    sections.extend(_lines(found))
    if found.money:
        sections.append(FormSection(f"Økonomi, prisniveau {found.price_level or 'blandet'}", (), _money(found)))
    return Form(f"Simulation: {found.title}", (*sections, *found.about))


def said(value: Estimated, places: int = 1, per: float = 1) -> str:
    """«12,3 (11,8 til 12,8)», or a dash where nothing was seen."""
    if value.estimate is None:
        return "–"
    likely = number(per * value.estimate, places)
    if value.low is None or value.high is None:
        return likely
    return f"{likely} ({number(per * value.low, places)} til {number(per * value.high, places)})"


def _figures(figure: Figure | None) -> tuple[Figure, ...]:
    return (figure,) if figure else ()


def _stations(found: SimulationFound) -> FormTable:
    rows = tuple(
        (
            each.title,
            said(each.arrivals, 0),
            said(each.utilisation, 1, 100),
            number(100 * each.load, 1),
            said(each.in_line),
            said(each.still_waiting, 0),
            said(each.gave_up, 1, 100),
        )
        for each in found.stations
    )
    headings = ("Station", "Kom", "Udnyttelse, %", "Efterspurgt, %", "I kø", "Venter til sidst", "Opgav, %")
    return FormTable(headings, rows, 6)


def _remarks(found: SimulationFound) -> Iterator[str]:
    yield "I parentes: 95 %-sikkerhedsinterval over gentagelserne."
    yield from (f"Overbelastet - {overload}." for overload in found.overloads)
    yield from (f"{note}." for note in found.notes)
    if found.not_offered.estimate:
        yield f"Ikke tilbudt i den valgte servicemodel: {said(found.not_offered, 0)} borgere."


def _waits(found: SimulationFound) -> FormTable:
    rows = tuple(
        (
            each.station,
            each.class_,
            said(each.mean),
            _days(each.median),
            _days(each.ninth),
            said(each.still_waiting, 0),
            number(each.oldest, 0),
        )
        for each in found.waits
        if each.mean.estimate is not None or each.still_waiting.estimate
    )
    headings = ("Station", "Klasse", "Gennemsnit, dage", "Median", "9 af 10", "Venter endnu", "Ældste, dage")
    return FormTable(headings, rows, 5)


def _days(days: float | None) -> str:
    return "ukendt" if days is None else number(days, 1)


def _deadlines(found: SimulationFound) -> FormTable:
    rows = tuple(
        (
            each.title,
            ", ".join(f"{number(days, 0)} dage" for days in each.days),
            "" if each.target is None else f"{number(each.target * 100, 0)} %",
            said(each.kept, 1, 100),
        )
        for each in found.deadlines
    )
    return FormTable(("Frist", "Grænse", "Mål", "Overholdt, %"), rows, 1)


def lines_by_month(found: SimulationFound) -> dict[str, dict[str, float]]:
    """How many stood in line by station and month, all classes together, where anybody ever did."""
    lines: dict[str, dict[str, float]] = {}
    for each in found.months:
        months = lines.setdefault(each.station, {})
        months[each.month] = months.get(each.month, 0.0) + (each.in_line.estimate or 0.0)
    return {station: months for station, months in lines.items() if max(months.values()) >= _NOBODY}


def _lines(found: SimulationFound) -> Iterator[FormSection]:
    lines = lines_by_month(found)
    if not lines:
        yield FormSection("Kø måned for måned", lines=("Ingen stod i kø nogen steder.",))
    stations = list(lines)
    for first in range(0, len(stations), MOST_COLUMNS):
        shown = {station: lines[station] for station in stations[first : first + MOST_COLUMNS]}
        months = next(iter(shown.values()))
        rows = tuple((month, *(number(each[month], 1) for each in shown.values())) for month in months)
        more = f" ({first // MOST_COLUMNS + 1})" if first else ""
        table = FormTable(("Måned", *shown), rows, len(shown))
        yield FormSection(f"Kø måned for måned{more}", (), table, (_IN_LINE,), (month_figure(shown),))


def _money(found: SimulationFound) -> FormTable:
    years = tuple(dict.fromkeys(each.year for each in found.money if each.year))
    paid = {(each.payer, each.year): said(each.kroner, 0) for each in found.money}
    payers = dict.fromkeys(each.payer for each in found.money)
    rows = tuple((PAYER_WORDS[payer], *(paid.get((payer, year), "") for year in (*years, ""))) for payer in payers)
    return FormTable(("Betaler", *years, "I alt"), rows, len(years) + 1)
