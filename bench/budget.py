"""How fast a budget is, and that it is right first: `python bench/budget.py [--quick]`.

98 municipalities, 10 years, 20 lines, 1,000 draws of every uncertain figure. First the agreement: sampled draws are
reckoned again as exact fractions and must be equal to the øre, municipality by municipality. Then one line each: name,
ratio to the bar, ours, the bar. CPU seconds, the median of seven rounds; the exact budget is reckoned to the last
amount and added up by payer and by year.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from statistics import median
from time import process_time
from typing import Any

from _agreement import Statement
from _rounds import Line, alone, duration, megabytes, tell, within

from tvaerspor.actions.organisation import municipality_names
from tvaerspor.planning.draws import DrawnBudget, draw_budget
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.money import rounded_kroner
from tvaerspor.planning.populations import Count, Populations
from tvaerspor.planning.price_index import PriceIndices
from tvaerspor.planning.scenario import Scenario, Surroundings, with_figures

SEED, LINES, YEARS, DRAWS, SAMPLES = 1, 20, 10, 1000, 5
BAR_SECONDS = 1.0
PAYERS = ("region", "{region: 0.6, municipality: 0.4}", "municipality", "{state: 0.25, region: 0.65, citizen: 0.1}")


def main() -> int:
    """Prints the agreement and the lines; 1 when something does not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run, to see that everything works")
    is_quick = parser.parse_args().quick
    scenario, draws = made_up(), 50 if is_quick else DRAWS
    drawn = draw_budget(scenario, SEED, draws)
    samples = [draws - 1] if is_quick else sorted({draws - 1, *range(0, draws, draws // SAMPLES)})
    found = [agreement(scenario, drawn, samples), likely_agreement(scenario)]
    print(*found, sep="\n")
    if not all(statement.holds for statement in found):
        print("no figures: what does not agree is not timed", file=sys.stderr)
        return 1
    for line in lines(scenario, draws, 1 if is_quick else 7):
        print(line, flush=True)
    return 0


def agreement(scenario: Scenario, drawn: DrawnBudget, samples: list[int]) -> Statement:
    """Every payer, municipality and year of the sampled draws, as floats and as exact fractions."""
    wrong = cells = 0
    for draw in samples:
        tell(f"comparing draw {draw}")
        figures = {key: Fraction(float(row[draw])) for key, row in drawn.figures.items()}
        wrong += sum(different(drawn, exact, place, draw) for place, exact in places(scenario, figures).items())
        cells += drawn.kroner[..., draw].size
    tell("")
    return Statement(f"{len(samples)} sampled draws: floats equal exact fractions to the øre", cells, wrong)


Place = tuple[str, str | None, int]


def places(scenario: Scenario, figures: dict[str, Fraction]) -> dict[Place, Fraction]:
    """The exact kroner of one draw by payer, municipality and year."""
    found: dict[Place, Fraction] = {}
    for entry in budget(with_figures(scenario, figures)).entries:
        key = (entry.payer, entry.municipality, entry.year)
        found[key] = found.get(key, Fraction(0)) + entry.amount.likely
    return found


def different(drawn: DrawnBudget, exact: Fraction, place: Place, draw: int) -> bool:
    """Whether the float, printed to the øre, is another than the exact amount printed to the øre."""
    payer, municipality, year = place
    row = (drawn.payers.index(payer), drawn.municipalities.index(municipality), drawn.years.index(year))
    return rounded_kroner(Fraction(float(drawn.kroner[*row, draw]))) != rounded_kroner(exact)


def likely_agreement(scenario: Scenario) -> Statement:
    """The point budget: its parts by payer, year and municipality give the same exact sum."""
    ledger = budget(scenario)
    whole = ledger.total()
    columns = ("payer", "year", "municipality", "line")
    sums = [sum(part.total().likely for part in ledger.by(column).values()) for column in columns]
    says = "point budget: payers, years, municipalities and lines each add up to the exact total"
    return Statement(says, len(ledger.entries), sum(one != whole.likely for one in sums))


def lines(scenario: Scenario, draws: int, rounds: int) -> Iterator[Line]:
    """The draws, the exact point budget, and both together against the bar."""
    drawing = cpu_seconds(lambda: draw_budget(scenario, SEED, draws), rounds)
    exact = cpu_seconds(lambda: all_amounts(scenario), rounds)
    cells = 98 * YEARS * LINES
    size = draw_budget(scenario, SEED, draws).kroner.nbytes / 2**20
    yield alone(f"exact point budget, {cells:,} lines", duration(exact))
    yield alone(f"{draws:,} draws of them, {megabytes(size)} kept", duration(drawing))
    yield within("budget, 98 municipalities x 10 years", drawing + exact, BAR_SECONDS, duration)


def all_amounts(scenario: Scenario) -> Any:
    """Every amount with its span, and the sums by payer and by year."""
    ledger = budget(scenario)
    sums = [part.total() for column in ("payer", "year") for part in ledger.by(column).values()]
    return [entry.amount for entry in ledger.entries], sums


def cpu_seconds(work: Callable[[], Any], rounds: int) -> float:
    """The median CPU time of the work, after a round that does not count."""
    work()
    found = []
    for _ in range(rounds):
        start = process_time()
        work()
        found.append(process_time() - start)
    return median(found)


def made_up() -> Scenario:
    """Twenty lines with made-up figures: all uncertain, some shared, paid in different ways."""
    codes = list(municipality_names())
    count = Count(
        title="Opdigtet",
        date="2020-01-01",
        basis="local",
        inhabitants={code: 5_000 + 617 * number for number, code in enumerate(codes)},
    )
    around = Surroundings({}, Populations(counts={"all": count}), PriceIndices(), municipality_names())
    return load_scenario({"made-up": "\n".join(written())}, "made-up", around)


def written() -> Iterator[str]:
    """The scenario's file."""
    yield "{id: made-up, title: Opdigtet, counts: [all], years: {from: 2021, to: 2030},"
    yield "activities: {course: {title: Forløb}},"
    yield "build_up: {slow: {title: Gradvis, shares: [0.1, 0.35, 0.7, 1], basis: local}},"
    values = ", ".join(price(number) for number in range(LINES // 2))
    yield f"values: {{{values}}},"
    yield f"lines: {{{', '.join(line(number) for number in range(LINES))}}}}}"


def price(number: int) -> str:
    """An uncertain price."""
    span = f"{{low: {800 + 13.37 * number:.2f}, likely: {941.47 + 17.11 * number:.2f}, high: {1300 + 29.5 * number}}}"
    return f'p{number}: {{title: Pris, value: {span}, unit: kr. pr. forløb, price_level: "2020", basis: local}}'


def line(number: int) -> str:
    """A line with an uncertain volume and an uncertain factor."""
    volume = f"{{low: {60 + number}, likely: {100 + number}, high: {130 + 2 * number}}}"
    minutes = "{title: Minutter, value: {low: 8, likely: 10, high: 15}, per: 60, unit: minutter, basis: local}"
    return (
        f"l{number}: {{title: Linje, activity: course, build_up: slow, tariff: p{number // 2}, "
        f"volume: {{per_year: {volume}, per_inhabitants: 50000, unit: forløb, basis: local}}, "
        f"factors: {{minutes: {minutes}}}, payers: {PAYERS[number % len(PAYERS)]}}}"
    )


if __name__ == "__main__":
    sys.exit(main())
