"""The kinds of long runs: what each reckons from a scenario, and the document that its result becomes.

A new kind is one more line in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tvaerspor.documents.budget_pages import sensitivity_page, uncertainty_page
from tvaerspor.documents.form import Form
from tvaerspor.planning.progress import Progress
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.sensitivity import Sensitivity, sensitivity
from tvaerspor.planning.uncertainty import Uncertainty, uncertainty
from tvaerspor.terms.model import Model
from tvaerspor.terms.text import Text


class RunSettings(Model):
    """What a run is asked for beside its scenario. `ceiling` in kroner a year; None where none was asked for."""

    seed: int = 1
    draws: int = 10_000
    ceiling: float | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of run. `reckon` gives plain data for the row, and `page` shows such data."""

    title: Text
    about: Text
    reckon: Callable[[Scenario, RunSettings, Progress], Mapping[str, Any]]
    page: Callable[[Mapping[str, Any]], Form]


def _draws(scenario: Scenario, asked: RunSettings, progress: Progress) -> Mapping[str, Any]:
    return uncertainty(scenario, asked.seed, asked.draws, progress).model_dump(mode="json")


def _sensitivity(scenario: Scenario, asked: RunSettings, progress: Progress) -> Mapping[str, Any]:
    return sensitivity(scenario, asked.seed, asked.draws, asked.ceiling, progress).model_dump(mode="json")


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
}
