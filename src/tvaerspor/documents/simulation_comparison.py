"""Two simulations that share their luck, side by side: waits, deadlines and kroner, and the difference of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tvaerspor.documents.budget_tables import PAYER_WORDS
from tvaerspor.documents.form import FormSection, FormTable
from tvaerspor.documents.simulation_findings import estimated
from tvaerspor.documents.simulation_found import PairFound
from tvaerspor.documents.simulation_page import said
from tvaerspor.documents.simulation_report import simulated
from tvaerspor.planning.simulation.compare_runs import Comparison
from tvaerspor.planning.simulation.measures import Interval, Key
from tvaerspor.planning.simulation.result import SimulationResult

_HEADINGS = ("Før", "Efter", "Ændring")


def _sections(before: SimulationResult, after: SimulationResult, found: Comparison) -> tuple[FormSection, ...]:
    """What changes for those who wait; what only one of the two measures is named."""
    sections = [
        FormSection("Ventetider, dage", (), _waits(before, after, found), tuple(_remarks(before, after, found)))
    ]
    kept = {key: _deadline(before, key.of) for key in found.differences if key.what == "kept" and not key.class_}
    if kept:
        table = _table("Frist, overholdt i %", before, after, found, kept, 100)
        sections.append(FormSection("Frister, før og efter", (), table))
    paid = {key: PAYER_WORDS[key.of] for key in found.differences if key.what == "kroner" and key.of and not key.when}
    if paid and before.price_level == after.price_level:
        heading = f"Simuleret økonomi, prisniveau {before.price_level or 'blandet'}"
        sections.append(FormSection(heading, (), _table("Betaler", before, after, found, paid, 1, 0)))
    return tuple(sections)


def pair_found(before: SimulationResult, after: SimulationResult, found: Comparison) -> PairFound:
    """The pair as plain values; the differences of everything that both measure."""
    rows = tuple({**key._asdict(), **estimated(value).model_dump()} for key, value in found.differences.items())
    sections = _sections(before, after, found)
    title = f"{before.scenario.title} / {after.scenario.title}"
    return PairFound(title=title, replications=found.replications, sections=sections, differences=rows)


def _waits(before: SimulationResult, after: SimulationResult, found: Comparison) -> FormTable:
    def name(key: Key) -> str:
        station, class_ = before.stations[key.of], before.classes[key.class_]
        return station if len(before.classes) == 1 else f"{station}, {class_}"

    waits = {key: name(key) for key in found.differences if key.what == "wait_days" and key.class_}
    return _table("Station", before, after, found, waits)


def _table(
    first: str,
    before: SimulationResult,
    after: SimulationResult,
    found: Comparison,
    named: Mapping[Key, str],
    per: float = 1,
    places: int = 1,
) -> FormTable:
    def show(interval: Interval) -> str:
        return said(estimated(interval), places, per)

    rows = tuple(
        (
            name,
            show(before.measures[key].interval),
            show(after.measures[key].interval),
            show(found.differences[key]),
        )
        for key, name in named.items()
    )
    return FormTable((first, *_HEADINGS), rows, 3)


def _deadline(result: SimulationResult, name: str) -> str:
    return simulated(result).written.deadlines[name].title.da


def _remarks(before: SimulationResult, after: SimulationResult, found: Comparison) -> Iterator[str]:
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
