"""The form as the template shows it: every question with its words, what was answered, and whether it is asked now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tvaerspor.actions.try_programme import Trial
from tvaerspor.programme.model import Decision, Fact
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import Words, capital
from tvaerspor.referral.questions import must_be_answered
from tvaerspor.terms.text import Language, Text
from tvaerspor.triage.read_answers import AnswerFault
from tvaerspor.web.form.fields import ONE_OF, UNKNOWN, Fields
from tvaerspor.web.form.questions import Question, Section, question_of, sections_of
from tvaerspor.web.form.said import NOTHING, Said, Voice
from tvaerspor.web.wording import WHERE_FETCHED, ui

MANY_OPTIONS = 6  # more than these are a list to open, not a row to see


@dataclass(frozen=True)
class Sheet:
    """One programme's form as somebody has filled it in: what every part of the page is made from.

    `of_register` are the facts that the register of agreements answers: they are shown and not asked.
    """

    programme: Programme
    decision: Decision
    language: Language
    fields: Fields = field(default_factory=dict)
    faults: tuple[AnswerFault, ...] = ()
    of_register: frozenset[str] = frozenset()

    @cached_property
    def voice(self) -> Voice:
        """Reads the programme aloud in the page's language."""
        return Voice(self.language, self.programme)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The form's headings and questions."""
        return sections_of(self.programme, self.decision.id)

    @cached_property
    def question_of(self) -> Mapping[str, Question]:
        """The question that asks for each fact."""
        return question_of(self.programme, self.decision.id)

    @property
    def must(self) -> frozenset[str]:
        """The facts that must be answered."""
        return must_be_answered(self.programme)

    def label(self, fact: str) -> Said:
        """What a fact is called: its title or question, else what it says."""
        known = self.programme.facts[fact]
        if known.title or known.ask:
            return self.voice.text(known.title or known.ask)
        return self.voice.words(lambda words: words.name(fact)).capital


@dataclass(frozen=True)
class RowView:
    """One yes/no line of a group."""

    fact: str
    label: Said
    help: Said
    value: str
    must: bool


@dataclass(frozen=True)
class QuestionView:
    """One question as it is shown."""

    id: str
    kind: str
    label: Said
    help: Said
    value: str
    unknown: bool
    rows: tuple[RowView, ...]
    options: tuple[tuple[str, Said], ...]
    as_list: bool
    one_of: str
    partly: Said
    unit: Said
    must: bool
    gated: bool
    is_asked: bool
    gate: Said
    only_if: Said
    unused: bool
    error: Said
    fetched: str
    repeats_heading: bool
    of_register: bool


@dataclass(frozen=True)
class SectionView:
    """A heading with its questions."""

    id: str
    number: int | None
    heading: Said
    questions: tuple[QuestionView, ...]


def form_view(sheet: Sheet, trial: Trial) -> tuple[SectionView, ...]:
    """The whole form."""
    views = []
    for section in sheet.sections:
        heading = sheet.voice.text(section.heading)
        questions = tuple(_question(sheet, trial, question, heading) for question in section.questions)
        views.append(SectionView(section.id, section.number, heading, questions))
    return tuple(views)


def _question(sheet: Sheet, trial: Trial, question: Question, heading: Said) -> QuestionView:
    fact, label = sheet.programme.facts[question.id], sheet.label(question.id)
    value = sheet.fields.get(question.id, "")
    is_asked = question.id not in trial.not_asked
    answered = any(sheet.fields.get(name) for name in question.facts)
    options = tuple((name, sheet.voice.text(text)) for name, text in fact.options.items())
    return QuestionView(
        id=question.id,
        kind=question.kind,
        label=label,
        help=sheet.voice.text(fact.help),
        value=value,
        unknown=bool(sheet.fields.get(f"{question.id}{UNKNOWN}")),
        rows=tuple(_row(sheet, name) for name in question.rows),
        options=options,
        as_list=len(options) > MANY_OPTIONS,
        one_of=sheet.fields.get(f"{question.id}{ONE_OF}", "") if not value else "",
        partly=_partly(sheet, question.id) if not value else NOTHING,
        unit=sheet.voice.text(fact.unit),
        must=any(name in sheet.must for name in (question.id, *question.facts)),
        gated=fact.ask_when is not None,
        is_asked=is_asked,
        gate=NOTHING if is_asked else _closed(sheet, trial, fact, label),
        only_if=_only_if(sheet, trial, fact),
        unused=not is_asked and answered,
        error=next((_fault(sheet, fault) for fault in sheet.faults if fault.fact in question.facts), NOTHING),
        fetched=_fetched(sheet, fact) if fact.ask is None else "",
        repeats_heading=label.words.rstrip("?") == heading.words.rstrip("?"),
        of_register=question.id in sheet.of_register,
    )


def _row(sheet: Sheet, name: str) -> RowView:
    fact = sheet.programme.facts[name]
    help_ = sheet.voice.text(fact.help)
    return RowView(name, sheet.label(name), help_, sheet.fields.get(name, ""), name in sheet.must)


def _partly(sheet: Sheet, name: str) -> Said:
    options = sheet.programme.facts[name].options
    kept = [options[one] for one in sheet.fields.get(f"{name}{ONE_OF}", "").split(",") if one in options]
    joiner = " eller " if sheet.language == "da" else " or "
    return (
        Said(ui("partly", sheet.language, answer=joiner.join(text.in_language(sheet.language) for text in kept)))
        if kept
        else NOTHING
    )


def _closed(sheet: Sheet, trial: Trial, fact: Fact, label: Said) -> Said:
    """Why the question is not asked: what speaks against its criterion."""
    assert fact.ask_when is not None, "only a question with a criterion can be closed"
    when = fact.ask_when
    if when.judge(trial.known) is not False:
        return NOTHING  # it hangs on another question that is not asked

    def read(words: Words) -> str:
        return "; ".join(dict.fromkeys(words.reason(reason) for reason in when.reasons(trial.known, False)))

    why = sheet.voice.words(read)
    return Said(ui("gate_closed", sheet.language, label=label, criterion=why), why.foreign)


def _only_if(sheet: Sheet, trial: Trial, fact: Fact) -> Said:
    """For a question that may turn out not to be asked: when it is."""
    when = fact.ask_when
    if when is None or when.judge(trial.known) is not None:
        return NOTHING
    said = sheet.voice.words(lambda words: words.criterion(when))
    return Said(ui("only_if", sheet.language, criterion=said), said.foreign)


def _fault(sheet: Sheet, fault: AnswerFault) -> Said:
    return Said(f"{sheet.label(fault.fact)}: {fault.sentence}", sheet.language != "da")


def faults_said(sheet: Sheet) -> tuple[tuple[str, Said], ...]:
    """Each fault with the question to go to."""
    return tuple(
        (question.id, _fault(sheet, fault))
        for fault in sheet.faults
        if (question := sheet.question_of.get(fault.fact)) is not None
    )


def _fetched(sheet: Sheet, fact: Fact) -> str:
    where: Text | None = WHERE_FETCHED.get((fact.fetched_from or "").partition(".")[0])
    return capital(ui("fetched_from", sheet.language, where=where.in_language(sheet.language))) if where else ""
