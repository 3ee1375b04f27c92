"""What a care programme is: frozen values whose field names are the keys that an author writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema

from tvaerspor.programme.criteria import Criterion
from tvaerspor.programme.derivations import Derivation
from tvaerspor.programme.schema_parts import CRITERION_SCHEMA, DERIVATION_SCHEMA
from tvaerspor.programme.written import YES_NO, read_criterion, read_derivation
from tvaerspor.terms.model import Model
from tvaerspor.terms.quantity import Quantity
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.text import Text
from tvaerspor.terms.urgency import Urgency, UrgencyName

MAX_PHRASES = 8  # "Max 8. stk." - supplementary agreement, December 2016, annex, column 2

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
When = Annotated[
    Criterion,
    PlainValidator(read_criterion),
    WithJsonSchema(CRITERION_SCHEMA),
    PlainSerializer(lambda criterion: criterion.written()),
]
Derived = Annotated[
    Derivation, PlainValidator(read_derivation), WithJsonSchema(DERIVATION_SCHEMA), PlainSerializer(str)
]
YesNo = Annotated[
    bool,
    BeforeValidator(lambda raw: YES_NO.get(raw, raw) if isinstance(raw, str) else raw),
    WithJsonSchema({"enum": ["yes", "no", True, False]}),
]
Names = Annotated[tuple[str, ...], BeforeValidator(lambda raw: [raw] if isinstance(raw, str) else raw)]
FactType = Literal["yes_no", "choice", "several", "number", "date", "code", "side", "text", "measure"]
Moment = Literal["referral", "first_visit", "review", "end_of_course"]
Strength = Literal["must", "should", "consider"]
Role = Literal["referrer", "receiver", "therapist", "panel", "citizen", "record"]
Decider = Literal["doctor_with_citizen", "doctor", "panel", "therapist"]
PanelKind = Literal["votes", "dialogue"]


class ReadAs(Model):
    """A blank that is read as a value. It must be written, and says itself in the explanation."""

    read_as: YesNo
    explained: Text


class Fact(Sourced):
    """One thing that may be known about a citizen: asked, fetched from a record, or derived from other facts."""

    type: FactType
    title: Text | None = None
    ask: Text | None = None
    help: Text | None = None
    says: Text | None = None
    says_not: Text | None = None
    options: Mapping[Id, Text] = Field(default_factory=dict)
    of: tuple[str, ...] = ()
    unit: Text | None = None
    unit_one: Text | None = None
    between: tuple[float, float] | None = None
    whole: bool = False
    systems: tuple[str, ...] = ()
    answered_by: Role = "referrer"
    moment: Moment = "referral"
    ask_when: When | None = None
    if_blank: Literal["open", "must_answer"] | ReadAs | None = None
    fetched_from: str | None = None
    derive: Derived | None = None

    @property
    def is_asked(self) -> bool:
        """Whether somebody is asked: it has a question of its own or stands in a question's group."""
        return self.derive is None and (self.fetched_from is None or self.ask is not None)


class Phrase(Sourced):
    """A heading on the referral, with the few facts that it needs."""

    id: Id
    heading: Text
    facts: tuple[str, ...]


class Concept(Sourced):
    """A criterion with a name and words of its own, e.g. who counts as vulnerable."""

    when: When
    says: Text
    says_not: Text


class Conclusion(Sourced):
    """What a rule leads to. `to` empty and `send` set: a text is sent and the next step goes on."""

    id: Id
    title: Text | None = None
    to: Names = ()
    offer: str | None = None
    orders: Names = ()
    urgency: UrgencyName = Urgency.routine
    strength: Strength = "should"
    decided_by: Decider | None = None
    review: Quantity | None = None
    hand_over: str | None = None
    reason: Text | None = None
    send: str | None = None


class Rule(Conclusion):
    """A conclusion that holds when its criterion does."""

    when: When


class RedFlag(Sourced):
    """A finding that comes before every step. Acute ones say whom to telephone."""

    id: Id
    title: Text
    when: When
    to: Names
    urgency: UrgencyName
    telephone: Text | None = None
    orders: Names = ()
    explain: Text | None = None


class Step(Model):
    """One question of a decision: rules that decide or pass on, or a default with named exceptions."""

    id: Id
    title: Text
    rules: tuple[Rule, ...] = ()
    default: Conclusion | None = None
    exceptions: tuple[Rule, ...] = ()


class Parallel(Sourced):
    """A rule outside the steps: certain, possible or no. It adds a track, an order or a referral beside."""

    id: Id
    title: Text
    when: When
    adds: str | None = None
    order: str | None = None
    refer_to: str | None = None
    text: Text | None = None


class Availability(Sourced):
    """What happens when a destination is not on offer: the fallback, and the unmet need that is recorded."""

    id: Id
    destination: str
    available_when: When
    fallback: str
    unmet_need: Text


class Decision(Model):
    """One thing that a programme decides, at one moment, in ordered steps."""

    id: Id
    title: Text
    moment: Moment = "referral"
    steps: tuple[Step, ...]
    parallel: tuple[Parallel, ...] = ()
    availability: tuple[Availability, ...] = ()


class Impossible(Sourced):
    """A combination of answers that no citizen can give."""

    id: Id
    when: When
    because: Text


class DestinationText(Sourced):
    """Where a citizen may be sent, by which message, and what each referral there must say."""

    title: Text
    kind: Literal["private", "municipal", "hospital", "general_practice", "acute", "elsewhere"]
    message: str | None = None
    sentence: Text | None = None
    telephone: Text | None = None
    offers: tuple[str, ...] = ()


class Order(Sourced):
    """Something that is ordered beside the destination, e.g. an X-ray."""

    title: Text
    message: str | None = None
    text: Text | None = None


class Dose(Sourced):
    """How much of an activity is meant: each number in the unit of its name."""

    per_week: int | tuple[int, ...] | None = None
    weeks: int | tuple[int, ...] | None = None
    weeks_at_least: int | None = None
    sessions: int | tuple[int, ...] | None = None
    minutes: int | None = None


class Offer(Sourced):
    """What a destination does for the citizen, with its dose and the quality criteria a to e of seed 002."""

    title: Text
    contents: tuple[Text, ...] = ()
    dose: Dose | None = None
    quality: Mapping[Literal["a", "b", "c", "d", "e"], Text] = Field(default_factory=dict)


class AnnexRow(Sourced):
    """A row of the agreement's annex: a need, where it is sent, and what is offered there."""

    need: Text
    when_rule: Names = ()
    sent_to: Names = ()
    sent_to_text: Text
    offers: tuple[Text, ...]


class Seat(Model):
    """A place on a panel: one voice, given by somebody in one of the roles (names of the access matrix)."""

    id: Id
    title: Text
    roles: Names


class Panel(Sourced):
    """How several people decide a referral together, wherever it is sent to one of the destinations in `at`.

    `votes`: each votes before seeing the others' votes, and then they make one choice. `dialogue`: one proposes, and it
    is chosen when every seat has said yes to it. A choice among `to` needs no reason; any other does.
    """

    id: Id
    title: Text
    kind: PanelKind
    seats: tuple[Seat, ...]
    at: Names
    to: Names

    def seat_of(self, role: str) -> Seat | None:
        """The seat that a role may take; None where it has none."""
        return next((seat for seat in self.seats if role in seat.roles), None)
