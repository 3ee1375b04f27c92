"""What is paid for sparring and teaching: the figures of the application in seed 003, to the øre."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerspor.planning.settlement import NoTariff, Rate, Work, is_possible, settle, total
from tvaerspor.terms.period import Period

LEVEL = Period(date(2019, 10, 1))
RATES = tuple(Rate(kind, Decimal("941.47"), "2019-10", LEVEL) for kind in ("sparring", "teaching"))
ON = date(2020, 3, 2)


def test_forty_doctors_for_two_hours() -> None:
    lines = settle([Work(str(n), f"practice {n}", "teaching", ON, 120) for n in range(40)], RATES)
    assert {line.kroner for line in lines} == {Decimal("1882.94")}
    assert total(line.kroner for line in lines) == Decimal("75317.60")


def test_forty_five_citizens_of_twenty_minutes_are_fifteen_hours() -> None:
    (line,) = settle([Work(str(n), "practice", "sparring", ON, 10) for n in range(90)], RATES)
    assert (line.hours, line.kroner) == (Fraction(15), Decimal("14122.05"))


def test_a_line_is_rounded_once_and_not_call_by_call() -> None:
    (line,) = settle([Work(str(n), "practice", "sparring", ON, 20) for n in range(45)], RATES)
    call = settle([Work("1", "practice", "sparring", ON, 20)], RATES)[0].kroner
    assert line.kroner == Decimal("14122.05") and call * 45 == Decimal("14121.90")


def test_a_call_and_its_counter_row_are_nothing_together() -> None:
    (line,) = settle([Work("1", "p", "sparring", ON, 10), Work("2", "p", "sparring", ON, -10)], RATES)
    assert (line.minutes, line.kroner, line.work) == (0, Decimal(0), ("1", "2"))


def test_a_day_without_a_tariff_is_refused_in_a_sentence() -> None:
    with pytest.raises(NoTariff, match=r"ingen takst for sparring den 30\.9\.2019"):
        settle([Work("1", "p", "sparring", date(2019, 9, 30), 10)], RATES)


def test_each_tariff_has_its_own_line() -> None:
    later = Rate("sparring", Decimal("1000"), "2027", Period(date(2027, 1, 1)))
    until = Rate("sparring", Decimal("941.47"), "2019-10", Period(date(2019, 10, 1), date(2026, 12, 31)))
    days = (date(2026, 12, 31), date(2027, 1, 1))
    lines = settle([Work(str(on), "p", "sparring", on, 60) for on in days], (until, later))
    assert [line.kroner for line in lines] == [Decimal("941.47"), Decimal("1000.00")]


@pytest.mark.parametrize(("minutes", "possible"), [(-1, False), (0, False), (1, True), (1439, True), (1440, False)])
def test_a_call_takes_a_minute_and_less_than_a_day(minutes: int, possible: bool) -> None:
    assert is_possible(minutes) is possible


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 1439)), max_size=30))
def test_no_line_is_more_than_half_an_oere_from_the_exact_amount(calls: list[tuple[str, int]]) -> None:
    lines = settle([Work(str(n), who, "sparring", ON, minutes) for n, (who, minutes) in enumerate(calls)], RATES)
    assert sum(line.minutes for line in lines) == sum(minutes for _, minutes in calls)
    for line in lines:
        exact = line.hours * Fraction("941.47")
        assert abs(Fraction(line.kroner) - exact) <= Fraction(1, 200)
