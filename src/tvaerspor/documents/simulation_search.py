"""The search for the smallest capacity as a document: the answer first, then every capacity that was tried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tvaerspor.documents.form import Form, FormField, FormSection, FormTable
from tvaerspor.documents.simulation_findings import estimated
from tvaerspor.documents.simulation_page import said
from tvaerspor.planning.scenario import Scenario
from tvaerspor.planning.simulation.smallest import SmallestCapacity, Trial

_YES_NO = {True: "ja", False: "nej"}


def search_page(scenario: Scenario, found: SmallestCapacity, wanted: str) -> Form:
    """`wanted` is the target as it was asked for."""
    assert scenario.simulation is not None, "a search is over a simulation"
    station = scenario.simulation.written.stations[found.station]
    per = 100 if found.target.key.what in ("kept", "utilisation") else 1
    rows = tuple(_row(trial, per) for trial in found.trials)
    headings = ("Enheder", "Fundet, %" if per == 100 else "Fundet", "Nået", "Nået med hele intervallet")
    about = (
        FormField("Station", station.title.da),
        FormField("Mål", wanted),
        FormField("Mindste kapacitet", _answer(found)),
    )
    told = (
        "Kapaciteten er den samme i alle årene; åbningstider og lukkede uger er som i filen. Hvert forsøg har de samme "
        "borgere og det samme held. I parentes: 95 %-sikkerhedsinterval.",
    )
    return Form(f"Mindste kapacitet: {scenario.title}", (FormSection("Svar", about, FormTable(headings, rows), told),))


def search_data(scenario: Scenario, found: SmallestCapacity) -> Mapping[str, Any]:
    """The search as plain data; `units` is null where no capacity that was allowed meets the target."""
    trials = [
        {"units": trial.units, **estimated(trial.found).model_dump(), "is_met": trial.is_met, "is_sure": trial.is_sure}
        for trial in found.trials
    ]
    target = {**found.target.key._asdict(), "bound": found.target.bound, "at_least": found.target.at_least}
    return {
        "scenario": scenario.id,
        "station": found.station,
        "target": target,
        "units": found.units,
        "trials": trials,
    }


def _answer(found: SmallestCapacity) -> str:
    if found.units is None:
        return f"ingen: heller ikke {found.trials[-1].units} enheder når målet"
    return "1 enhed" if found.units == 1 else f"{found.units} enheder"


def _row(trial: Trial, per: float) -> tuple[str, ...]:
    return str(trial.units), said(estimated(trial.found), 1, per), _YES_NO[trial.is_met], _YES_NO[trial.is_sure]
