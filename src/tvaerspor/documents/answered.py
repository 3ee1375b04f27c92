"""The answers to a programme's phrases in plain sentences, and in plain words what nobody knows or has said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tvaerspor.pathway.letter_parts import said_date
from tvaerspor.programme.answers import Answer, Answers, Blank, Partial
from tvaerspor.programme.criteria import AtLeast, Below, ParameterRef
from tvaerspor.programme.model import Fact, Phrase
from tvaerspor.programme.words import Words, capital

_SAID = {
    "da": {"yes": "Ja", "no": "Nej", "unknown": "ikke kendt (ved ikke)", "not_asked": "ikke oplyst"},
    "en": {"yes": "Yes", "no": "No", "unknown": "not known", "not_asked": "not stated"},
}


def answered(words: Words, phrase: Phrase, answers: Answers) -> tuple[str, ...]:
    """A phrase's answers, a sentence a line; «Ikke oplyst.» where nothing under it has been said.

    A blank is named where the answer is mandatory, where somebody said "ved ikke", and in a group of ticks; other
    blanks are left out, and so is what is only asked when something holds that does not.
    """
    is_alone = len(phrase.facts) == 1
    lines = [line for name in phrase.facts for line in _lines(words, name, answers, is_alone)]
    return tuple(lines) or (f"{capital(_SAID[words.language]['not_asked'])}.",)


def _lines(words: Words, name: str, answers: Answers, is_alone: bool) -> Iterator[str]:
    fact = words.programme.facts[name]
    if fact.type == "several":
        yield from _group(words, name, answers)
    elif name in answers and fact.type == "text":
        yield from f"{'' if is_alone else f'{_called(words, name)}: '}{answers[name]}".splitlines()
    elif name in answers:
        yield _sentence(words, name, answers[name])
    elif name in answers.unknown or (fact.if_blank == "must_answer" and _is_asked(fact, answers)):
        yield f"{_called(words, name)}: {_blank(words, name, answers)}."


def _called(words: Words, name: str) -> str:
    return words.name(name).rstrip("?:. ")


def _blank(words: Words, name: str, answers: Answers) -> str:
    return _SAID[words.language]["unknown" if answers.blank(name) is Blank.unknown else "not_asked"]


def _is_asked(fact: Fact, answers: Answers) -> bool:
    """Whether the question is certainly asked; a limit that differs by region is not judged here."""
    if fact.ask_when is None:
        return True
    limits = (test.threshold for test in fact.ask_when.tests() if isinstance(test, AtLeast | Below))
    return not any(isinstance(limit, ParameterRef) for limit in limits) and fact.ask_when.judge(answers) is True


def _group(words: Words, name: str, answers: Answers) -> Iterator[str]:
    """The ticks of a group: what is yes, what is no, what is not known, and what nobody has said."""
    fact, said = words.programme.facts[name], _SAID[words.language]
    if not any(part in answers or part in answers.unknown for part in fact.of):
        if _is_asked(fact, answers):
            yield f"{_called(words, name)}: {said['not_asked']}."
        return
    yield f"{_called(words, name)}:"
    for heading, parts in (
        (said["yes"], [part for part in fact.of if answers.get(part) is True]),
        (said["no"], [part for part in fact.of if answers.get(part) is False]),
        (capital(said["unknown"]), [part for part in fact.of if part in answers.unknown]),
        (capital(said["not_asked"]), [part for part in fact.of if answers.blank(part) is Blank.not_asked]),
    ):
        if parts:
            yield f"{heading}: {'; '.join(_called(words, part) for part in parts)}."


def _sentence(words: Words, name: str, answer: Answer) -> str:
    """«Der er taget røntgen.», «BMI er 29 kg/m².», «Dato for røntgen: 3. marts 2026.»"""
    fact = words.programme.facts[name]
    if fact.says is not None and isinstance(answer, Partial):
        return f"{capital(fact.says.in_language(words.language).replace('{value}', words.answer(name, answer)))}."
    if fact.says is not None and not isinstance(answer, Partial):
        return f"{capital(words.clause(name, answer, False, words.language))}."
    return f"{_called(words, name)}: {_value(words, fact, name, answer)}."


def _value(words: Words, fact: Fact, name: str, answer: Answer) -> str:
    if fact.type == "date" and isinstance(answer, str) and words.language == "da":
        return said_date(date.fromisoformat(answer))
    if fact.type == "code":
        known = {code.code: code.text.in_language(words.language) for code in words.programme.header.codes}
        return (
            f"{answer}, {known[answer]}" if isinstance(answer, str) and answer in known else words.answer(name, answer)
        )
    return words.answer(name, answer)
