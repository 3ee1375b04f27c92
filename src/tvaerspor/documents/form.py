"""A form as plain values: sections with fields, sentences and tables; and its Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

UNFILLED = "(ikke udfyldt)"


@dataclass(frozen=True, slots=True)
class FormField:
    """A name on the form and what stands there; None is a field that nobody has filled in."""

    name: str
    text: str | None


@dataclass(frozen=True, slots=True)
class FormTable:
    """Headings and rows of words; the last `numbers` columns are amounts, and so is a `total` row at the bottom."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, with the words for whoever cannot see it; raises ValueError without them. `draw` gives its SVG."""

    draw: Callable[[], str]
    alt: str
    caption: str

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("en figur skal have en tekst for den, der ikke kan se den")


@dataclass(frozen=True, slots=True)
class FormSection:
    """A heading with fields first, then figures, a table and sentences; what is empty is left out."""

    heading: str
    fields: tuple[FormField, ...] = ()
    table: FormTable | None = None
    lines: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form."""

    title: str
    sections: tuple[FormSection, ...]

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The names of the fields that nobody has filled in."""
        return tuple(field.name for section in self.sections for field in section.fields if field.text is None)


def form_markdown(form: Form) -> str:
    """The form in Markdown."""
    return "\n".join((f"# {form.title}", *(line for section in form.sections for line in _section(section)))) + "\n"


def _section(section: FormSection) -> Iterator[str]:
    yield from ("", f"## {section.heading}")
    for field in section.fields:
        yield from ("", f"**{field.name}:** {_escaped(field.text or UNFILLED)}")
    for figure in section.figures:
        yield from ("", f"*{_escaped(figure.caption)}* {_escaped(figure.alt)}")
    if section.table:
        yield ""
        yield from _table(section.table)
    for line in section.lines:
        yield from ("", _escaped(line))


def _table(table: FormTable) -> Iterator[str]:
    yield _row(table.headings)
    words = len(table.headings) - table.numbers
    yield f"|{'---|' * words}{'---:|' * table.numbers}"
    yield from map(_row, table.rows)
    if table.total:
        yield _row(tuple(f"**{cell}**" if cell else "" for cell in table.total))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(_escaped(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _escaped(text: str) -> str:
    """Author's words on one line, without what Markdown would read as markup of its own."""
    return " ".join(text.split()).replace("<", "&lt;")
