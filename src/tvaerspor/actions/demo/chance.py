"""Chance that can be had again: everything made up is drawn from a seed, also ids and moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

from tvaerspor.actions.act import COPENHAGEN
from tvaerspor.pathway.calendar import is_working_day

T = TypeVar("T")
OPENS, CLOSES = 8 * 60, 16 * 60  # minutes after midnight
_DAY = timedelta(days=1)


class Chance:
    """Draws from one seed."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def happens(self, share: float) -> bool:
        """Whether something happens that does so in that share of cases."""
        return self._random.random() < share

    def one(self, among: Sequence[T]) -> T:
        """One of them, all alike."""
        return among[self._random.randrange(len(among))]

    def some(self, among: Sequence[T], count: int) -> list[T]:
        """So many of them, or all where there are fewer."""
        return self._random.sample(among, min(count, len(among)))

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, by weight."""
        return self._random.choices(list(weights), list(weights.values()))[0]

    def whole(self, least: int, most: int) -> int:
        """A whole number; both ends are among them."""
        return self._random.randint(least, most)

    def about(self, value: float, spread: float) -> float:
        """A number around another one."""
        return self._random.gauss(value, spread)

    def id_at(self, moment: datetime) -> UUID:
        """An id that sorts by time (RFC 9562, version 7)."""
        number = (int(moment.timestamp() * 1000) << 80) | self._random.getrandbits(80)
        return UUID(int=number & ~(0xF << 76) & ~(0x3 << 62) | (0x7 << 76) | (0x2 << 62))

    def moment_on(self, day: datetime) -> datetime:
        """A moment in working hours on that day, or on the next working day."""
        local = day.astimezone(COPENHAGEN).date()
        while not is_working_day(local):
            local += _DAY
        minute, second = divmod(self._random.randrange((CLOSES - OPENS) * 60), 60)
        at = time((OPENS + minute) // 60, minute % 60, second)
        return datetime.combine(local, at, COPENHAGEN).astimezone(day.tzinfo)

    def later(self, moment: datetime, working_days: tuple[int, int]) -> datetime:
        """A moment so many working days later; within two hours where it is the same day."""
        left = self.whole(*working_days)
        if not left:
            return moment + timedelta(seconds=self._random.randrange(300, 7200))
        day = moment
        while left:
            day += _DAY
            left -= is_working_day(day.astimezone(COPENHAGEN).date())
        return self.moment_on(day)
