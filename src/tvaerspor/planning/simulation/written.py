"""What an author writes under `simulation:` in a scenario file: who comes, where they wait, what happens there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from tvaerspor.planning.numbers import Divisor, Number
from tvaerspor.planning.written_amounts import AMOUNT_SCHEMA, Amount, Named, PayerName, Payers, Written, read_amount
from tvaerspor.programme.contents import IsoDate
from tvaerspor.programme.model import Id
from tvaerspor.programme.written import wrong
from tvaerspor.terms.model import Model
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.text import Text
from tvaerspor.terms.urgency import UrgencyName

LEAVE = "leave"
"""Where a way leads out of the network."""
REST = "rest"
"""A share that is what the others leave over."""
UNSETTLED = "unsettled"
"""In the place of a destination: the referrals whose blanks leave several outcomes possible."""
WeekDay = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEK: tuple[WeekDay, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Unit = Literal["minutes", "hours", "days", "weeks"]
Shape = Literal["exponential", "lognormal", "constant", "triangular"]


def _part(raw: Any) -> Any:
    return raw if raw == REST else read_amount(raw)


Share = Annotated[
    Amount | Literal["rest"],
    PlainValidator(_part),
    WithJsonSchema({"anyOf": [{"const": REST}, *AMOUNT_SCHEMA["anyOf"]]}),
]
"""An amount, or `rest`: what the others leave over."""


def _share(raw: Any) -> Any:
    return (
        {"share": raw}
        if not isinstance(raw, dict) or set(raw) <= {"low", "likely", "high", "programme", "value"}
        else raw
    )


def _rows(raw: Any) -> Any:
    return [{"units": raw}] if isinstance(raw, int | float) and not isinstance(raw, bool) else raw


def _units(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or raw != int(raw):
        raise wrong(f"kapacitet er et helt antal enheder, ikke «{raw}»")
    if raw < 0:
        raise wrong(f"kapaciteten {raw} er negativ; skriv et helt antal enheder fra 0 og op")
    return int(raw)


Units = Annotated[int, BeforeValidator(_units)]


class Span(Model):
    """Days from one to another, both included; without a bound it goes on."""

    first: IsoDate | None = Field(alias="from", default=None)
    last: IsoDate | None = Field(alias="to", default=None)


class CapacityRow(Span):
    """So many units in a span of days; where rows overlap, the later one in the file holds."""

    units: Units


class Length(Model):
    """How long something lasts: a mean (with `cv` when log-normal), or three points when triangular."""

    distribution: Shape = "exponential"
    mean: Written | None = None
    cv: Number | None = None
    low: Number | None = None
    likely: Number | None = None
    high: Number | None = None
    unit: Unit = "days"


class Way(Model):
    """A way on: its share of those whose spell ends, after so many days, at most so many times for one citizen."""

    share: Share
    after_days: Number | None = None
    at_most: int | None = Field(default=None, ge=0)


WayOn = Annotated[Way, BeforeValidator(_share, json_schema_input_type=Share | Way)]
Ways = Mapping[str, WayOn]


class Pause(Model):
    """The share of those who come who ask to wait, and for how many days; meanwhile no deadline runs."""

    share: Number
    days: Number


class Waiting(Model):
    """Those who wait on the first day: how many of a demand's citizens, and for how long the oldest has waited."""

    waiting: int = Field(ge=0)
    oldest_days: Number


class StationCharge(Model):
    """What is paid for at a station: `tariff` and `payers`, or a price for each payer.

    `per` citizen and group are counted when a spell starts, day for each day that a unit is at work, unit_day for each
    day that a unit is open.
    """

    title: Text
    tariff: Named | None = None
    payers: Payers | None = None
    tariffs: Mapping[PayerName, Named] = Field(default_factory=dict)
    per: Literal["citizen", "group", "day", "unit_day"] = "citizen"
    times: Written | None = None
    index: Id | None = None


class Station(Sourced):
    """A place with units that work on one citizen (or one group) at a time, and a line before it."""

    title: Text
    capacity: Annotated[
        tuple[CapacityRow, ...], BeforeValidator(_rows, json_schema_input_type=int | tuple[CapacityRow, ...])
    ] = Field(min_length=1)
    opening: tuple[WeekDay, ...] = WEEK
    closed: tuple[Span, ...] = ()
    service: Length
    service_for: Mapping[Id, Length] = Field(default_factory=dict)
    group: int = Field(default=1, ge=1, le=10_000)
    discipline: Literal["priority", "fifo"] = "priority"
    patience: Length | None = None
    pause: Pause | None = None
    waiting: Mapping[Id, Waiting] = Field(default_factory=dict)
    then: Ways = Field(default_factory=dict)
    then_for: Mapping[Id, Ways] = Field(default_factory=dict)
    then_by_triage: Mapping[str, str] = Field(default_factory=dict)
    charges: Mapping[Id, StationCharge] = Field(default_factory=dict)


class CitizenClass(Model):
    """A class of citizens; a lower number goes first. `urgencies` of a triage outcome put a citizen in it."""

    title: Text
    priority: int = 1
    urgencies: tuple[UrgencyName, ...] = ()


class Demand(Sourced):
    """How many come in a year, and how they are spread over the months, the years and the classes."""

    title: Text
    per_year: Written
    per_inhabitants: Divisor | None = None
    season: tuple[Number, ...] = Field(default=(), description="twelve weights, January to December")
    by_year: Mapping[int, Number] = Field(default_factory=dict)
    enters: Id
    classes: Mapping[Id, Share] = Field(default_factory=dict)
    cohort: Id | None = None


class Profile(Model):
    """A part of a cohort: its share, and the answers in which it differs."""

    share: Number
    answers: Mapping[str, Any] = Field(default_factory=dict)


class Cohort(Sourced):
    """Made-up citizens, to be sent through a programme's own triage rules.

    `answers`: fact -> the share of each answer (`blank` for none); for a yes/no the share of yes is enough. Facts are
    drawn one by one; what belongs together is written as a profile. A fact that is not named is blank.
    """

    programme: Id
    decision: Id | None = None
    citizens: int = Field(default=20_000, ge=100, le=1_000_000)
    date: IsoDate
    region: str | None = None
    answers: Mapping[str, Any] = Field(default_factory=dict)
    profiles: Mapping[Id, Profile] = Field(default_factory=dict)


class DatedLimit(Model):
    """So many days, for clocks that begin on this day or later."""

    first: IsoDate = Field(alias="from")
    days: Number


def _limits(raw: Any) -> Any:
    return [{"from": "1900-01-01", "days": raw}] if isinstance(raw, int | float) else raw


class SimulatedDeadline(Sourced):
    """A limit: from referral, or from arrival at the station, until a spell there starts or ends."""

    title: Text
    station: Id
    since: Literal["referral", "arrival"] = "arrival"
    until: Literal["start", "end"] = "start"
    days: Annotated[
        tuple[DatedLimit, ...], BeforeValidator(_limits, json_schema_input_type=float | tuple[DatedLimit, ...])
    ] = Field(min_length=1)
    target: Number | None = None


class Precision(Model):
    """As many replications as make every mean wait and every load as sure as `half_width` (a share of it) says."""

    half_width: Number
    at_least: int = Field(default=10, ge=3)
    at_most: int = Field(default=500, ge=3, le=100_000)


class Simulation(Model):
    """The simulation of a scenario: the whole of its years, from the first to the last day."""

    run_in_days: Number | None = None
    replications: Annotated[int, Field(ge=2, le=100_000)] | Precision = 20
    seed: int = Field(default=1, ge=0)
    classes: Mapping[Id, CitizenClass] = Field(default_factory=dict)
    cohorts: Mapping[Id, Cohort] = Field(default_factory=dict)
    demand: Mapping[Id, Demand] = Field(default_factory=dict)
    stations: Mapping[Id, Station] = Field(default_factory=dict)
    deadlines: Mapping[Id, SimulatedDeadline] = Field(default_factory=dict)
