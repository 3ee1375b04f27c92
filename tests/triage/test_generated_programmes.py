"""On generated programmes the arrays, the interpreter and every citizen tried alone come to the same decision."""

from collections import Counter
from random import Random

from hypothesis import given

from tests.programme.effort import examples
from tests.programme.generated import DATES, REGIONS, texts
from tests.triage.answering import complete, with_blanks
from tests.triage.compare import Ways
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.load import load
from tvaerspor.triage.decision import Context

MOST_FILLINGS = 700  # citizens that one cell may take; more would only be slower


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


@examples(50)
@given(texts(is_wide=True))
def test_a_decision_too_large_for_one_array_says_what_trying_every_citizen_says(files: dict[str, str]) -> None:
    chance = Random(str(files))
    ways = ways_of(files, chance)
    assert ways.table.whole is None
    for answers in (complete(ways.brute, chance), some_blanks(ways, chance), some_blanks(ways, chance)):
        assert not ways.differences(answers)


def test_with_blanks_the_interpreter_never_excludes_what_is_possible() -> None:
    seen = {"cells": 0, "larger": 0}

    @examples(100)
    @given(texts())
    def look(files: dict[str, str]) -> None:
        chance = Random(str(files))
        ways = ways_of(files, chance)
        for _ in range(3):
            answers = some_blanks(ways, chance)
            found, interpreted = ways.brute.find(answers).possible, ways.interpreted(answers)
            assert found <= interpreted
            seen["cells"] += 1
            seen["larger"] += found < interpreted

    look()
    print(f"generated: the interpreter excludes less than the arrays in {seen['larger']} of {seen['cells']} cells")
    assert seen["larger"], "no cell shows why the arrays are needed: the generated programmes are too tame"


@examples(200)
@given(texts())
def _counted(files: dict[str, str]) -> None:
    ways = ways_of(files, Random(0))
    table = ways.table
    SEEN["linked"] += bool(table.linked - table.excluded)
    SEEN["impossible"] += any(bool(one.complete.any()) for one in table.impossible)
    SEEN["notes"] += bool(table.bits.notes)
    SEEN["flags"] += bool(ways.brute.programme.red_flags)
    SEEN["defaults"] += any(step.default is not None for step in ways.brute.decision.steps)
    for name in ways.brute.reached_facts(ways.brute.criteria):
        SEEN[type(ways.brute.programme.facts[name].derive).__name__] += 1


SEEN: Counter[str] = Counter()


def test_the_generated_programmes_show_what_the_model_can_hold() -> None:
    _counted()
    everything = ["linked", "impossible", "notes", "flags", "defaults"]
    everything += "Age TimeBetween LookUp Count AtLeastNOf Sum FromParameter".split()
    assert not [name for name in everything if not SEEN[name]], SEEN
