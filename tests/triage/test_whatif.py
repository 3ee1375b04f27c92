"""A change that is replayed over a history says what deciding every referral twice says."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.programme import small
from tests.triage.histories import History, history_of
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.triage import whatif
from tvaerspor.triage.batch import batch_table, count_cells
from tvaerspor.triage.columns import pieces_of, slots_of
from tvaerspor.triage.decide import Decider
from tvaerspor.triage.decision import Context
from tvaerspor.triage.whatif import Replay, WhatIf, compare_counts, merged_axes, what_if

Matrix = dict[tuple[frozenset[Outcome], frozenset[Outcome]], int]

BENCHMARK = Path(__file__).parents[2] / "bench" / "programmes"
TODAY = Context("2026-06-01")


def changed(file: str, old: str, new: str) -> Programme:
    """Another version of the small programme."""
    return small.opened(small.with_change(file, old, new))


def without_last_exception(programme: Programme) -> Programme:
    """Another version: the last step of the first decision has one exception less."""
    first, *others = programme.decisions
    *steps, last = first.steps
    shorter = last.model_copy(update={"exceptions": last.exceptions[:-1], "rules": last.rules[:-1]})
    decision = first.model_copy(update={"steps": (*steps, shorter)})
    return replace(programme, decisions=(decision, *others))


def benchmark_with_limit(limit: int) -> Programme:
    """The benchmark programme with another limit for the BMI in two of its rules."""
    from tvaerspor.actions.open_programme import read_texts
    from tvaerspor.programme.load import load

    texts = read_texts(BENCHMARK)
    triage = texts["benchmark/triage.yaml"].replace("at_least: 25", f"at_least: {limit}")
    return load({**texts, "benchmark/triage.yaml": triage.replace("below: 25", f"below: {limit}")}, "benchmark")


SMALL = small.opened()
READ_AS_NO = "says_not: borgeren får ikke hjemmepleje\n    if_blank: {read_as: no, explained: Læst som nej.}"
VERSIONS = {
    "another limit": (SMALL, changed("triage.yaml", "{weight: {below: 200}}", "{weight: {below: 150}}")),
    "another limit for a date": (SMALL, changed("programme.yaml", "{value: 30,", "{value: 20,")),
    "a blank is read as no": (SMALL, changed("questions.yaml", "says_not: borgeren får ikke hjemmepleje", READ_AS_NO)),
    "a rule less": (SMALL, without_last_exception(SMALL)),
    "a rule more": (without_last_exception(SMALL), SMALL),
    "an option more": (SMALL, changed("questions.yaml", "{mild: mildt,", "{mild: mildt, worse: værre,")),
    "nothing": (SMALL, small.opened()),
    "the benchmark's limit": (open_programme("benchmark", BENCHMARK), benchmark_with_limit(27)),
    **{id_: (open_programme(id_), without_last_exception(open_programme(id_))) for id_ in programme_ids()},
}
every_change = pytest.mark.parametrize(("before", "after"), VERSIONS.values(), ids=VERSIONS.keys())


def history_for(before: Programme, after: Programme, rows: int = 2_000) -> History:
    """Referrals that answer what either version asks, in the words of the version before."""
    tables = [batch_table(one, one.decisions[0].id, None, TODAY.date) for one in (before, after)]
    return history_of(before, merged_axes(tables[0], tables[1]), rows, Random(before.id))


def decided_twice(before: Programme, after: Programme, history: History) -> list[tuple[frozenset[Outcome], ...]]:
    """The possible outcomes of each row in both versions, decided one by one."""
    deciders = [Decider(one, one.decisions[0].id, None, TODAY.date) for one in (before, after)]
    return [
        tuple(frozenset(one.outcomes(one.mask(as_known_to(one, answers)))) for one in deciders)
        for answers in history.answers
    ]


def as_known_to(decider: Decider, answers: Answers) -> Answers:
    """Without the answers that a version does not know: to it they are blanks."""
    axes = decider.table.axes
    foreign = {fact for fact, axis in axes.items() if not axis.is_number and answers.get(fact) not in axis.codes}
    return Answers({fact: answer for fact, answer in answers.items() if fact not in foreign})


def matrix_of(found: WhatIf) -> Matrix:
    matrix: Matrix = Counter()
    for move in found.moves:
        matrix[frozenset(move.before), frozenset(move.after)] += move.referrals
    return dict(matrix)


@every_change
def test_the_matrix_is_that_of_deciding_every_referral_twice(before: Programme, after: Programme) -> None:
    history = history_for(before, after)
    twice = decided_twice(before, after, history)
    found = what_if(before, after, history.columns, TODAY)
    assert matrix_of(found) == dict(Counter(twice))
    assert found.referrals == len(twice)
    assert found.changed == sum(old != new for old, new in twice)
    certain = sum(old != new and len(old) == len(new) == 1 for old, new in twice)
    assert sum(move.referrals for move in found.moves if move.is_certain) == certain


@every_change
def test_the_example_of_a_move_is_a_referral_that_moves_so(before: Programme, after: Programme) -> None:
    history = history_for(before, after)
    twice = decided_twice(before, after, history)
    for move in what_if(before, after, history.columns, TODAY).moves:
        assert twice[move.example] == (frozenset(move.before), frozenset(move.after))


@every_change
def test_counts_that_were_made_before_come_to_the_same_matrix(before: Programme, after: Programme) -> None:
    history = history_for(before, after).columns
    old, new = (batch_table(one, one.decisions[0].id, None, TODAY.date) for one in (before, after))
    axes = merged_axes(old, new)
    pieces = [count_cells(slots_of(before, axes, piece, TODAY.date)) for _, piece in pieces_of(history, 700)]
    added = sum(pieces[1:], pieces[0])
    assert matrix_of(compare_counts(old, new, added)) == matrix_of(what_if(before, after, history, TODAY))


@every_change
def test_a_history_in_pieces_comes_to_the_same_matrix(before: Programme, after: Programme) -> None:
    history = history_for(before, after)
    replay = Replay(before, after, TODAY)
    for _, piece in pieces_of(history.columns, 300):
        replay.add(piece)
    found = replay.result()
    assert matrix_of(found) == matrix_of(what_if(before, after, history.columns, TODAY))
    twice = decided_twice(before, after, history)
    for move in found.moves:
        assert twice[move.example] == (frozenset(move.before), frozenset(move.after))


def test_row_by_row_and_cell_by_cell_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = VERSIONS["another limit"]
    history = history_for(before, after).columns
    by_cell = what_if(before, after, history, TODAY)
    whatif.compile_pair.cache_clear()
    monkeypatch.setattr(whatif, "DENSE_CELLS", 0)
    by_row = what_if(before, after, history, TODAY)
    whatif.compile_pair.cache_clear()
    assert matrix_of(by_cell) == matrix_of(by_row)


def test_the_largest_moves_come_first() -> None:
    before, after = VERSIONS["the benchmark's limit"]
    found = what_if(before, after, history_for(before, after).columns, TODAY)
    sizes = [move.referrals for move in found.moves]
    assert sizes == sorted(sizes, reverse=True)
    assert found.changed > 0


def test_a_version_that_asks_what_the_other_does_not_knows_the_rest_as_blank() -> None:
    before, after = VERSIONS["a rule less"]
    bare = {"home_care": np.array([True, False, True])}
    assert what_if(before, after, bare, TODAY).referrals == 3
    assert what_if(after, before, bare, TODAY).referrals == 3


def test_a_history_without_referrals_has_no_moves() -> None:
    before, after = VERSIONS["another limit"]
    assert what_if(before, after, {}, TODAY) == WhatIf(())


@pytest.mark.parametrize("name", ["another limit", *programme_ids()])
def test_a_code_that_is_no_answer_is_refused_by_the_columns_name(name: str) -> None:
    before, after = VERSIONS[name]
    table = batch_table(before, before.decisions[0].id, None, TODAY.date)
    fact = next(axis.fact for axis in table.axes.values() if not axis.is_number and axis.fact in table.deciding_facts)
    with pytest.raises(ValueError, match=f"{fact}: koderne"):
        what_if(before, after, {fact: np.array([0, 100, 0], dtype=np.int8)}, TODAY)
