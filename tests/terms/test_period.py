"""Spans of whole days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerspor.terms.period import BackwardsPeriod, Period

DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 1))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = draw(DAYS), draw(st.none() | DAYS)
    return Period(start, end if end is None or end >= start else start)


@given(periods(), periods())
def test_two_periods_overlap_exactly_when_a_day_lies_in_both(one: Period, other: Period) -> None:
    days = [date.fromordinal(number) for number in range(date(2024, 1, 1).toordinal(), date(2024, 3, 3).toordinal())]
    assert one.overlaps(other) == any(one.holds_on(day) and other.holds_on(day) for day in days)


def test_a_period_that_ends_before_it_begins_is_refused_in_a_sentence() -> None:
    with pytest.raises(BackwardsPeriod, match=r"slutter 31\.12\.2025, før den begynder 1\.1\.2026"):
        Period(date(2026, 1, 1), date(2025, 12, 31))
