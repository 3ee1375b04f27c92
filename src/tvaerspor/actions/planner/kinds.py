"""The kinds of long runs: what each reckons from a scenario, and the document that its result becomes.

A new kind is one more line in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tvaerspor.actions.planner.open_scenario import open_scenario
from tvaerspor.actions.planner.plans import Plan
from tvaerspor.documents.budget_columns import Row
from tvaerspor.documents.budget_pages import sensitivity_page, uncertainty_page
from tvaerspor.documents.form import Form
from tvaerspor.documents.simulation_columns import pair_rows, simulation_rows
from tvaerspor.documents.simulation_found import PairFound, SimulationFound
from tvaerspor.documents.simulation_page import simulation_page
from tvaerspor.planning.progress import Progress
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.sensitivity import Sensitivity, sensitivity
from tvaerspor.planning.uncertainty import Uncertainty, uncertainty
from tvaerspor.terms.model import Model
from tvaerspor.terms.text import Text


class RunSettings(Model):
    """What a run is asked for beside its scenario. `ceiling` in kroner a year; None where none was asked for.
    `replications` of a simulation; None is as many as its file says. `against` is the whole
    file of the foundation, for a kind that pairs."""

    seed: int = 1
    draws: int = 10_000
    ceiling: float | None = None
    replications: int | None = None
    against: str = ""


FOUNDATION = "grundlag"
"""The name that a run knows the foundation's file by."""


@dataclass(frozen=True)
class Kind:
    """One kind of run. `reckon` gives plain data for the row, `page` shows such data, and `rows` makes columns of them
    (None where it has none). One that simulates needs a scenario with a simulation; one that
    pairs holds an own scenario against its foundation."""

    title: Text
    about: Text
    reckon: Callable[[Scenario, RunSettings, Progress], Mapping[str, Any]]
    page: Callable[[Mapping[str, Any]], Form]
    rows: Callable[[Mapping[str, Any]], Iterator[Row]] | None = None
    simulates: bool = False
    pairs: bool = False

    def fits(self, plan: Plan) -> bool:
        """Whether it can be asked for of that scenario."""
        has_foundation = plan.row is not None or not self.pairs
        return has_foundation and (not self.simulates or plan.scenario.simulation is not None)


def _draws(scenario: Scenario, asked: RunSettings, progress: Progress) -> Mapping[str, Any]:
    return uncertainty(scenario, asked.seed, asked.draws, progress).model_dump(mode="json")


def _sensitivity(scenario: Scenario, asked: RunSettings, progress: Progress) -> Mapping[str, Any]:
    return sensitivity(scenario, asked.seed, asked.draws, asked.ceiling, progress).model_dump(mode="json")


def _simulate(scenario: Scenario, asked: RunSettings, progress: Progress) -> Mapping[str, Any]:
    from tvaerspor.actions.planner.simulating import simulated_beside
    from tvaerspor.documents.simulation_findings import simulation_found

    return simulation_found(simulated_beside(scenario, asked.replications, progress)).model_dump(mode="json")


def _pair(scenario: Scenario, asked: RunSettings, progress: Progress) -> Mapping[str, Any]:
    from tvaerspor.actions.planner.simulating import paired_beside
    from tvaerspor.documents.simulation_comparison import pair_found

    foundation = open_scenario({FOUNDATION: asked.against}, FOUNDATION)
    return pair_found(*paired_beside(foundation, scenario, asked.replications, progress)).model_dump(mode="json")


def _pair_page(found: Mapping[str, Any]) -> Form:
    pair = PairFound.model_validate(found)
    return Form(pair.title, pair.sections)


KINDS: Mapping[str, Kind] = {
    "draws": Kind(
        Text(da="Usikkerhed", en="Uncertainty"),
        Text(da="Hvor meget kan hver betalers udgift svinge?", en="How much may each payer's cost vary?"),
        _draws,
        lambda found: uncertainty_page(Uncertainty.model_validate(found)),
    ),
    "sensitivity": Kind(
        Text(da="Følsomhed", en="Sensitivity"),
        Text(
            da="Hvilke tal betyder mest, og holder et loft?", en="Which figures matter most, and does a ceiling hold?"
        ),
        _sensitivity,
        lambda found: sensitivity_page(Sensitivity.model_validate(found)),
    ),
    "simulate": Kind(
        Text(da="Simulation", en="Simulation"),
        Text(
            da="Hvor længe venter borgerne, holder fristerne, og hvad koster det?",
            en="How long do citizens wait, are the deadlines kept, and what does it cost?",
        ),
        _simulate,
        lambda found: simulation_page(SimulationFound.model_validate(found)),
        lambda found: simulation_rows(SimulationFound.model_validate(found)),
        simulates=True,
    ),
    "simulate_pair": Kind(
        Text(da="Simulation mod grundlaget", en="Simulation against the foundation"),
        Text(
            da="Hvad ændrer det for ventetider og frister i forhold til det, scenariet bygger på?",
            en="What does it change in waits and deadlines from what the scenario builds on?",
        ),
        _pair,
        _pair_page,
        lambda found: pair_rows(PairFound.model_validate(found)),
        simulates=True,
        pairs=True,
    ),
}
