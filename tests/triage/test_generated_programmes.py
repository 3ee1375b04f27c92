"""On generated programmes the arrays, the interpreter and every citizen tried alone come to the same decision."""

from random import Random

from hypothesis import given

from tests.programme.effort import examples
from tests.programme.generated import DATES, REGIONS, texts
from tests.triage.answering import complete, with_blanks
from tests.triage.compare import Ways, shown
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.load import load
from tvaerspor.triage.decision import Context

MOST_FILLINGS = 700  # citizens that one cell may take; more would only be slower
DIFFERING: list[str] = []
"""Cells where the interpreter excludes less than the arrays: its answer contains theirs, and is larger."""


def ways_of(files: dict[str, str], chance: Random) -> Ways:
    return Ways(load(files, "made_up"), Context(chance.choice(DATES), chance.choice(REGIONS)))


def some_blanks(ways: Ways, chance: Random) -> Answers:
    """As many blanks, up to six, as can still be tried one by one."""
    names = chance.sample(ways.brute.varying, min(len(ways.brute.varying), chance.randint(1, 6)))
    while True:
        answers = with_blanks(ways.brute, chance, names)
        if ways.brute.how_many(answers) <= MOST_FILLINGS:
            return answers
        names.pop()


@examples(150)
@given(texts())
def test_of_a_citizen_who_is_known_all_three_say_the_same(files: dict[str, str]) -> None:
    chance = Random(str(files))
    ways = ways_of(files, chance)
    for _ in range(5):
        answers = complete(ways.brute, chance)
        assert not ways.differences(answers)
        found = ways.brute.find(answers).possible
        assert not found or ways.interpreted(answers) == found


@examples(150)
@given(texts())
def test_with_blanks_the_arrays_say_what_trying_every_citizen_says(files: dict[str, str]) -> None:
    chance = Random(str(files))
    ways = ways_of(files, chance)
    for _ in range(3):
        answers = some_blanks(ways, chance)
        assert not ways.differences(answers)


@examples(100)
@given(texts())
def test_with_blanks_the_interpreter_never_excludes_what_is_possible(files: dict[str, str]) -> None:
    chance = Random(str(files))
    ways = ways_of(files, chance)
    for _ in range(3):
        answers = some_blanks(ways, chance)
        found, interpreted = ways.brute.find(answers).possible, ways.interpreted(answers)
        assert found <= interpreted
        if found and found < interpreted:
            DIFFERING.append(f"{shown(found)} within {shown(interpreted)}")


def test_where_the_interpreter_says_more_is_counted() -> None:
    print(f"{len(DIFFERING)} of 300 cells with blanks where the interpreter excludes less than the arrays")
