"""Sends a referral on to another unit that takes the destination."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move_within
from tvaerspor.actions.receiver.recommendation import allowed_now, first_visit_due
from tvaerspor.actions.receivers import KEPT, Residence, receivers
from tvaerspor.actions.saving import saving
from tvaerspor.records.models import BlockedUnit, Unit
from tvaerspor.referral.states import MOVES


@dataclass(frozen=True)
class Forwarding:
    """Where it goes, to whom (None when nobody is chosen), and why."""

    destination: str
    unit: UUID | None
    reason: str


def forward_destinations(case: Case) -> tuple[str, ...]:
    """The destinations that it may be sent on to, allowed ones first; those that are kept by a writer are not."""
    known = [name for name, each in case.programme.destinations.items() if each.kind not in KEPT]
    allowed = allowed_now(case)
    return tuple(sorted(known, key=lambda name: name not in allowed))


def forward_units(case: Case, destination: str) -> tuple[Unit, ...]:
    """The other units that take the destination from where the citizen lives, and may know of the citizen."""
    if destination not in forward_destinations(case):
        return ()
    residence = Residence(case.row.citizen.municipality, case.act.today)
    blocked = set(BlockedUnit.objects.filter(citizen=case.row.citizen_id).values_list("unit", flat=True))
    left_out = blocked | {case.row.receiver_id}
    return tuple(unit for unit in receivers(residence, [destination])[destination] if unit.id not in left_out)


def forward(case: Case, forwarding: Forwarding, seen: int) -> None:
    """Lays the referral with another unit; this one sees it no longer. Raises FaultyForm, and as `move`."""
    unit = _checked(case, forwarding)
    former = [*json.loads(case.row.former_receivers), str(case.row.receiver_id)]
    changes = {
        "receiver_id": unit.id,
        "former_receivers": json.dumps([each for each in dict.fromkeys(former) if each != str(unit.id)]),
        "destination": forwarding.destination,
        "owner_id": None,
        "decided_at": None,
    }
    about = {"to": str(unit.id), "destination": forwarding.destination, "reason": forwarding.reason.strip()}
    case.require(MOVES["forward"].deed)
    with saving(case.act, MOVES["forward"].deed, "worklist:"):
        move_within(case, Step("forward", seen, changes, about, first_visit_due(case)))


def _checked(case: Case, forwarding: Forwarding) -> Unit:
    unit = next((each for each in forward_units(case, forwarding.destination) if each.id == forwarding.unit), None)
    faults = []
    if unit is None:
        faults.append(FieldFault("unit", "Vælg den enhed, henvisningen skal sendes videre til."))
    if not forwarding.reason.strip():
        faults.append(FieldFault("reason", "Skriv kort, hvorfor den sendes videre; den nye modtager ser det."))
    if unit is None or faults:
        raise FaultyForm(tuple(faults))
    return unit
