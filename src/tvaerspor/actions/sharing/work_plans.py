"""The plan for work and function: limits in hours, tasks and shared goals; either side writes, the newest counts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import COPENHAGEN
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.saving import JustChanged
from tvaerspor.actions.sharing.rules import WORK_PLAN
from tvaerspor.actions.sharing.standing import Tied, happened_shared, saving_shared, unit_of
from tvaerspor.actions.sharing.typed_moments import hours_typed
from tvaerspor.pathway.coping import said_hours
from tvaerspor.pathway.shared_slice import SharedWorkPlan
from tvaerspor.records.models import WorkPlan

EDIT = Deed("edit", "shared_slice")
MAX_WORDS = 1000


@dataclass(frozen=True)
class TypedWorkPlan:
    """The plan as typed; `based_on` is the id of the one that was on the page, empty where there was none."""

    hours: str
    tasks: str
    goals: str
    based_on: str


def current_work_plan(tied: Tied) -> SharedWorkPlan | None:
    """The newest plan that this person may see; None where there is none, or it is not shared."""
    row = _newest(tied)
    if row is None:
        return None
    hours = said_hours(row.hours_per_week) if row.hours_per_week is not None else None
    written = row.at.astimezone(COPENHAGEN).date()
    return SharedWorkPlan(row.id, written, row.unit.name, hours, row.tasks, row.goals)


def write_work_plan(tied: Tied, typed: TypedWorkPlan) -> UUID:
    """The id of the new plan. Raises FaultyForm, and JustChanged where somebody has written one meanwhile."""
    hours = hours_typed(typed.hours) if typed.hours.strip() else None
    faults = []
    if typed.hours.strip() and hours is None:
        faults.append(FieldFault("hours", "Skriv timer om ugen fra 0 til 60, fx 12 eller 7,5."))
    for name in ("tasks", "goals"):
        if len(getattr(typed, name)) > MAX_WORDS:
            faults.append(FieldFault(name, f"Teksten er for lang; der er plads til {MAX_WORDS} tegn."))
    if not (typed.hours.strip() or typed.tasks.strip() or typed.goals.strip()):
        faults.append(FieldFault("hours", "Skriv timer, opgaver eller mål; planen er tom."))
    if faults:
        raise FaultyForm(tuple(faults))
    act = tied.act
    row = WorkPlan(id=act.new_id(), citizen=tied.citizen, unit_id=unit_of(act), author_id=act.actor, at=act.now)
    row.hours_per_week, row.tasks, row.goals = hours, typed.tasks.strip(), typed.goals.strip()
    with saving_shared(tied, EDIT, f"shared_citizen:{tied.citizen.id}", WORK_PLAN):
        newest = _newest(tied)
        if typed.based_on != (str(newest.id) if newest else ""):
            raise JustChanged(f"work_plan:{tied.citizen.id}")
        row.save(force_insert=True)
        happened_shared(act, "work_plan_written", row.id, tied.citizen.id)
    return row.id


def _newest(tied: Tied) -> WorkPlan | None:
    rows = WorkPlan.objects.filter(citizen=tied.citizen).select_related("unit").order_by("-at", "-id")
    sources = tied.sources(WORK_PLAN)
    return (rows if sources is None else rows.filter(unit__in=sources)).first()
