"""A programme read aloud: target group, phrases, red flags, steps, concepts and sources, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tvaerspor.documents.annex import annex_lines
from tvaerspor.documents.panels import panels_title, said_panel
from tvaerspor.programme.model import Decision, Fact
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import Words, capital, inside
from tvaerspor.terms.source import LOCAL_MARK, Source, Sourced
from tvaerspor.terms.text import Language

_WORDS = {
    "da": {
        "phrases": "Det skal henvisningen sige",
        "red_flags": "Røde flag",
        "concepts": "Begreber",
        "parallel": "Derudover",
        "recommendations": "Anbefalinger",
        "annex": "Bilag",
        "sources": "Kilder",
        "must": "skal besvares",
        "version": "Version",
        "target": "Hvem hører til",
        "not_covered": "Hvem hører ikke til",
        "holds": "gælder fra {}",
        "until": "til {}",
        "review": "gennemgås igen {}",
        "asked_when": "spørges, når dette gælder",
        "unavailable": "Når et tilbud mangler",
        "instead": "i stedet {}",
        "impossible": "Svar, der modsiger hinanden",
        "sent_to": "sendes til",
        "offers": "tilbud",
    },
    "en": {
        "phrases": "What the referral must say",
        "red_flags": "Red flags",
        "concepts": "Concepts",
        "parallel": "Beside the destination",
        "recommendations": "Recommendations",
        "annex": "Annex",
        "sources": "Sources",
        "must": "must be answered",
        "version": "Version",
        "target": "Who belongs",
        "not_covered": "Who does not belong",
        "holds": "in force from {}",
        "until": "until {}",
        "review": "next review {}",
        "asked_when": "asked when this holds",
        "unavailable": "Where an offer is missing",
        "instead": "instead {}",
        "impossible": "Answers that contradict each other",
        "sent_to": "sent to",
        "offers": "offers",
    },
}


def aloud(programme: Programme, language: Language = "da") -> str:
    """The whole programme as a page that a clinician can read aloud."""
    sections = (
        _head(programme, language),
        _phrases(programme, language),
        _red_flags(programme, language),
        *(_decision(programme, decision, language) for decision in programme.decisions),
        _concepts(programme, language),
        _panels(programme, language),
        _impossible(programme, language),
        _recommendations(programme, language),
        _annex(programme, language),
        _sources(programme, language),
    )
    return "\n".join(line for section in sections for line in section).rstrip("\n") + "\n"


def source_mark(programme: Programme, sourced: Sourced, language: Language = "da", region: str | None = None) -> str:
    """«(nordjylland-2016-12, 3; Ia / A)», with the mark of a local standard where it is one."""
    parts = [str(ref) for ref in sourced.source]
    parts += [str(sourced.evidence)] if sourced.evidence else []
    parts += [LOCAL_MARK.in_language(language)] if programme.is_local_in(sourced, region) else []
    return f"({'; '.join(parts)})" if parts else ""


def _head(programme: Programme, language: Language) -> Iterator[str]:
    header = programme.header
    said = _WORDS[language]
    yield f"# {programme.title.in_language(language)}"
    yield ""
    for name, text in (("", header.summary), ("target", header.target_group), ("not_covered", header.not_covered)):
        if text:
            yield f"**{said[name]}:** {text.in_language(language)}" if name else text.in_language(language)
            yield ""
    dates = (("holds", header.valid_from), ("until", header.valid_until), ("review", header.next_review))
    held = [said[name].format(day) for name, day in dates if day]
    yield ", ".join([f"{said['version']} {programme.version[:12]}", *held])
    yield ""


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from (f"## {title}", "", *found, "")


def _phrases(programme: Programme, language: Language) -> Iterator[str]:
    words = Words(programme, language)

    def lines() -> Iterator[str]:
        for number, phrase in enumerate(programme.phrases, start=1):
            yield f"{number}. **{phrase.heading.in_language(language)}**"
            for name in phrase.facts:
                fact = programme.facts[name]
                if fact.ask:
                    yield f"   - {fact.ask.in_language(language)}{_asked(words, fact, language)}"
                    members = (programme.facts[member] for member in fact.of)
                    yield from (f"     - {member.ask.in_language(language)}" for member in members if member.ask)

    yield from _section(_WORDS[language]["phrases"], lines())


def _asked(words: Words, fact: Fact, language: Language) -> str:
    """« (ja eller nej; skal besvares)»: the options, and when the question is asked."""
    said = _WORDS[language]
    notes = [", ".join(option.in_language(language) for option in fact.options.values())] if fact.options else []
    notes += [said["must"]] if fact.if_blank == "must_answer" else []
    notes += [f"{said['asked_when']}: {words.criterion(fact.ask_when)}"] if fact.ask_when else []
    return f" ({'; '.join(notes)})" if notes else ""


def _red_flags(programme: Programme, language: Language) -> Iterator[str]:
    words = Words(programme, language)
    lines = (f"- {words.red_flag(flag)} {source_mark(programme, flag, language)}" for flag in programme.red_flags)
    yield from _section(_WORDS[language]["red_flags"], lines)


def _decision(programme: Programme, decision: Decision, language: Language) -> Iterator[str]:
    words = Words(programme, language)

    def lines() -> Iterator[str]:
        for number, step in enumerate(decision.steps, start=1):
            yield f"### {number}. {step.title.in_language(language)}"
            yield ""
            rules = [*step.rules, *([step.default] if step.default else []), *step.exceptions]
            for said, rule in zip(words.step(step), rules, strict=True):
                yield f"- {said} {source_mark(programme, rule, language)}"
            yield ""
        if decision.parallel:
            yield f"### {_WORDS[language]['parallel']}"
            yield ""
        for beside in decision.parallel:
            said = capital(f"{words.criterion(beside.when)}: {beside.title.in_language(language)}.")
            yield f"- {said} {source_mark(programme, beside, language)}"
        yield from _availability(programme, decision, language)

    yield from _section(decision.title.in_language(language), lines())


def _availability(programme: Programme, decision: Decision, language: Language) -> Iterator[str]:
    words = Words(programme, language)
    if decision.availability:
        yield ""
        yield f"### {_WORDS[language]['unavailable']}"
        yield ""
    for item in decision.availability:
        instead = _WORDS[language]["instead"].format(words.destinations((item.fallback,)))
        said = capital(f"{words.criterion(item.available_when, negated=True)}: {instead}.")
        yield f"- {said} {item.unmet_need.in_language(language)} {source_mark(programme, item, language)}".rstrip()


def _panels(programme: Programme, language: Language) -> Iterator[str]:
    lines = (
        f"- **{panel.title.in_language(language)}**: {said_panel(programme, panel, language)} "
        f"{source_mark(programme, panel, language)}".rstrip()
        for panel in programme.panels
    )
    yield from _section(panels_title(language), lines)


def _impossible(programme: Programme, language: Language) -> Iterator[str]:
    words = Words(programme, language)
    lines = (
        f"- {capital(words.criterion(item.when))}: {item.because.in_language(language)}. "
        f"{source_mark(programme, item, language)}".rstrip()
        for item in programme.impossible
    )
    yield from _section(_WORDS[language]["impossible"], lines)


def _concepts(programme: Programme, language: Language) -> Iterator[str]:
    words = Words(programme, language)
    lines = (
        f"- **{capital(concept.says.in_language(language))}**: {words.criterion(concept.when)}. "
        f"{source_mark(programme, concept, language)}".rstrip()
        for concept in programme.concepts.values()
    )
    yield from _section(_WORDS[language]["concepts"], lines)


def _recommendations(programme: Programme, language: Language) -> Iterator[str]:
    lines = (
        f"- {item.text.in_language(language)} {source_mark(programme, item, language)}"
        for item in programme.header.recommendations
    )
    yield from _section(_WORDS[language]["recommendations"], lines)


def _annex(programme: Programme, language: Language) -> Iterator[str]:
    said = _WORDS[language]
    lines = (
        f"- **{line.need}**: {said['sent_to']} {inside(line.sent_to)}; {said['offers']}: {'; '.join(line.offers)}"
        for line in annex_lines(programme, language)
    )
    yield from _section(said["annex"], lines)


def _sources(programme: Programme, language: Language) -> Iterator[str]:
    lines = (f"- `{name}`: {_source(source, language)}" for name, source in sorted(programme.sources.items()))
    yield from _section(_WORDS[language]["sources"], lines)


def _source(source: Source, language: Language) -> str:
    parts = [source.title.in_language(language), source.publisher.in_language(language), source.date]
    parts += [source.status.in_language(language)] if source.status else []
    return ", ".join(parts)
