"""What the receiver of a referral gets to read: the choice, the red flags, the phrases answered, the recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tvaerspor.documents.answered import answered
from tvaerspor.documents.text_section import TextSection
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.assemble import conclusions
from tvaerspor.programme.model import Conclusion
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import URGENCY_WORDS, Words, capital, listed
from tvaerspor.referral.choice import Choice
from tvaerspor.terms.text import Language
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Decision, Missing

MOST_NAMED = 12
"""How many blanks are named in one line of what is missing; the rest are counted."""
_SAID = {
    "da": {
        "chosen": "Henvises til",
        "chosen_by": "Valgt af {}.",
        "outside": "Valget er et andet end programmets anbefaling. Begrundelse: {}",
        "no_reason": "ikke oplyst.",
        "red_flags": "Røde flag",
        "to": "Til {}.",
        "recommendation": "Programmets anbefaling",
        "must": "skal vælges",
        "should": "bør vælges",
        "consider": "kan overvejes",
        "or": "eller",
        "and": "og",
        "orders": "Bestilles: {}.",
        "urgency": "Hastegrad: {}.",
        "because": "Fordi {}.",
        "default": "det er udgangspunktet",
        "beside": "Derudover: {}.",
        "open": "Ikke afklaret. Muligt: {}.",
        "contradiction": "Ingen anbefaling: svarene modsiger hinanden.",
        "not_in_force": "Ingen anbefaling: programmets version er ikke i kraft.",
        "missing": "Mangler",
        "deciding": "Mangler for at afgøre, hvor borgeren skal hen: {}.",
        "others": "Mangler for resten: {}.",
        "more": "og {} mere",
        "flag": "{} (rødt flag)",
    },
    "en": {
        "chosen": "Referred to",
        "chosen_by": "Chosen by {}.",
        "outside": "The choice is another than the programme's recommendation. Reason: {}",
        "no_reason": "not stated.",
        "red_flags": "Red flags",
        "to": "To {}.",
        "recommendation": "The programme's recommendation",
        "must": "must be chosen",
        "should": "should be chosen",
        "consider": "may be considered",
        "or": "or",
        "and": "and",
        "orders": "Ordered: {}.",
        "urgency": "Urgency: {}.",
        "because": "Because {}.",
        "default": "it is the starting point",
        "beside": "Also: {}.",
        "open": "Not settled. Possible: {}.",
        "contradiction": "No recommendation: the answers contradict each other.",
        "not_in_force": "No recommendation: this version of the programme is not in force.",
        "missing": "Missing",
        "deciding": "Missing to decide where the citizen is to go: {}.",
        "others": "Missing for the rest: {}.",
        "more": "and {} more",
        "flag": "{} (red flag)",
    },
}
_DECIDERS = {
    "da": {
        "doctor_with_citizen": "lægen sammen med borgeren",
        "doctor": "lægen",
        "panel": "visitationen",
        "therapist": "fysioterapeuten",
    },
    "en": {
        "doctor_with_citizen": "the doctor together with the citizen",
        "doctor": "the doctor",
        "panel": "the triage panel",
        "therapist": "the therapist",
    },
}


def referral_text(
    programme: Programme, answers: Answers, decision: Decision, choice: Choice | None = None, language: Language = "da"
) -> tuple[TextSection, ...]:
    """The referral in words, one to two pages, as the programme's first decision made it.

    The sentence that a destination must always be sent stands under the choice; `choice` None leaves out who chose
    what, and takes the sentences of what is recommended.
    """
    voice = _Voice(programme, decision, language)
    sections = (
        voice.section("chosen", voice.chosen(choice)),
        voice.section("red_flags", voice.red_flags()),
        *(
            TextSection(phrase.heading.in_language(language), answered(voice.words, phrase, answers))
            for phrase in programme.phrases
        ),
        voice.section("recommendation", voice.recommended()),
        voice.section("missing", voice.missing()),
    )
    return tuple(section for section in sections if section.lines)


class _Voice:
    """Puts one decision into the words of a letter."""

    def __init__(self, programme: Programme, decision: Decision, language: Language) -> None:
        self.programme = programme
        self.decision = decision
        self.language = language
        self.words = Words(programme, language)
        self.said = _SAID[language]
        self.rules = programme.decision()

    def section(self, name: str, lines: Iterable[str]) -> TextSection:
        return TextSection(self.said[name], tuple(dict.fromkeys(lines)))

    def chosen(self, choice: Choice | None) -> Iterator[str]:
        recommended = self.decision.recommended.destinations if self.decision.recommended else ()
        for name in (choice.destination,) if choice else recommended:
            known = self.programme.destinations[name]
            if choice:
                yield f"{known.title.in_language(self.language)}."
            if known.sentence:
                yield _ended(capital(known.sentence.in_language(self.language)))
        if choice is None:
            return
        if choice.decided_by:
            yield self.said["chosen_by"].format(_DECIDERS[self.language][choice.decided_by])
        possible = {name for outcome in self.decision.possible for name in outcome.destinations}
        if possible and choice.destination not in possible:
            yield self.said["outside"].format(_ended(choice.reason.strip() or self.said["no_reason"]))

    def red_flags(self) -> Iterator[str]:
        known = {flag.id: flag for flag in self.programme.red_flags}
        for flag in sorted((known[name] for name in self.decision.red_flags), key=lambda flag: -flag.urgency):
            urgency = URGENCY_WORDS[self.language][flag.urgency.name].upper()
            yield f"{urgency}: {flag.title.in_language(self.language)}. " + self.said["to"].format(
                self.words.destinations(flag.to)
            )
            yield from (text.in_language(self.language) for text in (flag.telephone, flag.explain) if text)

    def recommended(self) -> Iterator[str]:
        decision = self.decision
        if decision.programme.validity != "in_force":
            yield self.said["not_in_force"]
        elif not decision.possible:
            yield self.said["contradiction"]
        elif decision.recommended is None:
            names = dict.fromkeys(name for outcome in decision.possible for name in outcome.destinations)
            yield self.said["open"].format(self.words.destinations(tuple(names)))
        else:
            yield from self._outcome(decision.recommended)
        yield from self._reasons()
        beside = [self._title(item.rule) for item in decision.parallel if item.verdict == "certain"]
        if beside:
            yield self.said["beside"].format("; ".join(filter(None, beside)))

    def _outcome(self, outcome: Outcome) -> Iterator[str]:
        titles = self.programme.destinations
        options = sorted(outcome.options, key=lambda option: ("must", "should", "consider").index(option.strength))
        said = [
            f"{titles[option.destination].title.in_language(self.language)} ({self.said[option.strength]})"
            for option in options
        ]
        yield f"{listed(said, self.said['or'])}."
        if outcome.urgency is not Urgency.routine:
            yield self.said["urgency"].format(URGENCY_WORDS[self.language][outcome.urgency.name])
        if outcome.orders:
            orders = [self.programme.orders[name].title.in_language(self.language) for name in outcome.orders]
            yield self.said["orders"].format(listed(orders, self.said["and"]))

    def _reasons(self) -> Iterator[str]:
        for because in self.decision.because:
            said = f", {self.said['and']} ".join(self.words.reason(reason) for reason in because.reasons)
            if said or self.decision.settled:
                yield self.said["because"].format(said or self.said["default"])

    def _title(self, name: str) -> str:
        """What a parallel rule is called; empty for a text that was sent and for a need that went unmet."""
        beside = {item.id: item.title for item in self.rules.parallel}
        unmet = {item.id: item.unmet_need for item in self.rules.availability}
        known = beside.get(name) or unmet.get(name)
        return known.in_language(self.language).rstrip(".") if known else self._sent(name)

    def _sent(self, name: str) -> str:
        rule: Conclusion | None = {rule.id: rule for rule in conclusions(self.rules)}.get(name)
        return rule.title.in_language(self.language) if rule and rule.title else ""

    def missing(self) -> Iterator[str]:
        for name, is_deciding in (("deciding", True), ("others", False)):
            blanks = [blank for blank in self.decision.missing if (self.rules.id in blank.changes) is is_deciding]
            if blanks:
                yield self.said[name].format(self._blanks(blanks))

    def _blanks(self, blanks: list[Missing]) -> str:
        flagged = frozenset().union(*(flag.when.facts() for flag in self.programme.red_flags))
        first = sorted(blanks, key=lambda blank: blank.fact not in flagged)
        named = [
            self.said["flag"].format(self._called(blank)) if blank.fact in flagged else self._called(blank)
            for blank in first[:MOST_NAMED]
        ]
        more = [self.said["more"].format(len(first) - MOST_NAMED)] if len(first) > MOST_NAMED else []
        return "; ".join([*named, *more])

    def _called(self, blank: Missing) -> str:
        return self.words.name(blank.fact).rstrip("?:. ")


def _ended(sentence: str) -> str:
    return sentence if sentence.rstrip().endswith((".", "?", "!")) else f"{sentence.rstrip()}."
