"""An ordinary referral is quick to write."""

from __future__ import annotations

import pytest

from tests.documents.shipped import IDS, shipped
from tvaerspor.programme.programme import Programme

MOST_ANSWERS = 12  # design.md: the form asks what the decision lacks; the skeleton promises the same

QUICK = [id_ for id_ in IDS if any(case.id == "ordinary" for case in shipped(id_).cases)]


def answers_given(programme: Programme, answers: dict[str, object]) -> list[str]:
    """What a person answers: a group of ticks is one answer, and what the record holds is fetched."""
    groups = {member: name for name, fact in programme.facts.items() for member in fact.of}
    asked = {name for phrase in programme.phrases for name in phrase.facts}
    by_hand = [groups.get(name, name) for name in answers]
    return sorted({name for name in by_hand if name in asked and not programme.facts[name].fetched_from})


def test_some_programme_has_an_ordinary_referral() -> None:
    assert QUICK


@pytest.mark.parametrize("id_", QUICK)
def test_an_ordinary_referral_takes_at_most_twelve_answers_and_is_settled(id_: str) -> None:
    programme = shipped(id_)
    ordinary = next(case for case in programme.cases if case.id == "ordinary")
    answers = answers_given(programme, dict(ordinary.answers))
    assert 5 < len(answers) <= MOST_ANSWERS, answers
    assert ordinary.expect.settled and ordinary.decision == programme.decisions[0].id


@pytest.mark.parametrize("id_", QUICK)
def test_even_when_nothing_can_be_fetched_it_takes_at_most_twelve(id_: str) -> None:
    programme = shipped(id_)
    ordinary = next(case for case in programme.cases if case.id == "ordinary")
    groups = {member: name for name, fact in programme.facts.items() for member in fact.of}
    asked = {name for phrase in programme.phrases for name in phrase.facts}
    given = {groups.get(name, name) for name in ordinary.answers} & asked
    assert len(given) <= MOST_ANSWERS, given
