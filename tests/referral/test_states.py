"""The states of a referral: the design's chain, nobody without a turn, and no way back from the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tvaerspor.referral.states import (
    ALONE,
    JOINT,
    MOVES,
    OVER,
    STATUS_TEXT,
    TURN,
    ImpossibleMove,
    Side,
    Status,
    after,
    diagram,
    is_for,
    moves,
)

BOTH = frozenset(Side)
verbs = st.lists(st.sampled_from(sorted(MOVES)), max_size=30)


@given(verbs)
def test_no_walk_leaves_the_table_or_comes_back_from_the_end(walk: list[str]) -> None:
    status = Status.DRAFT
    for verb in walk:
        allowed = {move.verb for move in moves(status, BOTH)}
        if verb not in allowed:
            with pytest.raises(ImpossibleMove, match=STATUS_TEXT[status].da.lower()):
                after(status, verb)
            continue
        was, status = status, after(status, verb)
        assert was not in OVER or status is was
        assert status in TURN


def test_the_designs_chain_can_be_walked() -> None:
    status = Status.DRAFT
    for verb in ("send", "receive", "return", "answer", "forward", "accept", "offer", "start", "close", "see"):
        status = after(status, verb)
    assert status is Status.CLOSED


def test_every_state_can_be_reached_and_every_open_one_can_be_left() -> None:
    reached, new = {Status.DRAFT}, {Status.DRAFT}
    while new:
        new = {move.leads_to(status) for status in new for move in moves(status, BOTH)} - reached
        reached |= new
    assert reached == set(Status)
    for status in set(Status) - OVER:
        assert any(move.leads_to(status) in OVER or move.leads_to(status) is not status for move in moves(status, BOTH))


def test_whoever_has_the_turn_has_a_move() -> None:
    for status in Status:
        assert moves(status, frozenset({TURN[status]})), status


def test_only_a_person_moves_a_referral_and_only_from_one_side() -> None:
    for move in MOVES.values():
        assert move.by in Side and move.deed.operation in ("read", "create", "edit", "decide")
    assert {move.verb for move in moves(Status.SENT, frozenset({Side.SENDER}))} - JOINT == {"cancel"}


def test_a_move_is_for_one_alone_or_for_a_panel_or_for_both() -> None:
    assert {verb for verb in MOVES if is_for(verb, is_joint=True)} == MOVES.keys() - ALONE
    assert {verb for verb in MOVES if is_for(verb, is_joint=False)} == MOVES.keys() - JOINT
    assert all(Status.SENT in MOVES[verb].before for verb in JOINT | ALONE)


def test_the_diagram_has_every_move_of_the_table() -> None:
    lines = diagram().splitlines()
    steps = sum(len(move.before) for move in MOVES.values())
    assert sum(": " in line for line in lines) == steps
    assert "    sent --> returned: Returnér for svar" in lines
