"""A programme read aloud: target group, phrases, red flags, steps, concepts and sources, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tvaerspor.documents.annex import annex_markdown
from tvaerspor.programme.model import Decision
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.words import Words, capital
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
        "source": "kilde",
        "open": "Åbne punkter",
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
        "source": "source",
        "open": "Open points",
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
        _recommendations(programme, language),
        _annex(programme, language),
        _sources(programme, language),
    )
    return "\n".join(line for section in sections for line in section) + "\n"


def source_mark(programme: Programme, sourced: Sourced, language: Language = "da", region: str | None = None) -> str:
    """«(nordjylland-2016-12, 3; Ia / A)», with the mark of a local standard where it is one."""
    parts = [str(ref) for ref in sourced.source]
    parts += [str(sourced.evidence)] if sourced.evidence else []
    parts += [LOCAL_MARK.in_language(language)] if programme.is_local_in(sourced, region) else []
    return f"({'; '.join(parts)})" if parts else ""


def _head(programme: Programme, language: Language) -> Iterator[str]:
    header = programme.header
    yield f"# {programme.title.in_language(language)}"
    yield ""
    for text in (header.summary, header.target_group, header.not_covered):
        if text:
            yield text.in_language(language)
            yield ""
    dates = " - ".join(date for date in (header.valid_from, header.valid_until) if date)
    yield f"{_WORDS[language]['version']} {programme.version[:12]}, {dates}"
    yield ""


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from (f"## {title}", "", *found, "")


def _phrases(programme: Programme, language: Language) -> Iterator[str]:
    def lines() -> Iterator[str]:
        for number, phrase in enumerate(programme.phrases, start=1):
            yield f"{number}. **{phrase.heading.in_language(language)}**"
            for name in phrase.facts:
                fact = programme.facts[name]
                if fact.ask:
                    must = f" ({_WORDS[language]['must']})" if fact.if_blank == "must_answer" else ""
                    yield f"   - {fact.ask.in_language(language)}{must}"

    yield from _section(_WORDS[language]["phrases"], lines())


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

    yield from _section(decision.title.in_language(language), lines())


def _concepts(programme: Programme, language: Language) -> Iterator[str]:
    words = Words(programme, language)
    lines = (
        f"- **{capital(concept.says.in_language(language))}**: {words.criterion(concept.of)}."
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
    yield from _section(_WORDS[language]["annex"], [annex_markdown(programme, language)] if programme.annex else [])


def _sources(programme: Programme, language: Language) -> Iterator[str]:
    lines = (f"- `{name}`: {_source(source, language)}" for name, source in sorted(programme.sources.items()))
    yield from _section(_WORDS[language]["sources"], lines)


def _source(source: Source, language: Language) -> str:
    parts = [source.title.in_language(language), source.publisher.in_language(language), source.date]
    parts += [source.status.in_language(language)] if source.status else []
    return ", ".join(parts)
