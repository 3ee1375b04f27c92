"""Text for a terminal: lines broken between words, names in a column of their own, numbers as they are written."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

WIDEST = 100
"""Longer lines are tiring to read, however wide the window is."""
_NAME_COLUMN = 26


def folded(line: str, width: int | None, hang: int = 2) -> str:
    """The line broken between words to `width` (None: as it is); what follows begins `hang` further in."""
    if width is None or len(line) <= width:
        return line
    start = line[: len(line) - len(line.lstrip())]
    inner = max(width, len(start) + hang + 20)
    return textwrap.fill(
        line.strip(),
        inner,
        initial_indent=start,
        subsequent_indent=start + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def rows(pairs: Iterable[tuple[str, str]], width: int | None) -> Iterator[str]:
    """«  Navn:  Lægehuset», the names in a column; a text without a name keeps its own lines."""
    found = [(name, text) for name, text in pairs]
    column = min(_NAME_COLUMN, max((len(name) + 2 for name, _ in found if name), default=0))
    for name, text in found:
        if name:
            yield folded(f"  {f'{name}:':<{column}}{text}", width, hang=column)
        else:
            yield from (folded(f"  {line.rstrip()}".rstrip(), width, hang=0) for line in text.strip().splitlines())


def counted(number: int, one: str, many: str) -> str:
    """«1 bemærkning», «2.000 henvisninger»."""
    return f"{grouped(number)} {one if number == 1 else many}"


def grouped(number: int) -> str:
    """A whole number with a point between thousands."""
    return f"{number:,}".replace(",", ".")


def share(part: int, whole: int) -> str:
    """«1,3 %»; a share that is not nought never reads as nought."""
    percent = 100 * part / whole
    return "under 0,1 %" if 0 < percent < 0.1 else f"{percent:.1f} %".replace(".", ",")
