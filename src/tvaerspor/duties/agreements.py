"""What a municipality offers and has joined, by programme and date. Seed 002, section 1 and 4.

Each municipality may bilaterally join the agreement on a condition; each says for itself whether it has the offer and
whether dynamic referral works. A row that says nothing of a thing leaves it unknown, and unknown is never no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from tvaerspor.terms.period import Period

COMMON = ""
"""In a row's `programme`: the common agreement, which holds where a programme has no row of its own."""
MAIN = ""
"""In a row's `offer`: the programme's training offer; others are named as its facts name them."""


@dataclass(frozen=True, slots=True)
class Capability:
    """The three things that are asked of a municipality. None: nobody has said."""

    has_offer: bool | None = None
    joined: bool | None = None
    dynamic_referral: bool | None = None

    def beside(self, other: Capability) -> Capability:
        """What this says, and where it is silent what the other says."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return Capability(**{name: getattr(other, name) if value is None else value for name, value in found.items()})

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing at all."""
        return self == Capability()


@dataclass(frozen=True, slots=True)
class Agreement:
    """One dated row: what a municipality can do for a programme in a period, and who says so."""

    municipality: str
    programme: str
    offer: str
    period: Period
    capability: Capability
    source: str = ""
    id: str = ""

    def is_about_the_same(self, other: Agreement) -> bool:
        """Whether both speak of one municipality, programme and offer."""
        mine = (self.municipality, self.programme, self.offer)
        return mine == (other.municipality, other.programme, other.offer)


@dataclass(frozen=True, slots=True)
class Found:
    """What is known on a day, with the rows that say it; no rows: nobody has said anything."""

    capability: Capability
    rows: tuple[Agreement, ...] = ()


def capability_on(rows: Iterable[Agreement], programme: str, on: date, offer: str = MAIN) -> Found:
    """What one municipality's rows say of an offer on a day: the programme's own first, then the common agreement's."""
    wanted = ((programme, offer), (COMMON, MAIN)) if offer == MAIN else ((programme, offer),)
    holding = {(row.programme, row.offer): row for row in rows if row.period.holds_on(on)}
    used = tuple(holding[key] for key in dict.fromkeys(wanted) if key in holding)
    known = Capability()
    for row in used:
        known = known.beside(row.capability)
    return Found(known, used)


def first_overlap(rows: Iterable[Agreement], new: Agreement) -> Agreement | None:
    """The earliest row about the same that holds on one of the new row's days."""
    found = (row for row in rows if row.is_about_the_same(new) and row.period.overlaps(new.period))
    return min(found, key=lambda row: row.period.start, default=None)


def overlap_sentence(old: Agreement, new: Agreement, names: Mapping[str, str]) -> str:
    """Why the new row is refused: both rows by name and period, and what to do. `names` are those of codes and ids."""
    both = f"«{_said(new, names)}» og «{_said(old, names)}»"
    return f"To rækker om det samme må ikke gælde samme dag: {both}. Afslut den gamle dagen før, eller vælg andre dage."


def _said(row: Agreement, names: Mapping[str, str]) -> str:
    about = [names.get(each, each) for each in (row.municipality, row.programme or "common", row.offer) if each]
    return f"{', '.join(about)} {row.period}"
