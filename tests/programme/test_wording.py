"""Criteria read aloud: proper negatives, "og" and "eller", nested parts, and numbers as they are written."""

import pytest

from tests.programme.small import opened
from tvaerspor.programme.answers import Answer, Partial
from tvaerspor.programme.criteria import AllOf, AnyOf, AtLeast, Below, Criterion, Is, Named, Not
from tvaerspor.programme.words import Words, capital, describe_citizen, listed, number
from tvaerspor.terms.text import Language, Text

WARM, CARE, MILD = Is("warm", True), Is("home_care", True), Is("degree", "mild")
HEAVY = Named("heavy", AtLeast("weight", 100), Text(da="borgeren er tung"), Text(da="borgeren er ikke tung"))
WORDS = Words(opened())


@pytest.mark.parametrize(
    ("criterion", "said", "denied"),
    [
        (WARM, "fingeren er varm", "fingeren er ikke varm"),
        (Is("warm", False), "fingeren er ikke varm", "fingeren er varm"),
        (MILD, "det er mildt", "det er ikke mildt"),
        (AtLeast("weight", 99.5), "vægten er mindst 99,5 kg", "vægten er under 99,5 kg"),
        (Below("weight", 100), "vægten er under 100 kg", "vægten er mindst 100 kg"),
        (Not(WARM), "fingeren er ikke varm", "fingeren er varm"),
        (Not(Not(WARM)), "fingeren er varm", "fingeren er ikke varm"),
        (HEAVY, "borgeren er tung", "borgeren er ikke tung"),
        (
            AllOf((WARM, MILD)),
            "fingeren er varm, og det er mildt",
            "fingeren er ikke varm, eller det er ikke mildt",
        ),
        (
            AnyOf((WARM, MILD)),
            "fingeren er varm, eller det er mildt",
            "fingeren er ikke varm, og det er ikke mildt",
        ),
        (
            AnyOf((WARM, MILD, HEAVY)),
            "mindst ét af dette gælder: fingeren er varm; det er mildt; borgeren er tung",
            "fingeren er ikke varm, og det er ikke mildt, og borgeren er ikke tung",
        ),
        (
            AllOf((WARM, AnyOf((MILD, HEAVY)))),
            "fingeren er varm, og (det er mildt, eller borgeren er tung)",
            "fingeren er ikke varm, eller (det er ikke mildt, og borgeren er ikke tung)",
        ),
        (
            AllOf((WARM, Not(AnyOf((MILD, HEAVY))))),
            "fingeren er varm, og det er ikke mildt, og borgeren er ikke tung",
            "fingeren er ikke varm, eller det er mildt, eller borgeren er tung",
        ),
        (
            AnyOf((AllOf((WARM, MILD)), CARE)),
            "(fingeren er varm, og det er mildt), eller borgeren får hjemmepleje",
            "(fingeren er ikke varm, eller det er ikke mildt), og borgeren får ikke hjemmepleje",
        ),
        (AllOf((WARM,)), "fingeren er varm", "fingeren er ikke varm"),
        (AllOf(()), "altid", "aldrig"),
        (AnyOf(()), "aldrig", "altid"),
    ],
)
def test_a_criterion_and_its_negative(criterion: Criterion, said: str, denied: str) -> None:
    assert (WORDS.criterion(criterion), WORDS.criterion(criterion, negated=True)) == (said, denied)


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [(27.5, "da", "27,5"), (27.5, "en", "27.5"), (30.0, "da", "30"), (1234567, "da", "1234567"), (0.1, "da", "0,1")],
)
def test_a_number_is_written_in_the_language(value: float, language: Language, shown: str) -> None:
    assert number(value, language) == shown


@pytest.mark.parametrize(
    ("fact", "answer", "said"),
    [
        ("warm", True, "ja"),
        ("degree", "mild", "mildt"),
        ("weight", 80.5, "80,5 kg"),
        ("degree", Partial(one_of=("mild", "severe")), "mildt eller svært"),
        ("weight", Partial(at_least=80), "mindst 80 kg"),
        ("weight", Partial(at_least=80, below=90), "mindst 80 og under 90 kg"),
    ],
)
def test_an_answer_is_said(fact: str, answer: Answer, said: str) -> None:
    assert WORDS.answer(fact, answer) == said


def test_an_example_citizen_is_told_by_what_is_not_no() -> None:
    citizen = describe_citizen(opened(), {"warm": False, "degree": "mild", "weight": 80, "home_care": True})
    assert citizen == "det er mildt; vægten er 80 kg; borgeren får hjemmepleje"
    assert describe_citizen(opened(), {"warm": False}) == "en borger med nej til alt"


def test_words_are_listed_with_a_joiner_before_the_last() -> None:
    assert [listed(words, "eller") for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a eller b",
        "a, b eller c",
    ]
    assert capital("øm") == "Øm"
