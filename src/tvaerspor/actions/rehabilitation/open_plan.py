"""Loads one rehabilitation plan for somebody, with its clock and its history; and lists a unit's plans by due date."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tvaerspor.access.ask import Deed, is_allowed, require
from tvaerspor.access.relation import Relation, Standing, relations
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.cases import BLOCKED, NothingThere
from tvaerspor.actions.organisation import legal_clocks, matrix
from tvaerspor.pathway.clocks import ClockState, Pause
from tvaerspor.pathway.rehabilitation import CLOCK, OVER, PlanDates, PlanState, start_clock
from tvaerspor.records.models import BlockedUnit, RehabilitationEvent, RehabilitationPlan

FIND = Deed("find", "rehabilitation_plan")
READ = Deed("read", "rehabilitation_plan")
CREATE = Deed("create", "rehabilitation_plan")
EDIT = Deed("edit", "rehabilitation_plan")
MOST = 100


@dataclass(frozen=True)
class OpenPlan:
    """A plan as one person meets it."""

    act: Act
    row: RehabilitationPlan
    held: frozenset[Relation]

    @property
    def state(self) -> PlanState:
        """Where the plan stands."""
        return PlanState(self.row.state)

    @cached_property
    def clock(self) -> ClockState:
        """Where the legal limit stands today."""
        return clock_of(self.row, self.act.today)

    def may(self, deed: Deed) -> bool:
        """Whether this person may do it to this plan."""
        return is_allowed(matrix(), self.act.holder, deed, self.held)


def clock_of(row: RehabilitationPlan, today: date) -> ClockState:
    """Where the limit of a plan stands on a day."""
    dates = PlanDates(row.discharged_on, row.not_before, row.offered_on, pauses_in(row.pauses))
    return start_clock(legal_clocks()[CLOCK], dates, today)


def pauses_in(text: str) -> tuple[Pause, ...]:
    """The pauses as the row keeps them."""
    kept: list[dict[str, Any]] = json.loads(text)
    return tuple(Pause(date.fromisoformat(each["begin"]), _day(each["until"]), each["reason"]) for each in kept)


def open_plan(act: Act, plan: UUID, deed: Deed) -> OpenPlan:
    """The plan, if the person may do that to it; raises NothingThere and NotAllowed."""
    row = _rows(act).filter(id=plan).first()
    if row is None:
        act.saw("sought", plan)
        raise NothingThere
    opened = _opened(act, row)
    act.saw("rehabilitation_plan", row.id)
    require(matrix(), act.holder, deed, opened.held)
    act.saw("citizen", row.citizen_id)
    return opened


def list_plans(act: Act) -> tuple[tuple[OpenPlan, ...], bool]:
    """The plans that the unit has or has sent, or of citizens on its list, and whether there are more than shown.

    Those that are over are left out; the one that is due first stands at the top.
    """
    require(matrix(), act.holder, FIND)
    rows = _rows(act).filter(Q(unit=act.unit) | Q(hospital=act.unit) | Q(citizen__listed_unit=act.unit))
    going = rows.exclude(state__in=[each.value for each in OVER]).defer("need_sealed", "citizen__cpr_sealed")
    found = list(going.order_by(F("due").asc(nulls_last=True), "received_at", "id")[: MOST + 1])
    every = tuple(_opened(act, row) for row in found[:MOST])
    shown = tuple(each for each in every if each.may(READ))
    act.saw("citizen", *(each.row.citizen_id for each in shown))
    return shown, len(found) > MOST


def history(plan: OpenPlan) -> tuple[RehabilitationEvent, ...]:
    """What has happened to the plan, the latest first."""
    return tuple(plan.row.events.select_related("unit").order_by("-id"))


def about_of(event: RehabilitationEvent) -> dict[str, Any]:
    """What an event tells."""
    told: dict[str, Any] = json.loads(event.data)
    return told


def _rows(act: Act) -> QuerySet[RehabilitationPlan]:
    blocked = BlockedUnit.objects.filter(citizen=OuterRef("citizen"), unit=act.unit)
    rows = RehabilitationPlan.objects.select_related("citizen", "hospital", "unit")
    return rows.annotate(is_blocked=Exists(blocked))


def _opened(act: Act, row: RehabilitationPlan) -> OpenPlan:
    assert act.unit is not None, "only people at a unit meet plans"
    if getattr(row, "is_blocked", False):
        return OpenPlan(act, row, BLOCKED)
    ended = row.ended_at.astimezone(COPENHAGEN).date() if row.ended_at else None
    standing = Standing(row.hospital_id, row.unit_id, listed=row.citizen.listed_unit_id, ended_on=ended)
    return OpenPlan(act, row, relations(standing, act.unit, act.today))


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
