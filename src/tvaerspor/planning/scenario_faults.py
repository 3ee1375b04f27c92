"""What is wrong with a scenario as a whole: names, prices without a level, populations, years and shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from tvaerspor.planning.lookup import Lookup, is_money
from tvaerspor.planning.reading import sources_wanted, unknown
from tvaerspor.planning.scenario import Surroundings
from tvaerspor.planning.simulation.faults import simulation_faults
from tvaerspor.planning.written_amounts import NamedValue
from tvaerspor.planning.written_scenario import Figure, WrittenLine, WrittenScenario
from tvaerspor.programme.yaml_nodes import Path

Complaint = tuple[Path, str]


def scenario_faults(written: WrittenScenario, around: Surroundings) -> Iterator[Complaint]:
    """Where something is wrong, and the sentence about it."""
    lookup = Lookup(written, around)
    sources = lookup.sources
    yield from _tables(written, around, sources)
    if written.years.last < written.years.first:
        yield ("years", "to"), f"sidste år ({written.years.last}) ligger før det første ({written.years.first})"
    yield from _places(written, around)
    for name, figure in written.values.items():
        yield from _figure(("values", name), figure, sources)
    for programme, figures in written.programme_values.items():
        for name, figure in figures.items():
            path = ("programme_values", programme, name)
            if sentence := lookup.complaint(NamedValue(name, programme)):
                yield path, sentence
            yield from _figure(path, figure, sources)
    for name, line in written.lines.items():
        yield from ((("lines", name, *path), sentence) for path, sentence in _line(lookup, line))
    if not written.lines and written.simulation is None:
        yield ("lines",), "scenariet har ingen linjer (lines); skriv mindst én, eller en simulation"
    if written.simulation is not None:
        yield from simulation_faults(lookup, written.simulation)
    yield from _models(written)
    yield from _sponsors(written, sources)


def _figure(path: Path, figure: Figure, sources: Iterable[str]) -> Iterator[Complaint]:
    if is_money(figure.unit) and figure.price_level is None:
        yield path, 'et beløb mangler prisniveau (price_level), fx price_level: "2019-10"'
    if figure.price_level is None and figure.date is None:
        yield path, "et tal mangler dato (date) eller prisniveau (price_level)"
    yield from sources_wanted(figure, path, sources)


def _tables(written: WrittenScenario, around: Surroundings, sources: Iterable[str]) -> Iterator[Complaint]:
    for name in written.programmes:
        if name not in around.programmes:
            yield ("programmes",), unknown("programmet", name, around.programmes)
    for name in written.counts:
        if name not in around.populations.counts:
            yield ("counts",), unknown("folketallet", name, around.populations.counts) + " i populations.yaml"
    for name, curve in written.build_up.items():
        yield from sources_wanted(curve, ("build_up", name), sources)
        if any(share > 1 for share in curve.shares):
            yield ("build_up", name, "shares"), "en andel er højst 1"


def _places(written: WrittenScenario, around: Surroundings) -> Iterator[Complaint]:
    """The scenario's municipalities, and those that a line chooses among them."""
    yield from _counted(("municipalities",), written.municipalities, written, around)
    for name, line in written.lines.items():
        path = ("lines", name, "municipalities")
        for code in line.municipalities:
            if written.municipalities and code not in written.municipalities:
                yield path, f"kommunen {code} er ikke blandt scenariets (municipalities)"
        yield from _counted(path, line.municipalities, written, around)


def _counted(path: Path, codes: Iterable[str], written: WrittenScenario, around: Surroundings) -> Iterator[Complaint]:
    counts = tuple(name for name in written.counts if name in around.populations.counts)
    for code in codes:
        if code not in around.municipalities:
            yield (
                path,
                unknown("kommunen", code, around.municipalities) + "; skriv koden med fire cifre i anførselstegn",
            )
        elif around.populations.of(code, counts) is None:
            among = (
                f"ingen af folketallene {', '.join(counts)} har"
                if counts
                else "scenariet har ingen folketal (counts) med"
            )
            yield path, f"kommunen {code} {around.municipalities[code]} mangler indbyggertal: {among} den"


def _line(lookup: Lookup, line: WrittenLine) -> Iterator[Complaint]:
    if sentence := lookup.activity_complaint(line):
        yield ("activity",), sentence
    yield from _volume(lookup, line)
    for name, factor in line.factors.items():
        path = ("factors", name)
        if isinstance(factor.value, NamedValue):
            yield from _number(lookup, (*path, "value"), factor.value)
        else:
            yield from sources_wanted(factor, path, lookup.sources)
    yield from _payment(lookup, line)
    yield from _spread(lookup.written, line)


def _volume(lookup: Lookup, line: WrittenLine) -> Iterator[Complaint]:
    volume, path = line.volume, ("volume",)
    written = [amount for amount in (volume.total, volume.per_year) if amount is not None]
    if len(written) != 1:
        yield path, "skriv enten total (over alle årene) eller per_year (hvert år)"
        return
    if isinstance(written[0], NamedValue):
        yield from _number(lookup, path, written[0])
    else:
        yield from sources_wanted(volume, path, lookup.sources)
    by_place = volume.per_inhabitants is not None or volume.in_each_municipality
    if by_place and volume.total is not None:
        yield path, "en mængde pr. kommune eller indbygger skrives pr. år (per_year)"
    if by_place and volume.per_inhabitants is not None and volume.in_each_municipality:
        yield path, "skriv enten per_inhabitants eller in_each_municipality"
    if by_place and not (lookup.written.counts or lookup.written.municipalities):
        yield path, "en mængde pr. kommune eller indbygger kræver folketal (counts) eller kommuner (municipalities)"


def _number(lookup: Lookup, path: Path, named: NamedValue) -> Iterator[Complaint]:
    """A named figure where a number that is no money is wanted."""
    if sentence := lookup.complaint(named):
        yield path, sentence
    elif is_money(lookup.named(named).unit):
        yield path, f"«{named.name}» er et beløb ({lookup.named(named).unit}); her skal stå et antal"


def _payment(lookup: Lookup, line: WrittenLine) -> Iterator[Complaint]:
    if line.tariffs and (line.tariff or line.payers):
        yield ("tariffs",), "skriv enten tariff og payers, eller tariffs med en pris for hver betaler"
    elif not line.tariffs and line.tariff is None:
        yield ("tariff",), "prisen mangler: skriv tariff og payers, eller tariffs"
    elif not line.tariffs and line.payers is None:
        yield ("payers",), "skriv hvem der betaler (payers)"
    if line.tariff is not None:
        yield from _price(lookup, line, ("tariff",), line.tariff)
    for payer, named in line.tariffs.items():
        yield from _price(lookup, line, ("tariffs", payer), named)


def _price(lookup: Lookup, line: WrittenLine, path: Path, named: NamedValue) -> Iterator[Complaint]:
    if sentence := lookup.complaint(named):
        yield path, sentence
        return
    part = lookup.named(named)
    if not is_money(part.unit):
        yield path, f"«{named.name}» er ikke en pris: enheden er «{part.unit}», ikke kr."
    elif part.price_level is None:
        yield path, f"prisen «{named.name}» mangler prisniveau (price_level)"
    elif lookup.written.price_level is not None:
        indices = lookup.around.indices
        if sentence := indices.why_not(part.price_level, lookup.written.price_level, line.index):
            yield path, sentence


def _spread(written: WrittenScenario, line: WrittenLine) -> Iterator[Complaint]:
    if line.build_up is not None and line.build_up not in written.build_up:
        yield ("build_up",), unknown("opbygningen", line.build_up, written.build_up)
    if line.volume.total is None:
        if line.by_year:
            yield ("by_year",), "by_year fordeler en samlet mængde (total); en mængde pr. år bygges op med build_up"
        return
    if line.build_up is not None:
        yield ("build_up",), "build_up gælder en mængde pr. år (per_year); en samlet mængde fordeles med by_year"
    if not line.by_year and written.years.last > written.years.first:
        yield ("by_year",), "fordel den samlede mængde på årene (by_year), i andele der giver 1"
    if line.by_year:
        yield from _outside(written, ("by_year",), line.by_year)
        if (total := sum(line.by_year.values())) != 1:
            yield ("by_year",), f"årenes andele skal give 1, men giver {float(total):.6g}".replace(".", ",")


def _outside(written: WrittenScenario, path: Path, by_year: Mapping[int, Fraction]) -> Iterator[Complaint]:
    for year in by_year:
        if not written.years.first <= year <= written.years.last:
            yield (*path, year), f"året {year} ligger uden for {written.years.first}-{written.years.last}"


def _models(written: WrittenScenario) -> Iterator[Complaint]:
    if written.service_model is not None and written.service_model not in written.service_models:
        yield ("service_model",), unknown("servicemodellen", written.service_model, written.service_models)
    if written.service_model is None and written.service_models:
        yield ("service_models",), f"vælg en model (service_model): {', '.join(written.service_models)}"
    for name, model in written.service_models.items():
        for line in model.lines:
            if line not in written.lines:
                yield ("service_models", name, "lines"), unknown("linjen", line, written.lines)
        stations = written.simulation.stations if written.simulation else {}
        for station in model.stations:
            if station not in stations:
                yield ("service_models", name, "stations"), unknown("stationen", station, stations)


def _sponsors(written: WrittenScenario, sources: Iterable[str]) -> Iterator[Complaint]:
    for name, sponsor in written.sponsors.items():
        yield from sources_wanted(sponsor, ("sponsors", name), sources)
        yield from _outside(written, ("sponsors", name, "by_year"), sponsor.by_year)
