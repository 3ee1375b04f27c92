"""The messages of a unit: those that wait for a person first, and those that have not been delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from django.conf import settings
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.messages.take_message import PARKED
from tvaerspor.actions.organisation import matrix
from tvaerspor.records.models import Message, Unit

FIND = Deed("find", "message")
Kept = Literal["all", "parked", "in", "out", "undelivered"]
KEPT: tuple[Kept, ...] = get_args(Kept)
SIDE = 50
LATE = timedelta(minutes=35)
"""«Ikke afleveret» is visible within 35 minutes: half an hour for a receipt, and five for us."""


@dataclass(frozen=True)
class Listed:
    """One message as the list shows it: no citizen, only who sent it to whom, and what came of it."""

    row: Message
    other: str
    reference: str
    waited: timedelta
    is_late: bool


@dataclass(frozen=True)
class Messages:
    """A side of the list; `counts` by list. `has_outbox` is False where nothing can be delivered at all."""

    kept: Kept
    rows: tuple[Listed, ...]
    counts: dict[str, int]
    side: int
    has_more: bool
    has_outbox: bool


def list_messages(act: Act, kept: Kept, side: int) -> Messages:
    """The unit's messages, newest first, but those that wait for a person before all others."""
    require(matrix(), act.holder, FIND)
    own = Message.objects.filter(unit=act.unit)
    counted = own.aggregate(**{name: Count("id", filter=_wanted(name)) for name in KEPT})
    first = (side - 1) * SIDE
    waiting = Case(When(_wanted("parked"), then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = _rows(own.filter(_wanted(kept))).order_by(waiting, "-at", "id")[first : first + SIDE + 1]
    found = list(rows)
    act.saw("message", *(row.id for row in found[:SIDE]))
    named = _names(found)
    listed = tuple(_listed(act, row, named) for row in found[:SIDE])
    return Messages(kept, listed, counted, side, len(found) > SIDE, bool(settings.OUTBOX))


def _wanted(kept: str) -> Q:
    return {
        "all": Q(direction__in=("in", "out")),
        "parked": Q(direction="in", status=PARKED),
        "in": Q(direction="in"),
        "out": Q(direction="out"),
        "undelivered": Q(direction="out", status__in=("queued", "failed")),
    }[kept]


def _rows(rows: QuerySet[Message]) -> QuerySet[Message]:
    shown = ("direction", "kind", "status", "sender_gln", "receiver_gln", "note", "at", "handled_at", "unit_id")
    return rows.select_related("referral").only(*shown, "referral__reference")


def _names(rows: list[Message]) -> dict[str, str]:
    numbers = {_other(row) for row in rows} - {""}
    return dict(Unit.objects.filter(gln__in=numbers).values_list("gln", "name")) if numbers else {}


def _other(row: Message) -> str:
    return row.sender_gln if row.direction == "in" else row.receiver_gln


def _listed(act: Act, row: Message, named: dict[str, str]) -> Listed:
    end: datetime = (
        row.handled_at if row.status in ("delivered", "received", "rejected") and row.handled_at else act.now
    )
    waited = end - row.at
    is_late = row.status in ("queued", "failed") and waited > LATE
    reference = row.referral.reference if row.referral else ""
    return Listed(row, named.get(_other(row), _other(row)), reference, waited, is_late)
