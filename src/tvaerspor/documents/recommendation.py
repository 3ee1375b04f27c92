"""A recommendation in words: the most urgent first, then why, what is missing and what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tvaerspor.documents.aloud import source_mark
from tvaerspor.programme.answers import Answer, Partial
from tvaerspor.programme.assemble import conclusions
from tvaerspor.programme.model import Conclusion, Parallel, RedFlag
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
_BESIDE = "Mangler kun for det, der kommer ved siden af"
_NOT_ALONE = "Mangler også, men ændrer ikke svaret alene"
SHOWN_LINES = 8
"""How much of the lesser sections is shown unless everything is asked for."""
SHOWN_OUTCOMES = 6


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines; `is_alarm` for what must be seen before anything else."""

    heading: str
    lines: tuple[str, ...]
    is_alarm: bool = False


def recommendation(
    programme: Programme,
    decision: Decision,
    decision_id: str | None = None,
    region: str | None = None,
    everything: bool = True,
) -> tuple[Section, ...]:
    """The decision in Danish, section by section; empty sections are left out.

    Without `everything`, the lesser sections are cut short and say so, and of an acute outcome only that is shown.
    """
    voice = _Voice(programme, decision, decision_id, region)
    first = (
        Section("RØDE FLAG", tuple(voice.red_flags()), is_alarm=True),
        Section(voice.headline(), tuple(voice.outcomes())),
        Section("Fordi" if decision.settled else "Det taler for", tuple(voice.reasons())),
    )
    shown = tuple(section for section in first if section.lines)
    if decision.urgency is Urgency.acute and decision.settled and not everything:
        return (*shown, Section("Ring først", ("Resten af svaret vises med --all.",)))
    rest = (
        Section("Mangler for at afgøre, hvor borgeren skal hen", tuple(voice.missing(deciding=True))),
        _cut("Derudover", voice.parallel(), everything),
        _cut(_BESIDE if decision.settled else _NOT_ALONE, voice.missing(deciding=False), everything),
        _cut("Det ville ændre anbefalingen", map(voice.change, decision.would_change), everything),
        _cut("Udelukket", voice.ruled_out(), everything),
    )
    return (*shown, *(section for section in rest if section.lines))


def _cut(heading: str, lines: Iterable[str], everything: bool) -> Section:
    found = tuple(dict.fromkeys(lines))
    if everything or len(found) <= SHOWN_LINES + 1:
        return Section(heading, found)
    return Section(heading, (*found[:SHOWN_LINES], f"... og {len(found) - SHOWN_LINES} mere (--all viser alle)"))


class _Voice:
    """Puts the parts of one decision into words."""

    def __init__(self, programme: Programme, decision: Decision, decision_id: str | None, region: str | None) -> None:
        self.programme = programme
        self.decision = decision
        self.region = region
        self.words = Words(programme)
        rules = programme.decision(decision_id)
        self.decision_id = rules.id
        self.flags: dict[str, RedFlag] = {flag.id: flag for flag in programme.red_flags}
        self.conclusions: dict[str, Conclusion] = {rule.id: rule for rule in conclusions(rules)}
        self.beside: dict[str, Parallel] = {item.id: item for item in rules.parallel}
        self.unmet = {item.id: item.unmet_need.da for item in rules.availability}

    def headline(self) -> str:
        if self.decision.programme.validity != "in_force":
            return "Ingen anbefaling"
        if not self.decision.possible:
            return "Svarene modsiger hinanden"
        if self.decision.recommended:
            return "Anbefaling"
        return f"Ikke afklaret: {len(self.decision.possible)} mulige svar"

    def red_flags(self) -> Iterator[str]:
        held = (self.flags[name] for name in self.decision.red_flags)
        for flag in sorted(held, key=lambda flag: -flag.urgency):
            yield f"!! {URGENCY_WORDS['da'][flag.urgency.name].upper()}: {flag.title.da}"
            yield f"   Til {self.words.destinations(flag.to)}.{self._source(flag)}"
            yield from (f"   {text.da}" for text in (flag.telephone, flag.explain) if text)

    def outcomes(self) -> Iterator[str]:
        version = self.decision.programme
        if version.validity != "in_force":
            word = "udløbet" if version.validity == "expired" else "ikke trådt i kraft"
            yield f"Denne version af programmet er {word}. Røde flag vises stadig."
        elif not self.decision.possible:
            yield from self._contradictions()
        elif self.decision.recommended:
            yield from self._recommended(self.decision.recommended)
        else:
            yield from self._possibilities()
        if version.review_is_due:
            yield "Programmets revisionsdato er overskredet."

    def _contradictions(self) -> Iterator[str]:
        broken = {item.id: item for item in self.programme.impossible}
        for item in self.decision.ruled_out:
            yield f"{capital(broken[item.rule].because.da)}: {self._reasons(item)}."
            facts = dict.fromkeys(name for reason in item.reasons for name in sorted(reason.test.facts()))
            yield f"Ret et af svarene: {', '.join(f'{self.words.name(name)} ({name})' for name in facts)}"

    def _possibilities(self) -> Iterator[str]:
        possible = self.decision.possible
        if len(possible) <= SHOWN_OUTCOMES:
            yield from (capital(self._outcome(outcome)) for outcome in possible)
            return
        single = {(-outcome.urgency, name): None for outcome in possible for name in outcome.destinations}
        for urgency, name in sorted(single, key=lambda one: one[0]):
            yield capital(self._to((name,), Urgency(-urgency)))
        yield "eller flere af dem sammen; --json viser hvert muligt svar for sig"

    def _recommended(self, outcome: Outcome) -> Iterator[str]:
        options = sorted(outcome.options, key=lambda option: list(_STRENGTH).index(option.strength))
        for place, option in enumerate(options):
            destination = self.programme.destinations[option.destination]
            yield f"{'eller ' if place else ''}{destination.title.da}: {_STRENGTH[option.strength]}"
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
        return self._to(outcome.destinations, outcome.urgency)

    def _to(self, destinations: tuple[str, ...], urgency: Urgency) -> str:
        said = "" if urgency is Urgency.routine else f" ({URGENCY_WORDS['da'][urgency.name]})"
        return self.words.destinations(destinations) + said

    def reasons(self) -> Iterator[str]:
        for because in self.decision.because:
            rule = self.conclusions.get(because.rule) or self.flags[because.rule]
            if because.reasons or self.decision.settled:
                said = capital(self._reasons(because) or "det er udgangspunktet")
                yield f"{said}.{self._source(rule)}"
            if isinstance(rule, Conclusion) and rule.reason and because.reasons:
                yield f"  {rule.reason.da}"

    def _reasons(self, rule: Because | RuledOut) -> str:
        return ", og ".join(self.words.reason(reason) for reason in rule.reasons)

    def _source(self, rule: Sourced) -> str:
        mark = source_mark(self.programme, rule, "da", self.region)
        return f" {mark}" if mark else ""

    def missing(self, deciding: bool) -> Iterator[str]:
        flagged = frozenset().union(*(flag.when.facts() for flag in self.programme.red_flags))
        blanks = sorted(self.decision.missing, key=lambda blank: (blank.fact not in flagged, self._place(blank)))
        for blank in blanks:
            if (self.decision_id in blank.changes) is deciding:
                yield f"{'rødt flag: ' if blank.fact in flagged else ''}{capital(self.words.name(blank.fact))}"

    def _place(self, blank: Missing) -> tuple[int, str]:
        """The order of the form: phrase by phrase, and last what is fetched."""
        asked = [name for phrase in self.programme.phrases for name in phrase.facts]
        asked = [one for name in asked for one in (self.programme.facts[name].of or (name,))]
        return (asked.index(blank.fact) if blank.fact in asked else len(asked), blank.fact)

    def change(self, change: Change) -> str:
        return f"{capital(self._answered(change.fact, change.answer))} -> {self._then(change.possible)}"

    def _answered(self, fact: str, answer: Answer) -> str:
        known = self.programme.facts[fact]
        if known.says is None:
            return f"{self.words.name(fact)}: {self.words.answer(fact, answer)}"
        if isinstance(answer, Partial):
            return known.says.da.replace("{value}", self.words.answer(fact, answer))
        return self.words.clause(fact, answer, False, "da")

    def _then(self, possible: tuple[Outcome, ...]) -> str:
        """What is then possible; beside much that stays possible, only what is new and what is gone."""
        if not possible:
            return "svarene ville modsige hinanden"
        if len(possible) <= 2:
            return ", ellers ".join(map(self._outcome, possible))
        before = {name for outcome in self.decision.possible for name in outcome.destinations}
        after = {name for outcome in possible for name in outcome.destinations}
        said = [f"også muligt: {self._names(after - before)}"] if after - before else []
        said += [f"ikke længere muligt: {self._names(before - after)}"] if before - after else []
        return "; ".join(said) or f"stadig ikke afklaret ({len(possible)} mulige svar)"

    def _names(self, destinations: set[str]) -> str:
        return self.words.destinations(tuple(sorted(destinations)))

    def parallel(self) -> Iterator[str]:
        certain = [item.rule for item in self.decision.parallel if item.verdict == "certain"]
        for name in certain:
            rule = self.beside.get(name)
            yield self._title(name) + (self._source(rule) if rule else "")
            if rule and rule.text:
                yield f"  {rule.text.da}"
        possible = [item.rule for item in self.decision.parallel if item.verdict == "possible"]
        yield from (f"Muligvis: {self._title(name)}" for name in possible)

    def _title(self, name: str) -> str:
        if name in self.beside:
            return self.beside[name].title.da
        send = self.conclusions[name].send if name in self.conclusions else None
        return _text_title(self.programme, send) if send else self.unmet.get(name, name)

    def ruled_out(self) -> Iterator[str]:
        if not self.decision.possible:
            return
        denied = [item for item in self.decision.ruled_out if item.rule in self.flags]
        for item in self.decision.ruled_out:
            rule = self.conclusions.get(item.rule)
            if rule is not None:
                goal = self.words.destinations(rule.to) if rule.to else self._title(item.rule)
                yield f"{capital(goal)}: {self._reasons(item)}"
        if denied:
            yield f"Røde flag: {'; '.join(map(self._reasons, denied))}"


def _text_title(programme: Programme, name: str) -> str:
    text = programme.texts.get(name)
    first = text.da.lstrip().splitlines()[0] if text and text.da.strip() else name
    return f"Der sendes: {first.lstrip('# ')}"
