"""Over columns every referral is decided as it is alone, and what is counted per cell adds up."""

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given

from tests.programme import small
from tests.programme.effort import examples
from tests.programme.generated import DATES, REGIONS, texts
from tests.triage.histories import history_of
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.programme.answers import Answer, Answers
from tvaerspor.programme.load import load
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.tables import DecisionTable
from tvaerspor.triage import batch, columns
from tvaerspor.triage.batch import CellCounts, batch_table, count_cells, decide_many, deciding_axes, masks_of
from tvaerspor.triage.columns import Column, slots_of
from tvaerspor.triage.decide import Decider
from tvaerspor.triage.decision import Context

BENCHMARK = Path(__file__).parents[2] / "bench" / "programmes"
TODAY = Context("2026-06-01")
COMPLETE: dict[str, Answer] = {
    "warm": False,
    "degree": "mild",
    "weight": 80,
    "home_care": False,
    "picture_date": "2026-05-20",
}


def programmes() -> list[Programme]:
    """The shipped programmes, the one that speed is measured on, and a small one with impossibilities."""
    shipped = [open_programme(id_) for id_ in programme_ids()]
    return [*shipped, open_programme("benchmark", BENCHMARK), small.opened()]


def decided_alone(
    programme: Programme, table: DecisionTable, answers: tuple[Answers, ...], context: Context
) -> list[int]:
    decider = Decider(programme, table.decision.id, context.region, context.date)
    return [decider.mask(one) for one in answers]


def in_steps(table: DecisionTable) -> DecisionTable:
    """The same decision without its one array."""
    return replace(table, whole=None)


@pytest.mark.parametrize("programme", programmes(), ids=lambda programme: programme.id)
def test_every_row_is_decided_as_it_is_alone(programme: Programme) -> None:
    for decision in programme.decisions:
        context = Context("2026-06-01", programme.header.regions[0] if programme.header.regions else None)
        table = batch_table(programme, decision.id, context.region, context.date)
        history = history_of(programme, deciding_axes(table), 300, Random(decision.id))
        found = decide_many(programme, history.columns, context, decision.id)
        assert found.masks.tolist() == decided_alone(programme, table, history.answers, context)
        assert sum(found.by_outcomes().values()) == 300


@examples(40)
@given(texts())
def test_generated_programmes_decide_rows_alike_with_one_array_and_with_an_array_for_each_step(
    files: dict[str, str],
) -> None:
    chance = Random(str(files))
    programme, context = load(files, "made_up"), Context(chance.choice(DATES), chance.choice(REGIONS))
    table = batch_table(programme, "destination", context.region, context.date)
    history = history_of(programme, deciding_axes(table), 40, chance)
    slots = slots_of(programme, deciding_axes(table), history.columns, context.date)
    alone = decided_alone(programme, table, history.answers, context)
    assert masks_of(table, slots).tolist() == alone
    assert masks_of(in_steps(table), slots).tolist() == alone


@examples(5)
@given(texts(is_wide=True))
def test_a_decision_that_does_not_fit_into_one_array_decides_rows_as_it_decides_one(files: dict[str, str]) -> None:
    programme = load(files, "made_up")
    table = batch_table(programme, "destination", None, TODAY.date)
    assert table.whole is None
    history = history_of(programme, deciding_axes(table), 20, Random(str(files)))
    found = decide_many(programme, history.columns, TODAY)
    assert found.masks.tolist() == decided_alone(programme, table, history.answers, TODAY)


def test_answers_that_contradict_each_other_leave_nothing_possible() -> None:
    impossible = {"warm": np.array([False]), "degree": np.array(["severe"]), "weight": np.array([120])}
    impossible |= {"home_care": np.array([True]), "picture_date": np.array(["2026-05-20"], dtype="datetime64[D]")}
    table = batch_table(small.opened(), "destination", None, TODAY.date)
    slots = slots_of(table.programme, deciding_axes(table), impossible, TODAY.date)
    assert masks_of(table, slots).tolist() == masks_of(in_steps(table), slots).tolist() == [0]


def test_a_blank_is_a_blank_however_it_is_written() -> None:
    programme = small.opened()
    ways: dict[str, list[Column]] = {
        "warm": [np.array([-1], dtype=np.int8)],
        "degree": [np.array([-1], dtype=np.int8), np.array([""]), np.array([None]), np.array(["None"])],
        "weight": [np.array([-1], dtype=np.int16), np.array([-1]), np.array([np.nan]), np.array([-1.0])],
        "picture_date": [np.array(["NaT"], dtype="datetime64[D]"), np.array(["NaT"], dtype="datetime64[ns]")],
    }
    decider = Decider(programme, "destination", None, TODAY.date)
    known = {name: np.array([value]) for name, value in COMPLETE.items()}
    known["picture_date"] = known["picture_date"].astype("datetime64[D]")
    for fact, written in ways.items():
        expected = decider.mask(Answers({name: value for name, value in COMPLETE.items() if name != fact}))
        without = {name: column for name, column in known.items() if name != fact}
        assert expected != decider.mask(Answers(COMPLETE)), f"{fact} must matter here"
        assert decide_many(programme, without, TODAY).masks.tolist() == [expected]
        for column in written:
            assert decide_many(programme, {**known, fact: column}, TODAY).masks.tolist() == [expected], column


def test_a_fact_that_follows_from_a_date_is_read_on_each_referrals_own_day() -> None:
    taken = [date for date in ("2026-05-01", "2026-05-02", "2026-05-03", "NaT") for _ in range(3)]
    days = ["2026-05-31", "2026-06-01", "2026-06-30"] * 4
    rows = {"picture_date": np.array(taken, dtype="datetime64[D]"), "date": np.array(days, dtype="datetime64[D]")}
    known = {name: answer for name, answer in COMPLETE.items() if name != "picture_date"}
    columns_of = {name: np.array([value] * 12) for name, value in known.items()}
    found = decide_many(small.opened(), {**columns_of, **rows}, Context("2020-01-01"))
    for mask, day, picture in zip(found.masks.tolist(), days, taken, strict=True):
        dated = known if picture == "NaT" else {**known, "picture_date": picture}
        assert mask == Decider(small.opened(), "destination", None, day).mask(Answers(dated))
    assert len(set(found.masks.tolist())) == 3


@pytest.mark.parametrize("code", [2, 127, -2, -128])
def test_a_code_that_is_no_answer_is_refused_by_the_columns_name(code: int) -> None:
    programme = small.opened()
    table = batch_table(programme, "destination", None, TODAY.date)
    column = np.zeros(50_000, dtype=np.int8)
    column[49_000] = code
    slots = slots_of(programme, deciding_axes(table), {"degree": column}, TODAY.date)
    for look in (lambda: masks_of(table, slots), lambda: masks_of(in_steps(table), slots), lambda: count_cells(slots)):
        with pytest.raises(ValueError, match="degree: koderne skal ligge mellem -1"):
            look()


def test_a_word_that_is_no_answer_is_refused_by_the_columns_name() -> None:
    with pytest.raises(ValueError, match="degree: kan ikke være sever; vælg mellem mild, severe"):
        decide_many(small.opened(), {"degree": np.array(["mild", "sever"])}, TODAY)


def test_a_history_without_referrals_has_no_masks() -> None:
    for programme in programmes():
        found = decide_many(programme, {"date": np.array([], dtype="datetime64[D]")}, TODAY)
        assert found.masks.size == 0
        assert not found.by_outcomes()


def test_a_long_history_is_the_same_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    programme = open_programme("benchmark", BENCHMARK)
    table = batch_table(programme, "destination", None, TODAY.date)
    history = history_of(programme, deciding_axes(table), 100, Random(1)).columns
    at_once = decide_many(programme, history, TODAY).masks.tolist()
    monkeypatch.setattr(batch, "pieces_of", lambda history: columns.pieces_of(history, 7))
    assert decide_many(programme, history, TODAY).masks.tolist() == at_once


# --- counts per cell ------------------------------------------------------------------------------------------------


def counts_of(programme: Programme, history: dict[str, Column], rows: slice = slice(None)) -> CellCounts:
    table = batch_table(programme, programme.decisions[0].id, None, TODAY.date)
    piece = {name: column[rows] for name, column in history.items()}
    return count_cells(slots_of(programme, deciding_axes(table), piece, TODAY.date))


@pytest.mark.parametrize("programme", programmes(), ids=lambda programme: programme.id)
def test_counts_over_the_parts_of_a_history_add_up_to_those_over_the_whole(programme: Programme) -> None:
    table = batch_table(programme, programme.decisions[0].id, None, TODAY.date)
    history = history_of(programme, deciding_axes(table), 5_000, Random(programme.id)).columns
    whole = counts_of(programme, history)
    for cut in (0, 1, 1_700, 4_999, 5_000):
        parts = counts_of(programme, history, slice(None, cut)) + counts_of(programme, history, slice(cut, None))
        assert parts.referrals == whole.referrals == 5_000
        assert parts.keys.tolist() == whole.keys.tolist()
        assert parts.counts.tolist() == whole.counts.tolist()


@pytest.mark.parametrize("programme", programmes(), ids=lambda programme: programme.id)
def test_a_cells_example_is_a_row_that_fell_in_it(programme: Programme) -> None:
    table = batch_table(programme, programme.decisions[0].id, None, TODAY.date)
    history = history_of(programme, deciding_axes(table), 2_000, Random(programme.id)).columns
    slots = slots_of(programme, deciding_axes(table), history, TODAY.date)
    counts = count_cells(slots)
    for there, cell in zip(slots.columns, counts.slots().columns, strict=True):
        assert there[counts.examples].tolist() == cell.tolist()


def test_counting_in_a_table_and_by_sorting_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    programme = small.opened()
    table = batch_table(programme, "destination", None, TODAY.date)
    history = history_of(programme, deciding_axes(table), 3_000, Random(4)).columns
    in_a_table = counts_of(programme, history)
    monkeypatch.setattr(batch, "DENSE_CELLS", 0)
    sorted_out = counts_of(programme, history)
    assert in_a_table.keys.tolist() == sorted_out.keys.tolist()
    assert in_a_table.counts.tolist() == sorted_out.counts.tolist()


def test_counts_over_different_axes_do_not_add_up() -> None:
    benchmark, other = open_programme("benchmark", BENCHMARK), small.opened()
    with pytest.raises(ValueError, match="different axes"):
        counts_of(benchmark, {"bmi": np.array([30])}) + counts_of(other, {"weight": np.array([30])})
