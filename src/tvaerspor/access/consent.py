"""A citizen's written consent to share: from whom, to which unit and purpose, which parts, until when.

What is not written is a no. Nobody declares that something is shared with them: it follows from the consents in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tvaerspor.access.relation import Relation

NOTHING: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Consent:
    """A written consent. `sources` are the units whose knowledge may be shared; a unit always keeps what it wrote.

    The receiver is unit and purpose together, never the municipality: its health side and its employment side are two.
    """

    sources: frozenset[UUID]
    unit: UUID
    purpose: str
    parts: frozenset[str]
    written_on: date
    valid_until: date
    is_withdrawn: bool = False

    def is_in_force(self, today: date) -> bool:
        """Whether it counts on a day; its last day is among them."""
        return not self.is_withdrawn and self.written_on <= today <= self.valid_until


@dataclass(frozen=True)
class Sharing:
    """What the consents in force let one unit see of one citizen: for each part the units that it may come from."""

    sources: Mapping[str, frozenset[UUID]]
    until: date

    def allows(self, part: str) -> bool:
        """Whether the part is shared at all."""
        return part in self.sources

    def of(self, part: str) -> frozenset[UUID]:
        """The units from which the part may come; empty where it is not shared."""
        return self.sources.get(part, NOTHING)


def sharing(consents: Iterable[Consent], unit: UUID, purpose: str, today: date) -> Sharing | None:
    """What a unit may see on a day, for a purpose; None where no consent says anything, which is a no."""
    held = [each for each in consents if (each.unit, each.purpose) == (unit, purpose) and each.is_in_force(today)]
    held = [each for each in held if each.parts]
    if not held:
        return None
    parts = {part for each in held for part in each.parts}
    sources = {part: frozenset().union(*(each.sources for each in held if part in each.parts)) for part in parts}
    return Sharing(sources, max(each.valid_until for each in held))


def shared_relation(found: Sharing | None) -> frozenset[Relation]:
    """The relation that a consent in force gives; none without one."""
    return frozenset({Relation.SHARED}) if found else frozenset()


@dataclass(frozen=True)
class WrittenConsent:
    """A consent as it is typed when it is registered; a date is None where none was written that can be read."""

    unit: UUID | None
    parts: frozenset[str]
    obtained: str
    written_on: date | None
    valid_until: date | None


def consent_faults(typed: WrittenConsent, today: date, longest: timedelta) -> Iterator[tuple[str, str]]:
    """Each field that stands in the way, with one Danish sentence that says what to do."""
    if typed.unit is None:
        yield "unit", "Vælg, hvem der må se det."
    if not typed.parts:
        yield "parts", "Sæt kryds ved det, borgeren har sagt ja til. Uden kryds er der intet samtykke at registrere."
    if not typed.obtained:
        yield "obtained", "Vælg, hvordan borgeren har givet sit skriftlige samtykke."
    if typed.written_on is None:
        yield "written_on", "Skriv den dag, borgeren skrev under, fx 22.11.2026."
    elif typed.written_on > today:
        yield "written_on", "Dagen er ikke kommet endnu; skriv den dag, borgeren skrev under."
    yield from _end_faults(typed, today, longest)


def _end_faults(typed: WrittenConsent, today: date, longest: timedelta) -> Iterator[tuple[str, str]]:
    if typed.valid_until is None:
        yield "valid_until", "Skriv den sidste dag, samtykket gælder. Et samtykke uden slutdato kan ikke registreres."
    elif typed.valid_until < today:
        yield "valid_until", "Den dag er gået; samtykket ville ikke gælde. Bed borgeren om et nyt, og skriv en ny dag."
    elif typed.written_on and typed.valid_until > typed.written_on + longest:
        yield "valid_until", f"Samtykket kan højst gælde {longest.days} dage fra underskriften; vælg en tidligere dag."
