"""The table of a course's states, and the red flag that stops it."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pathway.course_programme import programme
from tvaerspor.pathway.course import (
    MOVES,
    NEED_TEXT,
    STATE_TEXT,
    STOP_REASONS,
    CannotMove,
    RouteOut,
    State,
    diagram,
    move,
    moves,
    route_out,
)
from tvaerspor.programme.answers import Answers
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decide import decide
from tvaerspor.triage.decision import Context

VERBS = [each.verb for each in MOVES]
ALLOWED = {
    (State.PLANNED, "start"): State.RUNNING,
    (State.PLANNED, "stop"): State.STOPPED,
    (State.RUNNING, "pause"): State.PAUSED,
    (State.RUNNING, "stop"): State.STOPPED,
    (State.RUNNING, "end"): State.ENDED,
    (State.PAUSED, "resume"): State.RUNNING,
    (State.PAUSED, "stop"): State.STOPPED,
    (State.STOPPED, "reopen"): State.RUNNING,
    (State.STOPPED, "close"): State.CLOSED,
    (State.ENDED, "reopen"): State.RUNNING,
    (State.ENDED, "close"): State.CLOSED,
}
"""The table written a second time, as a reader would: from, verb, to."""


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("before", State)
def test_a_course_moves_as_the_table_says_and_no_other_way(before: State, verb: str) -> None:
    if (before, verb) in ALLOWED:
        assert move(before, verb, NEED_TEXT) is ALLOWED[before, verb]
    else:
        with pytest.raises(CannotMove) as refused:
            move(before, verb, NEED_TEXT)
        assert (refused.value.state, refused.value.verb, refused.value.missing) == (before, verb, ())


@given(st.lists(st.sampled_from(VERBS), max_size=20))
def test_no_row_of_moves_leaves_the_table_or_reopens_what_is_closed(tried: list[str]) -> None:
    state = State.PLANNED
    for verb in tried:
        was = state
        try:
            state = move(was, verb, NEED_TEXT)
        except CannotMove:
            assert verb not in [each.verb for each in moves(was)]
        assert was is not State.CLOSED or state is State.CLOSED


def test_every_state_can_be_reached_and_every_state_but_the_last_can_be_left() -> None:
    assert {each.after for each in MOVES} | {State.PLANNED} == set(State)
    assert [state for state in State if not moves(state)] == [State.CLOSED]


def test_a_move_says_what_it_lacks() -> None:
    with pytest.raises(
        CannotMove, match="«Begynd forløbet» kræver svarene fra det første besøg; tilføj det"
    ) as refused:
        move(State.PLANNED, "start", {"plan"})
    assert refused.value.missing == ("first_visit",)


@pytest.mark.parametrize("given_", [{"plan"}, {"reason"}])
def test_a_course_that_is_reopened_needs_its_plan_and_a_reason(given_: set[str]) -> None:
    with pytest.raises(CannotMove, match="«Åbn forløbet igen» kræver"):
        move(State.STOPPED, "reopen", given_)


def test_a_refusal_says_what_may_be_done_instead() -> None:
    with pytest.raises(CannotMove, match="når forløbet er på pause; vælg «Genoptag forløbet» eller «Stop før tid»"):
        move(State.PAUSED, "end", NEED_TEXT)
    with pytest.raises(CannotMove, match="opret et nyt forløb"):
        move(State.CLOSED, "start", NEED_TEXT)


def test_an_unknown_verb_is_our_own_fault() -> None:
    with pytest.raises(KeyError):
        move(State.PLANNED, "vanish", ())


def test_every_need_and_state_has_words() -> None:
    assert {need for each in MOVES for need in each.needs} == set(NEED_TEXT)
    assert set(STATE_TEXT) == set(State)
    assert "red_flag" in STOP_REASONS


def test_a_course_that_stops_or_ends_tells_the_clocks_that_it_is_closed() -> None:
    assert {each.verb for each in MOVES if each.event == "closed"} == {"stop", "end"}


def test_the_diagram_draws_every_move_once() -> None:
    drawn = re.findall(r"^    (\w+) --> (\w+): (.+)$", diagram(), re.MULTILINE)
    titles = {each.verb: each.title.da for each in MOVES}
    assert sorted(drawn) == sorted((before, after, titles[verb]) for (before, verb), after in ALLOWED.items())
    assert diagram().startswith("stateDiagram-v2\n")
    assert "    [*] --> planned\n" in diagram()
    assert diagram().endswith("closed --> [*]")


ON = Context("2026-06-01")


def routed(**answers: bool | float) -> RouteOut | None:
    decision = decide(programme(), Answers(answers), ON)
    return route_out(programme(), decision)


def test_a_red_flag_answered_yes_routes_out_with_whom_to_telephone() -> None:
    out = routed(warm=True)
    assert out is not None
    assert (out.red_flags, out.urgency, out.to) == (("warm",), Urgency.acute, ("ward",))
    assert [text.da for text in out.telephone] == ["Ring til afdelingen."]


def test_a_red_flag_answered_no_or_not_at_all_does_not_route_out() -> None:
    assert routed(warm=False) is None
    assert routed() is None


def test_of_several_red_flags_all_are_shown_and_the_most_urgent_say_where_to() -> None:
    held = programme()
    milder = held.red_flags[0].model_copy(
        update={"id": "mild", "urgency": Urgency.soon, "to": ("clinic",), "telephone": None}
    )
    several = replace(held, red_flags=(milder, *held.red_flags))
    decision = replace(decide(held, Answers({"warm": True}), ON), red_flags=("mild", "warm"))
    out = route_out(several, decision)
    assert out is not None
    assert (out.red_flags, out.urgency, out.to) == (("mild", "warm"), Urgency.acute, ("ward",))


def test_an_expired_version_still_routes_out() -> None:
    held = programme()
    expired = replace(held, header=held.header.model_copy(update={"valid_until": "2025-01-01"}))
    decision = decide(expired, Answers({"warm": True}), ON)
    assert decision.recommended is None
    assert route_out(expired, decision) is not None
