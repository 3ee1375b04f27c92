"""Reads the log: one's own acts, or for the administrator every act without what it was about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.organisation import matrix
from tvaerspor.records.models import Audit, Referral, Unit, User

OWN, TECHNICAL = Deed("read", "own_log"), Deed("read", "technical_log")
SIDE = 50
MOST_NAMED = 5
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(3000, 1, 1)


@dataclass(frozen=True)
class Noted:
    """One row of the log. `references` are the first referrals that it was about, `more` how many others there were.

    In the technical log nothing says which citizen or referral: there `references` is empty.
    """

    at: datetime
    route: str
    deed: str
    outcome: str
    role: str
    who: str = ""
    unit: str = ""
    references: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Page:
    """A side of the log, newest first."""

    rows: tuple[Noted, ...]
    side: int
    has_more: bool


def own_log(act: Act, day: date | None, side: int) -> Page:
    """What the person did and saw, on a day or ever."""
    require(matrix(), act.holder, OWN)
    rows, has_more = _window(_on(Audit.objects.filter(user=str(act.actor)), day), side)
    named = _references(rows)
    shown = tuple(
        Noted(
            row.at,
            row.route,
            row.deed,
            row.outcome,
            row.role,
            references=_seen(row, named),
            more=max(0, len(_seen_ids(row)) - MOST_NAMED),
        )
        for row in rows
    )
    return Page(shown, side, has_more)


def technical_log(act: Act, day: date | None, side: int, outcome: str = "") -> Page:
    """What everybody did, without what it was about; `outcome` leaves only those that ended so."""
    require(matrix(), act.holder, TECHNICAL)
    wanted = Audit.objects.filter(outcome=outcome) if outcome else Audit.objects.all()
    rows, has_more = _window(_on(wanted.defer("seen"), day), side)
    people = {
        str(id_): name for id_, name in User.objects.filter(id__in=_ids(rows, "user")).values_list("id", "username")
    }
    units = {str(id_): name for id_, name in Unit.objects.filter(id__in=_ids(rows, "unit")).values_list("id", "name")}
    shown = tuple(
        Noted(row.at, row.route, row.deed, row.outcome, row.role, people.get(row.user, ""), units.get(row.unit, ""))
        for row in rows
    )
    return Page(shown, side, has_more)


def _on(rows: QuerySet[Audit], day: date | None) -> QuerySet[Audit]:
    if day is None or not FIRST_DAY <= day < LAST_DAY:
        return rows
    start = datetime.combine(day, time(), COPENHAGEN)
    end = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)
    return rows.filter(at__gte=start, at__lt=end)


def _window(rows: QuerySet[Audit], side: int) -> tuple[list[Audit], bool]:
    first = (side - 1) * SIDE
    found = list(rows.order_by("-pk")[first : first + SIDE + 1])
    return found[:SIDE], len(found) > SIDE


def _ids(rows: list[Audit], column: str) -> set[str]:
    return {value for row in rows if (value := getattr(row, column))}


def _references(rows: list[Audit]) -> dict[str, str]:
    ids = {id_ for row in rows for id_ in _seen_ids(row)[:MOST_NAMED]}
    found = Referral.objects.filter(id__in=ids).values_list("id", "reference")
    return {str(id_): reference for id_, reference in found}


def _seen(row: Audit, named: dict[str, str]) -> tuple[str, ...]:
    return tuple(named[id_] for id_ in _seen_ids(row)[:MOST_NAMED] if id_ in named)


def _seen_ids(row: Audit) -> list[str]:
    seen: list[str] = json.loads(row.seen).get("referral", [])
    return seen
