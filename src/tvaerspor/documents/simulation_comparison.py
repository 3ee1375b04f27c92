"""Two simulations that share their luck, side by side: waits, deadlines and kroner, and the difference of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tvaerspor.documents.budget_tables import PAYER_WORDS
from tvaerspor.documents.form import FormSection, FormTable
from tvaerspor.documents.simulation_findings import estimated, possible
from tvaerspor.documents.simulation_found import PairFound
from tvaerspor.documents.simulation_page import said
from tvaerspor.documents.simulation_report import simulated
from tvaerspor.planning.simulation.compare_runs import Comparison
from tvaerspor.planning.simulation.measures import Key
from tvaerspor.planning.simulation.result import SimulationResult

_HEADINGS = ("Før", "Efter", "Ændring")


def pair_found(before: SimulationResult, after: SimulationResult, found: Comparison) -> PairFound:
    """The pair as plain values; the differences of everything that both measure."""
    rows = tuple({**key._asdict(), **estimated(value).model_dump()} for key, value in found.differences.items())
    sections = tuple(_sections(_Pair(before, after, found)))
    title = f"{before.scenario.title} / {after.scenario.title}"
    return PairFound(title=title, replications=found.replications, sections=sections, differences=rows)


@dataclass(frozen=True)
class _Pair:
    before: SimulationResult
    after: SimulationResult
    found: Comparison

    def row(self, name: str, key: Key, per: float = 1, places: int = 1) -> tuple[str, ...]:
        """Before, after and the difference, multiplied with `per`."""
        sides = (self.before.measures[key].interval, self.after.measures[key].interval)
        said_sides = (said(possible(side, key.what), places, per) for side in sides)
        return (name, *said_sides, said(estimated(self.found.differences[key]), places, per))

    def keys(self, what: str) -> Iterator[Key]:
        """What both measure of that kind."""
        return (key for key in self.found.differences if key.what == what)


def _sections(pair: _Pair) -> Iterator[FormSection]:
    """What changes for those who wait and for those who pay; what only one of the two measures is named."""
    waits = tuple(pair.row(_line(pair.before, key), key) for key in pair.keys("wait_days") if key.class_)
    yield FormSection("Ventetider, dage", (), _table("Station", waits), tuple(_remarks(pair)))
    written = simulated(pair.before).written
    named = {key: written.deadlines[key.of].title.da for key in pair.keys("kept") if not key.class_}
    if named:
        kept = tuple(pair.row(name, key, 100) for key, name in named.items())
        yield FormSection("Frister, før og efter", (), _table("Frist, overholdt i %", kept))
    payers = [key for key in pair.keys("kroner") if key.of and not key.when]
    if not payers:
        return
    if _amounts(pair.before) == _amounts(pair.after):
        heading = f"Simuleret økonomi, prisniveau {pair.before.price_level or 'blandet'}"
        paid = tuple(pair.row(PAYER_WORDS[key.of], key, 1, 0) for key in payers)
        yield FormSection(heading, (), _table("Betaler", paid))
    else:
        yield FormSection("Simuleret økonomi", lines=("Årene eller prisniveauet er ikke det samme på begge sider.",))


def _amounts(result: SimulationResult) -> tuple[str | None, tuple[int, ...]]:
    """What two amounts must share to be held against each other."""
    return result.price_level, result.scenario.years


def _line(result: SimulationResult, key: Key) -> str:
    station = result.stations[key.of]
    return station if len(result.classes) == 1 else f"{station}, {result.classes[key.class_]}"


def _table(first: str, rows: tuple[tuple[str, ...], ...]) -> FormTable:
    return FormTable((first, *_HEADINGS), rows, len(_HEADINGS))


def _remarks(pair: _Pair) -> Iterator[str]:
    before, after, found = pair.before, pair.after, pair.found
    yield (
        f"De samme borgere med det samme held på begge sider, {found.replications} gentagelser; i parentes "
        "95 %-sikkerhedsinterval. Holder ændringens interval ikke nul, er den næppe et tilfælde."
    )
    for side, result in (("Før", before), ("Efter", after)):
        yield from (f"{side}: overbelastet - {overload}." for overload in result.overloads)
    for side, keys, result in (("før", found.only_before, before), ("efter", found.only_after, after)):
        stations = dict.fromkeys(result.stations[key.of] for key in keys if key.what == "utilisation")
        if stations:
            yield f"Kun {side}: {', '.join(stations)}."
