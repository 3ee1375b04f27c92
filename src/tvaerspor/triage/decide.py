"""decide(programme, answers, context) -> Decision: the recommendation for one citizen, exactly and with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from tvaerspor.programme.answers import Answer, Answers, Partial
from tvaerspor.programme.axes import Axis
from tvaerspor.programme.criteria import Known
from tvaerspor.programme.model import ReadAs
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme, with_parameters
from tvaerspor.programme.tables import DecisionTable, compile_decision
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import (
    Because,
    Change,
    Context,
    Decision,
    Missing,
    ParallelVerdict,
    RuledOut,
    Validity,
    Verdict,
    VersionUsed,
)
from tvaerspor.triage.explain import explain

_VERDICTS: Mapping[int, Verdict] = {1: "no", 2: "certain", 3: "possible"}


def decide(programme: Programme, answers: Answers, context: Context, decision: str | None = None) -> Decision:
    """The recommendation of one of the programme's decisions (the first, when none is named).

    `possible` is the set of outcomes over every way of filling the blanks; it is never narrowed by reading a
    blank as no. Raises KeyError for a decision that the programme does not have.
    """
    decider = _decider(programme, decision or programme.decisions[0].id, context.region, context.date)
    return decider.decide(answers)


def possible(
    programme: Programme, answers: Answers, context: Context, decision: str | None = None
) -> tuple[Outcome, ...]:
    """Only the possible outcomes, without reasons."""
    decider = _decider(programme, decision or programme.decisions[0].id, context.region, context.date)
    return decider.outcomes(decider.mask(answers))


@dataclass(frozen=True, slots=True)
class Situation:
    """A citizen as the arrays see them: every fact's value, every axis' slot, and what is partly known."""

    known: Known
    codes: dict[str, int]
    partly: dict[str, Sequence[int]]


class Decider:
    """One decision of one version in one region on one date, ready to be asked again and again."""

    def __init__(self, programme: Programme, decision: str, region: str | None, on: str) -> None:
        self.table: DecisionTable = compile_decision(with_parameters(programme, region, on), decision)
        self.today = date.fromisoformat(on)
        self.version = VersionUsed(
            programme.id, programme.version, validity_of(programme, on), _is_review_due(programme, on)
        )
        facts = self.table.programme.facts
        self.derived = _derived_in_order(self.table)
        self.read_as = {
            name: fact.if_blank.read_as for name, fact in facts.items() if isinstance(fact.if_blank, ReadAs)
        }
        self.axes = tuple(self.table.axes.values())
        self.answers_at = {axis.fact: _answers_at(axis) for axis in self.axes}
        self._outcomes: dict[int, tuple[Outcome, ...]] = {}

    def situation(self, answers: Answers) -> Situation:
        """The answers with what follows from them."""
        known: dict[str, Any] = dict(answers.given)
        for name, value in self.read_as.items():
            known.setdefault(name, value)
        for name, derive in self.derived:
            if name not in known and (value := derive.derive(known, self.today)) is not None:
                known[name] = value
        codes: dict[str, int] = {}
        partly: dict[str, Sequence[int]] = {}
        for axis in self.axes:
            answer = known.get(axis.fact)
            if answer is None:
                codes[axis.fact] = axis.blank
            elif type(answer) is Partial:
                codes[axis.fact] = axis.blank
                partly[axis.fact] = axis.open_codes(answer)
            else:
                codes[axis.fact] = axis.code(answer)
        return Situation(known, codes, partly)

    def mask(self, answers: Answers) -> int:
        """The bits of everything possible."""
        situation = self.situation(answers)
        return self.table.possible(situation.codes, situation.partly)

    def outcomes(self, mask: int) -> tuple[Outcome, ...]:
        """The outcomes of a mask."""
        found = self._outcomes.get(mask)
        if found is None:
            found = self._outcomes[mask] = self.table.outcomes_in(mask)
        return found

    def decide(self, answers: Answers) -> Decision:
        """The whole recommendation."""
        situation = self.situation(answers)
        flags = tuple(flag.id for flag in self.table.programme.red_flags if flag.when.judge(situation.known) is True)
        if self.version.validity != "in_force":
            return self._without_recommendation(flags)
        mask = self.table.possible(situation.codes, situation.partly)
        if not mask:
            return self._contradiction(situation, flags)
        outcomes = self.outcomes(mask)
        because, ruled_out = explain(self.table.blocks, situation.known)
        parallel = {name: self.table.parallel(name, situation.codes, situation.partly) for name in self.table.parallels}
        settled = len(outcomes) == 1 and not mask & self.table.bits.passing
        return Decision(
            red_flags=flags,
            urgency=min(outcome.urgency for outcome in outcomes) if outcomes else Urgency.routine,
            possible=outcomes,
            settled=settled,
            recommended=self._recommended(outcomes[0], situation, because) if settled else None,
            because=because,
            ruled_out=ruled_out,
            missing=self._missing(situation, mask, parallel),
            would_change=self._would_change(situation, mask),
            parallel=self._parallel(mask, parallel),
            programme=self.version,
        )

    def _without_recommendation(self, flags: tuple[str, ...]) -> Decision:
        raised = [flag.urgency for flag in self.table.programme.red_flags if flag.id in flags]
        return Decision(flags, max(raised, default=None), (), False, None, (), (), (), (), (), self.version)

    def _contradiction(self, situation: Situation, flags: tuple[str, ...]) -> Decision:
        impossible = [item for item in self.table.programme.impossible if item.when.judge(situation.known) is not False]
        broken = tuple(RuledOut("impossible", item.id, item.when.reasons(situation.known, True)) for item in impossible)
        return replace(self._without_recommendation(flags), ruled_out=broken)

    def _recommended(self, outcome: Outcome, situation: Situation, because: tuple[Because, ...]) -> Outcome:
        """The settled outcome with what equality leaves out: strength, who decides, review."""
        deciding = {rule.step for rule in because}
        for block in self.table.blocks:
            if block.id in deciding:
                verdicts = tuple(criterion.judge(situation.known) is True for criterion in block.criteria)
                found = block.effect(verdicts).outcome
                if found == outcome:
                    return found
        return outcome

    def _parallel(self, mask: int, parallel: Mapping[str, int]) -> tuple[ParallelVerdict, ...]:
        bits = self.table.bits
        notes = {
            name: (2 if mask & bits.note(name, True) else 0) | (1 if mask & bits.note(name, False) else 0)
            for name in bits.notes
        }
        return tuple(ParallelVerdict(name, _VERDICTS[found]) for name, found in {**parallel, **notes}.items())

    def _missing(self, situation: Situation, mask: int, parallel: Mapping[str, int]) -> tuple[Missing, ...]:
        found = []
        for axis in self.axes:
            if situation.codes[axis.fact] == axis.blank and axis.blank > 1:
                changes = self._changed_by(axis, situation, mask, parallel)
                if changes:
                    found += [Missing(fact, changes) for fact in self._blank_behind(axis.fact, situation.known)]
        return tuple(found)

    def _blank_behind(self, fact: str, known: Known) -> tuple[str, ...]:
        """What to ask for: the blank sources of a derived fact, or the fact itself."""
        derive = self.table.programme.facts[fact].derive
        sources = sorted(derive.sources()) if derive else [fact]
        return tuple(source for source in sources if source not in known or type(known[source]) is Partial)

    def _changed_by(self, axis: Axis, situation: Situation, mask: int, parallel: Mapping[str, int]) -> tuple[str, ...]:
        changes: dict[str, None] = {}
        rest = {fact: slots for fact, slots in situation.partly.items() if fact != axis.fact}
        touched = [
            name
            for name, table in self.table.parallels.items()
            if axis.fact in table.stride_of or axis.fact in self.table.excluded
        ]
        for code in situation.partly.get(axis.fact, range(axis.blank)):
            codes = {**situation.codes, axis.fact: code}
            if axis.fact in self.table.deciding_facts:
                then = self.table.possible(codes, rest)
                if not then:
                    continue
                changes |= dict.fromkeys(self._differing(then, mask))
            for name in touched:
                if self.table.parallel(name, codes, rest) != parallel[name]:
                    changes[name] = None
        return tuple(changes)

    def _differing(self, one: int, other: int) -> Iterator[str]:
        """What two masks do not agree on: the decision itself, the texts sent and the needs left unmet."""
        bits = self.table.bits
        if (one ^ other) & (bits.deciding | bits.passing):
            yield self.table.decision.id
        yield from (name for name in bits.notes if (one ^ other) & (bits.note(name, True) | bits.note(name, False)))

    def _would_change(self, situation: Situation, mask: int) -> tuple[Change, ...]:
        found = []
        codes = situation.codes
        deciding = self.table.bits.deciding
        for axis in self.axes:
            code = codes[axis.fact]
            if code == axis.blank or axis.fact not in self.table.deciding_facts:
                continue
            for near in axis.neighbours(code):
                codes[axis.fact] = near
                then = self.table.possible(codes, situation.partly)
                if then and (then ^ mask) & deciding:
                    found.append(Change(axis.fact, self.answers_at[axis.fact][near], self.outcomes(then)))
            codes[axis.fact] = code
        return tuple(found)


def validity_of(programme: Programme, on: str) -> Validity:
    """Whether the version is in force on an ISO date; `valid_until` is the last day."""
    header = programme.header
    if header.valid_from and on < header.valid_from:
        return "not_yet"
    return "expired" if header.valid_until and on > header.valid_until else "in_force"


def _is_review_due(programme: Programme, on: str) -> bool:
    return programme.header.next_review is not None and on > programme.header.next_review


@lru_cache(maxsize=512)
def _decider(programme: Programme, decision: str, region: str | None, on: str) -> Decider:
    return Decider(programme, decision, region, on)


def _derived_in_order(table: DecisionTable) -> tuple[tuple[str, Any], ...]:
    """Each derived fact after those that it reads."""
    facts = table.programme.facts
    done: dict[str, Any] = {}

    def finish(name: str) -> None:
        derive = facts[name].derive
        if derive is None or name in done:
            return
        for source in sorted(derive.sources()):
            finish(source)
        done[name] = derive

    for name in facts:
        finish(name)
    return tuple(done.items())


def _answers_at(axis: Axis) -> tuple[Answer, ...]:
    """How each slot is said: a value, or the numbers it holds."""
    if not axis.is_number:
        return axis.values
    return tuple(Partial(at_least=low, below=high) for low, high in map(axis.bounds, range(axis.blank)))
