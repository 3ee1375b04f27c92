"""What the worked citizens of a programme show between them: sentences, rules, both sides of limits, blanks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tvaerspor.programme.answers import Partial
from tvaerspor.programme.assemble import conclusions
from tvaerspor.programme.axes import inner_criteria
from tvaerspor.programme.contents import Case
from tvaerspor.programme.criteria import AtLeast, Below, Criterion
from tvaerspor.programme.derivations import FromParameter
from tvaerspor.programme.model import Decision as Rules
from tvaerspor.programme.model import Fact, ReadAs
from tvaerspor.programme.outcomes import blocks_of
from tvaerspor.programme.programme import Programme, with_parameters
from tvaerspor.programme.prove import every_setting
from tvaerspor.programme.tables import compile_decision
from tvaerspor.triage.cases import context_of
from tvaerspor.triage.decide import decide
from tvaerspor.triage.decision import Decision
from tvaerspor.triage.read_answers import sift_answers


@dataclass(frozen=True)
class Worked:
    """One worked citizen: what is known, what follows from it, and what was decided."""

    case: Case
    known: Mapping[str, Any]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Side:
    """A citizen near a limit: the value (None where only a bound is known) and the case."""

    value: float | None
    case: str


@dataclass(frozen=True, slots=True)
class Boundary:
    """A limit that some rule has, and the nearest citizen on each side; None where there is none."""

    fact: str
    threshold: float
    below: Side | None
    reached: Side | None


@dataclass(frozen=True, slots=True)
class BlankShown:
    """A fact that decides something, and the cases in which its blank leaves the outcome open."""

    fact: str
    cases: tuple[str, ...]


def worked_cases(programme: Programme) -> tuple[Worked, ...]:
    """Every case of the programme, decided."""
    return tuple(_worked(programme, case) for case in programme.cases)


def _worked(programme: Programme, case: Case) -> Worked:
    answers, _ = sift_answers(programme, case.answers)
    known: dict[str, Any] = dict(answers)
    facts = with_parameters(programme, case.region, case.date).facts
    derived = {name: fact.derive for name, fact in facts.items() if fact.derive}
    while found := {
        name: value
        for name, derive in derived.items()
        if name not in known and (value := derive.derive(known, date.fromisoformat(case.date))) is not None
    }:
        known |= found  # a derived fact may feed another
    return Worked(case, known, decide(programme, answers, context_of(case), case.decision))


def rules_held(programme: Programme, worked: Sequence[Worked]) -> dict[str, list[str]]:
    """For each red flag, rule, default, exception, parallel rule and availability: the cases in which it holds."""
    held: dict[str, list[str]] = {flag.id: [] for flag in programme.red_flags}
    for rules in programme.decisions:
        names = [rule.id for rule in conclusions(rules)]
        names += [rule.id for rule in rules.parallel] + [rule.id for rule in rules.availability]
        held |= {name: [] for name in names}
    for one in worked:
        found = {because.rule for because in one.decision.because}
        found |= {item.rule for item in one.decision.parallel if item.verdict == "certain"}
        for rule in found:
            held[rule].append(one.case.id)
    return held


def boundaries(programme: Programme, worked: Sequence[Worked]) -> Iterator[Boundary]:
    """Every limit of every rule, for every value that the parameters take, with the nearest citizens."""
    limits = {(fact, threshold) for rules in programme.decisions for fact, threshold in _limits(programme, rules)}
    for fact, threshold in sorted(limits):
        below = [side for one in worked if (side := _side(one, fact, threshold, reached=False))]
        reached = [side for one in worked if (side := _side(one, fact, threshold, reached=True))]
        yield Boundary(fact, threshold, _nearest(below, threshold), _nearest(reached, threshold))


def _limits(programme: Programme, rules: Rules) -> Iterator[tuple[str, float]]:
    for settled in every_setting(programme):
        here = settled.decision(rules.id)
        criteria: list[Criterion] = [
            criterion for block in blocks_of(settled.red_flags, here) for criterion in block.criteria
        ]
        criteria += [rule.when for rule in here.parallel] + [item.when for item in settled.impossible]
        for criterion in inner_criteria(settled.facts, criteria):
            for test in criterion.tests():
                if isinstance(test, AtLeast | Below):
                    yield test.fact, float(test.threshold)  # type: ignore[arg-type]


def _side(one: Worked, fact: str, threshold: float, reached: bool) -> Side | None:
    value = one.known.get(fact)
    if isinstance(value, Partial):
        return Side(None, one.case.id) if value.reaches(threshold) is reached else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Side(value, one.case.id) if (value >= threshold) is reached else None


def _nearest(sides: Sequence[Side], threshold: float) -> Side | None:
    return min(
        sides, key=lambda side: float("inf") if side.value is None else abs(side.value - threshold), default=None
    )


def blanks_shown(programme: Programme, worked: Sequence[Worked]) -> Iterator[BlankShown]:
    """Every fact that some outcome can depend on, with the cases in which its blank leaves the outcome open.

    A fact that is never blank (its blank is read as a value, or a parameter gives it) is left out.
    """
    deciding: set[str] = set().union(*(_deciding(programme, rules.id) for rules in programme.decisions))
    for fact in sorted(deciding):
        yield BlankShown(fact, tuple(one.case.id for one in worked if _leaves_open(programme, one, fact)))


def _deciding(programme: Programme, decision: str) -> set[str]:
    every = (compile_decision(settled, decision).deciding_facts for settled in every_setting(programme))
    return {fact for facts in every for fact in facts if not _is_never_blank(programme.facts[fact])}


def _is_never_blank(fact: Fact) -> bool:
    return isinstance(fact.if_blank, ReadAs) or isinstance(fact.derive, FromParameter)


def _leaves_open(programme: Programme, one: Worked, fact: str) -> bool:
    if fact in one.known:
        return False
    derive = programme.facts[fact].derive
    names = {fact, *(derive.sources() if derive else ())}
    return any(blank.fact in names and one.case.decision in blank.changes for blank in one.decision.missing)
