"""Which authority has a duty on a day: duties move between municipality and region; an old referral stays put.

The day that decides is the day the referral is sent. Who carries the duty out is another matter: a municipality may go
on doing so for the region by agreement, and so the operator is read from the unit that takes the referral.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Literal, get_args

import yaml

from tvaerspor.terms.period import Period

Authority = Literal["municipality", "region"]
AUTHORITIES: tuple[Authority, ...] = get_args(Authority)
OPERATORS: Mapping[str, str] = {
    "municipal": "municipality",
    "hospital": "region",
    "acute": "region",
    "private": "private",
    "general_practice": "private",
}
"""Who works at each kind of unit."""


class FaultyDuties(Exception):
    """The file of duties says something that cannot be meant; one Danish sentence."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One authority's duty in a period: for a destination, or for every destination of a kind.

    `basis` and `note` say where that comes from: «local» awaits approval.
    """

    subject: str
    authority: Authority
    period: Period
    basis: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Duties:
    """Every duty, by destination and by kind of destination."""

    by_destination: tuple[Duty, ...] = ()
    by_kind: tuple[Duty, ...] = ()

    def on(self, destination: str, kind: str, day: date) -> Duty | None:
        """The duty that holds on the day: the destination's own first, then its kind's; None where nobody has it."""
        own = (duty for duty in self.by_destination if duty.subject == destination and duty.period.holds_on(day))
        of_kind = (duty for duty in self.by_kind if duty.subject == kind and duty.period.holds_on(day))
        return next(own, None) or next(of_kind, None)

    def moves_of(self, destination: str) -> tuple[Duty, ...]:
        """A destination's own duties in order of time; empty where only its kind decides."""
        own = (duty for duty in self.by_destination if duty.subject == destination)
        return tuple(sorted(own, key=lambda duty: duty.period.start))


def load_duties(text: str) -> Duties:
    """The duties in a file's text; raises FaultyDuties for what is unknown, and for two authorities on one day."""
    try:
        raw = yaml.safe_load(text)
        duties = Duties(tuple(_duties(raw["destinations"])), tuple(_duties(raw["kinds"])))
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise FaultyDuties(f"opgavefordelingen kan ikke læses: {fault}") from None
    for part in (duties.by_destination, duties.by_kind):
        _refuse_two_at_once(part)
    return duties


def _duties(raw: Mapping[str, Any]) -> Iterator[Duty]:
    for subject, rows in raw.items():
        for row in rows:
            if row["authority"] not in AUTHORITIES:
                raise ValueError(
                    f"{subject}: «{row['authority']}» er ingen myndighed; skriv {' eller '.join(AUTHORITIES)}"
                )
            period = Period(_day(row["from"]), _day(row["until"]) if "until" in row else None)
            yield Duty(subject, row["authority"], period, row["basis"], row.get("note", ""))


def _day(raw: object) -> date:
    return date.fromisoformat(str(raw))


def _refuse_two_at_once(duties: tuple[Duty, ...]) -> None:
    for one, other in combinations(duties, 2):
        if one.subject == other.subject and one.period.overlaps(other.period):
            raise FaultyDuties(f"{one.subject}: to myndigheder har opgaven samme dag: {one.period} og {other.period}")
