"""What is paid for sparring and teaching: dated tariffs, and a list to the øre that a region can pay from.

Seed 003, Budget: doctors are paid by the hour for teaching and for sparring with the pain clinic. A line is one
practice, one kind of work and one tariff: its minutes are added exactly, multiplied by the tariff, and rounded once.
The total is the sum of the lines as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tvaerspor.planning.money import rounded_kroner
from tvaerspor.terms.period import Period, said_day
from tvaerspor.terms.text import Text

MINUTES_A_DAY = 24 * 60
LEAST_MINUTES, MOST_MINUTES = 1, MINUTES_A_DAY - 1
KINDS: Mapping[str, Text] = {
    "sparring": Text(da="Sparring", en="Sparring"),
    "teaching": Text(da="Undervisning", en="Teaching"),
}
ROUNDING = Text(
    da="Hver linje er timer gange takst, afrundet til øre for sig. Totalen er summen af linjerne.",
    en="Each line is hours times tariff, rounded to the øre by itself. The total is the sum of the lines.",
)


class NoTariff(ValueError):
    """No tariff holds on a day on which somebody worked; one Danish sentence that says which to write."""

    def __init__(self, kind: str, on: date) -> None:
        self.kind, self.on = kind, on
        super().__init__(
            f"Der er ingen takst for {KINDS[kind].da.lower()} den {said_day(on)}; skriv taksten med dato, "
            "og afregn igen."
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """Kroner for an hour of one kind of work, in a period, at a price level as its source writes it."""

    kind: str
    kroner_per_hour: Decimal
    price_level: str
    period: Period
    source: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes that a practice is to be paid for; below nought in a row that corrects another. `people` took part."""

    id: str
    practice: str
    kind: str
    on: date
    minutes: int
    people: int = 1

    @property
    def paid_minutes(self) -> int:
        """Minutes for everybody who took part."""
        return self.minutes * self.people


@dataclass(frozen=True, slots=True)
class Line:
    """What one practice is paid for one kind of work at one tariff; `work` are the ids of what it is for."""

    practice: str
    kind: str
    rate: Rate
    minutes: int
    kroner: Decimal
    work: tuple[str, ...]

    @property
    def hours(self) -> Fraction:
        """The exact hours."""
        return Fraction(self.minutes, 60)


def is_possible(minutes: int) -> bool:
    """Whether something can have taken so long: at least a minute, and less than a day."""
    return LEAST_MINUTES <= minutes <= MOST_MINUTES


def first_overlap(rates: Iterable[Rate], new: Rate) -> Rate | None:
    """A tariff for the same kind of work that holds on one of the new one's days."""
    return next((each for each in rates if each.kind == new.kind and each.period.overlaps(new.period)), None)


def settle(work: Iterable[Work], rates: Iterable[Rate]) -> tuple[Line, ...]:
    """The lines by practice, kind and tariff; raises NoTariff. A line of nought kroner stays: it is settled too."""
    known = tuple(rates)
    groups: dict[tuple[str, str, Rate], list[Work]] = {}
    for each in sorted(work, key=lambda one: (one.practice, one.kind, one.on, one.id)):
        groups.setdefault((each.practice, each.kind, _rate_of(each, known)), []).append(each)
    return tuple(_line(*key, tuple(rows)) for key, rows in groups.items())


def _rate_of(work: Work, rates: tuple[Rate, ...]) -> Rate:
    for rate in rates:
        if rate.kind == work.kind and rate.period.holds_on(work.on):
            return rate
    raise NoTariff(work.kind, work.on)


def _line(practice: str, kind: str, rate: Rate, rows: tuple[Work, ...]) -> Line:
    minutes = sum(each.paid_minutes for each in rows)
    exact = Fraction(minutes, 60) * Fraction(rate.kroner_per_hour)
    return Line(practice, kind, rate, minutes, rounded_kroner(exact), tuple(each.id for each in rows))


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum of printed amounts, with two decimals."""
    return sum(amounts, Decimal("0.00"))
