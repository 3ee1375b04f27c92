"""Doses counted week by week, against counting by hand and by a second rule; injections and their limits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pathway.course_programme import START, plan, programme, with_activity
from tvaerspor.pathway.calendar import add_duration
from tvaerspor.pathway.dose import ActivityDose, Attendance, Session, dose_of
from tvaerspor.pathway.injections import Injection, InjectionLimits, injections_at
from tvaerspor.pathway.least_dose import LeastDose, least_dose
from tvaerspor.pathway.plan import Plan
from tvaerspor.programme.contents import Duration

MONDAY = date(2026, 3, 2)
PROGRAMME = programme()
PLAN = plan()
LIMITS = InjectionLimits(3, Duration(value=12, unit="months"), Duration(value=12, unit="weeks"))
days = st.integers(0, 120).map(lambda number: MONDAY + timedelta(days=number))


def sessions_on(*offsets: int, activity: str = "class", attendance: Attendance = Attendance.ATTENDED) -> list[Session]:
    """Sessions so many days after a Monday."""
    return [Session(MONDAY + timedelta(days=offset), activity, attendance) for offset in offsets]


def dose(sessions: list[Session], held: Plan = PLAN, activity: str = "class") -> ActivityDose:
    return {each.activity: each for each in dose_of(PROGRAMME, held, sessions)}[activity]


def twice_a_week(weeks: int) -> list[Session]:
    return sessions_on(*(7 * week + day for week in range(weeks) for day in (0, 3)))


def test_the_least_dose_is_the_least_of_each_number() -> None:
    assert least_dose(PROGRAMME, "class") == LeastDose(2, 6, 12)
    assert least_dose(PROGRAMME, "alone") == LeastDose(2, 6, None)
    assert least_dose(PROGRAMME, "massage") == least_dose(PROGRAMME, "unknown") == LeastDose()


def test_offered_attended_excused_and_stayed_away_are_counted_apart() -> None:
    held = [
        *sessions_on(0, 2),
        *sessions_on(7, attendance=Attendance.EXCUSED),
        *sessions_on(9, 14, 16, attendance=Attendance.STAYED_AWAY),
        *sessions_on(1, activity="talk"),
    ]
    counted = dose(held)
    assert (counted.planned, counted.offered, counted.attended) == (12, 6, 2)
    assert (counted.excused, counted.stayed_away) == (1, 3)


def test_each_planned_activity_has_its_own_dose_in_the_plans_order() -> None:
    assert [each.activity for each in dose_of(PROGRAMME, PLAN, [])] == ["talk", "class", "self_training"]


def test_what_is_planned_follows_from_times_and_weeks_and_is_unknown_without_them() -> None:
    assert dose([], with_activity("class", sessions=None, per_week=3, weeks=7)).planned == 21
    assert dose([], activity="self_training").planned is None


def test_weeks_are_calendar_weeks_and_an_empty_one_between_is_shown() -> None:
    counted = dose(sessions_on(0, 6, 14))
    assert [(week.monday, week.attended) for week in counted.weeks] == [
        (MONDAY, 2),
        (MONDAY + timedelta(days=7), 0),
        (MONDAY + timedelta(days=14), 1),
    ]
    assert counted.full_weeks == 1


def test_the_least_dose_is_reached_on_the_day_of_the_last_session_that_it_takes() -> None:
    assert dose(twice_a_week(5)).reached_on is None
    assert dose(twice_a_week(6)).reached_on == MONDAY + timedelta(days=38)
    assert dose(twice_a_week(9)).reached_on == MONDAY + timedelta(days=38)


def test_many_sessions_in_few_weeks_do_not_reach_a_dose_that_asks_for_weeks() -> None:
    assert dose(sessions_on(*range(20))).reached_on is None


def test_a_dose_of_sessions_alone_is_reached_with_the_last_of_them() -> None:
    assert dose(sessions_on(0, activity="talk"), activity="talk").reached_on is None
    assert dose(sessions_on(0, 9, activity="talk"), activity="talk").reached_on == MONDAY + timedelta(days=9)


def test_a_week_that_was_missed_puts_the_dose_off_and_does_not_undo_it() -> None:
    held = [session for session in twice_a_week(7) if not 14 <= (session.on - MONDAY).days < 21]
    assert dose(held).reached_on == MONDAY + timedelta(days=45)


def test_a_session_that_was_not_attended_reaches_nothing() -> None:
    held = [*twice_a_week(6)[:-1], *sessions_on(38, attendance=Attendance.EXCUSED)]
    assert dose(held).reached_on is None


def test_where_the_programme_gives_no_least_dose_none_is_reached() -> None:
    assert dose(sessions_on(*range(90), activity="self_training"), activity="self_training").reached_on is None


@given(st.lists(days, max_size=30))
def test_the_dose_is_reached_exactly_when_enough_weeks_hold_enough_sessions(attended: list[date]) -> None:
    """The second way: count each ISO week from the list itself, for every day that something was attended."""

    def is_enough(until: date) -> bool:
        weeks = [day.isocalendar()[:2] for day in attended if day <= until]
        return sum(weeks.count(week) >= 2 for week in set(weeks)) >= 6 and len(weeks) >= 12

    expected = min((day for day in attended if is_enough(day)), default=None)
    counted = dose([Session(day, "class") for day in attended])
    assert counted.reached_on == expected
    assert sum(week.attended for week in counted.weeks) == counted.attended == len(attended)


@given(st.lists(days, max_size=20), days)
def test_one_session_more_never_puts_the_dose_off(attended: list[date], extra: date) -> None:
    held = [Session(day, "class") for day in attended]
    before, after = dose(held).reached_on, dose([*held, Session(extra, "class")]).reached_on
    assert before is None or (after is not None and after <= before)


def given_on(*isos: str, site: str = "a") -> list[Injection]:
    return [Injection(date.fromisoformat(iso), site) for iso in isos]


def test_without_injections_one_may_be_given_today() -> None:
    assert injections_at([], "a", LIMITS, START).earliest_next == START
    assert injections_at(given_on("2026-03-01", site="b"), "a", LIMITS, START).given == ()


def test_the_next_injection_waits_for_the_spacing() -> None:
    assert injections_at(given_on("2026-02-01"), "a", LIMITS, START).earliest_next == date(2026, 4, 26)


def test_the_next_injection_waits_for_the_year_when_the_number_is_used() -> None:
    held = injections_at(given_on("2025-05-01", "2025-08-01", "2025-11-01"), "a", LIMITS, START)
    assert held.earliest_next == date(2026, 5, 1)
    assert len(held.given) == 3


def test_an_injection_older_than_the_period_no_longer_counts() -> None:
    held = injections_at(given_on("2025-03-03", "2025-08-01", "2025-11-01"), "a", LIMITS, START)
    assert (len(held.given), held.earliest_next) == (2, START)


def test_limits_that_allow_none_are_refused() -> None:
    with pytest.raises(ValueError, match="no injection"):
        injections_at([], "a", InjectionLimits(0, LIMITS.period, LIMITS.apart), START)


@given(st.lists(st.dates(date(2024, 1, 1), START), max_size=8))
def test_the_earliest_next_day_is_the_first_on_which_both_limits_hold(held: list[date]) -> None:
    def is_allowed(day: date) -> bool:
        in_period = sum(add_duration(each, LIMITS.period) > day for each in held)
        return in_period < LIMITS.most and all(add_duration(each, LIMITS.apart) <= day for each in held)

    searched = START
    while not is_allowed(searched):
        searched += timedelta(days=1)
    assert injections_at([Injection(day, "a") for day in held], "a", LIMITS, START).earliest_next == searched
