"""What the programme says about a citizen's answers, with what the record knows, today, where the citizen lives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from tvaerspor.actions.act import Act
from tvaerspor.actions.organisation import region_of
from tvaerspor.actions.receivers import has_offer
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.actions.try_programme import Trial, try_answers
from tvaerspor.programme.answers import Answers, Value
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Citizen, Referral
from tvaerspor.triage.decision import Context, Decision, answers_as_data
from tvaerspor.triage.read_answers import sift_answers

FETCHED = ("citizen.birth_date", "municipality.offer")
"""What the record knows of a citizen, as the programmes' facts name it."""


@dataclass(frozen=True)
class Recommended:
    """The programme, the answers with what was fetched, the context, and what was recommended at one moment."""

    programme: Programme
    answers: Answers
    context: Context
    trial: Trial

    @property
    def decision(self) -> Decision:
        """The recommendation."""
        return self.trial.decision

    @cached_property
    def used(self) -> Answers:
        """The answers that are stored: those to questions that are asked."""
        left_out = self.trial.not_asked
        given = {fact: answer for fact, answer in self.answers.items() if fact not in left_out}
        return Answers(given, self.answers.unknown - left_out)


def recommend(act: Act, referral: Referral, answers: Answers, decision: str | None = None) -> Recommended:
    """The recommendation of the referral's version now; `decision` None is the programme's first."""
    programme = open_stored(referral.version_id)
    chosen = programme.decision(decision).id
    context = context_of(act, referral.citizen)
    whole = with_fetched(programme, _fetched(act, referral.citizen), answers)
    return Recommended(programme, whole, context, try_answers(programme, chosen, whole, context))


def context_of(act: Act, citizen: Citizen) -> Context:
    """Today, where the citizen lives."""
    return Context(act.today.isoformat(), region_of(citizen.municipality), citizen.municipality or None)


def with_fetched(programme: Programme, known: Mapping[str, Value], answers: Answers) -> Answers:
    """The answers with what the record knows; a fetched value wins over a typed one."""
    facts = {name: fact.fetched_from or "" for name, fact in programme.facts.items()}
    fetched = {name: known[source] for name, source in facts.items() if source in known}
    return Answers({**answers.given, **fetched}, answers.unknown - fetched.keys())


def _fetched(act: Act, citizen: Citizen) -> dict[str, Value]:
    """What is known. That nobody here offers anything in a municipality is not known to be a no."""
    known: dict[str, Value] = {}
    if citizen.birth_date:
        known["citizen.birth_date"] = citizen.birth_date.isoformat()
    if citizen.municipality and has_offer(citizen.municipality, act.today):
        known["municipality.offer"] = True
    return known


def stored_answers(programme: Programme, text: str) -> Answers:
    """Answers as a row keeps them."""
    raw = json.loads(text)
    unknown = {fact for fact, answer in raw.items() if isinstance(answer, dict) and answer.get("blank")}
    answers, _ = sift_answers(programme, {fact: answer for fact, answer in raw.items() if fact not in unknown})
    return Answers(answers.given, frozenset(unknown))


def kept_answers(answers: Answers) -> dict[str, object]:
    """Answers as a row keeps them, before they are made canonical text."""
    return answers_as_data(answers)


def stored_trial(row: Referral) -> Trial:
    """What was recommended when the referral was sent, made again from its answers, context and version."""
    return _trial_of(open_stored(row.version_id), row.answers, stored_context(row))


@lru_cache(maxsize=256)
def _trial_of(programme: Programme, answers: str, context: Context) -> Trial:
    return try_answers(programme, programme.decision().id, stored_answers(programme, answers), context)


def stored_context(row: Referral) -> Context:
    """The day and place of a stored decision."""
    raw = json.loads(row.context)
    return Context(raw.get("date") or row.created_at.date().isoformat(), raw.get("region"), raw.get("municipality"))
