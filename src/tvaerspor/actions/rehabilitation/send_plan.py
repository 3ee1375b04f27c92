"""A hospital writes a rehabilitation plan by hand and sends it to the citizen's municipality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tvaerspor.access.ask import require
from tvaerspor.actions.act import Act
from tvaerspor.actions.doctor.find_citizens import cpr_digits
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.rehabilitation.open_plan import CREATE, clock_of
from tvaerspor.actions.saving import saving
from tvaerspor.pathway.rehabilitation import LEVELS, PlanState
from tvaerspor.records.models import BlockedUnit, Citizen, RehabilitationEvent, RehabilitationPlan, Unit
from tvaerspor.records.sealing import blind_index
from tvaerspor.triage.decision import canonical

SENT = "plan_sent"
MAX_NEED = 4000


@dataclass(frozen=True)
class NewPlan:
    """A plan as it was typed; days are ISO or empty. `unit` is the id of the municipal unit as text."""

    cpr: str
    level: str
    discharged_on: str
    not_before: str
    need: str
    unit: str


def municipal_units() -> tuple[Unit, ...]:
    """The open municipal units, by name."""
    return tuple(Unit.objects.filter(kind="municipal", is_open=True).order_by("name_key", "id"))


def send_plan(act: Act, new: NewPlan) -> UUID:
    """The id of the plan. Raises NotAllowed, FaultyForm and AlreadyDone."""
    require(matrix(), act.holder, CREATE)
    assert act.unit is not None, "only people at a unit write plans"
    citizen = _citizen(act, new.cpr)
    unit = next((each for each in municipal_units() if str(each.id) == new.unit), None)
    faults = tuple(_faults(act, new, citizen, unit))
    if faults or citizen is None or unit is None:
        raise FaultyForm(faults)
    row = RehabilitationPlan(id=act.new_id(), citizen=citizen, hospital_id=act.unit, unit=unit, level=new.level)
    row.state, row.received_at = PlanState.RECEIVED, act.now
    row.discharged_on, row.not_before = date.fromisoformat(new.discharged_on), _day(new.not_before)
    row.set_need(new.need.strip())
    row.due = clock_of(row, act.today).due
    act.saw("rehabilitation_plan", row.id)
    act.saw("citizen", citizen.id)
    with saving(act, CREATE, f"rehabilitation_plan:{row.id}"):
        row.save(force_insert=True)
        tell(act, row, SENT, {})
    return row.id


def tell(act: Act, row: RehabilitationPlan, kind: str, about: dict[str, object]) -> None:
    """Appends an event to the plan's history."""
    RehabilitationEvent.objects.create(
        plan=row, kind=kind, at=act.now, actor_id=act.actor, role=act.role, unit_id=act.unit, data=canonical(about)
    )


def _citizen(act: Act, typed: str) -> Citizen | None:
    """The citizen with that number who has not blocked the unit."""
    digits = cpr_digits(typed)
    found = Citizen.objects.filter(cpr_index=blind_index(digits)).first() if digits else None
    if found is None or BlockedUnit.objects.filter(citizen=found, unit=act.unit).exists():
        return None
    return found


def _faults(act: Act, new: NewPlan, citizen: Citizen | None, unit: Unit | None) -> Iterator[FieldFault]:
    if cpr_digits(new.cpr) is None:
        yield FieldFault("cpr", "Skriv hele CPR-nummeret, ti cifre.")
    elif citizen is None:
        yield FieldFault("cpr", "Ingen borger her har det nummer; se efter, om det er skrevet rigtigt.")
    if new.level not in LEVELS:
        yield FieldFault("level", "Vælg planens niveau.")
    if unit is None:
        yield FieldFault("unit", "Vælg den kommune, som planen sendes til.")
    discharged, later = _day(new.discharged_on), _day(new.not_before)
    if discharged is None:
        yield FieldFault("discharged_on", "Skriv udskrivningsdagen som en dato, fx 2026-11-22.")
    elif discharged > act.today:
        yield FieldFault(
            "discharged_on", "Udskrivningsdagen er ikke kommet endnu; send planen, når borgeren udskrives."
        )
    if new.not_before and later is None:
        yield FieldFault("not_before", "Skriv dagen som en dato, fx 2026-11-22, eller lad feltet stå tomt.")
    elif later and discharged and later < discharged:
        yield FieldFault("not_before", "Dagen ligger før udskrivningen; ret en af dem, eller lad feltet stå tomt.")
    if not new.need.strip():
        yield FieldFault("need", "Skriv, hvad borgeren har brug for at genoptræne.")
    elif len(new.need) > MAX_NEED:
        yield FieldFault("need", f"Teksten er for lang; der er plads til {MAX_NEED} tegn.")


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None
