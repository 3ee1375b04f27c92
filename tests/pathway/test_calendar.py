"""Public holidays and working days, against published Easter dates, another algorithm and numpy's own counting."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerspor.pathway.calendar import BY_AGREEMENT, add_duration, easter, holidays, is_working_day
from tvaerspor.programme.contents import Duration

EASTER_SUNDAYS = """
2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28
2028-04-16 2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25
""".split()
TEN_YEARS = range(2020, 2030)
dates = st.dates(date(2020, 1, 1), date(2029, 12, 31))
units = st.sampled_from(["minutes", "days", "weekdays", "weeks", "months", "years"])


def lasting(value: float, unit: str) -> Duration:
    return Duration.model_validate({"value": value, "unit": unit})


def easter_by_gauss(year: int) -> date:
    """Gauss's rule with its two exceptions, as it holds from 1900 to 2099."""
    d = (19 * (year % 19) + 24) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7
    day = 22 + d + e
    if (d, e) == (29, 6) or (d == 28 and e == 6 and year % 19 > 10):
        day -= 7
    return date(year, 3, 1) + timedelta(days=day - 1)


@pytest.mark.parametrize("sunday", EASTER_SUNDAYS)
def test_easter_falls_on_the_published_day(sunday: str) -> None:
    assert easter(int(sunday[:4])).isoformat() == sunday


def test_easter_falls_where_gauss_puts_it_for_two_centuries() -> None:
    assert [easter(year) for year in range(1900, 2100)] == [easter_by_gauss(year) for year in range(1900, 2100)]


def test_the_holidays_of_2026_are_those_of_the_almanac() -> None:
    written = "01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-26".split()
    assert sorted(day.isoformat()[5:] for day in holidays(2026)) == written


def test_the_great_prayer_day_was_a_holiday_for_the_last_time_in_2023() -> None:
    assert date(2023, 5, 5) in holidays(2023)
    assert is_working_day(date(2024, 4, 26))


def test_a_day_that_only_agreements_give_off_counts_unless_the_caller_says_otherwise() -> None:
    christmas_eve = date(2026, 12, 24)
    assert is_working_day(christmas_eve)
    assert not is_working_day(christmas_eve, BY_AGREEMENT)


@given(dates, st.integers(0, 400))
def test_weekdays_are_counted_as_numpy_counts_business_days(start: date, days: int) -> None:
    free = np.array(sorted(day for year in range(2020, 2033) for day in holidays(year)), dtype="datetime64[D]")
    before = np.busday_offset(np.datetime64(start), 0, roll="backward", holidays=free)
    counted = np.busday_offset(before, days, roll="backward", holidays=free).astype(date)
    rolled = np.busday_offset(np.datetime64(start), 0, roll="forward", holidays=free).astype(date)
    assert add_duration(start, lasting(days, "weekdays")) == (counted if days else rolled)


@given(dates, st.integers(0, 400), st.sampled_from([frozenset(), BY_AGREEMENT]))
def test_weekdays_never_end_on_a_day_off(start: date, days: int, days_off: frozenset[tuple[int, int]]) -> None:
    assert is_working_day(add_duration(start, lasting(days, "weekdays"), days_off), days_off)


@given(dates, st.integers(0, 60), units)
def test_a_length_ends_on_or_after_its_start_and_later_when_it_is_longer(start: date, value: int, unit: str) -> None:
    ends = add_duration(start, lasting(value, unit))
    assert start <= ends <= add_duration(start, lasting(value + 1, unit))


@given(dates, dates, st.integers(0, 60), units)
def test_a_later_start_never_ends_earlier(one: date, other: date, value: int, unit: str) -> None:
    first, second = sorted([one, other])
    assert add_duration(first, lasting(value, unit)) <= add_duration(second, lasting(value, unit))


@given(dates, st.integers(0, 60))
def test_months_are_counted_as_numpy_counts_them_and_end_in_the_right_month(start: date, months: int) -> None:
    ends = add_duration(start, lasting(months, "months"))
    assert np.datetime64(ends, "M") == np.datetime64(start, "M") + months
    assert ends.day == start.day or (ends + timedelta(days=1)).day == 1


ENDS = [
    ("2026-01-31", 1, "months", "2026-02-28"),
    ("2028-01-31", 1, "months", "2028-02-29"),
    ("2024-02-29", 1, "years", "2025-02-28"),
    ("2026-11-30", 3, "months", "2027-02-28"),
    ("2026-03-03", 2, "weeks", "2026-03-17"),
    ("2026-03-03", 1.5, "years", "2027-09-03"),
    ("2026-03-03", 90, "minutes", "2026-03-03"),
    ("2026-03-03", 1440, "minutes", "2026-03-04"),
    ("2026-04-01", 1, "weekdays", "2026-04-07"),  # over Easter
    ("2026-12-23", 2, "weekdays", "2026-12-28"),  # Christmas Eve counts, the holidays and the weekend do not
    ("2026-11-21", 0, "weekdays", "2026-11-23"),  # a Saturday
]


@pytest.mark.parametrize(("start", "value", "unit", "ends"), ENDS)
def test_a_length_ends_where_one_counts_it_by_hand(start: str, value: float, unit: str, ends: str) -> None:
    assert add_duration(date.fromisoformat(start), lasting(value, unit)).isoformat() == ends


@pytest.mark.parametrize(("value", "unit"), [(-1, "days"), (0.5, "weekdays"), (0.5, "months"), (0.1, "years")])
def test_a_length_that_cannot_be_counted_is_refused(value: float, unit: str) -> None:
    with pytest.raises(ValueError, match="no length"):
        add_duration(date(2026, 3, 3), lasting(value, unit))


def test_each_year_of_ten_has_the_weekdays_that_its_holidays_leave() -> None:
    for year in TEN_YEARS:
        days = [date(year, 1, 1) + timedelta(days=number) for number in range(365 + (year % 4 == 0))]
        on_weekdays = sum(day.weekday() < 5 for day in holidays(year))
        assert sum(map(is_working_day, days)) == sum(day.weekday() < 5 for day in days) - on_weekdays
