"""The form's fields as text: read from what was posted, filled from answers, and turned into answers for the core.

A field has its fact's id. `<fact>.unknown` says that somebody did not know, `<fact>.one_of` holds the options of an
answer that leaves several possible. Names with a leading underscore are the page's own: `_place`, `_date`, `_letter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tvaerspor.programme.answers import Answer, Answers, Partial
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import number
from tvaerspor.terms.text import Language, Text
from tvaerspor.triage.read_answers import AnswerFault, sift_answers
from tvaerspor.web.dates import as_iso
from tvaerspor.web.form.questions import Question
from tvaerspor.web.wording import ui

Fields = Mapping[str, str]
UNKNOWN = ".unknown"
ONE_OF = ".one_of"
PAGES_OWN = ("_place", "_date", "_letter", "_case")
MAX_FIELD = 20_000  # characters; nobody writes a longer anamnesis by hand

_NUMBER = r"\d+(?:[.,]\d+)?"
_BOUNDS = re.compile(
    rf"(?:(?:mindst|at least|≥|>=)\s*(?P<low>{_NUMBER}))?\s*(?:og|and)?\s*"
    rf"(?:(?:under|below|<)\s*(?P<high>{_NUMBER}))?(?:\s*(?P<unit>\D+))?",
    re.IGNORECASE,
)


def posted_fields(programme: Programme, posted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What was filled in, as typed. Fields that the programme does not know are not ours."""
    known = {f"{fact}{tail}" for fact in programme.facts for tail in ("", UNKNOWN, ONE_OF)} | set(PAGES_OWN)
    return {
        name: value if name in PAGES_OWN else value[:MAX_FIELD]
        for name, value in posted
        if name in known and value.strip()
    }


def fields_of(programme: Programme, answers: Answers, language: Language = "da") -> dict[str, str]:
    """The fields that stand for these answers."""
    fields = dict(_field(fact, answer, language) for fact, answer in answers.items())
    for fact in answers.unknown:
        by_radio = programme.facts[fact].type in ("yes_no", "choice", "side")
        fields |= {fact: "unknown"} if by_radio else {f"{fact}{UNKNOWN}": "1"}
    return fields


def _field(fact: str, answer: Answer, language: Language) -> tuple[str, str]:
    if isinstance(answer, bool):
        return fact, "yes" if answer else "no"
    if isinstance(answer, int | float):
        return fact, number(answer, language)
    if isinstance(answer, Partial):
        return (f"{fact}{ONE_OF}", ",".join(answer.one_of)) if answer.one_of else (fact, _bounds(answer, language))
    return fact, answer


def _bounds(answer: Partial, language: Language) -> str:
    least, under, both = ("mindst", "under", " og ") if language == "da" else ("at least", "under", " and ")
    parts = [f"{least} {number(answer.at_least, language)}"] if answer.at_least is not None else []
    parts += [f"{under} {number(answer.below, language)}"] if answer.below is not None else []
    return both.join(parts)


def answers_in(programme: Programme, fields: Fields, language: Language) -> tuple[Answers, tuple[AnswerFault, ...]]:
    """The answers that can be used, and a sentence for each that cannot."""
    raw = {fact: _raw(programme, fact, fields) for fact in programme.facts if _is_filled(fact, fields)}
    both = [fact for fact, typed in raw.items() if typed is _BOTH]
    answers, faults = sift_answers(programme, {fact: typed for fact, typed in raw.items() if typed is not _BOTH})
    return answers, (*faults, *(AnswerFault(fact, ui("both_number_and_unknown", language)) for fact in both))


_BOTH = object()


def _is_filled(fact: str, fields: Fields) -> bool:
    return any(fields.get(f"{fact}{tail}") for tail in ("", UNKNOWN, ONE_OF))


def _raw(programme: Programme, fact: str, fields: Fields) -> Any:
    typed, type_ = fields.get(fact, "").strip(), programme.facts[fact].type
    if fields.get(f"{fact}{UNKNOWN}"):
        return _BOTH if typed else "unknown"
    if not typed:
        return {"one_of": fields[f"{fact}{ONE_OF}"].split(",")}
    if type_ == "date":
        return as_iso(typed)
    return _number(typed, programme.facts[fact].unit) if type_ in ("number", "measure") else typed


def _number(typed: str, unit: Text | None) -> Any:
    """What a number is known to be: «mindst 4 uger» is as good as «mindst 4», but «mindst 4 dage» is not."""
    match = _BOUNDS.fullmatch(typed)
    units = {"", *((unit.da.lower(), (unit.en or "").lower()) if unit else ())}
    if match is None or (match["unit"] or "").strip().lower() not in units:
        return typed
    bounds = {"at_least": match["low"], "below": match["high"]}
    return {name: float(bound.replace(",", ".")) for name, bound in bounds.items() if bound} or typed


def pressed(action: str, fields: Fields, questions: Mapping[str, Question]) -> dict[str, str]:
    """The fields after one of a question's buttons: `none:`, `rest:` or `clear:` with the question's id."""
    verb, _, id_ = action.partition(":")
    question = questions.get(id_)
    if question is None or verb not in ("none", "rest", "clear"):
        return dict(fields)
    if verb == "rest":
        return {**dict.fromkeys(question.facts, "no"), **fields}
    cleared = {f"{fact}{tail}" for fact in question.facts for tail in ("", UNKNOWN, ONE_OF)}
    kept = {name: value for name, value in fields.items() if name not in cleared}
    return {**kept, **dict.fromkeys(question.facts, "no")} if verb == "none" else kept
