"""Runs a scenario's simulation: prepared once, replicated until it is sure enough, measured on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from tvaerspor.planning.progress import Progress
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.simulation.build_kinds import ALL
from tvaerspor.planning.simulation.build_network import Builder, builder_of
from tvaerspor.planning.simulation.build_ways import OTHERS
from tvaerspor.planning.simulation.cohort import Triaged, triaged
from tvaerspor.planning.simulation.measuring import Batch, Yardstick, measures_of, run_batch, yardstick_of
from tvaerspor.planning.simulation.result import Overload, Series, SimulationResult
from tvaerspor.planning.simulation.simulated import Simulated
from tvaerspor.planning.simulation.spread import reporting, spread
from tvaerspor.planning.simulation.written import Precision
from tvaerspor.programme.programme import Programme

_BATCH = 10
"""Replications that are run, told of and judged together."""
_NEAR_NOTHING = 0.05
"""A mean wait below so many days need not be known to a share of itself."""


class NoSimulation(ValueError):
    """The scenario has nothing to simulate."""

    def __init__(self, scenario: str) -> None:
        super().__init__(f"scenariet «{scenario}» har ingen simulation; skriv den under simulation i filen")


@dataclass(frozen=True, eq=False)
class Prepared:
    """A scenario with its cohorts sent through triage and its calendar laid out: what all its runs share."""

    scenario: Scenario
    simulated: Simulated
    builder: Builder
    triaged: Mapping[str, Triaged]


def prepare(scenario: Scenario, programmes: Mapping[str, Programme]) -> Prepared:
    """Raises NoSimulation, and KeyError for a programme of a cohort that is not among `programmes`."""
    simulated = scenario.simulation
    if simulated is None:
        raise NoSimulation(scenario.id)
    written = simulated.written
    wanted = {demand.cohort for demand in written.demand.values() if demand.cohort}
    found = {
        name: triaged(cohort, name, programmes[cohort.programme], written.seed)
        for name, cohort in written.cohorts.items()
        if name in wanted
    }
    return Prepared(scenario, simulated, builder_of(simulated, scenario.years, found), found)


def simulate(
    scenario: Scenario,
    programmes: Mapping[str, Programme],
    *,
    replications: int | None = None,
    progress: Progress | None = None,
) -> SimulationResult:
    """The scenario simulated, with `replications` runs or as many as its file says.

    Raises NoSimulation, and Cancelled when `progress` answers no. An overloaded station is run and told of.
    """
    prepared = prepare(scenario, programmes)
    yardstick = yardstick_of(prepared.builder, {})
    wish = replications if replications is not None else prepared.simulated.written.replications
    if isinstance(wish, Precision):
        batch = _until_sure(yardstick, wish, progress)
    else:
        batch = _run(yardstick, range(wish), reporting(progress, wish, _BATCH))
    return _result(prepared, yardstick, batch)


def _run(yardstick: Yardstick, replications: range, said: Callable[[int], None]) -> Batch:
    if len(replications) < 1:
        raise ValueError(f"antallet af gentagelser er mindst 1, ikke {len(replications)}")
    pieces = [replications[first : first + _BATCH] for first in range(0, len(replications), _BATCH)]
    whole: Batch | None = None
    for batch in spread(partial(run_batch, yardstick), pieces, said):
        whole = batch if whole is None else whole + batch
    assert whole is not None
    return whole


def _until_sure(yardstick: Yardstick, wish: Precision, progress: Progress | None) -> Batch:
    """Half as many again as there are, until every measure is as sure as is wished or there are as many as may be."""
    said = reporting(progress, wish.at_most)
    whole = _run(yardstick, range(min(wish.at_least, wish.at_most)), lambda done: None)
    while True:
        done = whole.sums.shape[0]
        said(done)
        if done >= wish.at_most or is_sure(yardstick, whole, float(wish.half_width)):
            return whole
        upto = min(wish.at_most, done + max(_BATCH, done // 2))
        whole += _run(yardstick, range(done, upto), lambda pieces: None)


def is_sure(yardstick: Yardstick, batch: Batch, half_width: float) -> bool:
    """Whether each station's mean wait and load is known to so large a share of itself."""
    found = measures_of(yardstick.keys, batch)
    for key, ratio in found.items():
        if key.what in ("wait_days", "utilisation") and not key.class_:
            interval = ratio.interval
            if interval.half_width > max(half_width * interval.estimate, half_width * _NEAR_NOTHING):
                return False
    return True


def _result(prepared: Prepared, yardstick: Yardstick, batch: Batch) -> SimulationResult:
    network, written = yardstick.network, prepared.simulated.written
    titles = {name: written.stations[name].title.da for name in network.stations}
    loads = dict(zip(network.stations, map(float, network.load), strict=True))
    return SimulationResult(
        scenario=prepared.scenario,
        seed=network.seed,
        replications=batch.sums.shape[0],
        days=network.days,
        run_in_days=network.run_in_days,
        stations=titles,
        classes={name: "alle" if name == ALL else written.classes[name].title.da for name in network.classes},
        measures=measures_of(yardstick.keys, batch),
        overloads=tuple(Overload(name, titles[name], load) for name, load in loads.items() if load > 1),
        notes=tuple(_notes(prepared)),
        loads=loads,
        versions={written.cohorts[name].programme: found.version for name, found in prepared.triaged.items()},
        sent={name: found.counts for name, found in prepared.triaged.items()},
        series=Series(
            tuple(name for _, name in network.months),
            batch.queue,
            batch.queue_squares,
            batch.flows,
            batch.started,
            batch.still,
            batch.oldest,
        ),
    )


def _notes(prepared: Prepared) -> list[str]:
    """Where triage sends citizens whom the simulation has no station for."""
    found: list[str] = []
    stations = prepared.simulated.written.stations
    ways = [stations[name].then_by_triage for name in prepared.simulated.stations if stations[name].then_by_triage]
    for name, cohort in prepared.triaged.items():
        if cohort.left_out:
            drawn = cohort.left_out + cohort.of_citizen.size
            found.append(
                f"{name}: {_percent(cohort.left_out / drawn)} af de trukne borgere modsagde sig selv og er udeladt"
            )
        for table in ways:
            missing = {sent: n for sent, n in cohort.counts.items() if not set(sent.destinations) & set(table)}
            if missing and OTHERS not in table:
                share = sum(missing.values()) / cohort.of_citizen.size
                where = ", ".join(sorted({to for sent in missing for to in sent.destinations}))
                found.append(
                    f"{name}: {_percent(share)} visiteres til {where}, som simulationen ikke har; de regnes ikke videre"
                )
    return found


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %".replace(".", ",")


def with_stations(scenario: Scenario, stations: Mapping[str, object]) -> Scenario:
    """The scenario with some stations replaced."""
    simulated = scenario.simulation
    if simulated is None:
        raise NoSimulation(scenario.id)
    written = simulated.written.model_copy(update={"stations": {**simulated.written.stations, **stations}})
    return replace(scenario, simulation=replace(simulated, written=written))
