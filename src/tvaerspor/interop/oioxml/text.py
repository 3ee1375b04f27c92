"""OIOXML's FormattedText to plain lines, with those that are headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..closing_letter import Section
from ..notes import Notes, quote
from .tree import Node

FORMATTING = frozenset({"Right", "Center", "Bold", "Italic", "Underline", "FixedFont"})


@dataclass(frozen=True)
class Line:
    """One line of a text; a line that is bold from end to end is a heading."""

    text: str
    is_heading: bool = False


@dataclass
class _Stretch:
    """What stands between two breaks: its pieces, and whether each is bold."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)

    def lines(self) -> list[Line]:
        written = [(text, bold) for text, bold in self.pieces if text.strip()]
        is_heading = bool(written) and all(bold for _, bold in written)
        found = _unindented("".join(text for text, _ in self.pieces)).split("\n")
        return [Line(line, is_heading=is_heading) for line in found]


def lines(node: Node, notes: Notes) -> list[Line]:
    """The lines of a FormattedTextType: Break ends one, Space is a blank, and other formatting leaves its text.

    The break that ends the last line is left out. A line break in the file itself is one too, unless it is only
    layout: next to a Break or at an end, where writers that indent their XML put it.
    """
    stretches = [_Stretch()]
    _collect(node, notes, stretches, False)
    found = [stretch.lines() for stretch in stretches]
    if len(found) > 1 and found[-1] == [Line("")]:
        found.pop()
    return [line for stretch in found for line in stretch]


def formatted(node: Node, notes: Notes) -> str:
    """The text of a FormattedTextType, its lines joined by line breaks."""
    return joined(lines(node, notes))


def joined(found: Sequence[Line]) -> str:
    """Lines as one text."""
    return "\n".join(line.text for line in found)


def sections(node: Node, notes: Notes) -> tuple[Section, ...]:
    """The text of a FormattedTextType by its headings; one empty line before a heading is only layout."""
    parts: list[tuple[str, list[Line]]] = [("", [])]
    for line in lines(node, notes):
        if line.is_heading:
            if parts[-1][1] and not parts[-1][1][-1].text:
                parts[-1][1].pop()
            parts.append((line.text, []))
        else:
            parts[-1][1].append(line)
    return tuple(Section(heading, joined(under)) for heading, under in parts if heading or joined(under))


def _collect(node: Node, notes: Notes, stretches: list[_Stretch], is_bold: bool) -> None:
    for part in node.content:
        if isinstance(part, str):
            stretches[-1].pieces.append((part, is_bold))
        elif part.name == "Break":
            stretches.append(_Stretch())
            _collect_oddity(part, notes, stretches, is_bold)
        elif part.name == "Space":
            stretches[-1].pieces.append((" ", is_bold))
            _collect_oddity(part, notes, stretches, is_bold)
        else:
            if part.name not in FORMATTING:
                notes.warn(
                    part.path,
                    f"elementet {quote(part.name)} kendes ikke i en fritekst; dets tekst er beholdt i friteksten.",
                )
            _collect(part, notes, stretches, is_bold or part.name == "Bold")


def _collect_oddity(part: Node, notes: Notes, stretches: list[_Stretch], is_bold: bool) -> None:
    if part.content:
        notes.warn(part.path, f"elementet {quote(part.name)} skulle være tomt; dets tekst er beholdt i friteksten.")
        _collect(part, notes, stretches, is_bold)


def _unindented(stretch: str) -> str:
    if "\n" not in stretch:
        return stretch
    first, *middle, last = stretch.split("\n")
    lines = [first.rstrip(" \t"), *(line.strip(" \t") for line in middle), last.lstrip(" \t")]
    return "\n".join(lines).strip("\n")
