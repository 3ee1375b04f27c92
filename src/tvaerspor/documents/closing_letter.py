"""The programme's closing letter with what is known filled in, and what the therapist must write named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tvaerspor.documents.text_section import TextSection
from tvaerspor.programme.names import BLANK
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Language

TO_BE_WRITTEN: Mapping[Language, str] = {"da": "[udfyldes]", "en": "[to be written]"}
"""Stands where something is not known. A letter that still holds it is not finished."""


def closing_letter(
    programme: Programme, known: Mapping[str, str], language: Language = "da"
) -> tuple[TextSection, ...]:
    """The parts of the programme's text `closing_letter`, in its order; empty where it has none.

    `known` holds texts by the names of the blanks ("citizen.name", "course.end", an answered fact). A blank that is not
    known, or blank, stands as TO_BE_WRITTEN and is named in the section's `unwritten`. A table becomes a line for each
    of its rows.
    """
    text = programme.texts.get("closing_letter")
    if text is None:
        return ()
    filler = _Filler(programme, {name: words for name, words in known.items() if words.strip()}, language)
    return tuple(filler.section(heading, lines) for heading, lines in _parts(text.in_language(language)))


def unwritten(sections: tuple[TextSection, ...]) -> tuple[str, ...]:
    """The blanks that the therapist must still write, in order, each once."""
    return tuple(dict.fromkeys(name for section in sections for name in section.unwritten))


def _parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """The parts under a second-level heading; the title before the first is left out, because the message has one."""
    heading: str | None = None
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("## "):
            if heading is not None:
                yield heading, lines
            heading, lines = line.removeprefix("## ").strip(), []
        elif heading is not None:
            lines.append(line.rstrip())
    if heading is not None:
        yield heading, lines


class _Filler:
    """Fills in the lines of one letter."""

    def __init__(self, programme: Programme, known: Mapping[str, str], language: Language) -> None:
        self.programme = programme
        self.known = known
        self.language = language

    def section(self, heading: str, lines: list[str]) -> TextSection:
        text = "\n".join(self._filled(line) for line in _without_tables(lines)).strip("\n")
        blanks = dict.fromkeys(name for line in lines for name in BLANK.findall(line) if name not in self.known)
        return TextSection(heading, tuple(text.splitlines()), tuple(blanks))

    def _filled(self, line: str) -> str:
        done, rest = "", line
        while found := BLANK.search(rest):
            name = found.group(1)
            done += rest[: found.start()] + self.known.get(name, TO_BE_WRITTEN[self.language])
            rest = self._without_unit(name, rest[found.end() :])
        return done + rest

    def _without_unit(self, name: str, after: str) -> str:
        """What follows a blank, without the unit where the value already ends with it («6 uger uger»)."""
        fact = self.programme.facts.get(name)
        units = [unit.in_language(self.language) for unit in (fact.unit, fact.unit_one) if unit] if fact else []
        if any(self.known.get(name, "").endswith(f" {unit}") for unit in units):
            return next((after.removeprefix(f" {unit}") for unit in units if after.startswith(f" {unit}")), after)
        return after


def _without_tables(lines: list[str]) -> Iterator[str]:
    """Each row of a table as a line of prose: «Smerte: start 6, slut 3, ændring -3»."""
    columns: list[str] = []
    for line in lines:
        if not line.startswith("|"):
            columns = []
            yield line
        elif not columns:
            columns = _cells(line)
        elif set(line) - set("|-: "):
            first, *others = _cells(line)
            named = (f"{column.lower()} {cell}" for column, cell in zip(columns[1:], others, strict=False))
            yield f"{first}: {', '.join(named)}"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
