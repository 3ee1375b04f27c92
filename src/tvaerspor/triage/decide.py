"""decide(programme, answers, context) -> Decision: the recommendation for one citizen, exactly and with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from tvaerspor.programme.answers import Answers
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme, with_parameters
from tvaerspor.programme.tables import DecisionTable, compile_decision
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import (
    Context,
    Decision,
    ParallelVerdict,
    RuledOut,
    Validity,
    Verdict,
    VersionUsed,
)
from tvaerspor.triage.explain import Explainer, Explanation, Verdicts, explain
from tvaerspor.triage.neighbours import Neighbours
from tvaerspor.triage.situation import Reader, Situation

_VERDICTS: Mapping[int, Verdict] = {1: "no", 2: "certain", 3: "possible"}


def decide(programme: Programme, answers: Answers, context: Context, decision: str | None = None) -> Decision:
    """The recommendation of one of the programme's decisions (the first, when none is named).

    `possible` is the set of outcomes over every way of filling the blanks; it is never narrowed by reading a
    blank as no. Raises KeyError for a decision that the programme does not have.
    """
    return _decider(programme, decision, context.region, context.date).decide(answers)


def possible(
    programme: Programme, answers: Answers, context: Context, decision: str | None = None
) -> tuple[Outcome, ...]:
    """Only the possible outcomes, without reasons."""
    return _decider(programme, decision, context.region, context.date).possible(answers)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mask says: the outcomes, the least urgent of them, whether it is the only one, and what is noted."""

    outcomes: tuple[Outcome, ...]
    urgency: Urgency
    settled: bool
    noted: tuple[ParallelVerdict, ...]


class Decider:
    """One decision of one version in one region on one date, ready to be asked again and again."""

    def __init__(self, programme: Programme, decision: str, region: str | None, on: str) -> None:
        self.table: DecisionTable = compile_decision(with_parameters(programme, region, on), decision)
        self.version = VersionUsed(
            programme.id, programme.version, validity_of(programme, on), _is_review_due(programme, on)
        )
        verdicts = Verdicts(criterion for block in self.table.blocks for criterion in block.criteria)
        self.reader = Reader(self.table, verdicts, date.fromisoformat(on))
        self.explainers = tuple(Explainer(block, verdicts, self.table.bits.outcomes) for block in self.table.blocks)
        self._meanings: dict[int, Meaning] = {}
        self._outcomes: dict[int, tuple[Outcome, ...]] = {}

    def situation(self, answers: Answers) -> Situation:
        """The answers with what follows from them."""
        return self.reader.situation(answers.given)

    def possible(self, answers: Answers) -> tuple[Outcome, ...]:
        """Only the possible outcomes, without reasons: where there is one array, a sum over the answers and a look."""
        whole = self.table.whole
        if whole is not None:
            try:
                return self._outcomes[whole.cells[self.reader.cell(answers.given)]]
            except KeyError:  # an answer to be looked at closely, or a mask that was not read before
                pass
        return self.outcomes(self.mask(answers))

    def mask(self, answers: Answers) -> int:
        """The bits of everything possible."""
        return self._mask(self.situation(answers))

    def _mask(self, situation: Situation) -> int:
        if self.table.whole is not None and not situation.partly:
            return int(self.table.whole.cells[situation.cell])
        codes = {fact: place[0] for fact, place in zip(self.table.axes, situation.places, strict=True)}
        return self.table.possible(codes, situation.partly)

    def outcomes(self, mask: int) -> tuple[Outcome, ...]:
        """The outcomes of a mask."""
        try:
            return self._outcomes[mask]
        except KeyError:
            return self._outcomes.setdefault(mask, self.table.outcomes_in(mask))

    def meaning(self, mask: int) -> Meaning:
        """What a mask says."""
        found = self._meanings.get(mask)
        if found is None:
            outcomes, bits = self.outcomes(mask), self.table.bits
            noted = {
                name: 2 * bool(mask & bits.note(name, True)) + bool(mask & bits.note(name, False))
                for name in bits.notes
            }
            found = self._meanings[mask] = Meaning(
                outcomes,
                min((outcome.urgency for outcome in outcomes), default=Urgency.routine),
                settled=len(outcomes) == 1 and not mask & bits.passing,
                noted=_verdicts(noted),
            )
        return found

    def decide(self, answers: Answers) -> Decision:
        """The whole recommendation."""
        situation = self.reader.situation(answers.given)
        explanation = explain(self.explainers, situation.verdicts)
        if self.reader.read_as:
            explanation = explanation.assuming(self.reader.read_as.keys() - answers.given.keys())
        if self.version.validity != "in_force":
            return self._without_recommendation(explanation)
        mask = self._mask(situation)
        if not mask:
            return self._contradiction(situation, explanation)
        meaning = self.meaning(mask)
        near = Neighbours(self.table, situation, mask)
        return Decision(
            red_flags=explanation.red_flags,
            urgency=meaning.urgency,
            possible=meaning.outcomes,
            settled=meaning.settled,
            recommended=self._recommended(mask, situation, explanation) if meaning.settled else None,
            because=explanation.because,
            ruled_out=explanation.ruled_out,
            missing=near.missing() if situation.blanks else (),
            would_change=near.would_change(self.outcomes),
            parallel=_verdicts(near.parallel) + meaning.noted if self.table.parallels else meaning.noted,
            programme=self.version,
        )

    def _without_recommendation(self, explanation: Explanation) -> Decision:
        flags = explanation.red_flags
        raised = [flag.urgency for flag in self.table.programme.red_flags if flag.id in flags]
        return Decision(flags, max(raised, default=None), (), False, None, (), (), (), (), (), self.version)

    def _contradiction(self, situation: Situation, explanation: Explanation) -> Decision:
        impossible = [item for item in self.table.programme.impossible if item.when.judge(situation.known) is not False]
        broken = tuple(RuledOut("impossible", item.id, item.when.reasons(situation.known, True)) for item in impossible)
        return replace(self._without_recommendation(explanation), ruled_out=broken)

    def _recommended(self, mask: int, situation: Situation, explanation: Explanation) -> Outcome:
        """The settled outcome with what equality leaves out: strength, who decides, review."""
        settled = (mask & self.table.bits.deciding).bit_length() - 1
        for explainer, pattern in explanation.patterns:
            outcome, number = explainer.outcome(pattern, situation.verdicts)
            if number == settled and outcome is not None:
                return outcome
        return self.table.bits.outcomes[settled]


def _verdicts(masks: Mapping[str, int]) -> tuple[ParallelVerdict, ...]:
    return tuple(ParallelVerdict(name, _VERDICTS[mask]) for name, mask in masks.items() if mask)


def validity_of(programme: Programme, on: str) -> Validity:
    """Whether the version is in force on an ISO date; `valid_until` is the last day."""
    header = programme.header
    if header.valid_from and on < header.valid_from:
        return "not_yet"
    return "expired" if header.valid_until and on > header.valid_until else "in_force"


def _is_review_due(programme: Programme, on: str) -> bool:
    return programme.header.next_review is not None and on > programme.header.next_review


@lru_cache(maxsize=512)
def _decider(programme: Programme, decision: str | None, region: str | None, on: str) -> Decider:
    return Decider(programme, decision or programme.decisions[0].id, region, on)
