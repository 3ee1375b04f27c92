"""How amounts and payers are written in a scenario: a number, an uncertain number, a name, a share for each payer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from pydantic import PlainValidator, WithJsonSchema

from tvaerspor.planning.estimate import Estimate
from tvaerspor.planning.numbers import read_number
from tvaerspor.programme.written import wrong

PayerName = Literal["region", "municipality", "state", "citizen"]
PAYERS: tuple[PayerName, ...] = get_args(PayerName)


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
AMOUNT_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "number", "minimum": 0}, _RANGE, {"type": "string"}, _NAMED]}
Written = Annotated[Amount, PlainValidator(read_amount), WithJsonSchema(AMOUNT_SCHEMA)]
WrittenEstimate = Annotated[
    Estimate, PlainValidator(read_estimate), WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, _RANGE]})
]
Named = Annotated[NamedValue, PlainValidator(read_named), WithJsonSchema({"anyOf": [{"type": "string"}, _NAMED]})]
Payers = Annotated[
    Mapping[str, Fraction],
    PlainValidator(read_payers),
    WithJsonSchema({"anyOf": [{"enum": list(PAYERS)}, _SHARES]}),
]
