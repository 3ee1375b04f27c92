"""What a programme holds besides questions and triage: the course, the indicators, the planning, the cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from tvaerspor.programme.model import Dose, Id, Names, When, YesNo
from tvaerspor.programme.written import wrong
from tvaerspor.terms.model import Model
from tvaerspor.terms.quantity import Parameter, Quantity
from tvaerspor.terms.source import Source, Sourced, SourceRef
from tvaerspor.terms.text import Text
from tvaerspor.terms.urgency import UrgencyName

Amount = int | float


def _iso(words: str) -> str:
    try:
        if date.fromisoformat(words).isoformat() == words:
            return words
    except ValueError:
        pass
    raise wrong(f"«{words}» er ikke en dato som 2026-11-22")


IsoDate = Annotated[str, AfterValidator(_iso)]


class Duration(Model):
    """A length of time."""

    value: Amount
    unit: Literal["minutes", "days", "weekdays", "weeks", "months", "years"]


class Code(Sourced):
    """A classification code that the programme concerns."""

    system: Literal["icpc2", "sks"]
    code: str
    text: Text


class Owner(Model):
    """Who answers for the programme: a role in a body, never a person."""

    role: Text
    body: Text


class Recommendation(Sourced):
    """A recommendation with its grade, in own words."""

    id: Id
    text: Text


class Duty(Sourced):
    """One of the duties that a new visitation guideline brings (seed 002, section 8); no answer: an open point."""

    duty: Text
    answer: Text | None = None


class Header(Sourced):
    """programme.yaml: what the programme is, whose it is, when it holds and what it leans on."""

    id: Id
    title: Text
    summary: Text | None = None
    includes: tuple[str, ...] = ()
    target_group: Text | None = None
    not_covered: Text | None = None
    codes: tuple[Code, ...] = ()
    owners: tuple[Owner, ...] = ()
    sources: Mapping[str, Source] = Field(default_factory=dict)
    valid_from: IsoDate | None = None
    valid_until: IsoDate | None = None
    next_review: IsoDate | None = None
    regions: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    parameters: Mapping[Id, Parameter] = Field(default_factory=dict)
    implementation: tuple[Duty, ...] = ()


class Activity(Sourced):
    """Something that the course consists of."""

    id: Id
    title: Text
    who: Text | None = None
    dose: Dose | None = None
    group: bool = False
    supervised: bool = False


class Gate(Sourced):
    """What must be passed before a next level of care, and the rules that are named exceptions."""

    id: Id
    title: Text
    passed_when: When
    exceptions: Names = ()


class FollowUp(Sourced):
    """A planned look back after the course began."""

    id: Id
    title: Text | None = None
    at: Duration
    measures: Names = ()


class Measure(Sourced):
    """An outcome measure. Items are shipped only where the licence allows it."""

    id: Id
    title: Text
    unit: str
    range: tuple[Amount, Amount]
    better: Literal["lower", "higher"]
    smallest_change: Quantity | None = None
    licence: Text | None = None
    ships_items: bool = False


class Deadline(Sourced):
    """A clock from one event to another."""

    id: Id
    title: Text
    start: str = Field(alias="from")
    stop: str = Field(alias="to")
    limit: Duration


class Topic(Sourced):
    """A subject of the patient education."""

    topic: Text


class Goal(Sourced):
    """A self-care goal that may be agreed with the citizen."""

    id: Id
    title: Text
    when: When | None = None


class Task(Sourced):
    """Something that the therapist does at the first visit."""

    task: Text


class Pathway(Model):
    """pathway.yaml: the course after the decision."""

    activities: tuple[Activity, ...] = ()
    gates: tuple[Gate, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    measures: tuple[Measure, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    education: tuple[Topic, ...] = ()
    self_care_goals: tuple[Goal, ...] = ()
    first_visit: tuple[Task, ...] = ()


class Events(Model):
    """Which events an indicator counts, for which citizens, and how soon after another event."""

    event: str
    where: When | None = None
    after: str | None = None
    within: Duration | None = None
    text: Text


class Indicator(Sourced):
    """A quality measure: its two counts, its target, why it is kept and who vouches for it (a role)."""

    id: Id
    title: Text
    why: Text
    kind: Literal["process", "outcome", "structure"]
    unit_of_count: Literal["referral", "course", "letter"]
    denominator: Events
    numerator: Events
    target: Quantity
    benchmark: Quantity | None = None
    better: Literal["higher", "lower"]
    vouched_by: Text
    next_review: IsoDate


Settled = Literal["certain", "possible", "no"]
NamedVerdicts = Mapping[str, Annotated[Settled, BeforeValidator(lambda raw: {False: "no"}.get(raw, raw))]]


class Expectation(Model):
    """What a worked citizen must lead to. Only what is written is tested."""

    settled: YesNo | None = None
    to: Names | None = None
    possible: tuple[Names, ...] | None = None
    urgency: UrgencyName | None = None
    orders: Names | None = None
    rules: Names | None = None
    red_flags: Names | None = None
    parallel: NamedVerdicts = Field(default_factory=dict)
    missing: Names | None = None
    contradiction: YesNo = False


Covers = Annotated[
    tuple[str | SourceRef, ...], BeforeValidator(lambda raw: [raw] if isinstance(raw, str | dict) else raw)
]


class Case(Sourced):
    """A worked citizen: a test of the programme and a page of its manual."""

    id: Id
    title: Text
    citizen: Text
    covers: Covers = ()
    region: str | None = None
    municipality: str | None = None
    date: IsoDate
    decision: str
    answers: Mapping[str, Any]
    expect: Expectation


class Sentence(Sourced):
    """A sentence of a source that some worked citizen must show."""

    id: Id
    text: Text
