"""The agenda of a cooperation meeting: what each side sees of what either has put on it (seed 003: both may)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tvaerspor.terms.text import Text

AGENDA_OUTCOMES = {
    "appointment": Text(da="Et fælles møde med borgeren", en="A shared appointment with the citizen"),
    "wait": Text(da="Vi venter og tager det op igen", en="We wait and take it up again"),
    "no": Text(da="Ikke et fælles forløb nu", en="No joint course for now"),
}
"""What a line can end with; the decision is taken by the people at the meeting."""


@dataclass(frozen=True)
class AgendaItem:
    """A citizen on the agenda. `is_shared` says whether a consent in force lets both sides speak of them."""

    id: UUID
    owner: UUID
    name: str
    citizen: UUID | None
    outcome: str
    note: str
    version: int
    is_shared: bool


@dataclass(frozen=True)
class Agenda:
    """What one side sees: the lines, and how many of its own the other side does not see."""

    lines: tuple[AgendaItem, ...]
    unseen: int


def agenda_for(unit: UUID, items: Iterable[AgendaItem]) -> Agenda:
    """A side sees its own lines, and of the other's those that are shared; of the rest not even how many there are."""
    seen = tuple(each for each in items if each.is_shared or each.owner == unit)
    return Agenda(seen, sum(not each.is_shared for each in seen))
