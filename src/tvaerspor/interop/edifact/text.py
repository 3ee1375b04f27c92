"""FTX segments to plain text with its line breaks."""

from __future__ import annotations

from collections.abc import Iterable

from ..notes import Notes
from .syntax import Segment

MAX_LINES = 5
MAX_LINE = 70
FTX_LINES = 4  # the element that holds the lines


def lines_of(segment: Segment) -> tuple[str, ...]:
    """The components of the segment's text, without blank ones at the end."""
    components = segment.elements[FTX_LINES] if len(segment.elements) > FTX_LINES else ()
    end = len(components)
    while end and not components[end - 1]:
        end -= 1
    return components[:end]


def joined(found: Iterable[Segment], notes: Notes) -> str:
    """The text of several FTX segments of one qualifier.

    FTX C108: five components of at most 70 characters. Each is a line, unless it ends in a backslash: then the next one
    goes on with it. A full stop alone is an empty line. The break that ends the last line is left out.
    """
    parts: list[str] = []
    for segment in found:
        components = lines_of(segment)
        if len(components) > MAX_LINES or any(len(each) > MAX_LINE for each in components):
            notes.warn(
                segment.place,
                f"FTX har over {MAX_LINES} linjer eller en linje på over {MAX_LINE} tegn; alt er læst, "
                "men måske mangler der et ? foran et kolon i teksten.",
            )
        parts.extend(map(_line, components))
    return "".join(parts).removesuffix("\n")


def continued(components: Iterable[str]) -> str:
    """Components that are one value without line breaks, such as an address on the web."""
    return "".join("" if each == "." else each.removesuffix("\\") for each in components)


def _line(component: str) -> str:
    if component == ".":
        return "\n"
    return component[:-1] if component.endswith("\\") else component.replace("\r\n", "\n").replace("\r", "\n") + "\n"
