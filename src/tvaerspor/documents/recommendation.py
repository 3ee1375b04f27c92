"""A recommendation in words: the most urgent first, then why, what is missing and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tvaerspor.documents.aloud import source_mark
from tvaerspor.programme.assemble import conclusions
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import URGENCY_WORDS, Words, capital, listed
from tvaerspor.terms.source import Sourced
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Because, Change, Decision, Missing, RuledOut

_STRENGTH = {"must": "skal vælges", "should": "bør vælges", "consider": "kan overvejes"}
_DECIDERS = {
    "doctor_with_citizen": "lægen sammen med borgeren",
    "doctor": "lægen",
    "panel": "visitationen",
    "therapist": "fysioterapeuten",
}
_UNITS = {"weeks": "uger", "months": "måneder", "days": "dage", "years": "år"}
_VERDICTS = {"certain": "sikkert", "possible": "muligt"}
SHOWN_RULED_OUT = 12


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


def recommendation(
    programme: Programme, decision: Decision, decision_id: str | None = None, region: str | None = None
) -> tuple[Section, ...]:
    """The decision in Danish, section by section; empty sections are left out."""
    voice = _Voice(programme, decision, decision_id, region)
    sections = (
        Section("RØDE FLAG", tuple(voice.red_flags())),
        Section(voice.headline(), tuple(voice.outcomes())),
        Section("Fordi" if decision.settled else "Det taler for", tuple(voice.reasons())),
        Section("Mangler for at afgøre, hvor borgeren skal hen", tuple(voice.missing(deciding=True))),
        Section("Mangler kun for det, der kommer ved siden af", tuple(voice.missing(deciding=False))),
        Section("Det ville ændre anbefalingen", tuple(map(voice.change, decision.would_change))),
        Section("Derudover", tuple(voice.parallel())),
        Section("Udelukket", tuple(voice.ruled_out())),
    )
    return tuple(section for section in sections if section.lines)


class _Voice:
    """Puts the parts of one decision into words."""

    def __init__(self, programme: Programme, decision: Decision, decision_id: str | None, region: str | None) -> None:
        self.programme = programme
        self.decision = decision
        self.region = region
        self.words = Words(programme)
        rules = programme.decision(decision_id)
        self.decision_id = rules.id
        self.rules: dict[str, Sourced] = {flag.id: flag for flag in programme.red_flags}
        self.rules |= {rule.id: rule for rule in conclusions(rules)}
        self.titles = {item.id: item.title.da for item in rules.parallel}
        self.titles |= {item.id: item.unmet_need.da for item in rules.availability}
        self.titles |= {rule.id: _text_title(programme, rule.send) for rule in conclusions(rules) if rule.send}

    def headline(self) -> str:
        if self.decision.programme.validity != "in_force":
            return "Ingen anbefaling"
        if not self.decision.possible:
            return "Svarene modsiger hinanden"
        if self.decision.recommended:
            return "Anbefaling"
        return f"Ikke afklaret: {len(self.decision.possible)} muligheder"

    def red_flags(self) -> Iterator[str]:
        for flag in self.programme.red_flags:
            if flag.id in self.decision.red_flags:
                urgency = capital(URGENCY_WORDS["da"][flag.urgency.name])
                yield f"{urgency}: {flag.title.da} -> {self.words.destinations(flag.to)}{self._source(flag.id)}"
                if flag.telephone:
                    yield f"  {flag.telephone.da}"

    def outcomes(self) -> Iterator[str]:
        version = self.decision.programme
        if version.validity != "in_force":
            word = "udløbet" if version.validity == "expired" else "ikke trådt i kraft"
            yield f"Denne version af programmet er {word}. Røde flag vises stadig."
        elif not self.decision.possible:
            broken = {item.id: item for item in self.programme.impossible}
            yield from (f"{broken[item.rule].because.da}: {self._reasons(item)}" for item in self.decision.ruled_out)
        elif self.decision.recommended:
            yield from self._recommended(self.decision.recommended)
        else:
            yield from (capital(self._outcome(outcome)) for outcome in self.decision.possible)
        if version.review_is_due:
            yield "Programmets revisionsdato er overskredet."

    def _recommended(self, outcome: Outcome) -> Iterator[str]:
        for option in outcome.options:
            destination = self.programme.destinations[option.destination]
            yield f"{destination.title.da}: {_STRENGTH[option.strength]}"
            if destination.sentence:
                yield f"  Henvisningen siger: «{destination.sentence.da}»"
        if outcome.orders:
            yield f"Bestilles: {listed([self.programme.orders[order].title.da for order in outcome.orders], 'og')}"
        if outcome.urgency is not Urgency.routine:
            yield f"Hastegrad: {URGENCY_WORDS['da'][outcome.urgency.name]}"
        if outcome.decided_by:
            yield f"Afgøres af {listed([_DECIDERS[who] for who in outcome.decided_by], 'og')}"
        if outcome.review:
            yield f"Ses igen efter {outcome.review.value:g} {_UNITS.get(outcome.review.unit, outcome.review.unit)}"

    def _outcome(self, outcome: Outcome) -> str:
        urgency = "" if outcome.urgency is Urgency.routine else f" ({URGENCY_WORDS['da'][outcome.urgency.name]})"
        return self.words.destinations(outcome.destinations) + urgency

    def reasons(self) -> Iterator[str]:
        for because in self.decision.because:
            if because.reasons or self.decision.settled:
                said = self._reasons(because) or "det er udgangspunktet"
                yield f"{capital(said)}{self._source(because.rule)}"

    def _reasons(self, rule: Because | RuledOut) -> str:
        return ", og ".join(self.words.reason(reason) for reason in rule.reasons)

    def _source(self, rule: str) -> str:
        mark = source_mark(self.programme, self.rules[rule], "da", self.region) if rule in self.rules else ""
        return f" {mark}" if mark else ""

    def missing(self, deciding: bool) -> Iterator[str]:
        for blank in sorted(self.decision.missing, key=self._place):
            if (self.decision_id in blank.changes) is deciding:
                yield capital(self.words.name(blank.fact))

    def _place(self, blank: Missing) -> tuple[int, str]:
        """The order of the form: phrase by phrase, and last what is fetched."""
        asked = [name for phrase in self.programme.phrases for name in phrase.facts]
        asked = [one for name in asked for one in (self.programme.facts[name].of or (name,))]
        return (asked.index(blank.fact) if blank.fact in asked else len(asked), blank.fact)

    def change(self, change: Change) -> str:
        then = "; eller ".join(self._outcome(outcome) for outcome in change.possible)
        answer = self.words.answer(change.fact, change.answer)
        return f"{self.words.name(change.fact)} {capital(answer)}: {then}"

    def parallel(self) -> Iterator[str]:
        for item in self.decision.parallel:
            if item.verdict != "no":
                yield f"{self.titles.get(item.rule, item.rule)} ({_VERDICTS[item.verdict]})"

    def ruled_out(self) -> Iterator[str]:
        if not self.decision.possible:
            return
        rest = self.decision.ruled_out[SHOWN_RULED_OUT:]
        for item in self.decision.ruled_out[:SHOWN_RULED_OUT]:
            yield capital(self._reasons(item))
        if rest:
            yield f"... og {len(rest)} mere (--json viser alle)"


def _text_title(programme: Programme, name: str) -> str:
    text = programme.texts.get(name)
    first = text.da.lstrip().splitlines()[0] if text and text.da.strip() else name
    return f"Der sendes: {first.lstrip('# ')}"
