"""The demo's citizens: invented names, and CPR numbers with a possible date that fail modulus 11, so that nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from tvaerspor.actions.demo.blueprint import Names
from tvaerspor.actions.demo.chance import Chance
from tvaerspor.interop.cpr import birth_date
from tvaerspor.records.models import Citizen, Unit

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)  # the CPR office on modulus 11


def fails_modulus_11(number: str) -> bool:
    """Whether the ten digits are no number that was given out before 2007."""
    return sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True)) % 11 != 0


def numbers_for(born: date) -> Iterator[str]:
    """Every number that fails modulus 11 for somebody born that day, the same order each time."""
    day = f"{born:%d%m%y}"
    for serial in range(1, 10_000):
        number = f"{day}{serial * 37 % 10_000:04}"
        if fails_modulus_11(number) and birth_date(number) == born:
            yield number


class Population:
    """Makes citizens; no two have the same number."""

    def __init__(self, names: Names, ages: Mapping[int, float]) -> None:
        self.names, self.ages = names, ages
        self._numbers: dict[date, Iterator[str]] = {}

    def citizen(self, chance: Chance, at: datetime, practice: Unit, born: date | None = None) -> Citizen:
        """A citizen on the practice's list, of an age as the blueprint spreads them; `born` None is any day."""
        born = born or self._birth_date(chance, at.date())
        number = next(self._numbers.setdefault(born, numbers_for(born)))
        citizen = Citizen(id=self._id(chance, at), birth_date=born, municipality=practice.municipality)
        citizen.listed_unit = practice
        citizen.set_cpr(number)
        given = self.names.female if int(number[9]) % 2 == 0 else self.names.male
        first = " ".join(chance.some(given, 2 if chance.happens(0.2) else 1))
        citizen.set_name(first, chance.one(self.names.surname))
        return citizen

    def _birth_date(self, chance: Chance, today: date) -> date:
        years = chance.weighted(self.ages) + chance.whole(0, 4)
        return today - timedelta(days=years * 365 + chance.whole(0, 364))

    def _id(self, chance: Chance, at: datetime) -> UUID:
        return chance.id_at(at)
