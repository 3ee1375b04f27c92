"""A document as PDF, by typst: tagged, in Danish, and refused where a picture has no words (PDF/UA-1).

The words go in as data that the template reads, so that no author's sign is ever read as markup. Only the typst
package's own fonts are used, and no clock is read: the same document gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tvaerspor.documents.form import UNFILLED, Form, FormSection, FormTable

_WIDE, _VERY_WIDE = 6, 9
"""A table with more columns turns the paper; with still more its letters become small."""
_SHORT = 14
"""Signs that stand on one line; a column with more shares what room there is."""
_TEMPLATE = """\
#let form = json("form.json")
#set document(title: form.title, date: none)
#set page(paper: "a4", flipped: form.wide, margin: (x: 1.8cm, y: 2cm), numbering: "1 / 1")
#set text(lang: "da", region: "DK", size: 10pt, hyphenate: true)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading: set block(above: 1.4em, below: 0.7em)
#show table.cell: set text(hyphenate: auto)
#show table.cell.where(y: 0): set text(weight: "bold")
#let amount(words, numbers) = (x, y) => if x >= words { right } else { left }
#let row(cells, numbers, bold) = cells.enumerate().map(((at, cell)) => {
  let is-amount = cells.len() - at <= numbers
  let said = if is-amount { cell.replace(" (", "\n(").replace(" til ", " til\n") } else { cell }
  said = text(hyphenate: if is-amount { false } else { auto }, said)
  if bold { strong(said) } else { said }
})
#heading(level: 1, form.title)
#for section in form.sections {
  heading(level: 2, section.heading)
  for field in section.fields [
    / #text(field.name): #text(field.text)
  ]
  for picture in section.figures {
    let width = if form.wide { 62% } else { 100% }
    figure(image(picture.file, alt: picture.alt, width: width), caption: text(picture.caption))
  }
  if section.table != none {
    let t = section.table
    let words = t.headings.len() - t.numbers
    set text(size: t.size * 1pt)
    table(
      columns: t.long.map(is-long => if is-long { 1fr } else { auto }) + (auto,) * t.numbers,
      align: amount(words, t.numbers),
      stroke: (x, y) => (bottom: 0.5pt + rgb("#c9d0d0")),
      inset: (x: 3pt, y: 4pt),
      table.header(..row(t.headings, t.numbers, false)),
      ..t.rows.map(each => row(each, t.numbers, false)).flatten(),
      ..if t.total.len() > 0 { row(t.total, t.numbers, true) },
    )
  }
  for line in section.lines { par(text(line)) }
}
"""


def pdf_bytes(form: Form) -> bytes:
    """The whole document; raises ValueError with typst's own words where it cannot be set."""
    import typst

    said, pictures = _as_data(form)
    files = {"main.typ": _TEMPLATE.encode("utf-8"), "form.json": json.dumps(said, ensure_ascii=False).encode("utf-8")}
    try:
        compiled = typst.compile({**files, **pictures}, format="pdf", pdf_standards="ua-1", ignore_system_fonts=True)  # type: ignore[call-overload]
        return bytes(compiled)
    except typst.TypstError as error:
        raise ValueError(f"dokumentet kan ikke sættes som PDF: {error}") from None


def _as_data(form: Form) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the template reads, and the pictures by the names of their files."""
    sections = [_section(section, f"figure-{at}") for at, section in enumerate(form.sections)]
    is_wide = any(said["table"] and said["table"]["wide"] for said, _ in sections)
    pictures = {name: svg for _, files in sections for name, svg in files.items()}
    return {"title": form.title, "wide": is_wide, "sections": [said for said, _ in sections]}, pictures


def _section(section: FormSection, name: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    files = {f"{name}-{at}.svg": figure.draw().encode("utf-8") for at, figure in enumerate(section.figures)}
    figures = [
        {"file": file, "alt": figure.alt, "caption": figure.caption}
        for file, figure in zip(files, section.figures, strict=True)
    ]
    fields = [{"name": field.name, "text": field.text or UNFILLED} for field in section.fields]
    table = {**asdict(section.table), **_measured(section.table)} if section.table else None
    said = {"heading": section.heading, "fields": fields, "figures": figures, "table": table, "lines": section.lines}
    return said, files


def _measured(table: FormTable) -> dict[str, Any]:
    """How large its letters are, and which of its columns of words are long."""
    count, lines = len(table.headings), [table.headings, *table.rows]
    long = [any(len(line[at]) > _SHORT for line in lines) for at in range(count - table.numbers)]
    size = 8.5 if count <= _WIDE else 7.5 if count <= _VERY_WIDE else 6
    return {"wide": count > _WIDE, "size": size, "long": long if any(long) else [True, *long[1:]]}
