"""A part of a plain text that is sent or printed: a heading and its lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextSection:
    """A heading and its lines of prose. `unwritten` names the blanks that somebody must still write in the lines."""

    heading: str
    lines: tuple[str, ...]
    unwritten: tuple[str, ...] = ()
