"""A document for a terminal: headings, names in a column, tables with their columns under each other."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.documents.form import UNFILLED, Form, FormSection, FormTable
from tvaerspor.documents.terminal import folded, rows


def text_lines(form: Form, width: int | None) -> Iterator[str]:
    """Its lines; sentences are broken to `width` (None: left whole), tables never."""
    yield form.title
    for section in form.sections:
        yield from ("", section.heading)
        yield from _section(section, width)


def _section(section: FormSection, width: int | None) -> Iterator[str]:
    yield from rows(((field.name, field.text or UNFILLED) for field in section.fields), width)
    if section.table:
        yield from _table(section.table)
    for line in section.lines:
        yield folded(f"  {line}", width)


def _table(table: FormTable) -> Iterator[str]:
    lines = [table.headings, *table.rows, *([table.total] if table.total else [])]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    first = len(table.headings) - table.numbers
    for line in lines:
        cells = (f"{cell:>{wide}}" if at >= first else f"{cell:<{wide}}" for at, (cell, wide) in enumerate(zip(line, widths, strict=True)))
        yield f"  {'  '.join(cells)}".rstrip()
