"""Training week by week, against what was agreed and what the programme says at least."""

from datetime import date, timedelta

from tests.pathway.course_programme import START, plan, programme
from tvaerspor.pathway.adherence import Adherence, adherence
from tvaerspor.pathway.dose import Attendance, Session

MONDAY = START - timedelta(days=START.weekday())


def sessions(*weeks: int, activity: str = "class") -> list[Session]:
    """So many sessions in each week from the first."""
    return [
        Session(MONDAY + timedelta(weeks=week, days=day), activity)
        for week, count in enumerate(weeks)
        for day in range(count)
    ]


def of_class(held: list[Session], until: date) -> Adherence:
    return next(each for each in adherence(programme(), plan(), held, until) if each.activity == "class")


def test_weeks_are_kept_where_what_was_agreed_was_done() -> None:
    found = of_class(sessions(2, 1, 3, 0), MONDAY + timedelta(weeks=4))
    assert [week.attended for week in found.weeks] == [2, 1, 3, 0, 0]
    assert (found.kept, found.so_far, found.full_weeks, found.has_least) == (2, 4, 2, False)


def test_a_week_that_is_not_over_is_not_held_against_the_citizen() -> None:
    found = of_class(sessions(1), MONDAY + timedelta(days=2))
    assert (found.so_far, found.kept, len(found.weeks)) == (0, 0, 1)


def test_the_programmes_own_number_of_weeks_is_what_counts() -> None:
    found = of_class(sessions(2, 2, 2, 2, 2, 2), MONDAY + timedelta(weeks=7))
    assert found.least.weeks == 6 and found.has_least is True


def test_only_what_was_attended_counts() -> None:
    away = [Session(each.on, each.activity, Attendance.EXCUSED) for each in sessions(2)]
    assert of_class(away, MONDAY + timedelta(weeks=2)).kept == 0


def test_training_beyond_the_plan_is_shown() -> None:
    found = of_class(sessions(2, 2, 2, 2, 2, 2, 2, 2), MONDAY + timedelta(weeks=9))
    assert len(found.weeks) == 8


def test_an_activity_without_a_weekly_number_is_left_out() -> None:
    assert [each.activity for each in adherence(programme(), plan(), [], START)] == ["class"]
