"""Loads one citizen's case for somebody: the row, how their unit stands to it, and what they may do with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tvaerspor.access.ask import Deed, is_allowed, require
from tvaerspor.access.relation import Relation, Standing, relations
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.programme.model import Panel
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import BlockedUnit, Citizen, Referral
from tvaerspor.referral.states import OVER, Move, Side, Status, is_for, moves

BLOCKED = frozenset({Relation.BLOCKED})


class NothingThere(Exception):
    """There is no such thing, or not for this person: nobody can tell the two apart."""


@dataclass(frozen=True)
class Case:
    """A referral as one person meets it. `held` are the unit's relations to it."""

    act: Act
    row: Referral
    held: frozenset[Relation]

    @property
    def status(self) -> Status:
        """Where the referral stands."""
        return Status(self.row.status)

    @cached_property
    def programme(self) -> Programme:
        """The programme, in the version that the referral was written under."""
        return open_stored(self.row.version_id)

    @property
    def panel(self) -> Panel | None:
        """Who decides together on the referral where it lies; None where the receiver decides alone."""
        return self.programme.panel_at(self.row.destination)

    @cached_property
    def sides(self) -> frozenset[Side]:
        """The sides on which the person's unit stands; both, where it sends to itself."""
        named = {Relation.SENDER: Side.SENDER, Relation.RECEIVER: Side.RECEIVER}
        return frozenset(side for relation, side in named.items() if relation in self.held)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What this person can do with the referral now."""
        allowed = (move for move in moves(self.status, self.sides) if self.may(move.deed))
        return tuple(move for move in allowed if is_for(move.verb, self.panel is not None))

    def may(self, deed: Deed) -> bool:
        """Whether this person may do it to this referral."""
        return is_allowed(matrix(), self.act.holder, deed, self.held)

    def can(self, verb: str) -> bool:
        """Whether a move is among those that can be made now."""
        return any(move.verb == verb for move in self.moves)

    def require(self, deed: Deed) -> None:
        """Raises NotAllowed unless this person may do it."""
        require(matrix(), self.act.holder, deed, self.held)


def open_case(act: Act, referral: UUID, deed: Deed) -> Case:
    """The case, if there is one and the person may do that to it; raises NothingThere and NotAllowed."""
    row = with_blocks(act, Referral.objects.filter(id=referral)).first()
    if row is None:
        act.saw("sought", referral)
        raise NothingThere
    case = case_of(act, row)
    act.saw("referral", row.id)
    case.require(deed)
    act.saw("citizen", row.citizen_id)
    return case


def case_of(act: Act, row: Referral) -> Case:
    """The case around a row that `with_blocks` fetched."""
    assert act.unit is not None, "only people at a unit meet cases"
    is_blocked: bool = getattr(row, "is_blocked", False)
    return Case(act, row, BLOCKED if is_blocked else relations(standing(row), act.unit, act.today))


def with_blocks(act: Act, rows: QuerySet[Referral]) -> QuerySet[Referral]:
    """The rows with citizen and units, and whether the citizen has blocked the person's unit."""
    blocked = BlockedUnit.objects.filter(citizen=OuterRef("citizen"), unit=act.unit)
    return rows.select_related("citizen", "sender", "receiver").annotate(is_blocked=Exists(blocked))


def standing(row: Referral) -> Standing:
    """What the row says about the units around it; a referral that was never sent is its writer's alone.

    It has not ended for a receiver who has yet to see that it was cancelled: no time limit hides that.
    """
    is_over = row.closed_at and Status(row.status) in OVER and row.turn_id != row.receiver_id
    ended = row.closed_at.astimezone(COPENHAGEN).date() if row.closed_at and is_over else None
    return Standing(
        sender=row.sender_id,
        receiver=row.receiver_id,
        former=frozenset(UUID(each) for each in json.loads(row.former_receivers)),
        listed=row.citizen.listed_unit_id,
        ended_on=ended,
        is_private=row.sent_at is None,
    )


def citizen_relations(act: Act, citizen: Citizen) -> frozenset[Relation]:
    """The unit's relations to a citizen: as the own doctor, and through every referral."""
    assert act.unit is not None, "only people at a unit meet citizens"
    if BlockedUnit.objects.filter(citizen=citizen, unit=act.unit).exists():
        return BLOCKED
    held = {Relation.LISTED} if citizen.listed_unit_id == act.unit else set()
    rows = Referral.objects.filter(citizen=citizen).select_related("citizen").defer("typed", "answers", "decision")
    return frozenset(held.union(*(relations(standing(row), act.unit, act.today) for row in rows)))
