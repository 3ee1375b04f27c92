"""A document as PDF, by typst: tagged, in Danish, and refused where a picture has no words (PDF/UA-1).

The words go in as data that the template reads, so that no author's sign is ever read as markup. Only the typst package's
own fonts are used, and no clock is read: the same document gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tvaerspor.documents.form import UNFILLED, Form

_WIDE = 6
"""A table with more columns turns the paper."""
_TEMPLATE = """\
#let form = json("form.json")
#set document(title: form.title, date: none)
#set page(paper: "a4", flipped: form.wide, margin: (x: 1.8cm, y: 2cm), numbering: "1 / 1")
#set text(lang: "da", region: "DK", size: 10pt, hyphenate: true)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading: set block(above: 1.4em, below: 0.7em)
#show table.cell: set text(size: 8.5pt, hyphenate: auto)
#show table.cell: set par(justify: false)
#show table.cell.where(y: 0): set text(weight: "bold")
#let amount(words, numbers) = (x, y) => if x >= words { right } else { left }
#let row(cells, numbers, bold) = cells.enumerate().map(((at, cell)) => {
  let said = if cells.len() - at <= numbers { text(hyphenate: false, cell) } else { text(cell) }
  if bold { strong(said) } else { said }
})
#heading(level: 1, form.title)
#for section in form.sections {
  heading(level: 2, section.heading)
  for field in section.fields [
    / #text(field.name): #text(field.text)
  ]
  for picture in section.figures {
    figure(image(picture.file, alt: picture.alt, width: if form.wide { 65% } else { 100% }), caption: text(picture.caption))
  }
  if section.table != none {
    let t = section.table
    let words = t.headings.len() - t.numbers
    table(
      columns: (1fr,) * words + (auto,) * t.numbers,
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
        return bytes(typst.compile({**files, **pictures}, pdf_standards="ua-1", ignore_system_fonts=True))
    except typst.TypstError as error:
        raise ValueError(f"dokumentet kan ikke sættes som PDF: {error}") from None


def _as_data(form: Form) -> tuple[dict[str, Any], dict[str, bytes]]:
    said, pictures = asdict(form), {}
    for at, section in enumerate(said["sections"]):
        for field in section["fields"]:
            field["text"] = field["text"] or UNFILLED
        for number, figure in enumerate(section["figures"]):
            figure["file"] = f"figure-{at}-{number}.svg"
            pictures[figure["file"]] = figure.pop("svg").encode("utf-8")
    tables = [section.table for section in form.sections if section.table]
    said["wide"] = any(len(table.headings) > _WIDE for table in tables)
    return said, pictures
