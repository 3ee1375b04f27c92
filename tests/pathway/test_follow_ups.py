"""What is due for a course on a day, and which courses wait for their closing letter."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.pathway.course_programme import START, plan, programme
from tvaerspor.pathway.clocks import Event
from tvaerspor.pathway.follow_ups import Due, agenda, unclosed

PROGRAMME, PLAN = programme(), plan()
OVER = date(2026, 4, 1)


def due(today: date, *events: Event) -> list[tuple[str, str]]:
    return [(each.id, each.on.isoformat()) for each in agenda(PROGRAMME, PLAN, events, today)]


def test_a_new_course_has_its_measures_and_follow_ups_ahead() -> None:
    assert due(START) == [("start", "2026-03-03"), ("end", "2026-04-14"), ("later", "2026-06-03")]


def test_a_checkpoint_that_was_measured_is_no_longer_due() -> None:
    assert due(START, Event("measured_start", START)) == [("end", "2026-04-14"), ("later", "2026-06-03")]


def test_what_was_measured_after_today_is_still_due() -> None:
    assert ("start", "2026-03-03") in due(START, Event("measured_start", START + timedelta(days=1)))


def test_a_course_that_is_over_owes_its_letter_and_its_last_measures() -> None:
    assert due(OVER, Event("closed", OVER))[1:] == [
        ("end", "2026-04-01"),
        ("letter_sent", "2026-04-09"),
        ("later", "2026-06-03"),
    ]


def test_a_letter_that_was_sent_is_not_chased() -> None:
    events = [Event("closed", OVER), Event("closing_letter_sent", OVER + timedelta(days=1))]
    assert "letter_sent" not in dict(due(date(2026, 5, 1), *events))
    assert "letter_sent" in dict(due(OVER, *events))


def test_due_things_have_the_programmes_titles_and_measures() -> None:
    start, end, later = agenda(PROGRAMME, PLAN, [], START)
    assert [each.title.da for each in (start, end, later)] == [
        "Målinger ved start",
        "Målinger ved slut",
        "Tre måneder efter",
    ]
    assert (start.kind, later.measures) == ("checkpoint", ("pain_score",))


def test_a_thing_is_due_on_its_day_and_late_after_it() -> None:
    thing: Due = agenda(PROGRAMME, PLAN, [], START)[-1]
    before, on, after = (date(2026, 6, day) for day in (2, 3, 5))
    assert [thing.is_due(day) for day in (before, on, after)] == [False, True, True]
    assert [thing.days_late(day) for day in (before, on, after)] == [0, 0, 2]


@given(st.dates(START, date(2028, 1, 1)))
def test_nothing_disappears_because_time_passes(today: date) -> None:
    assert len(agenda(PROGRAMME, PLAN, [Event("closed", START)], today)) == 4


def test_courses_without_a_letter_are_listed_with_the_oldest_first() -> None:
    courses = [
        ("running", [Event("started", START)]),
        ("a young one", [Event("closed", date(2026, 4, 20))]),
        ("the old one", [Event("closed", OVER)]),
        ("sent", [Event("closed", OVER), Event("closing_letter_sent", OVER)]),
        ("tomorrow", [Event("closed", date(2026, 5, 2))]),
    ]
    waiting = unclosed(courses, date(2026, 5, 1))
    assert [(each.course, each.over_since, each.days) for each in waiting] == [
        ("the old one", OVER, 30),
        ("a young one", date(2026, 4, 20), 11),
    ]
