"""A trial's decision -> what the panel shows. Pure: words, order and grouping, never a decision of its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from tvaerspor.actions.try_programme import Trial
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.model import Conclusion, ReadAs, RedFlag
from tvaerspor.programme.outcomes import Option, Outcome
from tvaerspor.programme.words import listed
from tvaerspor.referral.questions import must_be_answered_now
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Context
from tvaerspor.web.dates import said_date
from tvaerspor.web.form import presenting_reasons as reasons
from tvaerspor.web.form.panel import FlagView, MissingView, OptionView, Panel, PossibleView, State
from tvaerspor.web.form.presenting_outcomes import destinations_said, message_of, orders_said, outcome_said, review_said
from tvaerspor.web.form.said import NOTHING, Said
from tvaerspor.web.form.sheet import Sheet
from tvaerspor.web.form.sourcing import Sources
from tvaerspor.web.wording import ui

_STRENGTHS = ("must", "should", "consider")


def present(sheet: Sheet, trial: Trial, answers: Answers, context: Context) -> Panel:
    """The panel for these answers in this context."""
    return Presenter(sheet, trial, answers, context).panel()


class Presenter:
    """Holds what every part of one panel is made from."""

    def __init__(self, sheet: Sheet, trial: Trial, answers: Answers, context: Context) -> None:
        self.sheet = sheet
        self.trial = trial
        self.decision = trial.decision
        self.answers = Answers(
            {fact: answers[fact] for fact in answers if fact not in trial.not_asked}, answers.unknown
        )
        self.programme = sheet.programme
        self.language = sheet.language
        self.sources = Sources(sheet.programme, context.region, sheet.voice)

    def ui(self, name: str, **values: object) -> str:
        """One of the page's own phrases."""
        return ui(name, self.language, **values)

    @cached_property
    def rules(self) -> Mapping[tuple[str, str], Conclusion | RedFlag]:
        """Every rule of the decision, by its step and id."""
        return reasons.rules_by_place(self.programme, self.sheet.decision)

    @cached_property
    def missing(self) -> tuple[MissingView, ...]:
        """The questions that matter."""
        return reasons.missing(self)

    @cached_property
    def must(self) -> frozenset[str]:
        """The facts that must be answered as things stand: a question that may fall away is not among them."""
        return must_be_answered_now(self.programme, self.trial.known)

    @property
    def state(self) -> State:
        """Which kind of answer this is."""
        validity = self.decision.programme.validity
        if validity != "in_force":
            return validity
        if not self.decision.possible:
            return "contradiction"
        if self.decision.settled:
            return "settled"
        return "unsettled" if self.answers.given else "empty"

    def panel(self) -> Panel:
        """Everything, in the order of the panel."""
        flags, state = self._flags(), self.state
        return Panel(
            state=state,
            headline=self._headline(state),
            subline=self._subline(state),
            level=self._level(),
            warnings=self._warnings(),
            flags=flags,
            options=self._options(),
            facts=self._facts(),
            calm_possible=self._possible(routine=True),
            flagged_possible=self._possible(routine=False),
            combinations=tuple(outcome_said(self.sheet, outcome).capital for outcome in self.decision.possible),
            because=reasons.because(self),
            before_sending=reasons.before_sending(self),
            missing=self.missing,
            ruled_out=reasons.ruled_out(self),
            gone=reasons.gone(self),
            would_change=reasons.would_change(self),
            parallel=reasons.parallel(self),
            read_as=self._read_as(),
            derived=self._derived(),
            given=self._given(),
            answers_count=self._answers_count(),
            summary=self._summary(state),
            status=self._status(state),
        )

    def _flags(self) -> tuple[FlagView, ...]:
        raised = [flag for flag in self.programme.red_flags if flag.id in self.decision.red_flags]
        return tuple(self._flag(flag) for flag in sorted(raised, key=lambda flag: -flag.urgency))

    def _flag(self, flag: RedFlag) -> FlagView:
        say = self.sheet.voice.text
        return FlagView(
            title=say(flag.title),
            urgency=self.ui(f"urgency_{flag.urgency.name}"),
            level=flag.urgency.name,
            destinations=destinations_said(self.sheet, flag.to),
            telephone=say(flag.telephone),
            explain=say(flag.explain),
            orders=orders_said(self.sheet, flag.orders),
            source=self.sources.of(flag),
        )

    def _headline(self, state: State) -> Said:
        if state == "settled" and self.decision.recommended is not None:
            words = destinations_said(self.sheet, self._by_strength(self.decision.recommended))
            return Said(self.ui("settled", destinations=words), words.foreign)
        if state != "unsettled":
            return Said(self.ui("empty_title" if state == "empty" else state))
        names = self._destinations()
        if len(names) == 1:
            words = destinations_said(self.sheet, names)
            return Said(self.ui("unsettled_one", destinations=words), words.foreign)
        return Said(self.ui("unsettled", count=len(names)))

    def _subline(self, state: State) -> str:
        header = self.programme.header
        if state == "expired":
            return self.ui("expired_text", date=said_date(header.valid_until or "", self.language))
        if state == "not_yet":
            return self.ui("not_yet_text", date=said_date(header.valid_from or "", self.language))
        if state == "contradiction":
            return self.ui("contradiction_text" if self.decision.ruled_out else "contradiction_unnamed")
        return self.ui("empty_text") if state == "empty" else ""

    def _level(self) -> str:
        """How loud the headline is: an acute recommendation is as loud as its flag."""
        recommended = self.decision.recommended
        return recommended.urgency.name if recommended else ""

    def _warnings(self) -> tuple[Said, ...]:
        due, header = self.decision.programme.review_is_due, self.programme.header
        if not due or header.next_review is None:
            return ()
        return (Said(self.ui("review_is_due", date=said_date(header.next_review, self.language))),)

    def _options(self) -> tuple[OptionView, ...]:
        recommended = self.decision.recommended
        if recommended is None:
            return ()
        options = sorted(recommended.options, key=lambda option: _STRENGTHS.index(option.strength))
        return tuple(self._option(option) for option in options)

    def _option(self, option: Option) -> OptionView:
        say, destination = self.sheet.voice.text, self.programme.destinations.get(option.destination)
        offer = self.programme.offers.get(option.offer)
        return OptionView(
            title=destinations_said(self.sheet, (option.destination,)).capital,
            strength=self.ui(f"strength_{option.strength}"),
            offer=say(offer.title) if offer else NOTHING,
            message=message_of(destination),
            sentence=say(destination.sentence) if destination else NOTHING,
            telephone=say(destination.telephone) if destination else NOTHING,
        )

    def _facts(self) -> tuple[tuple[str, Said], ...]:
        """Who decides, what is ordered, when to look again: a heading and words each."""
        found = self.decision.recommended
        if found is None:
            return ()
        rows = [(self.ui("decides"), Said(listed([self.ui(who) for who in found.decided_by], self._and)))]
        rows += [(self.ui("orders"), order) for order in orders_said(self.sheet, found.orders)]
        rows += [(self.ui("review"), review_said(self.sheet, found.review))] if found.review else []
        rows += [(self.ui("hand_over"), Said(found.hand_over))] if found.hand_over else []
        return tuple((heading, words) for heading, words in rows if words)

    @property
    def _and(self) -> str:
        return "og" if self.language == "da" else "and"

    def _by_strength(self, outcome: Outcome) -> tuple[str, ...]:
        options = sorted(outcome.options, key=lambda option: _STRENGTHS.index(option.strength))
        return tuple(option.destination for option in options)

    def _destinations(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for outcome in self.decision.possible for name in outcome.destinations))

    def _possible(self, routine: bool) -> tuple[PossibleView, ...]:
        """Each destination with its urgency, once: of the outcomes that are routine, or of the others."""
        if self.decision.settled:
            return ()
        pairs = dict.fromkeys(
            (name, outcome.urgency)
            for outcome in self.decision.possible
            for name in outcome.destinations
            if (outcome.urgency is Urgency.routine) == routine
        )
        return tuple(
            PossibleView(
                title=destinations_said(self.sheet, (name,)).capital,
                urgency="" if routine else self.ui(f"urgency_{urgency.name}"),
                level=urgency.name,
                certain=all(name in outcome.destinations for outcome in self.decision.possible),
            )
            for name, urgency in sorted(pairs, key=lambda pair: -pair[1])
        )

    def _read_as(self) -> tuple[Said, ...]:
        asked = set(self.sheet.question_of) - self.trial.not_asked
        return tuple(
            self.sheet.voice.text(fact.if_blank.explained).capital
            for name, fact in self.programme.facts.items()
            if isinstance(fact.if_blank, ReadAs) and name in asked and name not in self.answers
        )

    def _derived(self) -> tuple[Said, ...]:
        return tuple(
            self._follows(name)
            for name, fact in self.programme.facts.items()
            if fact.derive is not None and fact.says is not None and name in self.trial.known
        )

    def _follows(self, name: str) -> Said:
        value = self.trial.known[name]
        return self.sheet.voice.words(lambda words: words.clause(name, value, False, words.language)).capital

    def _given(self) -> tuple[tuple[Said, Said], ...]:
        """Every answer in use, for print and for the list of all answers."""
        said = [(self.sheet.label(fact), reasons.answer_said(self, fact)) for fact in self.answers]
        unknown = sorted(self.answers.unknown - self.trial.not_asked)
        return (*said, *((self.sheet.label(fact), Said(self.ui("said_unknown"))) for fact in unknown))

    def _answers_count(self) -> int:
        """Questions of the form with an answer; a group counts once, and what is fetched does not count."""
        asked = [question for section in self.sheet.sections if section.number for question in section.questions]
        return sum(any(fact in self.answers for fact in question.facts) for question in asked)

    def _summary(self, state: State) -> str:
        raised = [flag.urgency for flag in self.programme.red_flags if flag.id in self.decision.red_flags]
        if raised:
            return self.ui("summary_flag", urgency=self.ui(f"urgency_{max(raised).name}"))
        if state in ("settled", "unsettled", "empty"):
            return (
                self.ui("summary_settled")
                if state == "settled"
                else self.ui("summary_open", count=len(self._destinations()))
            )
        return self.ui(state)

    def _status(self, state: State) -> str:
        """What a screen reader says after each answer: the flags, the headline, how much is missing."""
        flags = [f"{self.ui('red_flag')}: {flag.title}." for flag in self._flags()]
        count = len(self.missing) if state == "unsettled" else 0
        said = [*flags, f"{self._headline(state)}."]
        return " ".join([*said, self.ui("status_missing", count=count)] if count else said)
