"""OIOXML's FormattedText to plain text with its line breaks."""

from __future__ import annotations

from ..notes import Notes, quote
from .tree import Node

FORMATTING = frozenset({"Right", "Center", "Bold", "Italic", "Underline", "FixedFont"})


def formatted(node: Node, notes: Notes) -> str:
    """The text of a FormattedTextType: Break ends a line, Space is a blank, and other formatting leaves its text.

    The break that ends the last line is left out. A line break in the file itself is one too, unless it is only
    layout: next to a Break or at an end, where writers that indent their XML put it.
    """
    stretches: list[list[str]] = [[]]
    _collect(node, notes, stretches)
    lines = [_unindented("".join(stretch)) for stretch in stretches]
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def _collect(node: Node, notes: Notes, stretches: list[list[str]]) -> None:
    for part in node.content:
        if isinstance(part, str):
            stretches[-1].append(part)
        elif part.name == "Break":
            stretches.append([])
            _collect_oddity(part, notes, stretches)
        elif part.name == "Space":
            stretches[-1].append(" ")
            _collect_oddity(part, notes, stretches)
        else:
            if part.name not in FORMATTING:
                notes.warn(
                    part.path,
                    f"elementet {quote(part.name)} kendes ikke i en fritekst; dets tekst er beholdt i friteksten.",
                )
            _collect(part, notes, stretches)


def _collect_oddity(part: Node, notes: Notes, stretches: list[list[str]]) -> None:
    if part.content:
        notes.warn(part.path, f"elementet {quote(part.name)} skulle være tomt; dets tekst er beholdt i friteksten.")
        _collect(part, notes, stretches)


def _unindented(stretch: str) -> str:
    if "\n" not in stretch:
        return stretch
    first, *middle, last = stretch.split("\n")
    lines = [first.rstrip(" \t"), *(line.strip(" \t") for line in middle), last.lstrip(" \t")]
    return "\n".join(lines).strip("\n")
