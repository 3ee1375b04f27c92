"""The programmes as a table for a terminal, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tvaerspor.documents.terminal import grouped
from tvaerspor.programme.programme import Programme


@dataclass(frozen=True)
class ProgrammeRow:
    """One programme; all but id and faults are None where its header cannot be read."""

    id: str
    title: str | None
    version: str | None
    valid_from: str | None
    next_review: str | None
    faults: int

    @classmethod
    def of(cls, id_: str, programme: Programme | None, faults: int) -> ProgrammeRow:
        """The row of a programme, or of as much as could be read of it."""
        if programme is None:
            return cls(id_, None, None, None, None, faults)
        header = programme.header
        return cls(id_, header.title.da, programme.version, header.valid_from, header.next_review, faults)

    def as_data(self) -> Mapping[str, Any]:
        """The row as plain data, with the whole version."""
        return asdict(self)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in words."""
        state = f"{grouped(self.faults)} fejl" if self.faults else "i orden"
        dates = (self.valid_from or "", self.next_review or "")
        return (self.id, self.title or "?", (self.version or "?")[:12], *dates, state)


_HEADINGS = ("Program", "Titel", "Version", "Gælder fra", "Revideres", "Tilstand")


def listing(rows: Sequence[ProgrammeRow]) -> Iterator[str]:
    """The rows in columns under their headings; a sentence where there are none."""
    if not rows:
        yield "Der er ingen programmer her; start et med tvaerspor programme new NAVN"
        return
    table = [_HEADINGS, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()
