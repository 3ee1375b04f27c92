"""How somebody's unit stands to a citizen in what is shared: as the own doctor, or by a consent in force just now.

It is asked anew for every page and inside every write, so that a withdrawn consent counts from that moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tvaerspor.access.ask import Deed, NotAllowed, is_allowed, require
from tvaerspor.access.consent import Consent, Sharing, shared_relation, sharing
from tvaerspor.access.relation import Relation, Standing, relations
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import BLOCKED, NothingThere
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import saving
from tvaerspor.actions.sharing.rules import rules
from tvaerspor.records.models import BlockedUnit, Citizen, SharedEvent
from tvaerspor.records.models import Consent as ConsentRow
from tvaerspor.triage.decision import canonical

READ = Deed("read", "shared_slice")
FIND = Deed("find", "shared_slice")


@dataclass(frozen=True)
class Tied:
    """A citizen as one person's unit stands to them. `sharing` is None for whoever needs no consent, or has none."""

    act: Act
    citizen: Citizen
    held: frozenset[Relation]
    sharing: Sharing | None
    contact: str = ""

    def may(self, deed: Deed, part: str = "") -> bool:
        """Whether this person may do it, and the part is shared with them."""
        return is_allowed(matrix(), self.act.holder, deed, self.held) and self._has(part)

    def require(self, deed: Deed, part: str = "") -> None:
        """Raises NotAllowed unless they may."""
        require(matrix(), self.act.holder, deed, self.held)
        if not self._has(part):
            raise NotAllowed(f"samtykket omfatter ikke «{part}»")

    def sources(self, part: str) -> frozenset[UUID] | None:
        """The units from which a part may be shown; None for every one: the own doctor needs no consent."""
        if self.sharing is None:
            return None
        held = self.sharing.of(part)
        return held | {self.act.unit} if held and self.act.unit else held

    def _has(self, part: str) -> bool:
        return not part or self.sharing is None or self.sharing.allows(part)


def tied_to(act: Act, citizen: UUID) -> Tied:
    """The citizen and how the unit stands to them now; raises NothingThere for an unknown one."""
    row = _with_block(act).filter(id=citizen).first()
    if row is None:
        act.saw("sought", citizen)
        raise NothingThere
    return _tied(act, row, _consents(act).filter(citizen=citizen) if is_partner(act) else ())


def open_shared(act: Act, citizen: UUID, deed: Deed, part: str = "") -> Tied:
    """The same for somebody who may do that; raises NothingThere and NotAllowed, which nobody can tell apart."""
    found = tied_to(act, citizen)
    found.require(deed, part)
    act.saw("citizen", found.citizen.id)
    return found


def shared_citizens(act: Act) -> Mapping[UUID, Tied]:
    """Every citizen whose consent to this unit is in force, by name; empty for whoever is no partner."""
    if not is_partner(act):
        return {}
    rows = list(_consents(act).select_related("citizen").defer("citizen__cpr_sealed").order_by("citizen__sort_key"))
    blocked = set(BlockedUnit.objects.filter(unit=act.unit).values_list("citizen", flat=True))
    people = {row.citizen_id: row.citizen for row in rows if row.citizen_id not in blocked}
    tied = (_tied(act, person, (row for row in rows if row.citizen_id == id_)) for id_, person in people.items())
    return {each.citizen.id: each for each in tied if each.held}


def sharing_with(citizen: UUID, unit: UUID, purpose: str, today: date) -> Sharing | None:
    """What a unit may see of a citizen now; None where no consent says anything."""
    rows = ConsentRow.objects.filter(citizen=citizen, to_unit=unit, purpose=purpose).select_related("withdrawal")
    return sharing(map(consent_of, rows), unit, purpose, today)


def consent_of(row: ConsentRow) -> Consent:
    """The row as the core knows it."""
    return Consent(
        sources=frozenset(UUID(each) for each in json.loads(row.sources)),
        unit=row.to_unit_id,
        purpose=row.purpose,
        parts=frozenset(json.loads(row.parts)),
        written_on=row.written_on,
        valid_until=row.valid_until,
        is_withdrawn=hasattr(row, "withdrawal"),
    )


def unit_of(act: Act) -> UUID:
    """The unit at which the person works; only people at a unit get here."""
    assert act.unit is not None, "only people at a unit meet citizens"
    return act.unit


def is_partner(act: Act) -> bool:
    """Whether the person works for a purpose to which a consent can be given."""
    return act.purpose in rules().partners.values()


@contextmanager
def saving_shared(tied: Tied, deed: Deed, result: str, part: str = "") -> Iterator[None]:
    """A transaction as `saving`; whether it is still allowed is asked again inside it."""
    with saving(tied.act, deed, result):
        tied_to(tied.act, tied.citizen.id).require(deed, part)
        yield


def happened_shared(
    act: Act, kind: str, subject: UUID, citizen: UUID | None, about: Mapping[str, Any] | None = None
) -> None:
    """Appends an event to the history of what is shared."""
    SharedEvent.objects.create(
        kind=kind,
        subject=subject,
        citizen_id=citizen,
        at=act.now,
        actor_id=act.actor,
        role=act.role,
        unit_id=act.unit,
        data=canonical(about or {}),
    )


def _with_block(act: Act) -> QuerySet[Citizen]:
    blocked = BlockedUnit.objects.filter(citizen=OuterRef("pk"), unit=act.unit)
    return Citizen.objects.annotate(is_blocked=Exists(blocked)).select_related("listed_unit")


def _consents(act: Act) -> QuerySet[ConsentRow]:
    rows = ConsentRow.objects.filter(to_unit=act.unit, purpose=act.purpose, valid_until__gte=act.today)
    return rows.filter(withdrawal__isnull=True).select_related("withdrawal").order_by("at")


def _tied(act: Act, citizen: Citizen, consents: Iterable[ConsentRow]) -> Tied:
    if getattr(citizen, "is_blocked", False):
        return Tied(act, citizen, BLOCKED, None)
    rows = list(consents)
    found = sharing(map(consent_of, rows), unit_of(act), act.purpose, act.today)
    held = relations(Standing(listed=citizen.listed_unit_id), unit_of(act), act.today) | shared_relation(found)
    contact = next((row.contact for row in reversed(rows) if row.contact), "") if found else ""
    return Tied(act, citizen, held, found, contact)
