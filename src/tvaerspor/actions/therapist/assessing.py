"""What the therapist answers at a moment of the course, beside what the referral has said already."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.recommend import Recommended, kept_answers, recommend, stored_answers
from tvaerspor.pathway.course import STOP_REASONS, RouteOut, route_out
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.model import Decision
from tvaerspor.programme.programme import Programme
from tvaerspor.referral.questions import must_be_answered_now
from tvaerspor.triage.decision import as_data, canonical

RED_FLAG = "red_flag"
CHOSEN_STOPS = tuple(reason for reason in STOP_REASONS if reason != RED_FLAG)
"""Why a therapist may stop; a red flag is no choice, it follows from an answer."""
MAX_NOTE = 20_000


@dataclass(frozen=True)
class Assessment:
    """What the therapist found at one moment: the answers, notes in own words, and how it goes on.

    `how` is «begin» or «end», or one of the reasons for stopping; empty where nothing was chosen. `asked` are the
    facts of the form. `seen` is the version number of the row that the form was made from.
    """

    answers: Answers
    notes: Mapping[str, str]
    how: str
    asked: frozenset[str]
    seen: int


@dataclass(frozen=True)
class Assessed:
    """An assessment with what the programme says to it; `out` is there when a red flag stops the training."""

    assessment: Assessment
    recommended: Recommended
    decision: str
    out: RouteOut | None

    @property
    def stop_reason(self) -> str:
        """Why training stops; empty where it does not."""
        how = self.assessment.how
        return RED_FLAG if self.out else how if how in STOP_REASONS else ""

    def kept(self) -> dict[str, Any]:
        """All of it as a row keeps it, before it is made canonical text."""
        kept = {
            "how": self.stop_reason or self.assessment.how,
            "answers": kept_answers(self.recommended.used),
            "notes": {name: words.strip() for name, words in self.assessment.notes.items() if words.strip()},
            "decision_id": self.decision,
            "decision": as_data(self.recommended.decision),
            "context": dataclasses.asdict(self.recommended.context),
        }
        return {**kept, "out": _kept_out(self.out)} if self.out else kept


def decision_at(programme: Programme, moment: str) -> Decision:
    """The programme's decision for a moment; its first, where it has none of its own."""
    return next((each for each in programme.decisions if each.moment == moment), programme.decisions[0])


@lru_cache(maxsize=32)
def asked_anew(programme: Programme) -> frozenset[str]:
    """The facts behind the red flags and those asked with them: a finding of weeks ago clears nobody today."""
    found: set[str] = set()
    left = [fact for flag in programme.red_flags for fact in flag.when.facts()]
    while left:
        name = left.pop()
        derive = programme.facts[name].derive
        left += [source for source in derive.sources() if source not in found] if derive else []
        found.add(name)
    together = [fact.of for fact in programme.facts.values() if found & set(fact.of)]
    return frozenset(found).union(*together)


def carried_over(case: Case, *later: Mapping[str, Any]) -> Answers:
    """What is known already: the referral's answers, those read out of its text, and those of `later` moments."""
    kept = [stored_answers(case.programme, text) for text in (case.row.answers, case.row.read_answers)]
    kept += [_answers_in(case.programme, each) for each in later]
    given = {fact: answer for answers in kept for fact, answer in answers.items()}
    unknown = frozenset[str]().union(*(answers.unknown for answers in kept)) - given.keys()
    return Answers(given, unknown)


def to_fill_in(programme: Programme, carried: Answers) -> Answers:
    """Of these what a form begins with: everything but what must be asked anew."""
    anew = asked_anew(programme)
    return Answers({fact: carried[fact] for fact in carried if fact not in anew}, carried.unknown - anew)


def assess(case: Case, moment: str, assessment: Assessment, onward: str) -> Assessed:
    """Checks the assessment and asks the programme; raises FaultyForm naming everything that stands in the way.

    A red flag needs nothing more: whatever else is blank, the training stops. `onward` is the choice that goes on
    («begin», «end»), for which the programme's questions must be answered; who stops may leave them open.
    """
    decision = decision_at(case.programme, moment)
    recommended = recommend(case.act, case.row, assessment.answers, decision.id)
    assessed = Assessed(assessment, recommended, decision.id, route_out(case.programme, recommended.decision))
    if assessed.out is None:
        _require_choice(assessed, onward)
    return assessed


def _require_choice(assessed: Assessed, onward: str) -> None:
    faults = []
    if assessed.assessment.how == onward:
        faults += [_must_answer(assessed.recommended.programme, name) for name in _open(assessed)]
    if assessed.assessment.how not in (onward, *CHOSEN_STOPS):
        faults.append(FieldFault("_how", "Vælg, hvad der sker nu."))
    if faults:
        raise FaultyForm(tuple(faults))


def _open(assessed: Assessed) -> list[str]:
    """The questions of this form that must be answered and are not."""
    recommended = assessed.recommended
    must = must_be_answered_now(recommended.programme, recommended.trial.known) & assessed.assessment.asked
    return [name for name in recommended.programme.facts if name in must and name not in recommended.used]


def _must_answer(programme: Programme, name: str) -> FieldFault:
    asked = programme.facts[name].title or programme.facts[name].ask
    said = asked.da.rstrip("?") if asked else name
    return FieldFault(name, f"{said}: skal afklares, før du kan gå videre.")


def _kept_out(out: RouteOut) -> dict[str, Any]:
    telephone = [each.model_dump() for each in out.telephone]
    return {"red_flags": list(out.red_flags), "urgency": out.urgency.name, "to": list(out.to), "telephone": telephone}


def _answers_in(programme: Programme, kept: Mapping[str, Any]) -> Answers:
    return stored_answers(programme, canonical(kept.get("answers", {})))
