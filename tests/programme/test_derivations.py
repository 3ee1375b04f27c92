"""What follows from other facts: whole years and months, look-ups, counts, sums; and what a blank does to them."""

from datetime import date
from typing import Any

import pytest

from tvaerspor.programme.answers import Partial
from tvaerspor.programme.criteria import AtLeast, Is
from tvaerspor.programme.derivations import (
    Age,
    AtLeastNOf,
    Count,
    Derivation,
    FromParameter,
    LookUp,
    Sum,
    TimeBetween,
    whole_units,
)

TODAY = date(2026, 6, 1)
AB = (Is("a", True), Is("b", True), Is("c", True))


def follows(derive: Derivation, **known: Any) -> Any:
    return derive.derive({name: answer for name, answer in known.items() if answer is not None}, TODAY)


@pytest.mark.parametrize(
    ("start", "end", "unit", "whole"),
    [
        ("1960-06-01", "2026-06-01", "years", 66),
        ("1960-06-02", "2026-06-01", "years", 65),
        ("2004-02-29", "2026-02-28", "years", 21),  # not yet: born on a leap day, 22 on the first of March
        ("2004-02-29", "2026-03-01", "years", 22),
        ("2004-02-29", "2028-02-29", "years", 24),
        ("2024-02-28", "2024-02-29", "years", 0),
        ("2026-01-31", "2026-02-28", "months", 0),  # no 31 February: the month is whole on the first of March
        ("2026-01-31", "2026-03-01", "months", 1),
        ("2026-01-28", "2026-02-28", "months", 1),
        ("2025-12-15", "2026-01-14", "months", 0),
        ("2025-12-15", "2026-01-15", "months", 1),
        ("2026-05-18", "2026-06-01", "weeks", 2),
        ("2026-05-19", "2026-06-01", "weeks", 1),
        ("2026-06-01", "2026-06-01", "weeks", 0),
        ("2026-03-28", "2026-03-30", "days", 2),  # over the change to summer time
        ("2026-06-02", "2026-06-01", "days", -1),
        ("2026-06-02", "2026-06-01", "weeks", -1),
        ("2026-06-02", "2026-06-01", "years", -1),
    ],
)
def test_whole_units_between_two_dates(start: str, end: str, unit: Any, whole: int) -> None:
    assert whole_units(date.fromisoformat(start), date.fromisoformat(end), unit) == whole


def test_age_is_counted_to_today_and_unknown_without_a_date_of_birth() -> None:
    assert (follows(Age("born"), born="1960-06-02"), follows(Age("born"))) == (65, None)


def test_time_runs_to_today_or_to_another_date() -> None:
    to_today, between = TimeBetween("start", None, "weeks"), TimeBetween("start", "end", "weeks")
    assert follows(to_today, start="2026-05-18") == 2
    assert follows(between, start="2026-05-18", end="2026-05-25") == 1


@pytest.mark.parametrize("known", [{"start": "2026-05-18"}, {"end": "2026-05-25"}, {}])
def test_time_is_unknown_while_one_of_its_dates_is(known: dict[str, str]) -> None:
    assert follows(TimeBetween("start", "end", "weeks"), **known) is None


@pytest.mark.parametrize(
    ("code", "result"),
    [
        ("L90", "bone"),
        ("M17", "bone"),
        ("M171", "bone"),
        ("M1", "bone"),
        ("L901", "other"),
        ("M54", "back"),
        (None, None),
    ],
)
def test_a_look_up_takes_the_first_row_that_is_equal_or_begins_so(code: str | None, result: str | None) -> None:
    derive = LookUp("code", (("L90", "bone"), ("M1*", "bone"), ("M54", "back")), "other")
    assert follows(derive, code=code) == result


def test_a_look_up_gives_each_of_its_results_once_and_otherwise_last() -> None:
    derive = LookUp("code", (("L90", "bone"), ("M1*", "bone"), ("M54", "back")), "other")
    assert derive.results() == ("bone", "back", "other")


@pytest.mark.parametrize(
    ("a", "b", "c", "count"),
    [(True, True, False, 2), (False, False, False, 0), (True, True, None, None), (None, None, None, None)],
)
def test_a_count_is_known_when_every_part_is(a: Any, b: Any, c: Any, count: int | None) -> None:
    assert follows(Count(AB), a=a, b=b, c=c) == count


@pytest.mark.parametrize(
    ("a", "b", "c", "enough"),
    [
        (True, True, False, True),
        (True, False, False, False),
        (True, True, None, True),  # the blank cannot change it
        (False, False, None, False),
        (True, False, None, None),
        (None, None, True, None),
    ],
)
def test_at_least_two_of_three_is_settled_as_soon_as_no_blank_can_change_it(
    a: Any, b: Any, c: Any, enough: bool | None
) -> None:
    assert follows(AtLeastNOf(2, AB), a=a, b=b, c=c) is enough


def test_a_sum_is_unknown_while_a_number_is_blank_or_only_partly_known() -> None:
    derive = Sum(("x", "y"))
    assert follows(derive, x=1, y=2) == 3
    assert follows(derive, x=1) is None
    assert follows(derive, x=1, y=Partial(at_least=2)) is None


def test_a_count_of_a_partly_known_number_is_known_where_the_rest_does_not_matter() -> None:
    derive = Count((AtLeast("n", 5), AtLeast("n", 9)))
    assert follows(derive, n=Partial(at_least=9)) == 2
    assert follows(derive, n=Partial(at_least=5)) is None


def test_a_parameter_gives_its_value_to_everybody() -> None:
    assert FromParameter("level").with_parameters({"level": "high"}).derive({}, TODAY) == "high"


@pytest.mark.parametrize(
    ("derive", "is_folded"),
    [
        (Age("born"), True),
        (TimeBetween("a", None, "days"), True),
        (LookUp("code", (), "x"), True),
        (Count(AB), False),
        (AtLeastNOf(1, AB), False),
        (Sum(("x",)), False),
    ],
)
def test_what_follows_from_an_open_fact_is_folded_and_the_rest_is_computed(derive: Derivation, is_folded: bool) -> None:
    assert derive.folded is is_folded
