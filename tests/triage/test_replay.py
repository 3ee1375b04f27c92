"""A stored decision replays byte for byte: from golden files, in the same run, and whatever order answers came in."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programme.effort import examples, seeds
from tests.triage.answering import complete, with_blanks
from tests.triage.brute_force import BruteForce
from tests.triage.compare import Ways
from tests.triage.golden import FROZEN, citizen_in, replayed, stored
from tvaerspor.actions.open_programme import open_programme, programme_ids, read_texts, shipped_folder
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.load import load
from tvaerspor.programme.prove import prove
from tvaerspor.triage.decide import decide, possible
from tvaerspor.triage.decision import Context, answers_as_data, as_data, canonical
from tvaerspor.triage.read_answers import read_answers

GOLDEN = stored()
every_citizen = pytest.mark.parametrize("name", GOLDEN)
every_programme = pytest.mark.parametrize("programme", programme_ids())


@every_citizen
def test_a_golden_decision_replays_byte_for_byte(name: str) -> None:
    assert replayed(citizen_in(GOLDEN[name])) == GOLDEN[name]


@every_citizen
def test_a_golden_decision_names_the_version_that_is_frozen(name: str) -> None:
    assert citizen_in(GOLDEN[name])["decision"]["programme"]["version"] == FROZEN.version


@every_citizen
def test_a_golden_decision_is_what_trying_every_citizen_says(name: str) -> None:
    citizen = citizen_in(GOLDEN[name])
    answers, context = read_answers(FROZEN, citizen["answers"]), Context(**citizen["context"])
    in_force = citizen["decision"]["programme"]["validity"] == "in_force"
    assert not in_force or not Ways(FROZEN, context).differences(answers)


def test_the_golden_citizens_show_every_way_that_a_decision_can_go() -> None:
    decisions = [citizen_in(file)["decision"] for file in GOLDEN.values()]
    assert {decision["programme"]["validity"] for decision in decisions} == {"not_yet", "in_force", "expired"}
    assert {decision["urgency"] for decision in decisions} >= {"acute", "days", "soon", "routine", None}
    assert {decision["settled"] for decision in decisions} == {True, False}
    assert any(decision["ruled_out"] and not decision["possible"] for decision in decisions), "no contradiction"
    assert {verdict for decision in decisions for verdict in decision["parallel"].values()} == {
        "certain",
        "possible",
        "no",
    }


def test_the_frozen_programme_has_no_faults() -> None:
    assert prove(FROZEN) == ()


@every_citizen
@examples(5)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_count(name: str, chance: Random) -> None:
    citizen = citizen_in(GOLDEN[name])
    shuffled = list(citizen["answers"].items())
    chance.shuffle(shuffled)
    assert replayed({**citizen, "answers": dict(shuffled)}) == GOLDEN[name]


@every_programme
def test_a_stored_decision_of_a_shipped_programme_replays_byte_for_byte(programme: str) -> None:
    opened, again = open_programme(programme), load(read_texts(shipped_folder()), programme)
    context = Context("2026-06-01", opened.header.regions[0], "0851")
    for decision in opened.decisions:
        brute = BruteForce(opened, context, decision.id)
        for seed in seeds(60):
            by_chance = some_answers(brute, Random(f"{programme} {decision.id} replay {seed}"))
            answers = read_answers(opened, answers_as_data(by_chance))
            kept = canonical(
                {"answers": answers_as_data(answers), "decision": made(opened, answers, context, decision.id)}
            )
            read = read_answers(again, json.loads(kept)["answers"])
            assert kept == canonical(
                {"answers": answers_as_data(read), "decision": made(again, read, context, decision.id)}
            )


def made(programme, answers: Answers, context: Context, decision: str) -> dict:
    return as_data(decide(programme, answers, context, decision))


def some_answers(brute: BruteForce, chance: Random) -> Answers:
    if chance.random() < 0.3:
        return complete(brute, chance)
    return with_blanks(brute, chance, chance.sample(brute.varying, min(6, len(brute.varying))))


@every_programme
def test_possible_says_what_decide_says(programme: str) -> None:
    opened = open_programme(programme)
    context = Context("2026-06-01", opened.header.regions[0])
    brute = BruteForce(opened, context)
    for seed in seeds(60):
        answers = some_answers(brute, Random(f"{programme} possible {seed}"))
        assert possible(opened, answers, context) == decide(opened, answers, context).possible


def test_canonical_json_is_one_line_sorted_and_in_utf_8() -> None:
    assert canonical({"b": [1, 2.5, None], "a": {"å": True}}) == '{"a":{"å":true},"b":[1,2.5,null]}'


def test_canonical_json_refuses_a_number_that_is_none() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})
