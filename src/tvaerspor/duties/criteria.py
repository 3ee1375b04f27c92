"""The criteria a to e by which seed 002, section 5, judges the quality of whoever provides the training.

What nobody has said is «not stated», never a no; what was said for a period that is over says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tvaerspor.terms.period import Period
from tvaerspor.terms.text import Text

CRITERIA: Mapping[str, Text] = {
    "a": Text(da="(Efter-)uddannelse af udfører", en="(Continuing) education of the provider"),
    "b": Text(da="Certificering af personale", en="Certification of staff"),
    "c": Text(
        da="Personalet følger gældende retningslinjer fra Sundhedsstyrelsen m.fl.",
        en="Staff follow current guidelines from the health authority and others",
    ),
    "d": Text(da="Registrering og indberetning til databaser", en="Registration and reporting to databases"),
    "e": Text(da="Brug af eksisterende data, f.eks. fra PAS", en="Use of existing data, e.g. from the PAS"),
}
WARNED_DAYS = 90  # local standard: how long before the end an expiring statement is listed


class Standing(StrEnum):
    """Where a provider stands with one criterion on a day."""

    MET = "met"
    NOT_MET = "not_met"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated of one criterion in a period."""

    criterion: str
    is_met: bool
    period: Period


def standing_on(statements: Iterable[Statement], on: date) -> Mapping[str, Standing]:
    """Where a provider stands with each criterion on a day. What begins later is not yet said."""
    begun = sorted((each for each in statements if each.period.start <= on), key=lambda each: each.period.start)
    newest = {each.criterion: each for each in begun}
    return {letter: _of(newest.get(letter), on) for letter in CRITERIA}


def _of(newest: Statement | None, on: date) -> Standing:
    if newest is None:
        return Standing.UNKNOWN
    if not newest.period.holds_on(on):
        return Standing.EXPIRED
    return Standing.MET if newest.is_met else Standing.NOT_MET


def meets_all(standing: Mapping[str, Standing]) -> bool:
    """Whether every criterion is stated as met."""
    return all(each is Standing.MET for each in standing.values())


def runs_out_soon(period: Period, on: date) -> bool:
    """Whether the statement's last day is near, or has passed."""
    return period.end is not None and period.end <= on + timedelta(days=WARNED_DAYS)
