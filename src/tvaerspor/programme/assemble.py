"""Joins the files of a programme: includes pruned to what is used, concepts opened where they are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tvaerspor.programme.contents import Indicator, Pathway
from tvaerspor.programme.criteria import AllOf, AnyOf, Criterion, Is, Named, Not
from tvaerspor.programme.derivations import AtLeastNOf, Count, Derivation
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.files import TEXT_FILE, Cases, Offers, Planning, Questions, Sentences, Triage
from tvaerspor.programme.model import Concept, Conclusion, Decision, Fact
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.references import used_names
from tvaerspor.programme.yaml_nodes import Tree
from tvaerspor.terms.text import Text


@dataclass(frozen=True)
class Parts:
    """The files that could be read, by path; the prose; and the trees that know the lines."""

    read: Mapping[str, Any]
    prose: Mapping[str, str]
    trees: Mapping[str, Tree]

    def own(self, folder: str, file: str) -> Any:
        """One file of one folder, or None."""
        return self.read.get(f"{folder}/{file}")

    def of(self, folders: Iterable[str], file: str) -> list[Any]:
        """The file of that name in each folder that has it."""
        return [part for folder in folders if (part := self.own(folder, file)) is not None]

    def matching(self, folder: str, prefix: str) -> list[Any]:
        """Every file of a folder whose path begins with `prefix`, in order of name."""
        return [self.read[path] for path in sorted(self.read) if path.startswith(f"{folder}/{prefix}")]


def assemble(parts: Parts, id_: str, included: tuple[str, ...], version: str) -> tuple[Programme, list[Fault]]:
    """The programme, and the faults of joining: names that stand twice, concepts that go in a circle."""
    folders = (*included, id_)
    faults: list[Fault] = []
    merged = partial(_merged, parts, folders, faults=faults)
    concepts = merged("triage.yaml", "concepts")
    named, circles = _named(concepts, parts, id_)
    opened = partial(_opened, concepts=named)
    triage = parts.own(id_, "triage.yaml") or Triage()
    questions = parts.own(id_, "questions.yaml") or Questions()
    offers = parts.own(id_, "offers.yaml") or Offers()
    programme = Programme(
        header=parts.own(id_, "programme.yaml"),
        version=version,
        phrases=questions.phrases,
        facts={name: _open_fact(fact, opened) for name, fact in merged("questions.yaml", "facts").items()},
        concepts={
            name: concept.model_copy(update={"when": opened(concept.when)}) for name, concept in concepts.items()
        },
        red_flags=_open(triage.red_flags, opened),
        decisions=tuple(_open_decision(decision, opened) for decision in triage.decisions),
        impossible=_open(triage.impossible, opened),
        destinations=merged("offers.yaml", "destinations"),
        orders=merged("offers.yaml", "orders"),
        offers=merged("offers.yaml", "offers"),
        annex=offers.annex,
        pathway=_open_pathway(parts.own(id_, "pathway.yaml") or Pathway(), opened),
        indicators=tuple(_open_indicator(one, opened) for one in parts.matching(id_, "indicators/")),
        planning=(parts.own(id_, "planning.yaml") or Planning()).values,
        sources=merged("programme.yaml", "sources"),
        parameters=merged("programme.yaml", "parameters"),
        texts=_texts(parts.prose, folders),
        panels=triage.panels,
        cases=tuple(case for cases in parts.matching(id_, "cases/") if isinstance(cases, Cases) for case in cases.root),
        sentences=(parts.own(id_, "sentences.yaml") or Sentences()).sentences,
        trees=parts.trees,
    )
    return _pruned(programme, parts, id_), faults + circles


def _merged(parts: Parts, folders: tuple[str, ...], file: str, key: str, faults: list[Fault]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for folder in folders:
        part = parts.own(folder, file)
        for name, item in (getattr(part, key) if part is not None else {}).items():
            if name in merged:
                _, line = parts.trees[f"{folder}/{file}"].place((key, name))
                sentence = "navnet findes allerede i en hentet mappe"
                faults.append(Fault(f"{folder}/{file}", line, f"{key}.{name}", sentence))
            merged[name] = item
    return merged


def _named(written: Mapping[str, Concept], parts: Parts, id_: str) -> tuple[dict[str, Named], list[Fault]]:
    done: dict[str, Named] = {}
    faults: list[Fault] = []

    def finish(name: str, above: tuple[str, ...]) -> None:
        concept = written[name]
        for inner in sorted(concept.when.facts() & written.keys() - done.keys()):
            if inner in (*above, name):
                tree = parts.trees[f"{id_}/triage.yaml"]
                place = tree.place(("concepts", name))
                faults.append(
                    Fault(*place, f"concepts.{name}", f"begrebet henviser til sig selv gennem «{inner}»", blocks=True)
                )
                return
            finish(inner, (*above, name))
        done[name] = Named(name, _opened(concept.when, done), concept.says, concept.says_not)

    for name in written:
        if name not in done:
            finish(name, ())
    return done, faults


def _opened(criterion: Criterion, concepts: Mapping[str, Named]) -> Criterion:
    """The criterion with each concept's name replaced by the concept itself."""
    opened = partial(_opened, concepts=concepts)
    match criterion:
        case Is(fact=name, value=value) if name in concepts and isinstance(value, bool):
            return concepts[name] if value else Not(concepts[name])
        case AllOf(of=parts):
            return AllOf(tuple(map(opened, parts)))
        case AnyOf(of=parts):
            return AnyOf(tuple(map(opened, parts)))
        case Not(of=part):
            return Not(opened(part))
    return criterion


def _open(items: Iterable[Any], opened: Any, key: str = "when") -> tuple[Any, ...]:
    return tuple(
        item.model_copy(update={key: opened(getattr(item, key))}) if getattr(item, key) is not None else item
        for item in items
    )


def _open_fact(fact: Fact, opened: Any) -> Fact:
    changes: dict[str, Any] = {}
    if fact.ask_when is not None:
        changes["ask_when"] = opened(fact.ask_when)
    if isinstance(fact.derive, Count | AtLeastNOf):
        derive: Derivation = replace(fact.derive, of=tuple(map(opened, fact.derive.of)))
        changes["derive"] = derive
    return fact.model_copy(update=changes)


def _open_decision(decision: Decision, opened: Any) -> Decision:
    steps = tuple(
        step.model_copy(update={"rules": _open(step.rules, opened), "exceptions": _open(step.exceptions, opened)})
        for step in decision.steps
    )
    return decision.model_copy(
        update={
            "steps": steps,
            "parallel": _open(decision.parallel, opened),
            "availability": _open(decision.availability, opened, "available_when"),
        }
    )


def _open_pathway(pathway: Pathway, opened: Any) -> Pathway:
    return pathway.model_copy(
        update={
            "gates": _open(pathway.gates, opened, "passed_when"),
            "self_care_goals": _open(pathway.self_care_goals, opened),
        }
    )


def _open_indicator(indicator: Indicator, opened: Any) -> Indicator:
    counted, of = _open((indicator.numerator, indicator.denominator), opened, "where")
    return indicator.model_copy(update={"numerator": counted, "denominator": of})


def _texts(prose: Mapping[str, str], folders: tuple[str, ...]) -> dict[str, Text]:
    found: dict[str, dict[str, str]] = {}
    for folder in folders:
        for path, content in prose.items():
            match = TEXT_FILE.fullmatch(path.removeprefix(f"{folder}/"))
            if path.startswith(f"{folder}/") and match:
                found.setdefault(match["name"], {})[match["language"]] = content
    return {name: Text(da=words.get("da", words.get("en", "")), en=words.get("en")) for name, words in found.items()}


def _pruned(programme: Programme, parts: Parts, id_: str) -> Programme:
    """Without what an include lends and nothing uses."""
    offers = parts.own(id_, "offers.yaml") or Offers()
    own: dict[str, Iterable[str]] = {
        "concepts": (parts.own(id_, "triage.yaml") or Triage()).concepts,
        "facts": (parts.own(id_, "questions.yaml") or Questions()).facts,
        "destinations": offers.destinations,
        "orders": offers.orders,
        "offers": offers.offers,
        "parameters": programme.header.parameters,
        "sources": programme.header.sources,
    }
    used = used_names(programme, own)
    kept: dict[str, Any] = {}
    for kind in own:
        kept[kind] = {name: item for name, item in getattr(programme, kind).items() if name in used[kind]}
    return replace(programme, **kept)


def conclusions(decision: Decision) -> list[Conclusion]:
    """Every rule, default and exception of a decision, in the order in which it stands."""
    found: list[Conclusion] = []
    for step in decision.steps:
        found += [*step.rules, *([step.default] if step.default else []), *step.exceptions]
    return found
