"""Which days are working days in Denmark, and where a length of time ends when it is counted from a date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from tvaerspor.programme.contents import Duration

DaysOff = frozenset[tuple[int, int]]
"""Days (month, day) on which an employer is closed although no law says so."""

BY_LAW: DaysOff = frozenset()
"""5 June, 24 December and 31 December are no public holidays by law and count as working days unless a caller
says otherwise: a time limit then ends earlier, never later, than the citizen was told."""
BY_AGREEMENT: DaysOff = frozenset({(6, 5), (12, 24), (12, 31)})
"""Days off by most collective agreements, for a caller whose limits are counted so."""

LAST_GREAT_PRAYER_DAY = 2023  # "lov om konsekvenser ved afskaffelsen af store bededag": in force on 1 January 2024
_ONE_DAY = timedelta(days=1)
_FIXED = ((1, 1), (12, 25), (12, 26))
_AFTER_EASTER = (-3, -2, 0, 1, 39, 49, 50)  # Maundy Thursday, Good Friday, Easter, Ascension, Whitsun


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of Meeus/Jones/Butcher)."""
    century, of_century = divmod(year, 100)
    lunar = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - lunar - of_century % 4) % 7
    correction = (year % 19 + 11 * lunar + 22 * weekday) // 451
    month, day = divmod(lunar + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=256)
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year, which are those of the national church (folkekirkens helligdage)."""
    sunday = easter(year)
    moving = [*_AFTER_EASTER, *([26] if year <= LAST_GREAT_PRAYER_DAY else [])]
    return frozenset({date(year, *day) for day in _FIXED} | {sunday + timedelta(days=days) for days in moving})


def is_working_day(day: date, days_off: DaysOff = BY_LAW) -> bool:
    """Whether it is Monday to Friday, no public holiday and none of `days_off`."""
    return day.weekday() < 5 and day not in holidays(day.year) and (day.month, day.day) not in days_off


def add_duration(start: date, duration: Duration, days_off: DaysOff = BY_LAW) -> date:
    """The date on which `duration` from `start` is over; the day of `start` itself is not counted.

    Weekdays are counted one working day at a time and always end on one. Months and years end on the same day of the
    month, or on its last. Minutes count only in whole days. Raises ValueError for a negative length and for a number
    of days, weekdays or months that is not whole.
    """
    if duration.unit == "minutes":
        return start + timedelta(days=whole(duration) // (24 * 60))
    if duration.unit in ("days", "weeks"):
        return start + timedelta(days=whole(duration))
    if duration.unit == "weekdays":
        return _add_working_days(start, whole(duration), days_off)
    return _add_months(start, whole(duration))


_BASE_UNITS = {"minutes": 1, "days": 1, "weekdays": 1, "weeks": 7, "months": 1, "years": 12}


def whole(duration: Duration) -> int:
    """The length as a whole number of minutes, days, weekdays or months, whichever its unit is made of."""
    amount = duration.value * _BASE_UNITS[duration.unit]
    if amount < 0 or amount != int(amount):
        raise ValueError(f"{duration.value} {duration.unit} is no length that can be counted from a date")
    return int(amount)


def _add_working_days(start: date, count: int, days_off: DaysOff) -> date:
    day = start
    while count > 0 or not is_working_day(day, days_off):
        day += _ONE_DAY
        count -= is_working_day(day, days_off)
    return day


def _add_months(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
