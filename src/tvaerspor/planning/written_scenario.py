"""What an author writes in a scenario file: frozen values whose field names are its keys."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from pydantic import Field

from tvaerspor.planning.numbers import Divisor, Number
from tvaerspor.planning.simulation.written import Simulation
from tvaerspor.planning.written_amounts import Named, PayerName, Payers, Written, WrittenEstimate
from tvaerspor.programme.model import Id, Names, YesNo
from tvaerspor.terms.model import Model
from tvaerspor.terms.source import Source, Sourced
from tvaerspor.terms.text import Text

RoundingName = Literal["oere", "krone", "hundred", "hundred_up", "thousand"]


class Figure(Sourced):
    """A price or a number of the scenario's own: `value` divided by `per` (912.000 kr. per 337 plans)."""

    title: Text
    value: WrittenEstimate
    per: Divisor = Fraction(1)
    unit: str
    price_level: str | None = None
    date: str | None = None


class Volume(Sourced):
    """How many: `total` over all the years, or `per_year`, perhaps for each so many inhabitants."""

    total: Written | None = None
    per_year: Written | None = None
    per_inhabitants: Divisor | None = None
    in_each_municipality: YesNo = False
    unit: str
    date: str | None = None


class Factor(Sourced):
    """What each one takes, `value` divided by `per`: 10 minutes per 60 are a sixth of an hour."""

    title: Text
    value: Written
    per: Divisor = Fraction(1)
    unit: str
    date: str | None = None


class WrittenLine(Model):
    """One line of the budget: activity, volume, price and who pays."""

    title: Text
    activity: Id
    programme: Id | None = None
    volume: Volume
    factors: Mapping[Id, Factor] = Field(default_factory=dict)
    tariff: Named | None = None
    payers: Payers | None = None
    tariffs: Mapping[PayerName, Named] = Field(default_factory=dict)
    by_year: Mapping[int, Number] = Field(default_factory=dict)
    build_up: Id | None = None
    municipalities: Names = ()
    index: Id | None = None
    saving: YesNo = False
    applied_for: YesNo = False
    note: Text | None = None


class Activity(Model):
    """Something that is paid for and that no programme of the scenario has in its course."""

    title: Text


class Years(Model):
    """The first and the last year, both included."""

    first: int = Field(alias="from", ge=1900, le=2200)
    last: int = Field(alias="to", ge=1900, le=2200)


class BuildUp(Sourced):
    """The share of the full volume in the first year, the second and so on; the last one holds from then on."""

    title: Text
    shares: tuple[Number, ...] = Field(min_length=1)


class ServiceModel(Model):
    """A level of service: the lines and stations that it has. Those that no model names are in every one."""

    title: Text
    lines: Names = ()
    stations: Names = ()


class Sponsor(Sourced):
    """Money from another side, by year, in the budget's price level."""

    title: Text
    by_year: Mapping[int, Number]


class Application(Model):
    """The words of the application form (seed 003); its figures come from the budget. Roles, never persons.

    None is a field that nobody has filled in yet.
    """

    fund: Text
    region: Text | None = None
    date: str | None = None
    applicant: Text | None = None
    lead: Text | None = None
    participants: Text | None = None
    title: Text | None = None
    subject: Text | None = None
    is_new: YesNo | None = None
    purpose: Text | None = None
    summary: Text | None = None
    evaluation: Text | None = None
    triple_aim: Text | None = None
    dissemination: Text | None = None
    period: Text | None = None
    final_report: YesNo | None = None
    remarks: Text | None = None
    annexes: Text | None = None
    rounding: RoundingName = "oere"


class WrittenScenario(Model):
    """A scenario file: what is done for whom, in which years, at which prices, and who pays."""

    id: Id
    title: Text
    base: Id | None = None
    note: Text | None = None
    programmes: Names = ()
    years: Years
    counts: Names = ()
    municipalities: Names = ()
    price_level: str | None = None
    service_model: Id | None = None
    sources: Mapping[Id, Source] = Field(default_factory=dict)
    values: Mapping[Id, Figure] = Field(default_factory=dict)
    programme_values: Mapping[Id, Mapping[Id, Figure]] = Field(
        default_factory=dict, description="figures to use instead of those in a programme's planning.yaml"
    )
    activities: Mapping[Id, Activity] = Field(default_factory=dict)
    build_up: Mapping[Id, BuildUp] = Field(default_factory=dict)
    service_models: Mapping[Id, ServiceModel] = Field(default_factory=dict)
    sponsors: Mapping[Id, Sponsor] = Field(default_factory=dict)
    lines: Mapping[Id, WrittenLine] = Field(default_factory=dict)
    application: Application | None = None
    simulation: Simulation | None = None
