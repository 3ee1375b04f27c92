"""On the shipped programmes the arrays, the interpreter and every citizen tried alone come to the same decision.

A whole programme has too many citizens to try: most facts are given by chance, and up to eight are left blank.
"""

from random import Random

import pytest

from tests.programme.effort import seeds
from tests.triage.answering import complete, with_blanks
from tests.triage.compare import Ways
from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.programme.answers import Answers
from tvaerspor.triage.decision import Context

MOST_FILLINGS = 400  # citizens that one cell may take; more would only be slower
every_programme = pytest.mark.parametrize("programme", programme_ids())


def ways_to(programme: str) -> list[Ways]:
    """The ways to each of the programme's decisions."""
    opened = open_programme(programme)
    region = opened.header.regions[0] if opened.header.regions else None
    return [Ways(opened, Context("2026-06-01", region), decision.id) for decision in opened.decisions]


def likely(ways: Ways, chance: Random, answers: Answers) -> Answers:
    """The same citizen, mostly without red flags: by chance alone nearly everybody would have one."""
    flags = {name for flag in ways.brute.programme.red_flags for name in flag.when.facts()}
    quiet = {name: False for name in flags & answers.keys() if answers[name] is True and chance.random() < 0.9}
    return Answers({**answers.given, **quiet}, answers.unknown)


def some_blanks(ways: Ways, chance: Random) -> Answers:
    """Up to eight blanks, as many as can be tried one by one."""
    names = chance.sample(ways.brute.varying, chance.randint(1, min(8, len(ways.brute.varying))))
    while True:
        answers = likely(ways, chance, with_blanks(ways.brute, chance, names))
        if ways.brute.how_many(answers) <= MOST_FILLINGS:
            return answers
        names.pop()


@every_programme
def test_of_a_citizen_who_is_known_all_three_say_the_same(programme: str) -> None:
    for ways in ways_to(programme):
        for seed in seeds(600):
            chance = Random(f"{programme} {ways.brute.decision.id} {seed}")
            answers = likely(ways, chance, complete(ways.brute, chance))
            assert not ways.differences(answers, also_changed=seed % 20 == 0), answers
            found = ways.brute.find(answers).possible
            assert not found or ways.interpreted(answers) == found, answers


@every_programme
def test_with_blanks_the_arrays_say_what_trying_every_citizen_says(programme: str) -> None:
    for ways in ways_to(programme):
        larger = 0
        for seed in seeds(150):
            chance = Random(f"{programme} {ways.brute.decision.id} blanks {seed}")
            answers = some_blanks(ways, chance)
            assert not ways.differences(answers, also_changed=False), answers
            found, interpreted = ways.brute.find(answers).possible, ways.interpreted(answers)
            assert found <= interpreted, answers
            larger += bool(found) and found < interpreted
        where = f"{programme}, {ways.brute.decision.id}"
        print(f"{where}: the interpreter excludes less than the arrays in {larger} of {len(seeds(150))} cells")
