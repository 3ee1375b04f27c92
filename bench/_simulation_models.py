"""The two models that the simulation is timed on, as scenario files, and their exact answers where there are any.

A: exponential spells, an open Jackson network. B: real durations (log-normal), two classes, five years from empty.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tvaerspor.actions.organisation import municipality_names
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.populations import Count, Populations
from tvaerspor.planning.price_index import PriceIndices
from tvaerspor.planning.scenario import Scenario, Surroundings
from tvaerspor.planning.simulation.measuring import Yardstick, yardstick_of
from tvaerspor.planning.simulation.network import Network
from tvaerspor.planning.simulation.simulating import prepare

STATIONS = ("triage", "physiotherapist", "municipality", "hospital")
CAPACITY = {"A": (3, 40, 15, 10), "B": (30, 1240, 410, 300)}
MEANS = {"A": (0.1, 2.2, 1.95, 1.4), "B": (1, 70, 56, 42)}
SPREADS = {"A": (0, 0, 0, 0), "B": (0, 0.3, 0.3, 0.5)}
URGENT = {"A": 0.0, "B": 0.2}
RUN_IN, DAYS = 365, 1461
CITIZENS = 50_000
RATE = CITIZENS / (RUN_IN + DAYS)
EXACT = (0.32077, 0.24373, 0.67194, 0.94817)
"""Days of waiting in A (Erlang C at each station)."""
_THEN = (
    "{physiotherapist: 0.6, municipality: 0.25, hospital: 0.15}",
    "{hospital: 0.1, leave: rest}",
    "{hospital: 0.1, leave: rest}",
    "{leave: 1}",
)


@cache
def scenario(model: str) -> Scenario:
    """A model as a scenario: with months, prices and a deadline, as the product's own are."""
    text = "\n".join(_written(model))
    inhabitants = Count(title="Opdigtet", date="2020-01-01", basis="local", inhabitants={"0101": 1})
    around = Surroundings({}, Populations(counts={"all": inhabitants}), PriceIndices(), municipality_names())
    return load_scenario({"model": text}, "model", around)


@cache
def yardstick(model: str) -> Yardstick:
    """A model's network, and how it is measured."""
    return yardstick_of(prepare(scenario(model), {}).builder, {})


def longer(citizens: int) -> Network:
    """Model A for as long as it takes so many citizens to come; its last month holds all that is beyond the plan."""
    network = yardstick("A").network
    visits = network.visits * (citizens / CITIZENS)
    return replace(network, days=citizens / RATE - RUN_IN, visits=visits)


def _written(model: str) -> list[str]:
    classes = "{urgent: {title: U, priority: 1}, routine: {title: R, priority: 2}}" if URGENT[model] else "{}"
    mix = f", classes: {{urgent: {URGENT[model]}, routine: rest}}" if URGENT[model] else ""
    lines = [
        "{id: model, title: Model, years: {from: 2021, to: 2024}, price_level: '2020',",
        "values: {visit: {title: Pris, value: 100, unit: kr. pr. besøg, price_level: '2020', basis: local}},",
        f"simulation: {{run_in_days: {RUN_IN}, seed: 1, classes: {classes},",
        "deadlines: {seen: {title: Set, station: hospital, since: referral, days: 60, basis: local}},",
        f"demand: {{all: {{title: Alle, per_year: {RATE * 365.25!r}, enters: triage, basis: local{mix}}}}},",
        "stations: {",
    ]
    for at, name in enumerate(STATIONS):
        cv = SPREADS[model][at]
        shape = (
            f"{{distribution: lognormal, mean: {MEANS[model][at]}, cv: {cv}}}"
            if cv
            else f"{{mean: {MEANS[model][at]}}}"
        )
        charge = "charges: {visit: {title: Besøg, tariff: visit, payers: region}}"
        units = CAPACITY[model][at]
        lines.append(
            f"{name}: {{title: T, capacity: {units}, service: {shape}, then: {_THEN[at]}, {charge}, basis: local}},"
        )
    return [*lines, "}}}"]
