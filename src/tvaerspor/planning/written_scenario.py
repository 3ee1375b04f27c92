"""What an author writes in a scenario file: frozen values whose field names are its keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, PlainValidator, WithJsonSchema

from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.numbers import Divisor, Number, read_number
from tvaerspor.programme.model import Id, Names, YesNo
from tvaerspor.programme.written import wrong
from tvaerspor.terms.model import Model
from tvaerspor.terms.source import Source, Sourced
from tvaerspor.terms.text import Text

PayerName = Literal["region", "municipality", "state", "citizen"]
PAYERS: tuple[PayerName, ...] = get_args(PayerName)
RoundingName = Literal["oere", "krone", "hundred", "hundred_up", "thousand"]


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A figure that stands elsewhere: in the scenario's own `values`, or in a programme's planning.yaml."""

    name: str
    programme: str | None = None

    @property
    def key(self) -> str:
        """The figure's name in the whole budget: every use of it has the same luck."""
        return f"{self.programme}/{self.name}" if self.programme else self.name


Amount = Estimate | NamedValue


def read_named(raw: Any) -> NamedValue:
    """`gp_hour`, or `{programme: ..., value: ...}`."""
    if isinstance(raw, NamedValue):
        return raw
    if isinstance(raw, str):
        return NamedValue(raw)
    if isinstance(raw, dict) and set(raw) == {"programme", "value"}:
        return NamedValue(str(raw["value"]), str(raw["programme"]))
    raise wrong(f"skriv navnet på en værdi, eller {{programme: ..., value: ...}}, ikke «{raw}»")


def read_estimate(raw: Any) -> Estimate:
    """A number, or `{low, likely, high}` in that order of size."""
    if isinstance(raw, Estimate):
        return raw
    if not isinstance(raw, dict):
        return Estimate.certain(read_number(raw))
    if set(raw) != {"low", "likely", "high"}:
        raise wrong(f"et usikkert tal skrives {{low: ..., likely: ..., high: ...}}, ikke «{raw}»")
    estimate = Estimate(*(read_number(raw[point]) for point in ("low", "likely", "high")))
    if not estimate.is_ordered:
        raise wrong("low må ikke være større end likely, og likely ikke større end high")
    return estimate


def read_amount(raw: Any) -> Amount:
    """A number, an uncertain number, or the name of a figure."""
    is_name = isinstance(raw, str | NamedValue) or (isinstance(raw, dict) and "programme" in raw)
    return read_named(raw) if is_name else read_estimate(raw)


def read_payers(raw: Any) -> dict[str, Fraction]:
    """One payer, or the share of each; shares give exactly one."""
    shares = {raw: 1} if isinstance(raw, str) else raw
    if not isinstance(shares, dict) or not shares:
        raise wrong(f"skriv hvem der betaler: {', '.join(PAYERS)}, eller hver med sin andel")
    for payer in shares:
        if payer not in PAYERS:
            raise wrong(f"betaleren «{payer}» findes ikke; vælg mellem {', '.join(PAYERS)}")
    found = {payer: read_number(share) for payer, share in shares.items()}
    if sum(found.values()) != 1:
        raise wrong(f"betalernes andele skal give 1, men giver {float(sum(found.values())):.6g}".replace(".", ","))
    return found


_RANGE = {
    "type": "object",
    "properties": {point: {"type": "number", "minimum": 0} for point in ("low", "likely", "high")},
    "required": ["low", "likely", "high"],
    "additionalProperties": False,
}
_NAMED = {
    "type": "object",
    "properties": {"programme": {"type": "string"}, "value": {"type": "string"}},
    "required": ["programme", "value"],
    "additionalProperties": False,
}
_SHARES = {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}}
Written = Annotated[
    Amount,
    PlainValidator(read_amount),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, _RANGE, {"type": "string"}, _NAMED]}),
]
WrittenEstimate = Annotated[
    Estimate, PlainValidator(read_estimate), WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, _RANGE]})
]
Named = Annotated[NamedValue, PlainValidator(read_named), WithJsonSchema({"anyOf": [{"type": "string"}, _NAMED]})]
Payers = Annotated[
    Mapping[str, Fraction],
    PlainValidator(read_payers),
    WithJsonSchema({"anyOf": [{"enum": list(PAYERS)}, _SHARES]}),
]


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
    """A level of service: the lines that it has. Lines that no model names are in every one."""

    title: Text
    lines: Names


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
