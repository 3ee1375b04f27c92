"""Which answers a decision can use, and which must be given before a referral is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from tvaerspor.programme.answers import Answers
from tvaerspor.programme.criteria import Criterion
from tvaerspor.programme.model import Decision
from tvaerspor.programme.programme import Programme


@lru_cache(maxsize=64)
def facts_used(programme: Programme, decision: Decision) -> frozenset[str]:
    """Every asked or fetched fact on which the decision, or a rule beside it, depends."""
    return frozenset(
        name
        for criterion in _criteria(programme, decision)
        for fact in criterion.facts()
        for name in _base(programme, fact)
    )


@lru_cache(maxsize=64)
def must_be_answered(programme: Programme) -> frozenset[str]:
    """What must be answered before a referral is sent: red flags by default, and what the programme says."""
    flagged = {name for flag in programme.red_flags for fact in flag.when.facts() for name in _base(programme, fact)}
    return frozenset(
        name
        for name, fact in programme.facts.items()
        if fact.if_blank == "must_answer"
        or (name in flagged and fact.if_blank is None and fact.ask and not fact.derive)
    )


def must_be_answered_now(programme: Programme, known: Mapping[str, Any]) -> frozenset[str]:
    """Of these the ones that are asked as things stand: a question that may fall away is not among them."""
    facts = programme.facts
    groups = {member: name for name, fact in facts.items() for member in fact.of}

    def is_certain(fact: str) -> bool:
        gates = [facts[name].ask_when for name in (fact, groups.get(fact, fact))]
        return all(gate is None or gate.judge(known) is True for gate in gates)

    return frozenset(fact for fact in must_be_answered(programme) if is_certain(fact))


def still_blank(
    programme: Programme, decision: Decision, known: Mapping[str, Any], answers: Answers
) -> tuple[str, ...]:
    """The facts that must be answered at the decision's moment and are not, in the programme's order.

    «Ved ikke» is a blank.
    """
    must, moments = must_be_answered_now(programme, known), ("referral", decision.moment)
    asked = (name for name, fact in programme.facts.items() if name in must and fact.moment in moments)
    return tuple(name for name in asked if name not in answers)


def _criteria(programme: Programme, decision: Decision) -> Iterator[Criterion]:
    yield from (flag.when for flag in programme.red_flags)
    for step in decision.steps:
        yield from (rule.when for rule in (*step.rules, *step.exceptions))
    yield from (rule.when for rule in decision.parallel)
    yield from (item.available_when for item in decision.availability)


def _base(programme: Programme, name: str) -> Iterator[str]:
    derive = programme.facts[name].derive
    if derive is None:
        yield name
        return
    for source in sorted(derive.sources()):
        yield from _base(programme, source)
