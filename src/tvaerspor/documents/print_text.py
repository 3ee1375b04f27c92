"""A document for a terminal: headings, names in a column, tables with their columns under each other."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.documents.form import UNFILLED, Form, FormSection, FormTable
from tvaerspor.documents.terminal import folded, rows

_LONGEST_NAME = 24


def text_lines(form: Form, width: int | None) -> Iterator[str]:
    """Its lines; sentences are broken to `width` (None: left whole), tables never."""
    yield form.title
    for section in form.sections:
        yield from ("", section.heading)
        yield from _section(section, width)


def _section(section: FormSection, width: int | None) -> Iterator[str]:
    yield from rows(_fields(section), width)
    if section.table:
        yield from _table(section.table)
    for line in section.lines:
        yield folded(f"  {line}", width)


def _fields(section: FormSection) -> Iterator[tuple[str, str]]:
    """A name that is too long for its column stands before its text."""
    for field in section.fields:
        text = field.text or UNFILLED
        if len(field.name) <= _LONGEST_NAME:
            yield field.name, text
        else:
            yield "", f"{field.name}: {text}"


def _table(table: FormTable) -> Iterator[str]:
    lines = [table.headings, *table.rows, *([table.total] if table.total else [])]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    first = len(table.headings) - table.numbers
    for line in lines:
        cells = (
            f"{cell:>{wide}}" if at >= first else f"{cell:<{wide}}"
            for at, (cell, wide) in enumerate(zip(line, widths, strict=True))
        )
        yield f"  {'  '.join(cells)}".rstrip()
