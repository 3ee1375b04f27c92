"""A measure over time: which value counts, what changed, and whether the change matters."""

from datetime import date

import pytest

from tvaerspor.pathway.letter_parts import Measurement
from tvaerspor.pathway.progress import progress_of, smallest_change
from tvaerspor.programme.contents import Measure

START, LATER = date(2026, 3, 2), date(2026, 5, 4)


def measure(change: object = None, better: str = "lower") -> Measure:
    raw = {"id": "pain", "title": "Smerte", "unit": "0-100", "range": [0, 100], "better": better, "basis": "local"}
    return Measure.model_validate({**raw, **({"smallest_change": change} if change else {})})


def taken(value: float, checkpoint: str = "start", on: date = START) -> Measurement:
    return Measurement("pain", checkpoint, on, value)


@pytest.mark.parametrize(
    ("written", "first", "needed"),
    [
        ({"value": 2, "unit": "point", "basis": "local"}, 6, 2),
        ({"value": [10, 15], "unit": "point", "basis": "local"}, 40, 10),
        ({"value": 30, "unit": "% af startværdien", "basis": "local"}, 60, 18),
        ({"value": 30, "unit": "% af startværdien", "basis": "local"}, 0, None),
        (None, 6, None),
    ],
)
def test_the_smallest_important_change_is_in_the_measures_own_unit(
    written: object, first: float, needed: float | None
) -> None:
    assert smallest_change(measure(written), first) == needed


def test_the_last_value_said_at_a_checkpoint_counts() -> None:
    found = progress_of(measure(), [taken(60), taken(70), taken(30, "end", LATER)])
    assert [point.value for point in found.points] == [70, 30]
    assert found.change == -40 and found.is_better


@pytest.mark.parametrize(
    ("last", "better", "important"), [(30, True, True), (50, True, False), (70, False, False), (60, None, False)]
)
def test_a_change_is_better_and_important_only_by_the_programmes_words(
    last: float, better: bool | None, important: bool
) -> None:
    found = progress_of(
        measure({"value": 18, "unit": "point", "basis": "local"}), [taken(60), taken(last, "end", LATER)]
    )
    assert (found.is_better, found.is_important) == (better, important)


def test_higher_may_be_better() -> None:
    assert progress_of(measure(better="higher"), [taken(40), taken(50, "end", LATER)]).is_better


def test_one_value_is_no_change_and_none_is_no_point() -> None:
    once = progress_of(measure({"value": 2, "unit": "point", "basis": "local"}), [taken(6)])
    assert (once.change, once.is_better, once.is_important) == (None, None, None)
    assert progress_of(measure(), []).points == ()
