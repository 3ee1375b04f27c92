"""The whole programme in sentences, from the same objects that decide."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.documents.panels import said_panel
from tvaerspor.programme.criteria import Criterion
from tvaerspor.programme.model import Concept, Decision, Panel, RedFlag, Step
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.source import Source, Sourced
from tvaerspor.terms.text import Language
from tvaerspor.web.dates import said_date
from tvaerspor.web.form.said import NOTHING, Said, Voice
from tvaerspor.web.form.sourcing import Sources, SourceView
from tvaerspor.web.wording import ui


@dataclass(frozen=True)
class Sentence:
    """A statement with where it comes from; `aside` is what else belongs to it."""

    words: Said
    source: SourceView
    title: Said = NOTHING
    aside: Said = NOTHING


@dataclass(frozen=True)
class Chapter:
    """A heading with statements."""

    title: Said
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class DecisionRead:
    """One decision: its steps in order, and what goes beside it."""

    id: str
    title: Said
    moment: str
    steps: tuple[Chapter, ...]
    beside: tuple[Sentence, ...]


@dataclass(frozen=True)
class SourceRow:
    """A line of the table of sources."""

    id: str
    title: Said
    publisher: Said
    date: str
    kind: str
    holds_for: str
    status: Said
    url: str


@dataclass(frozen=True)
class Book:
    """The read-aloud page."""

    summary: Said
    about: tuple[tuple[str, tuple[Said, ...]], ...]
    phrases: tuple[Chapter, ...]
    red_flags: tuple[Sentence, ...]
    concepts: tuple[Sentence, ...]
    decisions: tuple[DecisionRead, ...]
    panels: tuple[Sentence, ...]
    impossible: tuple[Sentence, ...]
    recommendations: tuple[Sentence, ...]
    sources: tuple[SourceRow, ...]
    local_count: int


def book_of(programme: Programme, language: Language) -> Book:
    """The programme read aloud."""
    return _Reader(programme, language).book()


class _Reader:
    def __init__(self, programme: Programme, language: Language) -> None:
        self.programme = programme
        self.voice = Voice(language, programme)
        self.sources = Sources(programme, None, self.voice)
        self.language = language

    def book(self) -> Book:
        programme = self.programme
        return Book(
            summary=self.voice.text(programme.header.summary),
            about=self._about(),
            phrases=self._phrases(),
            red_flags=tuple(self._flag(flag) for flag in programme.red_flags),
            concepts=tuple(self._concept(concept) for concept in programme.concepts.values()),
            decisions=tuple(self._decision(decision) for decision in programme.decisions),
            panels=tuple(self._panel(panel) for panel in programme.panels),
            impossible=tuple(
                self._sentence(self.voice.text(item.because).capital, item) for item in programme.impossible
            ),
            recommendations=tuple(
                self._sentence(self.voice.text(item.text), item) for item in programme.header.recommendations
            ),
            sources=tuple(self._source(id_, source) for id_, source in programme.sources.items()),
            local_count=sum(statement.basis == "local" for statement in _statements(programme)),
        )

    def _sentence(self, words: Said, statement: Sourced, title: Said = NOTHING, aside: Said = NOTHING) -> Sentence:
        return Sentence(words, self.sources.of(statement), title, aside)

    def _about(self) -> tuple[tuple[str, tuple[Said, ...]], ...]:
        header, say = self.programme.header, self.voice.text
        rows = [
            ("target_group", (say(header.target_group),)),
            ("not_covered", (say(header.not_covered),)),
            ("codes", tuple(Said(f"{each.code} {say(each.text)}", say(each.text).foreign) for each in header.codes)),
            ("owners", tuple(say(owner.role) for owner in header.owners)),
        ]
        return tuple((ui(name, self.language), said) for name, said in rows if any(said))

    def _phrases(self) -> tuple[Chapter, ...]:
        return tuple(
            Chapter(
                self.voice.text(phrase.heading),
                tuple(self._fact(name) for group in phrase.facts for name in self._asked(group)),
            )
            for phrase in self.programme.phrases
        )

    def _asked(self, group: str) -> tuple[str, ...]:
        return (group, *self.programme.facts[group].of)

    def _fact(self, name: str) -> Sentence:
        fact = self.programme.facts[name]
        when = fact.ask_when
        only_if = self.voice.words(lambda words: words.criterion(when)) if when else NOTHING
        aside = Said(ui("only_if", self.language, criterion=only_if), only_if.foreign) if only_if else NOTHING
        label = self.voice.text(fact.ask) if fact.ask else self.voice.words(lambda words: words.name(name)).capital
        return self._sentence(label, fact, aside=aside)

    def _flag(self, flag: RedFlag) -> Sentence:
        said = self.voice.words(lambda words: words.red_flag(flag))
        return self._sentence(said, flag, self.voice.text(flag.title), self.voice.text(flag.explain))

    def _concept(self, concept: Concept) -> Sentence:
        means = self.voice.words(lambda words: words.criterion(concept.when))
        aside = Said(ui("concept_means", self.language, criterion=means), means.foreign)
        return Sentence(self.voice.text(concept.says).capital, self.sources.of(concept), aside=aside)

    def _panel(self, panel: Panel) -> Sentence:
        said = Said(said_panel(self.programme, panel, self.language))
        return self._sentence(said, panel, self.voice.text(panel.title))

    def _decision(self, decision: Decision) -> DecisionRead:
        return DecisionRead(
            id=decision.id,
            title=self.voice.text(decision.title),
            moment=ui(f"moment_{decision.moment}", self.language),
            steps=tuple(self._step(step) for step in decision.steps),
            beside=tuple(
                self._sentence(self._if(rule.when), rule, self.voice.text(rule.title), self.voice.text(rule.text))
                for rule in decision.parallel
            ),
        )

    def _if(self, criterion: Criterion) -> Said:
        said = self.voice.words(lambda words: words.criterion(criterion))
        return Said(ui("if_condition", self.language, criterion=said), said.foreign)

    def _step(self, step: Step) -> Chapter:
        rules = [step.default, *step.exceptions] if step.default else step.rules
        sentences = (
            self._sentence(self._of_step(step, place), rule, self.voice.text(rule.title), self.voice.text(rule.reason))
            for place, rule in enumerate(rules)
        )
        return Chapter(self.voice.text(step.title), tuple(sentences))

    def _of_step(self, step: Step, place: int) -> Said:
        """One sentence of a step; its words come in the order of its default and exceptions, or of its rules."""
        return self.voice.words(lambda words: words.step(step)[place])

    def _source(self, id_: str, source: Source) -> SourceRow:
        say = self.voice.text
        return SourceRow(
            id=id_,
            title=say(source.title),
            publisher=say(source.publisher),
            date=said_date(source.date, self.language),
            kind=ui(f"kind_{source.kind}", self.language),
            holds_for=", ".join(name.capitalize() for name in source.regions) or ui("whole_country", self.language),
            status=say(source.status),
            url=source.url or "",
        )


def _statements(programme: Programme) -> list[Sourced]:
    rules = [
        rule
        for decision in programme.decisions
        for step in decision.steps
        for rule in (*step.rules, *step.exceptions, *([step.default] if step.default else []))
    ]
    beside = [rule for decision in programme.decisions for rule in decision.parallel]
    every = (programme.red_flags, rules, beside, programme.panels, programme.facts.values())
    return [*(each for part in every for each in part), *programme.header.recommendations]
