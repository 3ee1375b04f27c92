"""A simulation as a document: what was found, and how it was made, after STRESS-DES (Monks et al. 2019)."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.documents.budget_tables import PAYER_WORDS
from tvaerspor.documents.form import Form, FormField, FormSection, FormTable
from tvaerspor.planning.scenario import Part
from tvaerspor.planning.simulation.build_kinds import ALL
from tvaerspor.planning.simulation.measures import Interval
from tvaerspor.planning.simulation.result import SimulationResult
from tvaerspor.planning.simulation.simulated import Simulated
from tvaerspor.planning.simulation.written import Length
from tvaerspor.terms.source import LOCAL_MARK, Sourced

_SHAPES = {"exponential": "eksponentiel", "lognormal": "lognormal", "constant": "fast", "triangular": "trekant"}
_UNITS = {"minutes": "minutter", "hours": "timer", "days": "dage", "weeks": "uger"}


def simulation_report(result: SimulationResult) -> Form:
    """The findings first, each with its interval; then the twenty points of STRESS-DES, from the scenario itself."""
    found = FormSection("Stationer", (), _stations(result), tuple(_remarks(result)))
    sections = [found, FormSection("Ventetider", (), _waits(result), (_CENSORED,))]
    if len(_deadlines(result).rows):
        sections.append(FormSection("Frister", (), _deadlines(result), (_DECIDED,)))
    if result.scenario.simulation and result.scenario.simulation.costs:
        sections.append(FormSection(f"Økonomi, prisniveau {result.price_level or 'blandet'}", (), _money(result)))
    return Form(f"Simulation: {result.scenario.title}", (*sections, *_stress(result)))


_CENSORED = (
    "Median og 9 af 10 tager hensyn til dem, der stadig venter eller har opgivet (Kaplan-Meier); "
    "gennemsnittet gælder kun dem, der er kommet til."
)
_DECIDED = "Kun borgere, hvis frist er udløbet før den sidste dag, er afgjort; resten er ikke talt med."


def said(interval: Interval, places: int = 1) -> str:
    """«12,3 (11,8 til 12,8)», or a dash where nothing was seen."""
    if interval.estimate != interval.estimate:
        return "–"
    if interval.high - interval.low == float("inf"):
        return _number(interval.estimate, places)
    low, high = (_number(bound, places) for bound in (interval.low, interval.high))
    return f"{_number(interval.estimate, places)} ({low} til {high})"


def _number(value: float, places: int) -> str:
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def _percent(interval: Interval) -> str:
    return said(Interval(*(100 * bound for bound in (interval.estimate, interval.low, interval.high))), 1)


def _stations(result: SimulationResult) -> FormTable:
    rows = tuple(
        (
            title,
            said(result.interval("arrivals", name), 0),
            _percent(result.interval("utilisation", name)),
            _number(100 * result.loads[name], 1),
            said(result.interval("in_line", name)),
            said(result.interval("still_waiting", name), 0),
            _percent(result.interval("gave_up", name)),
        )
        for name, title in result.stations.items()
    )
    headings = ("Station", "Kom", "Udnyttelse, %", "Efterspurgt, %", "I kø", "Venter til sidst", "Opgav, %")
    return FormTable(headings, rows, 6)


def _remarks(result: SimulationResult) -> Iterator[str]:
    yield "I parentes: 95 %-sikkerhedsinterval over gentagelserne."
    yield from (f"Overbelastet - {overload}." for overload in result.overloads)
    yield from (f"{note}." for note in result.notes)
    missing = result.interval("not_offered")
    if missing.estimate:
        yield f"Ikke tilbudt i den valgte servicemodel: {said(missing, 0)} borgere."


def _waits(result: SimulationResult) -> FormTable:
    rows = tuple(
        (
            result.stations[waits.station],
            result.classes[waits.class_],
            said(waits.mean_days),
            _days(waits.median_days),
            _days(waits.ninth_days),
            said(waits.still_waiting, 0),
            _number(waits.oldest_days, 0),
        )
        for waits in result.waits()
    )
    headings = ("Station", "Klasse", "Gennemsnit, dage", "Median", "9 af 10", "Venter endnu", "Ældste, dage")
    return FormTable(headings, rows, 5)


def _days(days: float | None) -> str:
    return "ukendt" if days is None else _number(days, 1)


def _deadlines(result: SimulationResult) -> FormTable:
    deadlines = _simulated(result).written.deadlines
    rows = []
    for name, deadline in deadlines.items():
        if deadline.station in result.stations:
            target = "" if deadline.target is None else f"{_number(float(deadline.target) * 100, 0)} %"
            days = ", ".join(f"{_number(float(limit.days), 0)} dage" for limit in deadline.days)
            rows.append((deadline.title.da, days, target, _percent(result.interval("kept", name))))
    return FormTable(("Frist", "Grænse", "Mål", "Overholdt, %"), tuple(rows), 1)


def _money(result: SimulationResult) -> FormTable:
    keys = [key for key in result.measures if key.what == "kroner" and key.of]
    years = tuple(dict.fromkeys(key.when for key in keys if key.when))
    payers = dict.fromkeys(key.of for key in keys)
    rows = tuple(
        (PAYER_WORDS[payer], *(said(result.interval("kroner", payer, "", year), 0) for year in (*years, "")))
        for payer in payers
    )
    return FormTable(("Betaler", *years, "I alt"), rows, len(years) + 1)


def _simulated(result: SimulationResult) -> Simulated:
    simulated = result.scenario.simulation
    assert simulated is not None, "a result comes from a simulation"
    return simulated


def _stress(result: SimulationResult) -> Iterator[FormSection]:
    """The guideline's six parts; what only a person can say is left to be filled in."""
    simulated = _simulated(result)
    yield FormSection(
        "STRESS 1: Formål",
        (
            FormField(
                "1.1 Formål med modellen", result.scenario.written.note.da if result.scenario.written.note else None
            ),
            FormField("1.2 Det, der måles", "ventetid, kø, udnyttelse, frister, opgivne, kroner"),
            FormField(
                "1.3 Forsøg", f"{result.scenario.id}, servicemodel {result.scenario.written.service_model or 'ingen'}"
            ),
        ),
    )
    yield FormSection("STRESS 2: Logik", tuple(_logic(simulated)), _components(simulated))
    yield FormSection("STRESS 3: Data og antagelser", (), _assumptions(simulated))
    yield FormSection("STRESS 4: Forsøgets opsætning", tuple(_experiment(result)))
    yield FormSection(
        "STRESS 5: Implementering",
        (
            FormField(
                "5.1 Program", "Tværspor, hændelsesløkke i numba; en uafhængig tvilling i Python giver det samme"
            ),
            FormField("5.2 Tilfældige tal", "Philox4x32-10 efter borger, besøg og formål: to scenarier deler held"),
            FormField("5.3 Regneregler", "næste hændelse; ved samme tid ændring, ankomst, afslutning"),
        ),
    )
    versions = "; ".join(f"{name} {version[:12]}" for name, version in result.versions.items()) or "ingen"
    yield FormSection("STRESS 6: Adgang", (FormField("6.1 Programversioner bag triagen", versions),))


def _logic(simulated: Simulated) -> Iterator[FormField]:
    written = simulated.written
    demand = "; ".join(
        f"{one.title.da}, ind ved {written.stations[one.enters].title.da}" for one in written.demand.values()
    )
    yield FormField("2.1 Forløb", demand)
    order = sorted(written.classes.values(), key=lambda one: one.priority)
    yield FormField(
        "2.2 Rækkefølge", ", ".join(f"{one.title.da} ({one.priority})" for one in order) or "først til mølle"
    )
    yield FormField("2.3 Afbrydelse", "ingen: et påbegyndt forløb gøres færdigt, også når kapaciteten falder")


def _components(simulated: Simulated) -> FormTable:
    rows = []
    for name in simulated.stations:
        station = simulated.written.stations[name]
        units = ", ".join(f"{row.units}{f' fra {row.first}' if row.first else ''}" for row in station.capacity)
        ways = ", ".join(station.then or dict.fromkeys(station.then_by_triage.values()))
        rows.append((station.title.da, units, str(station.group), _length(simulated, name, station.service), ways))
    return FormTable(("Station", "Enheder", "Hold af", "Varighed", "Videre til"), tuple(rows))


def _length(simulated: Simulated, station: str, length: Length) -> str:
    shape, unit = _SHAPES[length.distribution], _UNITS[length.unit]
    if length.distribution == "triangular":
        points = (float(point or 0) for point in (length.low, length.likely, length.high))
        return f"{shape}, {' / '.join(_number(point, 1) for point in points)} {unit}"
    spread = f", cv {_number(float(length.cv), 2)}" if length.cv else ""
    return f"{shape}, {_number(simulated.value(f'stations.{station}.service.mean', {}), 2)} {unit}{spread}"


def _assumptions(simulated: Simulated) -> FormTable:
    rows = []
    for path, part in simulated.parts.items():
        low, likely, high = (float(point / part.per) for point in (part.value.low, part.value.likely, part.value.high))
        value = f"{likely:g}" if low == high else f"{likely:g} ({low:g} til {high:g})"
        rows.append(
            (path, value.replace(".", ","), part.unit, _origin(simulated, path) if not part.source else _refs(part))
        )
    return FormTable(("Størrelse", "Værdi", "Enhed", "Kilde"), tuple(rows))


def _refs(held: Part | Sourced) -> str:
    return "; ".join(map(str, held.source))


def _origin(simulated: Simulated, path: str) -> str:
    table, name, *_ = path.split(".")
    held: Sourced = getattr(simulated.written, table)[name]
    return _refs(held) or str(LOCAL_MARK)


def _experiment(result: SimulationResult) -> Iterator[FormField]:
    years = result.scenario.years
    yield FormField("4.1 Indsving", f"{_number(result.run_in_days, 0)} dage, som ikke tælles med")
    yield FormField("4.2 Periode", f"{years[0]}-{years[-1]}, {_number(result.days, 0)} dage")
    yield FormField("4.3 Gentagelser", f"{result.replications}")
    yield FormField("4.4 Seed", f"{result.seed}")
    classes = ", ".join(title for name, title in result.classes.items() if name != ALL)
    yield FormField("4.5 Klasser", classes or "én klasse")
