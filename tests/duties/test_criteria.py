"""Where a provider stands with the criteria a to e on a day."""

from datetime import date

from tvaerspor.duties.criteria import Standing, Statement, meets_all, runs_out_soon, standing_on
from tvaerspor.terms.period import Period

TODAY = date(2026, 11, 23)


def test_what_nobody_said_is_unknown_and_what_is_over_says_so() -> None:
    stated = [
        Statement("a", True, Period(date(2026, 1, 1))),
        Statement("b", False, Period(date(2026, 1, 1))),
        Statement("c", True, Period(date(2025, 1, 1), date(2026, 11, 22))),
        Statement("d", True, Period(date(2026, 11, 24))),
    ]
    found = standing_on(stated, TODAY)
    assert [found[letter] for letter in "abcde"] == [
        Standing.MET,
        Standing.NOT_MET,
        Standing.EXPIRED,
        Standing.UNKNOWN,
        Standing.UNKNOWN,
    ]
    assert not meets_all(found)


def test_a_provider_meets_all_when_every_criterion_is_stated_as_met() -> None:
    assert meets_all(standing_on([Statement(each, True, Period(TODAY)) for each in "abcde"], TODAY))


def test_a_statement_is_listed_ninety_days_before_its_last_day() -> None:
    assert runs_out_soon(Period(date(2026, 1, 1), date(2027, 2, 21)), TODAY)
    assert not runs_out_soon(Period(date(2026, 1, 1), date(2027, 2, 22)), TODAY)
    assert not runs_out_soon(Period(date(2026, 1, 1)), TODAY)
