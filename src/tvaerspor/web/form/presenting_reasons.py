"""Why, why not, what is missing and what would change it: the reasons of a decision in words, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tvaerspor.programme.answers import Answer, Partial
from tvaerspor.programme.criteria import Reason
from tvaerspor.programme.model import Conclusion, Decision, RedFlag, Rule
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import listed
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.text import Text
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import RuledOut
from tvaerspor.web.dates import said_date
from tvaerspor.web.form.panel import ChangeView, GoneView, MissingView, ParallelView, RuleView
from tvaerspor.web.form.presenting_outcomes import destinations_said, outcome_said
from tvaerspor.web.form.said import NOTHING, Said
from tvaerspor.web.wording import ui

if TYPE_CHECKING:
    from tvaerspor.web.form.presenting import Presenter

FLAGS = "red_flags"
MANY_DESTINATIONS = 4


def rules_by_place(programme: Programme, decision: Decision) -> dict[tuple[str, str], Conclusion | RedFlag]:
    """Every rule of the decision, by its step and id; red flags stand in a step of their own."""
    found: dict[tuple[str, str], Conclusion | RedFlag] = {(FLAGS, flag.id): flag for flag in programme.red_flags}
    for step in decision.steps:
        default = [step.default] if step.default else []
        found |= {(step.id, rule.id): rule for rule in (*step.rules, *step.exceptions, *default)}
    return found


def because(presenter: Presenter) -> tuple[RuleView, ...]:
    """The rules that hold, but for red flags, which say it themselves. A starting point counts once it is settled."""
    rules = presenter.rules
    settled = presenter.decision.settled
    return tuple(
        _rule(presenter, rules[each.step, each.rule], each.reasons)
        for each in presenter.decision.because
        if each.step != FLAGS
        and (each.step, each.rule) in rules
        and (each.reasons or (settled and _is_used(presenter, rules[each.step, each.rule])))
    )


def _is_used(presenter: Presenter, rule: Conclusion | RedFlag) -> bool:
    """Whether the recommendation names where the rule leads: an exception may have taken a default's place."""
    recommended = presenter.decision.recommended
    return recommended is not None and bool(set(rule.to) & set(recommended.destinations))


def _rule(presenter: Presenter, rule: Conclusion | RedFlag, reasons: tuple[Reason, ...]) -> RuleView:
    title = presenter.sheet.voice.text(rule.title) if rule.title else Said(rule.id)
    is_default = not isinstance(rule, Rule | RedFlag)
    clauses = _clauses(presenter, reasons)
    return RuleView(title, clauses, presenter.sources.of(rule), is_default, isinstance(rule, RedFlag))


def _clauses(presenter: Presenter, reasons: Iterable[Reason]) -> tuple[Said, ...]:
    def say(reason: Reason) -> Said:
        return presenter.sheet.voice.words(lambda words: words.reason(reason))

    return tuple(dict.fromkeys(map(say, reasons)))


def ruled_out(presenter: Presenter) -> tuple[RuleView, ...]:
    """The earlier rules that do not hold, red flags last; for a contradiction, the impossibility."""
    rules = presenter.rules
    impossible = {item.id: item for item in presenter.programme.impossible}
    views = []
    for each in presenter.decision.ruled_out:
        if (each.step, each.rule) in rules:
            views.append(_rule(presenter, rules[each.step, each.rule], each.reasons))
        elif each.rule in impossible:
            item = impossible[each.rule]
            title = presenter.sheet.voice.text(item.because).capital
            views.append(RuleView(title, _clauses(presenter, each.reasons), presenter.sources.of(item)))
    return tuple(sorted(views, key=lambda view: view.is_flag))


def gone(presenter: Presenter) -> tuple[GoneView, ...]:
    """The destinations that were possible before anything was answered and are no longer, each with the reason."""
    if presenter.state not in ("settled", "unsettled"):
        return ()
    before = dict.fromkeys(name for outcome in presenter.trial.all_outcomes for name in outcome.destinations)
    now = {name for outcome in presenter.decision.possible for name in outcome.destinations}
    return tuple(
        GoneView(destinations_said(presenter.sheet, (name,)).capital, _why_gone(presenter, name))
        for name in before
        if name not in now
    )


def _why_gone(presenter: Presenter, destination: str) -> Said:
    rules = presenter.rules
    against = [each for each in presenter.decision.ruled_out if destination in rules[each.step, each.rule].to]
    if against:
        return _first_reasons(presenter, against)
    decided = [rules[each.step, each.rule] for each in presenter.decision.because if each.reasons]
    deciding = next((rule for rule in decided if rule.to and _is_used(presenter, rule)), None)
    if deciding is not None and deciding.title:
        title = presenter.sheet.voice.text(deciding.title)
        return Said(presenter.ui("decided_before", rule=title), title.foreign)
    return Said(presenter.ui("gone_otherwise"))


def _first_reasons(presenter: Presenter, against: list[RuledOut]) -> Said:
    clauses = dict.fromkeys(clause for each in against for clause in _clauses(presenter, each.reasons))
    return Said("; ".join(map(str, clauses)), any(clause.foreign for clause in clauses))


def missing(presenter: Presenter) -> tuple[MissingView, ...]:
    """The questions that matter: first those that may change the destination, red flags before the others."""
    if presenter.state in ("expired", "not_yet", "contradiction"):
        return ()
    named = {blank.fact: blank.changes for blank in presenter.decision.missing}
    joint = presenter.trial.may_decide - presenter.trial.not_asked
    changes: dict[str, dict[str, tuple[str, ...]]] = {}
    for fact, question in presenter.sheet.question_of.items():
        if fact in named or fact in joint:
            changes.setdefault(question.id, {})[fact] = named.get(fact, ())
    order = {question.id: place for place, question in enumerate(presenter.sheet.question_of.values())}
    ranked = sorted(changes, key=lambda id_: (*_rank(presenter, changes[id_]), order[id_]))
    return tuple(_missing(presenter, id_, changes[id_]) for id_ in ranked)


def _rank(presenter: Presenter, blanks: Mapping[str, tuple[str, ...]]) -> tuple[bool, bool, bool]:
    alone = any(presenter.sheet.decision.id in changes for changes in blanks.values())
    jointly = bool(presenter.trial.may_decide & set(blanks))
    return not alone, not jointly, not any(fact in presenter.must for fact in blanks)


def _missing(presenter: Presenter, id_: str, blanks: Mapping[str, tuple[str, ...]]) -> MissingView:
    total = len(presenter.sheet.programme.facts[id_].of)
    changed = dict.fromkeys(name for changes in blanks.values() for name in changes)
    alone = presenter.sheet.decision.id in changed
    decides = alone or bool(presenter.trial.may_decide & set(blanks))
    why = "" if alone else presenter.ui("missing_jointly")
    if not decides:
        titles = [str(presenter.sheet.voice.text(beside_title(presenter, name))) for name in changed]
        why = presenter.ui("missing_beside", rules=", ".join(titles))
    if id_ in presenter.trial.not_asked:
        why = presenter.ui("missing_not_asked")
    counted = presenter.ui("missing_of", count=len(blanks), total=total) if total else ""
    must = any(fact in presenter.must for fact in blanks)
    return MissingView(id_, presenter.sheet.label(id_), why, counted, must, decides)


def before_sending(presenter: Presenter) -> tuple[tuple[str, Said], ...]:
    """The questions that must be answered first. Never in the way of something acute."""
    urgency = presenter.decision.urgency
    if presenter.state in ("expired", "not_yet", "contradiction", "empty") or urgency is Urgency.acute:
        return ()
    open_ = (
        question.id
        for fact, question in presenter.sheet.question_of.items()
        if fact in presenter.must and fact not in presenter.answers
    )
    return tuple((id_, presenter.sheet.label(id_)) for id_ in dict.fromkeys(open_))


def would_change(presenter: Presenter) -> tuple[ChangeView, ...]:
    """Other answers, grouped by what they would lead to, the most urgent first."""
    grouped: dict[tuple[Outcome, ...], list[Said]] = {}
    for change in presenter.decision.would_change:
        grouped.setdefault(change.possible, []).append(_answer_clause(presenter, change.fact, change.answer))
    ranked = sorted(grouped.items(), key=lambda item: (-max(outcome.urgency for outcome in item[0]), len(item[0])))
    return tuple(ChangeView(_then(presenter, possible), tuple(answers)) for possible, answers in ranked)


def _then(presenter: Presenter, possible: tuple[Outcome, ...]) -> Said:
    if len(possible) == 1:
        words = outcome_said(presenter.sheet, possible[0])
        return Said(presenter.ui("would_change_to", destinations=words), words.foreign)
    names = tuple(dict.fromkeys(name for outcome in possible for name in outcome.destinations))
    if len(names) > MANY_DESTINATIONS:
        return Said(presenter.ui("unsettled", count=len(names)))
    titles = [str(destinations_said(presenter.sheet, (name,))) for name in names]
    return Said(
        presenter.ui("would_change_open", destinations=listed(titles, "og" if presenter.language == "da" else "and"))
    )


def _answer_clause(presenter: Presenter, fact: str, answer: Answer) -> Said:
    """«BMI er mindst 25 kg/m²»: an answer as a clause."""
    voice = presenter.sheet.voice
    if not isinstance(answer, Partial):
        return voice.words(lambda words: words.clause(fact, answer, False, words.language))
    says = presenter.programme.facts[fact].says
    if says is None:
        return Said(f"{presenter.sheet.label(fact)}: {voice.words(lambda words: words.answer(fact, answer))}")
    return voice.words(lambda words: says.in_language(words.language).replace("{value}", words.answer(fact, answer)))


def answer_said(presenter: Presenter, fact: str) -> Said:
    """An answer as it is listed: «ja», «27,5 kg/m²», «22. november 2026»."""
    answer = presenter.answers[fact]
    if presenter.programme.facts[fact].type == "date" and isinstance(answer, str):
        return Said(said_date(answer, presenter.language))
    return presenter.sheet.voice.words(lambda words: words.answer(fact, answer))


def parallel(presenter: Presenter) -> tuple[ParallelView, ...]:
    """The rules beside the destination: those that are certain first."""
    words = {"certain": "certain", "possible": "possible", "no": "no_verdict"}
    verdicts = sorted(presenter.decision.parallel, key=lambda each: list(words).index(each.verdict))
    return tuple(
        ParallelView(
            title=presenter.sheet.voice.text(beside_title(presenter, each.rule)),
            verdict=each.verdict,
            word=ui(words[each.verdict], presenter.language),
            text=_beside_text(presenter, each.rule),
            source=presenter.sources.of(_beside(presenter)[each.rule]),
        )
        for each in verdicts
    )


def _beside(presenter: Presenter) -> dict[str, Sourced]:
    decision = presenter.sheet.decision
    sending: list[Sourced] = [rule for step in decision.steps for rule in (*step.rules, *step.exceptions) if rule.send]
    return {item.id: item for item in (*decision.parallel, *decision.availability, *sending)}  # type: ignore[attr-defined]


def beside_title(presenter: Presenter, name: str) -> Text:
    """What a parallel rule, a text that is sent or an unmet need is called."""
    found = _beside(presenter).get(name)
    title = getattr(found, "title", None) or getattr(found, "unmet_need", None)
    return title if isinstance(title, Text) else Text(da=name)


def _beside_text(presenter: Presenter, name: str) -> Said:
    text = getattr(_beside(presenter).get(name), "text", None)
    return presenter.sheet.voice.text(text) if isinstance(text, Text) else NOTHING
