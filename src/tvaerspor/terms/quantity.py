"""Numbers that say what they measure, when they held and who says so."""

from __future__ import annotations

from pydantic import Field

from tvaerspor.terms.model import Model
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.text import Text


class Range(Model):
    """An uncertain number: the lowest, the likeliest and the highest that its source finds reasonable."""

    low: float
    likely: float
    high: float


class Quantity(Sourced):
    """A number with its unit."""

    value: float | tuple[float, ...]
    unit: str
    date: str | None = None


class DatedValue(Sourced):
    """One value of a parameter, from a date on (ISO, inclusive) and for some regions; empty means all regions."""

    value: float | str
    from_date: str = Field(alias="from")
    regions: tuple[str, ...] = ()


class Parameter(Sourced):
    """A number or choice that rules use and that differs by date or region; never averaged between sources."""

    unit: str | None = None
    says: Text | None = None
    values: tuple[DatedValue, ...]


class PlanningValue(Sourced):
    """A dated price or volume; money carries the price level it is stated in."""

    title: Text
    value: float | Range
    unit: str
    price_level: str | None = None
    date: str | None = None
