"""How a simulation was made, after STRESS-DES (Monks et al. 2019): twenty points, from the scenario itself."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.documents.form import FormField, FormSection, FormTable
from tvaerspor.documents.numbers import number
from tvaerspor.planning.scenario import Part
from tvaerspor.planning.simulation.build_kinds import ALL
from tvaerspor.planning.simulation.result import SimulationResult
from tvaerspor.planning.simulation.simulated import Simulated
from tvaerspor.planning.simulation.written import Length
from tvaerspor.terms.source import LOCAL_MARK, Sourced

_SHAPES = {"exponential": "eksponentiel", "lognormal": "lognormal", "constant": "fast", "triangular": "trekant"}
_UNITS = {"minutes": "minutter", "hours": "timer", "days": "dage", "weeks": "uger"}


def simulated(result: SimulationResult) -> Simulated:
    """What was simulated."""
    found = result.scenario.simulation
    assert found is not None, "a result comes from a simulation"
    return found


def stress(result: SimulationResult) -> Iterator[FormSection]:
    """The guideline's six parts; what only a person can say is left to be filled in."""
    model = simulated(result)
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
    yield FormSection("STRESS 2: Logik", tuple(_logic(model)), _components(model))
    yield FormSection("STRESS 3: Data og antagelser", (), _assumptions(model))
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
        return f"{shape}, {' / '.join(number(point, 1) for point in points)} {unit}"
    spread = f", cv {number(float(length.cv), 2)}" if length.cv else ""
    return f"{shape}, {number(simulated.value(f'stations.{station}.service.mean', {}), 2)} {unit}{spread}"


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
    yield FormField("4.1 Indsving", f"{number(result.run_in_days, 0)} dage, som ikke tælles med")
    yield FormField("4.2 Periode", f"{years[0]}-{years[-1]}, {number(result.days, 0)} dage")
    yield FormField("4.3 Gentagelser", f"{result.replications}")
    yield FormField("4.4 Seed", f"{result.seed}")
    classes = ", ".join(title for name, title in result.classes.items() if name != ALL)
    yield FormField("4.5 Klasser", classes or "én klasse")
