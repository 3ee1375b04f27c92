"""Clocks: worked states, pauses that only push, and the dated limits of the law."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house.sources import ROOT
from tests.pathway.course_programme import programme
from tvaerspor.pathway.calendar import add_duration
from tvaerspor.pathway.clocks import Clock, ClockState, DatedLimit, Event, Pause, Phase, clocks_of, due_date, state
from tvaerspor.pathway.legal_limits import FaultyLimits, load_legal_limits
from tvaerspor.programme.contents import Duration
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.text import Text

LAW = (ROOT / "organisation" / "legal_limits.yaml").read_text(encoding="utf-8")
STARTED = date(2026, 3, 2)
MARCH = [date(2026, 3, day) for day in range(1, 32)]
limits = st.builds(
    lambda value, unit: Duration.model_validate({"value": value, "unit": unit}),
    st.integers(0, 40),
    st.sampled_from(["days", "weekdays", "weeks"]),
)
dates = st.dates(date(2026, 1, 1), date(2027, 12, 31))
pauses = st.lists(
    st.builds(lambda begin, days: Pause(begin, begin + timedelta(days=days), "ferie"), dates, st.integers(0, 40)),
    max_size=4,
)


def ten_days() -> Clock:
    limit = Duration(value=10, unit="days")
    return Clock("ten", Text(da="Ti dage"), "sent", "started", (DatedLimit(limit),), Sourced(basis="local"))


def told(today: date, *events: Event, pauses: tuple[Pause, ...] = ()) -> ClockState:
    return state(ten_days(), [Event("sent", STARTED), *events], today, pauses)


def test_a_clock_that_has_not_started_says_so() -> None:
    assert state(ten_days(), [], STARTED) == ClockState(Phase.NOT_STARTED)


def test_an_event_after_today_has_not_happened() -> None:
    assert state(ten_days(), [Event("sent", STARTED)], STARTED - timedelta(days=1)).phase is Phase.NOT_STARTED
    assert told(MARCH[5], Event("started", MARCH[8])).phase is Phase.RUNNING


def test_a_running_clock_tells_its_due_day_and_the_days_left() -> None:
    running = told(date(2026, 3, 9))
    assert (running.phase, running.due, running.days_left) == (Phase.RUNNING, date(2026, 3, 12), 3)


def test_the_due_day_itself_is_in_time() -> None:
    assert told(date(2026, 3, 12)).phase is Phase.RUNNING
    assert told(date(2026, 3, 20), Event("started", date(2026, 3, 12))).phase is Phase.KEPT


def test_a_clock_is_late_by_days_while_it_is_open_and_stays_so_when_it_is_stopped() -> None:
    still_open = told(date(2026, 3, 14))
    stopped = told(date(2026, 4, 1), Event("started", date(2026, 3, 14)))
    assert (still_open.phase, still_open.days_late, still_open.stopped) == (Phase.LATE, 2, None)
    assert (stopped.phase, stopped.days_late, stopped.stopped) == (Phase.LATE, 2, date(2026, 3, 14))


def test_the_first_start_counts_and_a_stop_before_it_does_not() -> None:
    events = [Event("started", MARCH[0]), Event("sent", date(2026, 3, 9))]
    assert told(date(2026, 3, 10), *events).due == date(2026, 3, 12)
    assert told(date(2026, 3, 10), *events).stopped is None


def test_a_paused_clock_names_its_pause_and_where_nobody_knows_the_end_no_due_day() -> None:
    pause = Pause(date(2026, 3, 5), None, "borgeren er indlagt")
    paused = told(date(2026, 3, 30), pauses=(pause,))
    assert (paused.phase, paused.due, paused.days_left, paused.pause) == (Phase.PAUSED, None, None, pause)


def test_a_pause_with_an_end_pushes_the_due_day_by_its_days() -> None:
    pause = Pause(date(2026, 3, 5), date(2026, 3, 8), "ferie")
    assert told(date(2026, 3, 6), pauses=(pause,)).due == date(2026, 3, 15)
    assert told(date(2026, 3, 6), pauses=(pause,)).phase is Phase.PAUSED
    assert told(date(2026, 3, 8), pauses=(pause,)).phase is Phase.RUNNING


def test_a_pause_that_begins_after_the_due_day_does_not_excuse_being_late() -> None:
    pause = Pause(date(2026, 3, 20), None, "ferie")
    assert told(date(2026, 3, 25), pauses=(pause,)).phase is Phase.LATE


@given(dates, limits)
def test_without_a_pause_a_limit_ends_where_its_length_does(start: date, limit: Duration) -> None:
    assert due_date(start, limit) == add_duration(start, limit)


def test_a_limit_of_no_days_ends_on_the_first_day_that_counts() -> None:
    saturday = date(2026, 3, 7)
    pause = Pause(saturday, date(2026, 3, 10), "ferie")
    none_at_all, no_weekdays = Duration(value=0, unit="days"), Duration(value=0, unit="weekdays")
    assert (due_date(saturday, none_at_all), due_date(saturday, no_weekdays)) == (saturday, date(2026, 3, 9))
    assert due_date(saturday, none_at_all, [pause]) == date(2026, 3, 10)


@given(dates, limits, pauses, pauses)
def test_a_pause_only_pushes(start: date, limit: Duration, some: list[Pause], more: list[Pause]) -> None:
    early, late = due_date(start, limit, some), due_date(start, limit, [*some, *more])
    assert early is not None
    assert late is not None
    assert add_duration(start, limit) <= early <= late


@given(dates, limits, pauses)
def test_a_limit_never_ends_on_a_paused_day(start: date, limit: Duration, held: list[Pause]) -> None:
    due = due_date(start, limit, held)
    assert due is not None
    assert not any(pause.covers(due) for pause in held)


@given(dates, st.integers(1, 60), pauses)
def test_a_longer_limit_is_never_due_earlier(start: date, days: int, held: list[Pause]) -> None:
    shorter, longer = (due_date(start, Duration(value=value, unit="days"), held) for value in (days, days + 1))
    assert shorter is not None
    assert longer is not None
    assert shorter < longer


@given(st.integers(0, 40), st.integers(0, 40), pauses)
def test_a_clock_that_is_late_never_comes_in_time_again(day: int, later: int, held: list[Pause]) -> None:
    first, second = sorted([STARTED + timedelta(days=day), STARTED + timedelta(days=later)])
    was, is_now = told(first, pauses=tuple(held)), told(second, pauses=tuple(held))
    assert was.days_late <= is_now.days_late
    assert was.due == is_now.due


def test_the_programmes_deadlines_are_clocks_with_their_events() -> None:
    first, letter = clocks_of(programme())
    assert (first.start, first.stop, letter.start, letter.stop) == ("sent", "started", "closed", "closing_letter_sent")
    assert state(letter, [Event("closed", date(2026, 4, 1))], date(2026, 4, 2)).due == date(2026, 4, 9)


RIGHT_TO_TREATMENT = [
    ("2023-05-31", 30), ("2023-06-01", 60), ("2024-12-31", 60), ("2025-01-01", 30), ("2026-11-22", 30),
]  # fmt: skip


@pytest.mark.parametrize(("day", "limit_days"), RIGHT_TO_TREATMENT)
def test_the_right_to_treatment_has_the_limit_of_the_day_on_which_it_begins(day: str, limit_days: int) -> None:
    clock = {each.id: each for each in load_legal_limits(LAW)}["right_to_treatment"]
    start = date.fromisoformat(day)
    assert state(clock, [Event("ready_for_treatment", start)], start).days_left == limit_days


LIMITS = [
    ("right_to_diagnosis", 30, "days"),
    ("notice_of_appointment", 8, "weekdays"),
    ("rehabilitation_start", 7, "days"),
    ("rehabilitation_plan_sent", 1, "days"),
    ("sickness_first_talk", 8, "weeks"),
    ("fast_track_talk", 2, "weeks"),
]


@pytest.mark.parametrize(("id_", "value", "unit"), LIMITS)
def test_the_limits_are_those_of_their_sources(id_: str, value: int, unit: str) -> None:
    clock = {each.id: each for each in load_legal_limits(LAW)}[id_]
    limit = clock.limit_on(date(2026, 11, 22))
    assert limit is not None
    assert (limit.value, limit.unit, clock.sourced.is_sourced) == (value, unit, True)


def test_a_clock_without_a_limit_on_the_day_says_that_none_is_in_force() -> None:
    clock = Clock("new", Text(da="Ny"), "sent", "started", (), Sourced(basis="local"))
    assert state(clock, [Event("sent", STARTED)], MARCH[9]).phase is Phase.NOT_IN_FORCE


FAULTY = [
    ("unit: weekdays", "unit: hverdage", "findes ikke"),
    ('from: "2023-06-01"', 'from: "2023-05-31"', "to grænser gælder på samme dag"),
    ("source: {id: fast-track}", "note: x", "kilde mangler"),
    ("source: {id: fast-track}", "source: {id: fast-trak}", "findes ikke; skriv den under sources"),
    ("id: fast_track_talk", "id: sickness_first_talk", "findes to gange"),
    ('until: "2024-12-31"', 'until: "2024-13-31"', "ikke en dato"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTY)
def test_a_fault_in_the_limits_is_named_with_file_and_line(old: str, new: str, sentence: str) -> None:
    assert old in LAW
    with pytest.raises(FaultyLimits, match=sentence) as raised:
        load_legal_limits(LAW.replace(old, new, 1), "legal_limits.yaml")
    assert all(fault.file == "legal_limits.yaml" and fault.line > 0 for fault in raised.value.faults)
