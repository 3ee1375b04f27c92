"""Group courses: who gets a place, when enough are enrolled, and which moves there are."""

from datetime import date

import pytest

from tvaerspor.pathway.groups import (
    GROUP_MOVES,
    CannotMoveGroup,
    GroupState,
    Roster,
    days_for,
    group_diagram,
    group_moves,
    move_group,
    roster_faults,
    too_early,
)


def test_a_newcomer_gets_a_place_only_where_one_is_free_and_nobody_waits() -> None:
    assert Roster(2, 1, ("a",)).may_take
    assert not Roster(2, 1, ("a", "b")).may_take
    assert not Roster(2, 1, ("a",), ("b",)).may_take, "the one who waits comes first"


def test_a_free_place_goes_to_the_first_in_line() -> None:
    roster = Roster(3, 1, ("a", "b"), ("c", "d"))
    assert roster.is_next("c") and not roster.is_next("d")
    assert not Roster(2, 1, ("a", "b"), ("c",)).is_next("c"), "no place is free"


@pytest.mark.parametrize(("placed", "lacking"), [((), 2), (("a",), 1), (("a", "b"), 0), (("a", "b", "c"), 0)])
def test_it_tells_how_many_are_lacking(placed: tuple[str, ...], lacking: int) -> None:
    assert Roster(4, 2, placed).lacking == lacking


@pytest.mark.parametrize(
    ("places", "least", "fields"),
    [(8, 4, []), (None, 4, ["places"]), (0, 1, ["places", "least"]), (8, None, ["least"]), (4, 5, ["least"])],
)
def test_numbers_that_cannot_be_meant_are_refused(places: int | None, least: int | None, fields: list[str]) -> None:
    assert [field for field, _ in roster_faults(places, least)] == fields


def test_every_state_but_the_last_two_has_a_way_on_and_the_diagram_shows_it() -> None:
    for state in GroupState:
        assert bool(group_moves(state)) == (state not in (GroupState.ENDED, GroupState.CANCELLED))
        for move in group_moves(state):
            assert move_group(state, move.verb) is move.after
            assert f"{state} --> {move.after}: {move.title.da}" in group_diagram()
    assert {move.verb for move in GROUP_MOVES} == {"open", "start", "end", "cancel"}


def test_a_move_that_cannot_be_made_says_what_to_do() -> None:
    with pytest.raises(CannotMoveGroup, match=r"Holdet er planlagt.*vælg en af de knapper"):
        move_group(GroupState.PLANNED, "start")


def test_no_day_lies_before_the_citizens_course_or_the_groups_start() -> None:
    days = (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16))
    assert days_for(days, date(2026, 3, 5), date(2026, 3, 1)) == days[1:]
    assert too_early(days, date(2026, 3, 9)) == days[:1]
