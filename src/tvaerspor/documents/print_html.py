"""A document as HTML: a part for a page of ours, or a page of its own that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tvaerspor.documents.form import UNFILLED, Figure, Form, FormField, FormSection, FormTable

_STYLE = (
    "body{font:100%/1.5 system-ui,sans-serif;color:#18262b;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;font-size:.9375rem}th,td{text-align:left;vertical-align:top;padding:.25rem .75rem "
    ".25rem 0;border-bottom:1px solid #c9d0d0}.amount{text-align:right;white-space:nowrap}dt{font-weight:600}"
    "dd{margin:0 0 .5rem;white-space:pre-line}svg{max-width:100%;height:auto}figcaption{color:#4d5d63}"
)


def html_page(form: Form) -> str:
    """The whole document as a file."""
    head = f'<meta charset="utf-8"><title>{escape(form.title)}</title><style>{_STYLE}</style>'
    body = f"<h1>{escape(form.title)}</h1>{html_part(form)}"
    return f'<!doctype html>\n<html lang="da"><head>{head}</head><body><main>{body}</main></body></html>\n'


def html_part(form: Form, level: int = 2) -> str:
    """Its sections, with headings of that level; the title is left to the page."""
    return "".join(part for section in form.sections for part in _section(section, level))


def _section(section: FormSection, level: int) -> Iterator[str]:
    yield f'<section class="sheet-part"><h{level}>{escape(section.heading)}</h{level}>'
    if section.fields:
        yield f"<dl>{''.join(map(_field, section.fields))}</dl>"
    yield from map(_figure, section.figures)
    if section.table:
        yield _table(section.table, section.heading)
    yield from (f"<p>{escape(line)}</p>" for line in section.lines)
    yield "</section>"


def _field(field: FormField) -> str:
    return f"<div><dt>{escape(field.name)}</dt><dd>{escape(field.text or UNFILLED)}</dd></div>"


def _figure(figure: Figure) -> str:
    picture = f'<div class="picture" role="img" aria-label="{escape(figure.alt)}">{figure.draw()}</div>'
    return f'<figure class="chart">{picture}<figcaption>{escape(figure.caption)}</figcaption></figure>'


def _table(table: FormTable, heading: str) -> str:
    first = len(table.headings) - table.numbers
    head = "".join(_cell("th", word, at >= first, ' scope="col"') for at, word in enumerate(table.headings))
    rows = "".join(_row(row, first) for row in table.rows)
    total = f"<tfoot>{_row(table.total, first)}</tfoot>" if table.total else ""
    inner = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>{total}</table>"
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(heading)}">{inner}</div>'


def _row(cells: tuple[str, ...], first: int) -> str:
    named = _cell("th", cells[0], False, ' scope="row"')
    return f"<tr>{named}{''.join(_cell('td', cell, at >= first) for at, cell in enumerate(cells[1:], 1))}</tr>"


def _cell(tag: str, words: str, is_amount: bool, more: str = "") -> str:
    kind = ' class="amount"' if is_amount else ""
    return f"<{tag}{more}{kind}>{escape(words)}</{tag}>"
