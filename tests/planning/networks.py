"""Small scenarios with a simulation, and the way from their text to a network and its result."""

from __future__ import annotations

from collections.abc import Mapping

from tests.planning.shipped import around
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.simulation.measuring import Yardstick, yardstick_of
from tvaerspor.planning.simulation.network import Network
from tvaerspor.planning.simulation.result import SimulationResult
from tvaerspor.planning.simulation.simulate import simulate
from tvaerspor.planning.simulation.simulating import prepare

EVERYTHING = """\
id: everything
title: Alt på en gang
years: {from: 2023, to: 2024}
programmes: [laenderyg]
price_level: "2020"
sources:
  note: {title: Notat, publisher: Os, date: "2020", kind: register}
values:
  visit: {title: Besøg, value: {low: 90, likely: 100, high: 120}, unit: kr. pr. besøg, price_level: "2020", basis: local}
  room: {title: Lokale, value: 500, unit: kr. pr. dag, price_level: "2020", basis: local}
service_models:
  basic: {title: Basis, stations: []}
  full: {title: Fuldt, stations: [follow_up]}
service_model: full
simulation:
  replications: 6
  seed: 7
  classes:
    urgent: {title: Haster, priority: 1}
    soon: {title: Snart, priority: 2}
    routine: {title: Rutine, priority: 2}
  demand:
    referrals:
      title: Henvisninger
      per_year: {low: 800, likely: 1000, high: 1100}
      season: [2, 2, 2, 1, 1, 1, 0, 1, 2, 2, 2, 1]
      by_year: {2024: 1.1}
      enters: triage
      classes: {urgent: 0.2, soon: 0.3, routine: rest}
      basis: local
    own_doctor:
      title: Fra egen læge
      per_year: 150
      enters: course
      classes: {routine: 1}
      basis: local
  stations:
    triage:
      title: Visitation
      capacity: 1
      opening: [monday, tuesday, wednesday, thursday, friday]
      closed: [{from: 2023-07-10, to: 2023-07-21}]
      service: {distribution: constant, mean: 4, unit: hours}
      then: {training: 0.5, course: 0.2, hospital: 0.1, leave: rest}
      then_for: {urgent: {hospital: 0.8, training: 0.2}}
      waiting: {referrals: {waiting: 30, oldest_days: 50}}
      basis: local
    training:
      title: Træning
      capacity:
        - {units: 60}
        - {units: 45, from: 2023-06-01, to: 2023-09-30}
        - {units: 75, from: 2024-02-01}
      service: {distribution: lognormal, mean: 56, cv: 0.4}
      service_for: {urgent: {distribution: triangular, low: 10, likely: 20, high: 45}}
      patience: {distribution: exponential, mean: 40}
      pause: {share: 0.15, days: 14}
      then: {hospital: {share: 0.1, after_days: 7}, follow_up: 0.2, leave: rest}
      charges:
        visits: {title: Besøg, tariff: visit, payers: {region: 0.6, citizen: 0.4}, times: {low: 6, likely: 8, high: 12}}
      basis: local
    course:
      title: Hold
      capacity: 2
      group: 6
      service: {distribution: constant, mean: 8, unit: weeks}
      patience: {distribution: triangular, low: 20, likely: 60, high: 90}
      discipline: fifo
      then: {training: 0.1, leave: rest}
      charges:
        group: {title: Hold, tariff: room, payers: municipality, per: group}
        room: {title: Lokale, tariff: room, payers: municipality, per: unit_day}
      basis: local
    hospital:
      title: Hospital
      capacity: 3
      opening: [monday, wednesday, thursday]
      service: {mean: 2}
      pause: {share: 0.3, days: 12}
      then: {hospital: {share: 0.2, after_days: 90, at_most: 2}, training: 0.3, leave: rest}
      charges:
        days: {title: Dage, tariff: visit, payers: region, per: day}
      basis: local
    follow_up:
      title: Opfølgning
      capacity: 1
      service: {distribution: constant, mean: 30, unit: minutes}
      then: {leave: 1}
      basis: local
  deadlines:
    diagnosis: {title: Udredning, station: hospital, since: referral, until: end, days: [{from: 2022-01-01, days: 60}, {from: 2023-10-01, days: 30}], target: 0.9, basis: local}
    training: {title: Træning i gang, station: training, until: start, days: 14, basis: local}
    seen: {title: Set, station: hospital, days: 10, basis: local}
"""


def scenario_of(text: str, *changes: tuple[str, str]) -> Scenario:
    """A scenario with each old text replaced once by a new one."""
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    name = text.split("\n", 1)[0].removeprefix("id: ")
    return load_scenario({name: text}, name, around())


def yardstick(scenario: Scenario, figures: Mapping[str, float] | None = None) -> Yardstick:
    """How a scenario is measured."""
    return yardstick_of(prepare(scenario, around().programmes).builder, figures or {})


def network_of(text: str, *changes: tuple[str, str]) -> Network:
    """The arrays of a scenario."""
    return yardstick(scenario_of(text, *changes)).network


def run(text: str, *changes: tuple[str, str], replications: int | None = None) -> SimulationResult:
    """The scenario simulated."""
    return simulate(scenario_of(text, *changes), around().programmes, replications=replications)
