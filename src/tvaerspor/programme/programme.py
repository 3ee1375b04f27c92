"""A programme in one piece: what its files say together, with includes and concepts opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from tvaerspor.programme.answers import Value
from tvaerspor.programme.contents import Case, Header, Indicator, Pathway, Sentence
from tvaerspor.programme.criteria import Criterion
from tvaerspor.programme.model import (
    AnnexRow,
    Concept,
    Decision,
    DestinationText,
    Fact,
    Impossible,
    Offer,
    Order,
    Panel,
    Phrase,
    RedFlag,
)
from tvaerspor.programme.yaml_nodes import Path, Tree
from tvaerspor.terms.quantity import Parameter, PlanningValue
from tvaerspor.terms.source import Source, Sourced
from tvaerspor.terms.text import Text


@dataclass(frozen=True, eq=False)
class Programme:
    """One version of a care programme. Two programmes are the same when their versions are."""

    header: Header
    version: str
    phrases: tuple[Phrase, ...]
    facts: Mapping[str, Fact]
    concepts: Mapping[str, Concept]
    red_flags: tuple[RedFlag, ...]
    decisions: tuple[Decision, ...]
    impossible: tuple[Impossible, ...]
    destinations: Mapping[str, DestinationText]
    orders: Mapping[str, Order]
    offers: Mapping[str, Offer]
    annex: tuple[AnnexRow, ...]
    pathway: Pathway
    indicators: tuple[Indicator, ...]
    planning: Mapping[str, PlanningValue]
    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    texts: Mapping[str, Text]
    panels: tuple[Panel, ...] = ()
    cases: tuple[Case, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    trees: Mapping[str, Tree] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """The folder's name."""
        return self.header.id

    @property
    def title(self) -> Text:
        """The condition, as people call it."""
        return self.header.title

    def decision(self, id_: str | None = None) -> Decision:
        """The named decision, or the first; KeyError when there is none of that name."""
        if id_ is None:
            return self.decisions[0]
        return {decision.id: decision for decision in self.decisions}[id_]

    def panel_at(self, destination: str) -> Panel | None:
        """Who decides together on what is sent there; None where the receiver decides alone."""
        return next((panel for panel in self.panels if destination in panel.at), None)

    def place(self, file: str, path: Path) -> tuple[str, int]:
        """File and line where `path` of the programme's `file` is written."""
        tree = self.trees.get(f"{self.id}/{file}")
        return tree.place(path) if tree else (f"{self.id}/{file}", 0)

    def is_local_in(self, sourced: Sourced, region: str | None) -> bool:
        """Whether a statement is a local standard there: openly so, or sourced in other regions only."""
        if sourced.basis == "local":
            return True
        regions = [self.sources[ref.id].regions for ref in sourced.source if ref.id in self.sources]
        return bool(regions) and region is not None and all(held and region not in held for held in regions)


def parameter_values(programme: Programme, region: str | None, date: str) -> tuple[tuple[str, Value], ...]:
    """Each parameter's value for a region and an ISO date; a value written for the region wins over a general one."""
    values = []
    for name, parameter in sorted(programme.parameters.items()):
        held = [
            value
            for value in parameter.values
            if value.from_date <= date and (not value.regions or region in value.regions)
        ]
        if not held:
            held = [min(parameter.values, key=lambda value: value.from_date)]
        chosen = max(held, key=lambda value: (bool(value.regions), value.from_date))
        values.append((name, chosen.value))
    return tuple(values)


def with_parameters(programme: Programme, region: str | None, date: str) -> Programme:
    """The programme as it reads in one region on one date: every parameter replaced by its value."""
    if not programme.parameters:
        return programme
    return with_values(programme, parameter_values(programme, region, date))


@lru_cache(maxsize=256)
def with_values(programme: Programme, values: tuple[tuple[str, Value], ...]) -> Programme:
    """The programme with each parameter replaced; the same object each time, so that its arrays are built once."""
    return map_criteria(programme, dict(values))


def map_criteria(programme: Programme, parameters: Mapping[str, Any]) -> Programme:
    """The same programme with `parameters` put into every criterion and derivation."""

    def put(criterion: Criterion) -> Criterion:
        return criterion.with_parameters(parameters)

    def put_all(items: tuple[Any, ...], key: str = "when") -> tuple[Any, ...]:
        return tuple(item.model_copy(update={key: put(getattr(item, key))}) for item in items)

    def put_fact(fact: Fact) -> Fact:
        return fact.model_copy(update={"derive": fact.derive.with_parameters(parameters)}) if fact.derive else fact

    def put_decision(decision: Decision) -> Decision:
        steps = tuple(
            step.model_copy(update={"rules": put_all(step.rules), "exceptions": put_all(step.exceptions)})
            for step in decision.steps
        )
        return decision.model_copy(
            update={
                "steps": steps,
                "parallel": put_all(decision.parallel),
                "availability": put_all(decision.availability, "available_when"),
            }
        )

    return replace(
        programme,
        facts={name: put_fact(fact) for name, fact in programme.facts.items()},
        concepts=dict(zip(programme.concepts, put_all(tuple(programme.concepts.values())), strict=True)),
        red_flags=put_all(programme.red_flags),
        decisions=tuple(put_decision(decision) for decision in programme.decisions),
        impossible=put_all(programme.impossible),
    )
