"""A scenario's simulation with the programmes that it leans on, and a target as a person writes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from tvaerspor.actions.open_programme import open_programme
from tvaerspor.actions.planner.beating import beating
from tvaerspor.actions.spread_over import threads
from tvaerspor.planning.progress import Progress
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.simulation.simulate import (
    Comparison,
    Key,
    NoSimulation,
    Search,
    SimulationResult,
    SmallestCapacity,
    Target,
    compare_runs,
    simulate,
    smallest_capacity,
)
from tvaerspor.planning.simulation.simulated import Simulated
from tvaerspor.planning.simulation.warm import compile_now
from tvaerspor.planning.typed import read_typed
from tvaerspor.programme.complaints import suggestion
from tvaerspor.programme.programme import Programme

AT_STATION: Mapping[str, str] = {"wait": "wait_days", "queue": "in_line", "utilisation": "utilisation"}
"""What a target may ask of the station itself: mean days of wait, people in line, the share of its time at work."""
_WRITTEN = re.compile(r"(?P<of>[\w-]+)\s*(?P<sign><=|>=)\s*(?P<bound>[^\s%]+)\s*(?P<percent>%?)")


def simulated(scenario: Scenario, replications: int | None, progress: Progress | None = None) -> SimulationResult:
    """The scenario simulated, with so many replications or as many as its file says; raises NoSimulation."""
    return simulate(scenario, programmes_of(scenario), replications=replications, progress=progress)


def simulated_beside(scenario: Scenario, replications: int | None, progress: Progress) -> SimulationResult:
    """The same on all of this machine's cores, while `progress` is asked every second: also while it is compiled."""

    (found,) = _beside((scenario,), replications, progress)
    return found


def paired_beside(
    before: Scenario, after: Scenario, replications: int | None, progress: Progress
) -> tuple[SimulationResult, SimulationResult, Comparison]:
    """Both with the same luck, one after the other; ValueError when their files give each their own seed."""
    one, other = _beside((before, after), replications, progress)
    return one, other, compare_runs(one, other)


def _beside(
    scenarios: tuple[Scenario, ...], replications: int | None, progress: Progress
) -> tuple[SimulationResult, ...]:
    def work(tell: Progress) -> tuple[SimulationResult, ...]:
        compile_now()
        with threads():
            return tuple(simulated(scenario, replications, tell) for scenario in scenarios)

    return beating(work, progress, _wished(scenarios[0], replications))


def programmes_of(scenario: Scenario) -> Mapping[str, Programme]:
    """The programmes whose triage sends the scenario's citizens on; raises NoSimulation."""
    cohorts = _simulation(scenario).written.cohorts.values()
    return {name: open_programme(name) for name in {cohort.programme for cohort in cohorts}}


def searched(
    scenario: Scenario, search: Search, target: Target, replications: int | None, progress: Progress | None = None
) -> SmallestCapacity:
    """The smallest capacity that meets the target; raises NoSimulation."""
    return smallest_capacity(_with(scenario, replications), programmes_of(scenario), search, target, progress)


def read_target(scenario: Scenario, station: str, said: str) -> Target:
    """«assessment>=90%» of a deadline's name, or «wait<=30» of the station; raises ValueError with what to write."""
    written = _simulation(scenario).written
    if station not in written.stations:
        near = suggestion(station, sorted(written.stations))
        raise ValueError(f"stationen «{station}» findes ikke{near}; stationerne er {', '.join(written.stations)}")
    found = _WRITTEN.fullmatch(said.strip())
    if found is None:
        raise ValueError(f"målet «{said}» kan ikke læses; skriv fx wait<=30, eller en frists navn og >=90%")
    name, sign = found["of"], found["sign"]
    known = {**dict.fromkeys(AT_STATION, "<="), **dict.fromkeys(written.deadlines, ">=")}
    if name not in known:
        raise ValueError(f"målet «{name}» findes ikke{suggestion(name, sorted(known))}; vælg mellem {', '.join(known)}")
    if sign != known[name]:
        raise ValueError(f"målet «{said}»: flere enheder giver det modsatte; skriv {name}{known[name]}{found['bound']}")
    bound = float(read_typed(found["bound"])) / (100 if found["percent"] else 1)
    key = Key(AT_STATION[name], station) if name in AT_STATION else Key("kept", name)
    return Target(key, bound, at_least=sign == ">=")


def _simulation(scenario: Scenario) -> Simulated:
    if scenario.simulation is None:
        raise NoSimulation(scenario.id)
    return scenario.simulation


def _wished(scenario: Scenario, replications: int | None) -> int:
    wish = replications if replications is not None else _simulation(scenario).written.replications
    return wish if isinstance(wish, int) else wish.at_most


def _with(scenario: Scenario, replications: int | None) -> Scenario:
    there = _simulation(scenario)
    if replications is None:
        return scenario
    written = there.written.model_copy(update={"replications": replications})
    return replace(scenario, simulation=replace(there, written=written))
