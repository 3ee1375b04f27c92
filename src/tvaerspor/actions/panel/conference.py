"""The conference list: the referrals that a person's panels have to decide, in piles, most urgent and oldest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.cases import case_of
from tvaerspor.actions.desk.worklist import SHOWN, Desk
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.panel.give_vote import AGREE, DIFFER
from tvaerspor.actions.panel.open_joint import BEGINS_A_ROUND, DECIDE, voice_of
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.records.models import Event, JointVoice, Referral
from tvaerspor.referral.joint_triage import Pile, Table, Voice, table_of
from tvaerspor.referral.states import AT_RECEIVER

FIND = Deed("find", "joint_triage")
MOST = 300  # referrals on one list; the rest comes when some are decided


@dataclass(frozen=True)
class Item:
    """One referral on the list, how long it has been with the panel's unit, and how late its first visit is."""

    row: Referral
    table: Table
    pile: Pile
    days: int
    late_days: int


@dataclass(frozen=True)
class Conference:
    """The list in the order in which it is gone through; `is_cut` where there are more than it shows."""

    items: tuple[Item, ...]
    is_cut: bool

    def of(self, pile: Pile) -> tuple[Item, ...]:
        """The items of one pile."""
        return tuple(item for item in self.items if item.pile == pile)

    def around(self, referral: UUID) -> tuple[Item | None, Item | None]:
        """The one before and the one after a referral on the list."""
        ids = [item.row.id for item in self.items]
        if referral not in ids:
            return None, self.items[0] if self.items else None
        at = ids.index(referral)
        return (self.items[at - 1] if at else None), (self.items[at + 1] if at + 1 < len(ids) else None)

    def next_after(self, referral: UUID, *piles: Pile) -> Item | None:
        """The first one in the piles that is another than the referral; None when there is none."""
        return next((item for item in self.items if item.pile in piles and item.row.id != referral), None)


@dataclass(frozen=True)
class Agreement:
    """How often all voted alike at a unit, of how many rounds in which all had voted."""

    agreed: int
    of: int


def conference(act: Act, desk: Desk | None = None) -> Conference:
    """The list for the person's seat at their unit's desk; raises NotAllowed for a role that sits nowhere."""
    require(matrix(), act.holder, FIND)
    rows = list(_rows(desk or Desk(act))[: MOST + 1])
    said = _said(rows) if rows else {}
    items = [item for row in rows[:MOST] if (item := _item(act, row, said)) is not None]
    act.saw("referral", *(item.row.id for item in items))
    act.saw("citizen", *(item.row.citizen_id for item in items))
    order = list(Pile)
    return Conference(tuple(sorted(items, key=lambda item: order.index(item.pile))), len(rows) > MOST)


def agreement(act: Act) -> Agreement:
    """Counted over everything that the panels at the person's unit have voted on."""
    require(matrix(), act.holder, FIND)
    at_unit = Event.objects.filter(kind__in=(AGREE, DIFFER), unit=act.unit)
    counted = at_unit.aggregate(agreed=Count("id", filter=Q(kind=AGREE)), of=Count("id"))
    return Agreement(counted["agreed"], counted["of"])


def _rows(desk: Desk) -> QuerySet[Referral]:
    mine = Q(pk__in=())
    for programme in current_programmes():
        at = [name for panel in programme.panels if panel.seat_of(desk.act.role) for name in panel.at]
        mine |= Q(programme=programme.id, destination__in=at) if at else Q(pk__in=())
    begun = Event.objects.filter(referral=OuterRef("pk"), kind__in=BEGINS_A_ROUND).order_by().values("referral")
    count = Subquery(begun.annotate(times=Count("id")).values("times"), output_field=IntegerField())
    rows = desk.rows(desk.own(status__in=AT_RECEIVER) & mine).select_related("citizen", "sender", "receiver")
    return (
        rows.only(*SHOWN, "destination")
        .annotate(round=1 + Coalesce(count, 0))
        .order_by(F("urgency").desc(), "since", "id")
    )


def _said(rows: list[Referral]) -> Mapping[tuple[UUID, int], list[Voice]]:
    """What was said about each, by round."""
    said: dict[tuple[UUID, int], list[Voice]] = defaultdict(list)
    for voice in JointVoice.objects.filter(referral__in=[row.id for row in rows]):
        said[voice.referral_id, voice.round].append(voice_of(voice))
    return said


def _item(act: Act, row: Referral, said: Mapping[tuple[UUID, int], list[Voice]]) -> Item | None:
    """The row for this person's seat; None where its own version has no such panel, or they may not decide."""
    case = case_of(act, row)
    panel = case.panel
    seat = panel.seat_of(act.role) if panel else None
    if panel is None or seat is None or not case.may(DECIDE):
        return None
    table = table_of(panel, said.get((row.id, row.round), ()))  # type: ignore[attr-defined]
    days = (act.today - row.since.astimezone(COPENHAGEN).date()).days
    late = (act.today - row.due).days if row.due else 0
    return Item(row, table, table.pile(seat.id), max(0, days), max(0, late))
