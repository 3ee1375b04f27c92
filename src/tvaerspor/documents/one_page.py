"""Whether a closing letter fits one printed page, told before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from tvaerspor.documents.text_section import TextSection

LINES, SIGNS = 50, 94
"""What an A4 page holds under the citizen's name, as letters are printed: lines, and signs on a line."""
HEADING = 1.5
"""A heading with the space above it, in lines."""


def pages(sections: Iterable[TextSection]) -> float:
    """How many pages the letter fills, with one decimal; an estimate on the safe side."""
    used = sum(HEADING * bool(part.heading) + sum(_lines(line) for line in part.lines) for part in sections)
    return ceil(used / LINES * 10) / 10


def fits_one_page(sections: Iterable[TextSection]) -> bool:
    """Whether it is the one page that a closing letter should be."""
    return pages(sections) <= 1


def _lines(line: str) -> int:
    return max(1, ceil(len(line) / SIGNS))
