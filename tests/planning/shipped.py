"""The scenarios and tables that the product ships, and a small scenario to change."""

from __future__ import annotations

from functools import cache

from tests.documents.shipped import IDS
from tests.documents.shipped import shipped as programme
from tests.house.sources import ROOT
from tvaerspor.actions.organisation import municipality_names
from tvaerspor.planning.ledger import Ledger, budget
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.populations import load_populations
from tvaerspor.planning.price_index import load_price_indices
from tvaerspor.planning.scenario import Scenario, Surroundings

ORGANISATION = ROOT / "organisation"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ORGANISATION / "scenarios").glob("*.yaml"))}


@cache
def around() -> Surroundings:
    """The shipped programmes, populations, indices and municipalities."""
    return Surroundings(
        {id_: programme(id_) for id_ in IDS},
        load_populations((ORGANISATION / "populations.yaml").read_text(encoding="utf-8")),
        load_price_indices((ORGANISATION / "price_index.yaml").read_text(encoding="utf-8")),
        municipality_names(),
    )


@cache
def scenario(id_: str) -> Scenario:
    """A shipped scenario."""
    return load_scenario(TEXTS, id_, around())


@cache
def ledger(id_: str) -> Ledger:
    """A shipped scenario's budget."""
    return budget(scenario(id_))


SMALL = """\
id: small
title: Lille
programmes: [knaeartrose]
years: {from: 2020, to: 2022}
counts: [midtjylland-2013]
municipalities: ["0661", "0706"]
sources:
  note: {title: Notat, publisher: Os, date: "2020", kind: register}
values:
  course:
    title: Et forløb
    value: {low: 90, likely: 100, high: 120}
    unit: kr. pr. forløb
    price_level: "2020"
    source: {id: note}
  clinic: {title: En klinik, value: 1000, per: 3, unit: kr. pr. år, price_level: "2020", source: {id: note}}
activities:
  course: {title: Forløb}
build_up:
  slow: {title: Langsomt, shares: [0.5, 1], basis: local}
lines:
  courses:
    title: Forløb
    activity: course
    volume: {per_year: {low: 80, likely: 100, high: 110}, per_inhabitants: 50000, unit: forløb, source: {id: note}}
    tariff: course
    payers: {municipality: 0.6, region: 0.3, citizen: 0.1}
    build_up: slow
  clinic:
    title: Klinik
    activity: self_training
    programme: knaeartrose
    volume: {per_year: 1, unit: klinik, source: {id: note}}
    tariff: clinic
    payers: state
"""


def changed(*changes: tuple[str, str]) -> Scenario:
    """The small scenario with each old text replaced once by a new one."""
    text = SMALL
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return load_scenario({"small": text}, "small", around())
