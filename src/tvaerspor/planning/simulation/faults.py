"""What is wrong with a scenario's simulation: names, shares that do not sum, lengths without a mean, days without
capacity, cycles that never end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from tvaerspor.planning.lookup import Lookup, is_money
from tvaerspor.planning.reading import sources_wanted, unknown
from tvaerspor.planning.simulation.cohort_faults import cohort_faults
from tvaerspor.planning.simulation.simulated import amounts_of, offered
from tvaerspor.planning.simulation.ways import endless, written_ways
from tvaerspor.planning.simulation.written import (
    LEAVE,
    REST,
    Length,
    Simulation,
    Span,
    Station,
    StationCharge,
)
from tvaerspor.planning.written_amounts import Amount, NamedValue
from tvaerspor.programme.yaml_nodes import Path

Complaint = tuple[Path, str]
_SUM_SLACK = 1e-9
MAX_STATIONS = 200


def simulation_faults(lookup: Lookup, written: Simulation) -> Iterator[Complaint]:
    """Where something is wrong, and the sentence about it."""
    for path, sentence in _all(lookup, written):
        yield ("simulation", *path), sentence


def _all(lookup: Lookup, written: Simulation) -> Iterator[Complaint]:
    if not written.demand:
        yield ("demand",), "simulationen har ingen efterspørgsel (demand); skriv hvem der kommer"
    if not 0 < len(written.stations) <= MAX_STATIONS:
        yield ("stations",), f"simulationen skal have 1 til {MAX_STATIONS} stationer (stations)"
    for dotted, amount, _ in amounts_of(written):
        if isinstance(amount, NamedValue):
            yield from _named(lookup, tuple(dotted.split(".")), amount)
    yield from _demand(lookup, written)
    for name, station in written.stations.items():
        for inner, sentence in _station(lookup, written, station):
            yield ("stations", name, *inner), sentence
    yield from _deadlines(lookup, written)
    yield from _cohorts(lookup, written)
    for station_name, said in endless(written, offered(lookup)):
        yield ("stations", station_name, "then"), said
    if written.run_in_days and any(station.waiting for station in written.stations.values()):
        yield ("run_in_days",), "skriv enten et indsving (run_in_days) eller dagens venteliste (waiting), ikke begge"


def _named(lookup: Lookup, path: Path, amount: NamedValue) -> Iterator[Complaint]:
    if sentence := lookup.complaint(amount):
        yield path, sentence
    elif is_money(lookup.named(amount).unit):
        yield path, f"«{amount.name}» er et beløb ({lookup.named(amount).unit}); her skal stå et antal"


def _demand(lookup: Lookup, written: Simulation) -> Iterator[Complaint]:
    for name, demand in written.demand.items():
        path = ("demand", name)
        yield from sources_wanted(demand, path, lookup.sources)
        if demand.enters not in written.stations:
            yield (*path, "enters"), unknown("stationen", demand.enters, written.stations)
        if demand.season and len(demand.season) != 12:
            yield (*path, "season"), f"sæsonen skal have 12 vægte, en for hver måned, men har {len(demand.season)}"
        if demand.season and not sum(demand.season):
            yield (*path, "season"), "sæsonens vægte er alle 0; så kommer der ingen"
        if demand.per_inhabitants is not None and not (lookup.written.counts or lookup.written.municipalities):
            yield (*path, "per_inhabitants"), "et antal pr. indbyggere kræver folketal (counts) eller kommuner"
        if demand.cohort is not None and demand.cohort not in written.cohorts:
            yield (*path, "cohort"), unknown("kohorten", demand.cohort, written.cohorts)
        for class_ in demand.classes:
            if class_ not in written.classes:
                yield (*path, "classes"), unknown("klassen", class_, written.classes)
        if demand.classes:
            yield from _sums(lookup, (*path, "classes"), demand.classes)
        elif written.classes and demand.cohort is None:
            yield (*path, "classes"), "skriv hvor stor en andel hver klasse er (classes), eller en kohorte (cohort)"


def _station(lookup: Lookup, written: Simulation, station: Station) -> Iterator[Complaint]:
    yield from sources_wanted(station, (), lookup.sources)
    yield from _capacity(lookup, station)
    lengths: dict[tuple[str, ...], Length] = {("service",): station.service}
    lengths |= {("service_for", class_): length for class_, length in station.service_for.items()}
    if station.patience:
        lengths[("patience",)] = station.patience
    for path, length in lengths.items():
        yield from _length(path, length)
    for key, named in (("service_for", station.service_for), ("then_for", station.then_for)):
        for class_ in named:
            if class_ not in written.classes:
                yield (key, class_), unknown("klassen", class_, written.classes)
    yield from _ways(lookup, written, station)
    if station.pause and station.pause.share > 1:
        yield ("pause", "share"), "en andel er højst 1"
    for demand in station.waiting:
        if demand not in written.demand:
            yield ("waiting", demand), unknown("efterspørgslen", demand, written.demand)
    for id_, charge in station.charges.items():
        for inner, sentence in _charge(lookup, charge):
            yield ("charges", id_, *inner), sentence


def _capacity(lookup: Lookup, station: Station) -> Iterator[Complaint]:
    for row in (*station.capacity, *station.closed):
        if row.first and row.last and row.last < row.first:
            yield ("capacity",), f"perioden slutter ({row.last}), før den begynder ({row.first})"
    years = lookup.written.years
    first, last = date(years.first, 1, 1).isoformat(), date(years.last, 12, 31).isoformat()
    if gap := _gap(station.capacity, first, last):
        yield ("capacity",), f"kapacitet mangler fra {gap}; skriv en række, der gælder da"
    if not station.opening:
        yield ("opening",), "stationen har ingen åbningsdage (opening); skriv mindst én"


def _gap(rows: tuple[Span, ...], first: str, last: str) -> str | None:
    """The first day that no row covers; None when all are covered."""
    day = first
    while day <= last:
        covering = [row for row in rows if (row.first or "") <= day and (row.last or "9999") >= day]
        if not covering:
            return day
        ends = max(row.last or "9999-12-31" for row in covering)
        if ends >= last:
            return None
        day = date.fromordinal(date.fromisoformat(ends).toordinal() + 1).isoformat()
    return None


def _length(path: tuple[str, ...], length: Length) -> Iterator[Complaint]:
    points = (length.low, length.likely, length.high)
    if length.distribution == "triangular":
        if any(point is None for point in points):
            yield path, "en trekant (triangular) skrives med low, likely og high"
        elif not (points[0] or 0) <= (points[1] or 0) <= (points[2] or 0):
            yield path, "low må ikke være større end likely, og likely ikke større end high"
        return
    if length.mean is None:
        yield path, f"fordelingen ({length.distribution}) mangler middelværdi; skriv mean"
    elif not isinstance(length.mean, NamedValue) and length.mean.low <= 0 and length.distribution != "constant":
        yield path, "middelværdien (mean) skal være over 0"
    if length.distribution == "lognormal" and not length.cv:
        yield path, "en lognormal fordeling kræver en spredning (cv) over 0, fx cv: 0.3"
    if length.distribution != "lognormal" and length.cv is not None:
        yield path, f"cv gælder kun en lognormal fordeling, ikke {length.distribution}"


def _ways(lookup: Lookup, written: Simulation, station: Station) -> Iterator[Complaint]:
    for path, ways in written_ways(station):
        for to, way in ways.items():
            if to != LEAVE and to not in written.stations:
                yield path, unknown("stationen", to, [*written.stations, LEAVE])
            if to == LEAVE and (way.after_days or way.at_most is not None):
                yield (
                    path,
                    "den, der går ud (leave), kommer ikke tilbage: after_days og at_most hører til en station",
                )
        yield from _sums(lookup, path, {to: way.share for to, way in ways.items()})
    if not (station.then or station.then_by_triage):
        yield ("then",), "skriv hvor borgerne går hen (then); dem, der er færdige, går til leave"
    if station.then and station.then_by_triage:
        yield ("then",), "skriv enten then eller then_by_triage"
    for to in station.then_by_triage.values():
        if to != LEAVE and to not in written.stations:
            yield ("then_by_triage",), unknown("stationen", to, [*written.stations, LEAVE])
    if station.then_by_triage and not any(demand.cohort for demand in written.demand.values()):
        yield ("then_by_triage",), "ingen efterspørgsel har en kohorte (cohort), så der er ingen triage at gå efter"


def _sums(lookup: Lookup, path: Path, shares: Mapping[str, Amount | str]) -> Iterator[Complaint]:
    """Whether shares give 1; one of them may be the rest."""
    rests = [name for name, share in shares.items() if share == REST]
    likely = 0.0
    for share in shares.values():
        if isinstance(share, str) or (isinstance(share, NamedValue) and lookup.complaint(share)):
            continue
        part = lookup.named(share).estimate if isinstance(share, NamedValue) else share
        likely += float(part.likely)
    said = f"{likely:.6g}".replace(".", ",")
    if len(rests) > 1:
        yield path, f"kun én andel kan være resten (rest), ikke både {' og '.join(rests)}"
    if likely > 1 + _SUM_SLACK:
        yield path, f"andelene skal give 1, men giver {said}"
    elif not rests and likely < 1 - _SUM_SLACK:
        yield path, f"andelene skal give 1, men giver {said}; skriv dem, der går ud, som leave: rest"


def _charge(lookup: Lookup, charge: StationCharge) -> Iterator[Complaint]:
    if charge.tariffs and (charge.tariff or charge.payers):
        yield ("tariffs",), "skriv enten tariff og payers, eller tariffs med en pris for hver betaler"
    elif not charge.tariffs and (charge.tariff is None or charge.payers is None):
        yield ("tariff",), "skriv pris og betaler (tariff og payers), eller tariffs"
    for named in (*charge.tariffs.values(), *([charge.tariff] if charge.tariff else ())):
        if sentence := lookup.complaint(named):
            yield ("tariff",), sentence
            continue
        level = lookup.named(named).price_level
        if level is None:
            yield ("tariff",), f"«{named.name}» er ikke et beløb ({lookup.named(named).unit}); en pris har prisniveau"
        elif sentence := lookup.around.indices.why_not(level, lookup.written.price_level or level, charge.index):
            yield ("tariff",), sentence


def _deadlines(lookup: Lookup, written: Simulation) -> Iterator[Complaint]:
    if len(written.deadlines) > 32:
        yield ("deadlines",), "der kan højst være 32 frister"
    for name, deadline in written.deadlines.items():
        yield from sources_wanted(deadline, ("deadlines", name), lookup.sources)
        if deadline.station not in written.stations:
            yield ("deadlines", name, "station"), unknown("stationen", deadline.station, written.stations)
        if deadline.target is not None and deadline.target > 1:
            yield ("deadlines", name, "target"), "målet er en andel og højst 1"


def _cohorts(lookup: Lookup, written: Simulation) -> Iterator[Complaint]:
    for name, cohort in written.cohorts.items():
        for path, sentence in (*sources_wanted(cohort, (), lookup.sources), *cohort_faults(lookup, cohort)):
            yield ("cohorts", name, *path), sentence
