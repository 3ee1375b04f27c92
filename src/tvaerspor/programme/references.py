"""Which names a programme uses, of which kind, and where: for pruning includes and for finding names that are wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from tvaerspor.programme.contents import FollowUp, Gate
from tvaerspor.programme.criteria import AtLeast, Below, Criterion, Named, ParameterRef
from tvaerspor.programme.derivations import AtLeastNOf, Count, Derivation, FromParameter
from tvaerspor.programme.model import (
    AnnexRow,
    Availability,
    Conclusion,
    DestinationText,
    Fact,
    Panel,
    Parallel,
    Phrase,
    RedFlag,
)
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.yaml_nodes import Path
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.text import Text


@dataclass(frozen=True, slots=True)
class Reference:
    """A name of some kind, and where it is used."""

    kind: str
    name: str
    file: str
    path: Path


_WORDS_AND_NUMBERS = (str, int, float, Text, type(None))

_LISTED = ("codes", "recommendations", "implementation")
"""The parts of the header that have a place of their own."""

Item = tuple[str, Path, Any]
"""File, path and the value that stands there."""


def items(programme: Programme) -> Iterator[Item]:
    """Every value of the programme that may name another, with its place."""
    yield "programme.yaml", (), programme.header.model_copy(update=dict.fromkeys(_LISTED, ()))
    for key in _LISTED:
        for index, item in enumerate(getattr(programme.header, key)):
            yield "programme.yaml", (key, index), item
    for name, parameter in programme.parameters.items():
        yield "programme.yaml", ("parameters", name), parameter
    for index, phrase in enumerate(programme.phrases):
        yield "questions.yaml", ("phrases", index), phrase
    for name, fact in programme.facts.items():
        yield "questions.yaml", ("facts", name), fact
    yield from _triage_items(programme)
    for key in ("destinations", "orders", "offers"):
        for name, item in getattr(programme, key).items():
            yield "offers.yaml", (key, name), item
    for index, row in enumerate(programme.annex):
        yield "offers.yaml", ("annex", index), row
    for key in type(programme.pathway).model_fields:
        for index, item in enumerate(getattr(programme.pathway, key)):
            yield "pathway.yaml", (key, index), item
    for indicator in programme.indicators:
        yield f"indicators/{indicator.id}.yaml", (), indicator
    for name, value in programme.planning.items():
        yield "planning.yaml", ("values", name), value


def _triage_items(programme: Programme) -> Iterator[Item]:
    for name, concept in programme.concepts.items():
        yield "triage.yaml", ("concepts", name), concept
    for index, flag in enumerate(programme.red_flags):
        yield "triage.yaml", ("red_flags", index), flag
    for index, impossible in enumerate(programme.impossible):
        yield "triage.yaml", ("impossible", index), impossible
    for index, panel in enumerate(programme.panels):
        yield "triage.yaml", ("panels", index), panel
    for number, decision in enumerate(programme.decisions):
        here: tuple[str | int, ...] = ("decisions", number)
        for place, step in enumerate(decision.steps):
            for key in ("rules", "exceptions"):
                for index, rule in enumerate(getattr(step, key)):
                    yield "triage.yaml", (*here, "steps", place, key, index), rule
            if step.default is not None:
                yield "triage.yaml", (*here, "steps", place, "default"), step.default
        for key in ("parallel", "availability"):
            for index, item in enumerate(getattr(decision, key)):
                yield "triage.yaml", (*here, key, index), item


def references(programme: Programme) -> Iterator[Reference]:
    """Every use of a name."""
    for file, path, item in items(programme):
        for kind, name in _names(item):
            yield Reference(kind, name, file, path)


def used_names(programme: Programme, own: Mapping[str, Iterable[str]]) -> Mapping[str, set[str]]:
    """By kind, the programme's own names and every name that is reached from its own parts, step by step."""
    used = {kind: set(names) for kind, names in own.items()}
    waiting: list[Any] = []
    named: dict[tuple[str, str], Any] = {}
    for _, path, item in items(programme):
        if len(path) == 2 and path[0] in own:
            named[str(path[0]), str(path[1])] = item
        else:
            waiting.append(item)
    waiting += [item for (kind, name), item in named.items() if name in used[kind]]
    while waiting:
        for kind, name in _names(waiting.pop()):
            if kind in used and name not in used[kind]:
                used[kind].add(name)
                waiting += [named[kind, name]] if (kind, name) in named else []
    return used


def _names(item: Any) -> Iterator[tuple[str, str]]:
    if isinstance(item, Criterion):
        yield from _criterion_names(item)
    elif isinstance(item, Derivation):
        yield from _derivation_names(item)
    elif isinstance(item, BaseModel):
        yield from _field_names(item)
        for value in vars(item).values():
            for part in value if isinstance(value, tuple) else (value,):
                if not isinstance(part, _WORDS_AND_NUMBERS):
                    yield from _names(part)


def _criterion_names(criterion: Criterion) -> Iterator[tuple[str, str]]:
    if isinstance(criterion, Named):
        yield "concepts", criterion.name
    if not criterion.parts():
        for test in criterion.tests():
            yield "facts", test.fact
            if isinstance(test, AtLeast | Below) and isinstance(test.threshold, ParameterRef):
                yield "parameters", test.threshold.name
    for part in criterion.parts():
        yield from _criterion_names(part)


def _derivation_names(derivation: Derivation) -> Iterator[tuple[str, str]]:
    if isinstance(derivation, FromParameter):
        yield "parameters", derivation.name
    if isinstance(derivation, Count | AtLeastNOf):
        for part in derivation.of:
            yield from _criterion_names(part)
    else:
        for source in derivation.sources():
            yield "facts", source


_FIELDS: dict[type[Any], dict[str, str]] = {
    Phrase: {"facts": "facts"},
    Fact: {"of": "facts"},
    Conclusion: {"to": "destinations", "orders": "orders", "offer": "offers", "send": "texts"},
    RedFlag: {"to": "destinations", "orders": "orders"},
    Parallel: {"refer_to": "destinations", "order": "orders"},
    Availability: {"destination": "destinations", "fallback": "destinations"},
    DestinationText: {"offers": "offers"},
    Panel: {"at": "destinations", "to": "destinations"},
    AnnexRow: {"sent_to": "destinations", "when_rule": "rules"},
    Gate: {"exceptions": "rules"},
    FollowUp: {"measures": "measures"},
}


def _field_names(item: BaseModel) -> Iterator[tuple[str, str]]:
    if isinstance(item, Sourced):
        for ref in item.source:
            yield "sources", ref.id
    for model, fields in _FIELDS.items():
        if isinstance(item, model):
            for field, kind in fields.items():
                value = getattr(item, field)
                for name in (value,) if isinstance(value, str) else value or ():
                    yield kind, name
