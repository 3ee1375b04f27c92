"""A budget in words and tables: how each line is reckoned, what each year costs, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from tvaerspor.documents.form import FormTable
from tvaerspor.planning.compare import Comparison
from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.ledger import Ledger
from tvaerspor.planning.money import said_exactly, said_span
from tvaerspor.planning.scenario import BudgetLine, Part, Scenario
from tvaerspor.terms.source import LOCAL_MARK

PAYER_WORDS: Mapping[str, str] = {
    "region": "regionen",
    "municipality": "kommunerne",
    "state": "staten",
    "citizen": "borgerne",
}


def calculation(line: BudgetLine) -> str:
    """«45 borgere × 2 samtaler × 10 minutter / 60 × 941,47 kr. pr. time», as the author wrote the figures."""
    prices = dict.fromkeys(_figure(charge.price) for charge in line.charges)
    return " × ".join((_figure(line.volume), *map(_figure, line.factors), " + ".join(prices)))


def specified_budget(ledger: Ledger, scenario: Scenario) -> FormTable:
    """A row for each line with its reckoning, who pays, whether the fund is asked for it, and every year to the øre."""
    years = tuple(map(str, scenario.years))
    rows = tuple(
        (line.title, calculation(line), _payers(line), "ja" if line.applied_for else "nej", *_by_year(part, scenario))
        for line in scenario.lines
        for part in [ledger.only(line=line.id)]
    )
    headings = ("Aktivitet", "Beregning", "Betales af", "Søges her", *years, "I alt")
    return FormTable(headings, rows, len(years) + 1, ("I alt", "", "", "", *_by_year(ledger, scenario)))


def payer_table(ledger: Ledger, scenario: Scenario) -> FormTable:
    """What each payer pays in each year, to the øre."""
    years = tuple(map(str, scenario.years))
    rows = tuple((PAYER_WORDS[payer], *_by_year(part, scenario)) for payer, part in ledger.by("payer").items())
    return FormTable(("Betaler", *years, "I alt"), rows, len(years) + 1, ("I alt", *_by_year(ledger, scenario)))


def assumption_table(scenario: Scenario) -> FormTable:
    """Every figure that the budget rests on, with price level, date and source; and the inhabitants that it counts."""
    rows = [
        (part.title, _figure(part), part.price_level or "", part.date, origin(scenario, part))
        for part in scenario.assumptions
    ]
    for place in scenario.inhabitants:
        name = f"Indbyggere, {scenario.municipalities[place.municipality]}"
        rows.append((name, said_exactly(Fraction(place.number)), "", place.count.date, place.count.title.da))
    return FormTable(("Forudsætning", "Værdi", "Prisniveau", "Dato", "Kilde"), tuple(rows))


def comparison_table(comparison: Comparison) -> FormTable:
    """What changes between two budgets, line by line, for each payer in each year."""
    rows = tuple(
        (
            change.title,
            PAYER_WORDS[change.payer],
            str(change.year),
            *(said_span(money.kroner) for money in (change.before, change.after, change.difference)),
        )
        for change in comparison.changes
    )
    headings = ("Aktivitet", "Betaler", "År", comparison.before, comparison.after, "Ændring")
    total = ("I alt", "", "", "", "", said_span(comparison.difference().kroner))
    return FormTable(headings, rows, 3, total)


def _by_year(ledger: Ledger, scenario: Scenario) -> Iterator[str]:
    for year in scenario.years:
        yield said_span(ledger.only(year=year).total().kroner)
    yield said_span(ledger.total().kroner)


def _payers(line: BudgetLine) -> str:
    return ", ".join(PAYER_WORDS[charge.payer] for charge in line.charges)


def _figure(part: Part) -> str:
    divided = "" if part.unit == "%" or part.per == 1 else f" / {said_exactly(part.per)}"
    return f"{_span(part.value)} {part.unit}{divided}"


def _span(value: Estimate) -> str:
    if value.is_certain:
        return said_exactly(value.likely)
    return f"{said_exactly(value.likely)} ({said_exactly(value.low)} til {said_exactly(value.high)})"


def origin(scenario: Scenario, part: Part) -> str:
    """The sources by title and section, the local mark where it is due, and the author's note."""
    cited = []
    for ref in part.source:
        title = scenario.sources[ref.id].title.da if ref.id in scenario.sources else ref.id
        cited.append(f"{title}, {ref.section}" if ref.section else title)
    mark = [str(LOCAL_MARK)] if part.is_local else []
    return "; ".join((*cited, *mark, *([part.note] if part.note else [])))
