"""Where a statement comes from, ready to be opened with one click."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.programme.programme import Programme
from tvaerspor.terms.source import LOCAL_MARK, Sourced, SourceRef
from tvaerspor.web.dates import said_date
from tvaerspor.web.form.said import NOTHING, Said, Voice
from tvaerspor.web.wording import ui


@dataclass(frozen=True)
class Reference:
    """One place in one source."""

    title: Said
    publisher: Said
    section: str
    date: str
    url: str
    status: Said
    grades: Said


@dataclass(frozen=True)
class SourceView:
    """A statement's sources; `mark` is set where it is a local standard in the citizen's region."""

    short: str
    mark: Said
    references: tuple[Reference, ...]
    evidence: str
    quote: Said
    note: Said


class Sources:
    """Shows the sources of one programme to somebody in one region."""

    def __init__(self, programme: Programme, region: str | None, voice: Voice) -> None:
        self.programme = programme
        self.region = region
        self.voice = voice

    def of(self, *statements: Sourced) -> SourceView:
        """The sources of statements that say the same; the first gives the evidence and the quotation."""
        first = statements[0]
        local = all(self.programme.is_local_in(each, self.region) for each in statements)
        references = tuple(dict.fromkeys(ref for each in statements for ref in each.source))
        return SourceView(
            short=self._short(references),
            mark=self.voice.text(LOCAL_MARK) if local else NOTHING,
            references=tuple(map(self._reference, references)),
            evidence=self._evidence(first),
            quote=self.voice.danish_only(first.quote or ""),
            note=self.voice.text(first.note),
        )

    def _short(self, references: tuple[SourceRef, ...]) -> str:
        """«aftale, december 2016, afsnit 3»: enough to recognise it by."""
        known = [ref for ref in references if ref.id in self.programme.sources]
        if not known:
            return ""
        source = self.programme.sources[known[0].id]
        language = self.voice.language
        parts = [ui(f"kind_{source.kind}", language)]
        parts += [
            said_date(source.date, language) if source.date[:1].isdigit() else str(self.voice.text(source.publisher))
        ]
        parts += [self._section(known[0])] if known[0].section else []
        parts += [ui("more_sources", language, count=len(known) - 1)] if len(known) > 1 else []
        return ", ".join(parts)

    def _section(self, ref: SourceRef) -> str:
        section = ref.section or ""
        return ui("section", self.voice.language, section=section) if section[:1].isdigit() else section

    def _evidence(self, statement: Sourced) -> str:
        if statement.evidence is None:
            return ""
        strength = statement.evidence.strength
        said = ui("strength", self.voice.language, strength=strength) if strength else None
        return ", ".join(part for part in (statement.evidence.level, said) if part)

    def _reference(self, ref: SourceRef) -> Reference:
        source = self.programme.sources.get(ref.id)
        if source is None:
            return Reference(Said(ref.id), NOTHING, self._section(ref), "", "", NOTHING, NOTHING)
        say = self.voice.text
        date = said_date(source.date, self.voice.language)
        return Reference(
            say(source.title),
            say(source.publisher),
            self._section(ref),
            date,
            source.url or "",
            say(source.status),
            say(source.grades),
        )
