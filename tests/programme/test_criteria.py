"""Three-valued logic: a test on a blank is unknown, never true and never false."""

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programme.effort import examples
from tvaerspor.programme.answers import Partial
from tvaerspor.programme.axes import Axis, OpenGrid
from tvaerspor.programme.criteria import AllOf, AnyOf, AtLeast, Below, Criterion, Is, Named, Not, ParameterRef
from tvaerspor.programme.model import Fact
from tvaerspor.programme.written import read_criterion
from tvaerspor.terms.text import Text

A, B = Is("a", True), Is("b", True)
VERDICTS = (True, False, None)
TRUTH: dict[tuple[bool | None, bool | None], tuple[bool | None, bool | None]] = {
    # a, b: all, any
    (True, True): (True, True),
    (True, False): (False, True),
    (True, None): (None, True),
    (False, True): (False, True),
    (False, False): (False, False),
    (False, None): (False, None),
    (None, True): (None, True),
    (None, False): (False, None),
    (None, None): (None, None),
}


def known(**answers: Any) -> dict[str, Any]:
    return {name: answer for name, answer in answers.items() if answer is not None}


@pytest.mark.parametrize(("a", "b"), list(TRUTH))
def test_all_is_met_when_every_part_is_and_not_met_when_one_is_not(a: bool | None, b: bool | None) -> None:
    assert AllOf((A, B)).judge(known(a=a, b=b)) is TRUTH[a, b][0]


@pytest.mark.parametrize(("a", "b"), list(TRUTH))
def test_any_is_met_when_one_part_is_and_not_met_when_none_is(a: bool | None, b: bool | None) -> None:
    assert AnyOf((A, B)).judge(known(a=a, b=b)) is TRUTH[a, b][1]


@pytest.mark.parametrize(("a", "opposite"), [(True, False), (False, True), (None, None)])
def test_not_turns_a_verdict_round_and_leaves_the_unknown_unknown(a: bool | None, opposite: bool | None) -> None:
    assert Not(A).judge(known(a=a)) is opposite


def test_all_without_parts_is_met_and_any_without_parts_is_not() -> None:
    assert (AllOf(()).judge({}), AnyOf(()).judge({})) == (True, False)


@pytest.mark.parametrize(
    ("criterion", "answer", "verdict"),
    [
        (AtLeast("n", 25), 25, True),
        (AtLeast("n", 25), 24.999, False),
        (AtLeast("n", 25), None, None),
        (Below("n", 25), 25, False),
        (Below("n", 25), 24.999, True),
        (Below("n", 25), None, None),
        (AtLeast("n", 25), Partial(at_least=25), True),
        (AtLeast("n", 25), Partial(at_least=24), None),
        (AtLeast("n", 25), Partial(below=25), False),
        (AtLeast("n", 25), Partial(below=25.5), None),
        (AtLeast("n", 25), Partial(at_least=20, below=30), None),
        (Below("n", 25), Partial(at_least=25), False),
        (Below("n", 25), Partial(below=25), True),
        (Below("n", 25), Partial(below=26), None),
        (Is("n", "mild"), "mild", True),
        (Is("n", "mild"), "severe", False),
        (Is("n", "mild"), None, None),
        (Is("n", "mild"), Partial(one_of=("mild", "severe")), None),
        (Is("n", "mild"), Partial(one_of=("moderate", "severe")), False),
        (Is("n", False), False, True),
        (Is("n", False), True, False),
        (Is("n", False), None, None),
    ],
)
def test_a_single_test(criterion: Criterion, answer: Any, verdict: bool | None) -> None:
    assert criterion.judge(known(n=answer)) is verdict


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("warm", Is("warm", True)),
        ({"warm": True}, Is("warm", True)),
        ({"warm": "yes"}, Is("warm", True)),
        ({"warm": "no"}, Is("warm", False)),
        ({"degree": "mild"}, Is("degree", "mild")),
        ({"n": {"at_least": 2}}, AtLeast("n", 2)),
        ({"n": {"below": 2.5}}, Below("n", 2.5)),
        ({"n": {"below": {"parameter": "p"}}}, Below("n", ParameterRef("p"))),
        ({"all": ["warm", {"not": "tired"}]}, AllOf((Is("warm", True), Not(Is("tired", True))))),
        ({"any": []}, AnyOf(())),
    ],
)
def test_a_criterion_as_it_is_written(raw: Any, meant: Criterion) -> None:
    assert read_criterion(raw) == meant


def test_a_parameter_is_put_in_wherever_it_stands() -> None:
    written = AnyOf((Not(AllOf((AtLeast("n", ParameterRef("p")), A))), Below("n", ParameterRef("p"))))
    assert written.with_parameters({"p": 7}) == AnyOf((Not(AllOf((AtLeast("n", 7), A))), Below("n", 7)))


# --- the three forms of one criterion agree ---

FACTS = {
    "a": Fact(type="yes_no"),
    "b": Fact(type="yes_no"),
    "c": Fact(type="choice", options={"mild": Text(da="mild"), "severe": Text(da="svær"), "worst": Text(da="værst")}),
    "n": Fact(type="number", unit="kg", between=(0, 10)),
}
AXES = (
    Axis("a", (False, True)),
    Axis("b", (False, True)),
    Axis("c", ("mild", "severe", "worst")),
    Axis("n", (0.0, 3.0, 5.0), (3.0, 5.0), is_number=True),
)
CELLS = list(product(*(axis.values for axis in AXES)))
BLANKS = list(product(*((*axis.values, None) for axis in AXES)))
TESTS = [A, Is("a", False), B, Is("c", "mild"), Is("c", "worst"), AtLeast("n", 3), Below("n", 5), AtLeast("n", 5)]
NAMED = Text(da="x")


def join(parts: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
    several = st.lists(parts, max_size=3).map(tuple)
    return several.map(AllOf) | several.map(AnyOf) | parts.map(Not) | parts.map(lambda of: Named("x", of, NAMED, NAMED))


CRITERIA = st.recursive(st.sampled_from(TESTS), join, max_leaves=8)


def person(cell: tuple[Any, ...]) -> dict[str, Any]:
    return known(**dict(zip("abcn", cell, strict=True)))


@examples(150)
@given(CRITERIA)
def test_the_array_form_holds_in_exactly_the_cells_where_the_criterion_is_met(criterion: Criterion) -> None:
    laid_out = np.broadcast_to(criterion.lay_out(OpenGrid(FACTS, AXES)), tuple(len(axis.values) for axis in AXES))
    assert laid_out.ravel().tolist() == [criterion.judge(person(cell)) for cell in CELLS]


@examples(60)
@given(CRITERIA)
def test_a_verdict_with_blanks_holds_for_every_way_of_filling_them(criterion: Criterion) -> None:
    met = {cell: criterion.judge(person(cell)) for cell in CELLS}
    for blanks in BLANKS:
        verdict = criterion.judge(person(blanks))
        fitting = {met[cell] for cell in CELLS if all(b in (None, v) for b, v in zip(blanks, cell, strict=True))}
        assert verdict is None or fitting == {verdict}


@examples(150)
@given(CRITERIA, st.sampled_from(BLANKS))
def test_the_reasons_of_a_verdict_are_enough_for_it(criterion: Criterion, cell: tuple[Any, ...]) -> None:
    citizen = person(cell)
    verdict = criterion.judge(citizen)
    if verdict is not None:
        reasons = criterion.reasons(citizen, verdict)
        named = {reason.test.fact for reason in reasons}
        assert all(reason.test.judge(citizen) is reason.holds for reason in reasons)
        assert criterion.judge({fact: answer for fact, answer in citizen.items() if fact in named}) is verdict


@examples(100)
@given(CRITERIA)
def test_a_criterion_is_read_again_as_it_was_written(criterion: Criterion) -> None:
    again = read_criterion(without_names(criterion).written())
    assert [again.judge(person(cell)) for cell in BLANKS] == [criterion.judge(person(cell)) for cell in BLANKS]


def without_names(criterion: Criterion) -> Criterion:
    """A concept is written by its name, which only a programme can open."""
    match criterion:
        case Named(of=of):
            return without_names(of)
        case Not(of=of):
            return Not(without_names(of))
        case AllOf(of=parts):
            return AllOf(tuple(map(without_names, parts)))
        case AnyOf(of=parts):
            return AnyOf(tuple(map(without_names, parts)))
    return criterion
