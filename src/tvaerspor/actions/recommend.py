"""What the programme says about a citizen's answers, with what the record knows, today, where the citizen lives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property, lru_cache

from tvaerspor.actions.act import Act
from tvaerspor.actions.duties.agreements import agreements_of, offer_facts
from tvaerspor.actions.organisation import region_of
from tvaerspor.actions.receivers import has_offer
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.actions.try_programme import Trial, try_answers
from tvaerspor.duties.agreements import MAIN, Capability, Found, capability_on
from tvaerspor.programme.answers import Answers, Value
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Citizen, Referral
from tvaerspor.referral.states import Status
from tvaerspor.triage.decision import Context, Decision, answers_as_data
from tvaerspor.triage.read_answers import sift_answers

BORN = "citizen.birth_date"
JOINED = "agreements.municipality"
NOTHING_FOUND = Found(Capability())
NO_ANSWERS = "{}"


def register_facts(programme: Programme) -> frozenset[str]:
    """The facts that the register of agreements answers. Nobody is asked: where it is silent they are blank."""
    joined = (name for name, fact in programme.facts.items() if fact.fetched_from == JOINED)
    return frozenset(joined) | offer_facts(programme).keys()


def fetched_facts(programme: Programme) -> frozenset[str]:
    """The facts that the record answers where it can."""
    born = (name for name, fact in programme.facts.items() if fact.fetched_from == BORN)
    return register_facts(programme).union(born)


@dataclass(frozen=True)
class Recommended:
    """The programme, the answers with what was fetched, the context, and what was recommended at one moment.

    `agreement` is what the register said of the citizen's municipality that day.
    """

    programme: Programme
    answers: Answers
    context: Context
    trial: Trial
    agreement: Found = NOTHING_FOUND

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

    @property
    def stored_context(self) -> dict[str, object]:
        """The context as a row keeps it, with what the register of agreements said, where it said anything."""
        if not self.agreement.rows:
            return asdict(self.context)
        said = {**asdict(self.agreement.capability), "rows": [row.id for row in self.agreement.rows]}
        return {**asdict(self.context), "agreement": said}


def recommend(act: Act, referral: Referral, answers: Answers, decision: str | None = None) -> Recommended:
    """The recommendation of the referral's version now; `decision` None is the programme's first.

    What the register of agreements says is looked up until the referral is sent: the day of sending decides.
    """
    programme = open_stored(referral.version_id)
    chosen = programme.decision(decision).id
    context = context_of(act, referral.citizen)
    known, agreement = _kept(referral, programme) if _was_sent(referral) else _fetched(act, referral.citizen, programme)
    whole = with_fetched(programme, known, answers)
    return Recommended(programme, whole, context, try_answers(programme, chosen, whole, context), agreement)


def context_of(act: Act, citizen: Citizen) -> Context:
    """Today, where the citizen lives."""
    return Context(act.today.isoformat(), region_of(citizen.municipality), citizen.municipality or None)


def with_fetched(programme: Programme, known: Mapping[str, Value], answers: Answers) -> Answers:
    """The answers with what the record knows, by fact. It wins over what was typed; its own facts nobody can type."""
    own = register_facts(programme)
    typed = {name: answer for name, answer in answers.given.items() if name not in own}
    return Answers({**typed, **known}, answers.unknown - own - known.keys())


def known_facts(programme: Programme, born: date | None, offered: Mapping[str, bool | None]) -> dict[str, Value]:
    """What is known, by fact: the day of birth, and each offer of the municipality. None is not known, and left out."""
    known: dict[str, Value] = {}
    if born:
        known |= {name: born.isoformat() for name, fact in programme.facts.items() if fact.fetched_from == BORN}
    return known | {name: said for name, said in offered.items() if said is not None}


def _was_sent(referral: Referral) -> bool:
    """Whether the day of sending has settled what the register says: not while it is with its writer."""
    with_writer = referral.status in (Status.DRAFT, Status.RETURNED)
    return referral.sent_at is not None and not with_writer and referral.answers != NO_ANSWERS


def _kept(referral: Referral, programme: Programme) -> tuple[dict[str, Value], Found]:
    """What the register said on the day of sending."""
    sent = stored_answers(programme, referral.answers)
    own = {name: answer for name in register_facts(programme) if isinstance(answer := sent.get(name), bool)}
    return known_facts(programme, referral.citizen.birth_date, own), NOTHING_FOUND


def _fetched(act: Act, citizen: Citizen, programme: Programme) -> tuple[dict[str, Value], Found]:
    """What the record knows, and what the register says of the programme's agreement.

    Where the register is silent on the training offer, a municipal unit that takes referrals is one; that there is
    none here is not known to be a no.
    """
    rows = agreements_of(citizen.municipality) if citizen.municipality else ()
    found = capability_on(rows, programme.id, act.today)
    offered: dict[str, bool | None] = {
        fact: capability_on(rows, programme.id, act.today, offer).capability.has_offer
        for fact, offer in offer_facts(programme).items()
    }
    main = next((fact for fact, offer in offer_facts(programme).items() if offer == MAIN), None)
    if main and offered[main] is None and citizen.municipality and has_offer(citizen.municipality, act.today):
        offered[main] = True
    joined = (name for name, fact in programme.facts.items() if fact.fetched_from == JOINED)
    offered |= dict.fromkeys(joined, found.capability.joined)
    return known_facts(programme, citizen.birth_date, offered), found


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
