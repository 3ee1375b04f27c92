"""What triage recommends for one citizen, as a value and as the canonical JSON that is stored and replayed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tvaerspor.programme.answers import Answer, Answers, Partial
from tvaerspor.programme.criteria import Reason
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.terms.urgency import Urgency

Verdict = Literal["certain", "possible", "no"]
Validity = Literal["in_force", "not_yet", "expired"]


@dataclass(frozen=True, slots=True)
class Context:
    """When and where a citizen is triaged; `date` is ISO. Stored with the decision."""

    date: str
    region: str | None = None
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class Because:
    """A rule that holds, with the tests that are met; a default holds without tests."""

    step: str
    rule: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An earlier rule that does not hold, with one reason."""

    step: str
    rule: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A blank that matters: some answer to it changes the possible outcomes, or one of the parallel rules."""

    fact: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Another answer, one step away, and what would then be possible."""

    fact: str
    answer: Answer
    possible: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class ParallelVerdict:
    """Whether something beside the destination is certain, possible or out of the question."""

    rule: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class VersionUsed:
    """The programme and version that recommended, and whether it was in force."""

    id: str
    version: str
    validity: Validity
    review_is_due: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """A recommendation with its reasons. `recommended` is None until everything possible is one outcome.

    `possible` empty means that the answers contradict each other (`ruled_out` then names the impossibility),
    or that the version is not in force.
    """

    red_flags: tuple[str, ...]
    urgency: Urgency | None
    possible: tuple[Outcome, ...]
    settled: bool
    recommended: Outcome | None
    because: tuple[Because, ...]
    ruled_out: tuple[RuledOut, ...]
    missing: tuple[Missing, ...]
    would_change: tuple[Change, ...]
    parallel: tuple[ParallelVerdict, ...]
    programme: VersionUsed


def as_data(decision: Decision) -> dict[str, Any]:
    """The decision as plain data: ids, codes and numbers, never generated prose."""
    return {
        "red_flags": list(decision.red_flags),
        "urgency": decision.urgency.name if decision.urgency is not None else None,
        "possible": [_outcome(outcome) for outcome in decision.possible],
        "settled": decision.settled,
        "recommended": _outcome(decision.recommended, full=True) if decision.recommended else None,
        "because": [_rule(because) for because in decision.because],
        "ruled_out": [_rule(ruled_out) for ruled_out in decision.ruled_out],
        "missing": [{"fact": blank.fact, "changes": list(blank.changes)} for blank in decision.missing],
        "would_change": [_change(change) for change in decision.would_change],
        "parallel": {verdict.rule: verdict.verdict for verdict in decision.parallel},
        "programme": {
            "id": decision.programme.id,
            "version": decision.programme.version,
            "validity": decision.programme.validity,
            "review_is_due": decision.programme.review_is_due,
        },
    }


def canonical(data: Mapping[str, Any]) -> str:
    """JSON text that is equal, byte for byte, whenever the data are."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def answers_as_data(answers: Answers) -> dict[str, Any]:
    """Answers as they are stored: values, what is partly known, and who said "ved ikke"."""
    data = {fact: _answer(answer) for fact, answer in answers.items()}
    return {**data, **{fact: {"blank": "unknown"} for fact in answers.unknown}}


def _outcome(outcome: Outcome, full: bool = False) -> dict[str, Any]:
    data: dict[str, Any] = {
        "to": [{"destination": option.destination, "offer": option.offer or None} for option in outcome.options],
        "orders": list(outcome.orders),
        "urgency": outcome.urgency.name,
        "hand_over": outcome.hand_over or None,
    }
    if full:
        for place, option in enumerate(outcome.options):
            data["to"][place]["strength"] = option.strength
        data["decided_by"] = list(outcome.decided_by)
        review = outcome.review
        data["review"] = {"value": review.value, "unit": review.unit} if review else None
    return data


def _rule(rule: Because | RuledOut) -> dict[str, Any]:
    return {"step": rule.step, "rule": rule.rule, "reasons": [_reason(reason) for reason in rule.reasons]}


def _reason(reason: Reason) -> dict[str, Any]:
    data = {"test": reason.test.written(), "holds": reason.holds}
    return {**data, "blank_read_as_this": True} if reason.is_assumed else data


def _change(change: Change) -> dict[str, Any]:
    possible = [_outcome(outcome) for outcome in change.possible]
    return {"fact": change.fact, "answer": _answer(change.answer), "possible": possible}


def _answer(answer: Answer) -> Any:
    if not isinstance(answer, Partial):
        return answer
    if answer.one_of:
        return {"one_of": list(answer.one_of)}
    bounds = {"at_least": answer.at_least, "below": answer.below}
    return {name: bound for name, bound in bounds.items() if bound is not None}
