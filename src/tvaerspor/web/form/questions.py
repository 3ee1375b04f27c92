"""Which questions the form of one decision asks, in which order and under which headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tvaerspor.programme.model import Decision, Fact, Phrase
from tvaerspor.programme.programme import Programme
from tvaerspor.referral.questions import facts_used
from tvaerspor.terms.text import Text
from tvaerspor.web.wording import FORM, PAGE

Kind = Literal["yes_no", "several", "choice", "number", "date", "code", "text"]
_KINDS: dict[str, Kind] = {
    "yes_no": "yes_no",
    "several": "several",
    "choice": "choice",
    "side": "choice",
    "number": "number",
    "measure": "number",
    "date": "date",
    "code": "code",
    "text": "text",
}


@dataclass(frozen=True)
class Question:
    """One question: a fact, or a group of yes/no facts that are asked together (`rows`)."""

    id: str
    kind: Kind
    rows: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that its answer settles."""
        return self.rows or (self.id,)


@dataclass(frozen=True)
class Section:
    """A heading with its questions; `number` None for what is fetched and not asked."""

    id: str
    heading: Text
    questions: tuple[Question, ...]
    number: int | None = None


@lru_cache(maxsize=64)
def sections_of(programme: Programme, decision: str) -> tuple[Section, ...]:
    """The form of a decision. A referral's form has every phrase; later forms only what their decision can use."""
    chosen = programme.decision(decision)
    used = facts_used(programme, chosen)
    sheet = _Sheet(programme, used)
    sections = [*_of_the_moment(sheet, chosen), *_of_the_phrases(sheet, chosen)]
    named = [(f"s-{id_}", heading, asked) for id_, heading, asked in sections if asked]
    numbered = [Section(*each, number) for number, each in enumerate(named, start=1)]
    fetched = tuple(sheet.take(name for name, fact in programme.facts.items() if fact.fetched_from and name in used))
    return (*numbered, Section("s-fetched", FORM["fetched"], fetched)) if fetched else tuple(numbered)


@lru_cache(maxsize=64)
def question_of(programme: Programme, decision: str) -> dict[str, Question]:
    """The question that each fact is asked by; facts that the form lacks are absent."""
    sections = sections_of(programme, decision)
    return {fact: question for section in sections for question in section.questions for fact in question.facts}


class _Sheet:
    """Takes each fact once, together with the others of its group."""

    def __init__(self, programme: Programme, used: frozenset[str]) -> None:
        self.facts = programme.facts
        self.phrases = programme.phrases
        self.used = used
        self.taken: set[str] = set()
        grouped = [group for phrase in programme.phrases for group in phrase.facts]
        ordered = [*grouped, *(name for name in programme.facts if name not in grouped)]
        self.group = {member: name for name in reversed(ordered) for member in self.facts[name].of}

    def take(self, names: Iterable[str]) -> Iterator[Question]:
        """The questions for these facts that nobody has taken yet."""
        for name in names:
            asked = self.group.get(name, name)
            fact = self.facts[asked]
            facts = fact.of or (asked,)
            if fact.derive is None and not self.taken & {asked, *facts}:
                self.taken |= {asked, *facts}
                yield Question(asked, _KINDS[fact.type], fact.of)

    def is_useful(self, name: str) -> bool:
        """Whether the decision can use the fact, or one of its group."""
        return bool(self.used & {name, *self.facts[name].of})


def _of_the_moment(sheet: _Sheet, decision: Decision) -> Iterator[tuple[str, Text, tuple[Question, ...]]]:
    if decision.moment == "referral":
        return
    now = [name for name, fact in sheet.facts.items() if fact.moment == decision.moment and _asks(sheet, name, fact)]
    yield decision.moment, PAGE[f"moment_{decision.moment}"], tuple(sheet.take(now))
    other = (
        name
        for name, fact in sheet.facts.items()
        if fact.moment not in (decision.moment, "referral") and _asks(sheet, name, fact)
    )
    yield "other", FORM["other_moment"], tuple(sheet.take(other))


def _asks(sheet: _Sheet, name: str, fact: Fact) -> bool:
    return fact.ask is not None and sheet.is_useful(name)


def _of_the_phrases(sheet: _Sheet, decision: Decision) -> Iterator[tuple[str, Text, tuple[Question, ...]]]:
    every = decision.moment == "referral"

    def wanted(phrase: Phrase) -> list[str]:
        return [name for name in phrase.facts if every or sheet.is_useful(name)]

    for phrase in sheet.phrases:
        yield phrase.id, phrase.heading, tuple(sheet.take(wanted(phrase)))
