"""Rehabilitation plans: the seven days, what stops them, and the table of moves."""

from datetime import date

import pytest

from tvaerspor.actions.organisation import legal_clocks
from tvaerspor.pathway.clocks import Pause, Phase
from tvaerspor.pathway.rehabilitation import (
    CLOCK,
    PLAN_MOVES,
    CannotMovePlan,
    PlanDates,
    PlanState,
    move_plan,
    plan_diagram,
    plan_moves,
    start_clock,
)

OUT = date(2026, 3, 2)
LIMIT = legal_clocks()[CLOCK]


def on(day: int, month: int = 3) -> date:
    return date(2026, month, day)


def test_the_first_contact_is_due_seven_days_after_the_discharge() -> None:
    told = start_clock(LIMIT, PlanDates(OUT), on(4))
    assert (told.phase, told.due, told.days_left) == (Phase.RUNNING, on(9), 5)
    assert start_clock(LIMIT, PlanDates(OUT), on(9)).phase is Phase.RUNNING
    assert start_clock(LIMIT, PlanDates(OUT), on(10)).days_late == 1


def test_a_later_day_in_the_plan_is_the_one_that_counts() -> None:
    assert start_clock(LIMIT, PlanDates(OUT, on(12)), on(4)).due == on(19)


@pytest.mark.parametrize(("offered", "phase"), [(9, Phase.KEPT), (10, Phase.LATE)])
def test_the_day_of_the_contact_counts_also_while_it_lies_ahead(offered: int, phase: Phase) -> None:
    assert start_clock(LIMIT, PlanDates(OUT, offered=on(offered)), on(4)).phase is phase


def test_a_pause_moves_the_limit_and_an_open_one_makes_it_unknown() -> None:
    over = Pause(on(4), on(7), "indlagt igen")
    assert start_clock(LIMIT, PlanDates(OUT, pauses=(over,)), on(8)).due == on(12)
    still = start_clock(LIMIT, PlanDates(OUT, pauses=(Pause(on(4), None, "indlagt igen"),)), on(30))
    assert (still.phase, still.due) == (Phase.PAUSED, None)


def test_every_move_of_the_table_is_in_the_diagram() -> None:
    for state in PlanState:
        for move in plan_moves(state):
            assert move_plan(state, move.verb) is move.after
            assert f"{state} --> {move.after}: {move.title.da}" in plan_diagram()
    assert all(plan_moves(state) for state in PlanState), "nothing is a dead end: it may be opened again"
    assert len({move.verb for move in PLAN_MOVES}) == len(PLAN_MOVES)


def test_a_move_that_cannot_be_made_says_what_to_do() -> None:
    with pytest.raises(CannotMovePlan, match=r"Planen er modtaget.*vælg en af de knapper"):
        move_plan(PlanState.RECEIVED, "end")
