"""Answers as people and files write them: understood, or named at their field with what was expected."""

from typing import Any

import pytest

from tests.programme.small import OFFERS, PROGRAMME, QUESTIONS, TRIAGE, opened
from tvaerspor.programme.answers import Answers, Partial
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.decision import answers_as_data
from tvaerspor.triage.read_answers import BadAnswers, read_answers, sift_answers

MORE_FACTS = """\
  signs: {ask: Tegn, type: several, of: [warm, home_care], basis: local}
  code: {ask: Kode, type: code, systems: [icpc2], basis: local}
  pain: {ask: Smerte, type: number, unit: NRS, between: [0, 10], whole: true, basis: local}
  length: {ask: Længde, type: number, unit: cm, basis: local}
  story: {ask: Fortæl, type: text, basis: local}
"""


@pytest.fixture(scope="module")
def programme() -> Programme:
    files = {"programme": PROGRAMME, "questions": QUESTIONS + MORE_FACTS, "triage": TRIAGE, "offers": OFFERS}
    return opened({f"small/{name}.yaml": text for name, text in files.items()} | {"small/texts/letter.da.md": "# Brev"})


UNDERSTOOD: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"warm": "ja"}, {"warm": True}),
    ({"warm": "Nej"}, {"warm": False}),
    ({"warm": True}, {"warm": True}),
    ({"warm": "no"}, {"warm": False}),
    ({"warm": ""}, {}),
    ({"warm": None}, {}),
    ({"warm": "ved ikke"}, {}),
    ({"degree": "severe"}, {"degree": "severe"}),
    ({"degree": "Svært"}, {"degree": "severe"}),
    ({"degree": {"one_of": ["severe", "mild"]}}, {"degree": Partial(one_of=("mild", "severe"))}),
    ({"degree": {"one_of": ["mild", "mild"]}}, {"degree": "mild"}),
    ({"weight": 80}, {"weight": 80}),
    ({"weight": "80,5"}, {"weight": 80.5}),
    ({"weight": "80.5 kg"}, {"weight": 80.5}),
    ({"weight": "80,0 KG"}, {"weight": 80}),
    ({"weight": {"value": "80,5", "unit": "kg"}}, {"weight": 80.5}),
    ({"weight": {"at_least": 80}}, {"weight": Partial(at_least=80)}),
    ({"weight": {"at_least": "80,5", "below": 90}}, {"weight": Partial(at_least=80.5, below=90)}),
    ({"weight": 20}, {"weight": 20}),
    ({"weight": 300}, {"weight": 300}),
    ({"picture_date": "2026-05-01"}, {"picture_date": "2026-05-01"}),
    ({"picture_age": 31}, {"picture_age": 31}),
    ({"code": " l90 "}, {"code": "L90"}),
    ({"story": "Ondt."}, {"story": "Ondt."}),
    ({"signs": "none"}, {"warm": False, "home_care": False}),
    ({"signs": "ingen"}, {"warm": False, "home_care": False}),
    ({"signs": "ved ikke"}, {}),
    ({"signs": ["warm"]}, {"warm": True}),
    ({"signs": {"warm": "yes", "others": "no"}}, {"warm": True, "home_care": False}),
    ({"signs": {"warm": "no"}}, {"warm": False}),
    ({"signs": {"warm": "yes", "others": "ved ikke"}}, {"warm": True}),
    ({"signs": None}, {}),
    ({"signs": "none", "warm": "no"}, {"warm": False, "home_care": False}),
]


@pytest.mark.parametrize(("written", "meant"), UNDERSTOOD)
def test_an_answer_means(programme: Programme, written: dict[str, Any], meant: dict[str, Any]) -> None:
    assert dict(read_answers(programme, written).given) == meant


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"warmth": "yes"}, "warmth", "findes ikke i programmet; mente du «warm»?"),
    ({"warm": "måske"}, "warm", "skal være ja, nej eller ved ikke, ikke «måske»"),
    ({"warm": 1}, "warm", "skal være ja, nej eller ved ikke, ikke «1»"),
    ({"warm": ["yes"]}, "warm", "skal være ja, nej eller ved ikke, ikke «['yes']»"),
    ({"degree": "moderate"}, "degree", "kan ikke være «moderate»; vælg mellem mild, severe"),
    ({"degree": {"one_of": ["mild", "moderate"]}}, "degree", "kan ikke være «moderate»; vælg mellem mild, severe"),
    ({"degree": {"one_of": []}}, "degree", "one_of skal nævne mindst én af mild, severe"),
    ({"degree": {"worse": "mild"}}, "degree", "kan ikke være «{'worse': 'mild'}»; vælg mellem mild, severe"),
    ({"weight": "80 pund"}, "weight", "skal være i kg, ikke i pund"),
    ({"weight": {"value": 80, "unit": "g"}}, "weight", "skal være i kg, ikke i g"),
    ({"weight": "tung"}, "weight", "skal være et tal i kg, ikke «tung»"),
    ({"weight": True}, "weight", "skal være et tal i kg, ikke «True»"),
    ({"weight": [80]}, "weight", "skal være et tal i kg, ikke «[80]»"),
    ({"weight": 19.9}, "weight", "skal ligge mellem 20 og 300 kg, ikke 19,9"),
    ({"weight": 301}, "weight", "skal ligge mellem 20 og 300 kg, ikke 301"),
    ({"weight": {"at_least": 90, "below": 80}}, "weight", "den nedre grænse er ikke under den øvre"),
    ({"weight": {"at_least": 400}}, "weight", "skal ligge mellem 20 og 300 kg, ikke 400"),
    ({"weight": {"below": 20}}, "weight", "under 20 kg lader intet svar tilbage"),
    ({"weight": {"more_than": 80}}, "weight", "skal være et tal i kg, ikke «{'more_than': 80}»"),
    ({"length": float("nan")}, "length", "skal være et tal i cm, ikke «nan»"),
    ({"length": float("inf")}, "length", "skal være et tal i cm, ikke «inf»"),
    ({"pain": 3.5}, "pain", "skal være et helt tal, ikke 3,5"),
    ({"picture_date": "01-05-2026"}, "picture_date", "skal være en dato som 2026-11-22, ikke «01-05-2026»"),
    ({"picture_date": "2026-02-30"}, "picture_date", "skal være en dato som 2026-11-22, ikke «2026-02-30»"),
    ({"score": 2}, "score", "beregnes af andre svar og kan ikke besvares selv"),
    ({"code": 90}, "code", "skal være en tekst, ikke «90»"),
    ({"signs": "warm"}, "signs", "skal være none, en liste eller en tabel med ja og nej"),
    ({"signs": ["warmth"]}, "signs", "«warmth» er ikke en mulighed; mente du «warm»?"),
    ({"signs": [{"warm": "yes"}]}, "signs", "skal være none, en liste eller en tabel med ja og nej"),
    ({"signs": {"warm": "yes", "others": "måske"}}, "signs", "skal være ja, nej eller ved ikke, ikke «måske»"),
    ({"signs": "none", "warm": "yes"}, "warm", "er besvaret to gange og forskelligt"),
    ({"warm": "yes", "signs": {"others": "no"}}, "signs", "er besvaret to gange og forskelligt"),
]


@pytest.mark.parametrize(("written", "field", "sentence"), REFUSED)
def test_a_wrong_answer_is_named_at_its_field(
    programme: Programme, written: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(BadAnswers) as refused:
        read_answers(programme, written)
    assert [(fault.fact, fault.sentence) for fault in refused.value.faults] == [(field, sentence)]


def test_every_wrong_answer_is_named_and_the_others_are_read(programme: Programme) -> None:
    answers, faults = sift_answers(programme, {"warm": "måske", "weight": "80,5", "degree": "moderate"})
    assert dict(answers.given) == {"weight": 80.5}
    assert [fault.fact for fault in faults] == ["warm", "degree"]


def test_ved_ikke_and_not_asked_are_both_blank_and_told_apart(programme: Programme) -> None:
    answers = read_answers(programme, {"warm": "ved ikke", "home_care": ""})
    assert answers == Answers({}, frozenset({"warm"}))


def test_ved_ikke_to_a_group_is_ved_ikke_to_each_of_it(programme: Programme) -> None:
    assert read_answers(programme, {"signs": "?"}).unknown == {"warm", "home_care"}


def test_ved_ikke_to_the_rest_of_a_group_is_kept(programme: Programme) -> None:
    answers = read_answers(programme, {"signs": {"warm": "yes", "others": "ved ikke"}})
    assert answers.unknown == {"home_care"}


@pytest.mark.parametrize("written", [written for written, _ in UNDERSTOOD])
def test_answers_that_were_stored_read_as_the_same_answers(programme: Programme, written: dict[str, Any]) -> None:
    answers = read_answers(programme, written)
    assert read_answers(programme, answers_as_data(answers)) == answers
