"""Gates: passed, not passed or left open by a blank; and the named exceptions round them."""

from datetime import date

import pytest

from tests.pathway.course_programme import START, programme
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.pathway.gates import GateState, gate_states
from tvaerspor.programme.answers import Answers

RECENT, OLD = "2026-02-20", "2025-12-01"


def gate(**answers: bool | str | float) -> GateState:
    (only,) = gate_states(programme(), Answers(answers), START)
    return only


GATES = [
    ({}, None, ("picture_age", "weight")),
    ({"weight": 100}, None, ("picture_age",)),
    ({"weight": 99}, False, ()),
    ({"picture_date": OLD}, False, ()),
    ({"weight": 100, "picture_date": RECENT}, True, ()),
    ({"weight": 100, "picture_date": OLD}, False, ()),
    ({"weight": 100, "picture_date": OLD, "picture_age": 5}, True, ()),  # what is stated wins over what is derived
]


@pytest.mark.parametrize(("answers", "passed", "blanks"), GATES)
def test_a_gate_is_passed_not_passed_or_open_because_of_named_blanks(
    answers: dict[str, bool | str | float], passed: bool | None, blanks: tuple[str, ...]
) -> None:
    held = gate(**answers)
    assert (held.passed, held.blanks) == (passed, blanks)


def test_a_picture_grows_too_old_while_the_citizen_waits() -> None:
    answers = Answers({"weight": 100, "picture_date": RECENT})
    (then,) = gate_states(programme(), answers, date(2026, 6, 1))
    assert gate(**answers.given).passed is True  # type: ignore[arg-type]
    assert then.passed is False


def test_a_named_exception_opens_a_gate_that_is_not_passed() -> None:
    held = gate(weight=50, home_care=True)
    assert (held.passed, held.exceptions, held.is_open) == (False, ("care",), True)


def test_a_red_flag_may_be_an_exception() -> None:
    assert gate(weight=50, warm=True).exceptions == ("warm",)


def test_an_exception_that_nobody_asked_about_is_open_and_opens_nothing() -> None:
    held = gate(weight=50)
    assert (held.exceptions, held.open_exceptions, held.is_open) == ((), ("care", "warm"), False)
    assert gate(weight=50, home_care=False, warm=False).open_exceptions == ()


@pytest.mark.parametrize("id_", programme_ids())
def test_without_answers_no_gate_of_a_shipped_programme_is_open(id_: str) -> None:
    shipped = open_programme(id_)
    for held in gate_states(shipped, Answers({}), START):
        assert held.passed is not True and not held.is_open
        written = {gate.id: gate.exceptions for gate in shipped.pathway.gates}
        assert held.open_exceptions == written[held.id]
