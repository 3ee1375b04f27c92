"""The one place where rows become the shared slice: what is not read here, the employment side cannot be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from tvaerspor.actions.act import Act
from tvaerspor.actions.doctor.find_citizens import cpr_digits
from tvaerspor.actions.sharing.coping_course import Told
from tvaerspor.actions.sharing.read_appointments import appointments_of
from tvaerspor.actions.sharing.requests import own_requests_about
from tvaerspor.actions.sharing.rules import APPOINTMENTS, MILESTONES, WORK_PLAN
from tvaerspor.actions.sharing.standing import Tied, shared_citizens
from tvaerspor.actions.sharing.work_plans import current_work_plan
from tvaerspor.pathway.coping import milestones, weeks_of_work
from tvaerspor.pathway.shared_slice import SharedSlice
from tvaerspor.records.sealing import blind_index
from tvaerspor.records.search_keys import name_key
from tvaerspor.terms.text import Text


@dataclass(frozen=True)
class SharedPerson:
    """A citizen on a partner's list: a name, how to reach them, and the last day of the consent."""

    id: UUID
    name: str
    contact: str
    until: str


def slice_of(tied: Tied, told: Told, titles: Mapping[str, Text]) -> SharedSlice:
    """What this person may see of the citizen now; `told` is the coping course, whose activities have `titles`."""
    citizen, found = tied.citizen, tied.sharing
    shows_milestones, shows_plan = _shows(tied, MILESTONES), _shows(tied, WORK_PLAN)
    return SharedSlice(
        citizen=citizen.id,
        name=citizen.name,
        contact=tied.contact,
        until=found.until if found else tied.act.today,
        milestones=milestones(told.under(MILESTONES), titles) if shows_milestones else None,
        work_plan=current_work_plan(tied) if shows_plan else None,
        shows_work_plan=shows_plan,
        weeks=weeks_of_work(told.under(WORK_PLAN)),
        appointments=appointments_of(tied) if _shows(tied, APPOINTMENTS) else None,
        requests=own_requests_about(tied),
    )


def shared_people(act: Act, searched: str = "") -> tuple[SharedPerson, ...]:
    """The citizens shared with the person's unit, by name; those alone whose name or whole CPR number is searched for.

    A number that is unknown and one that is not shared give the same: nothing.
    """
    digits = cpr_digits(searched)
    index, words = blind_index(digits) if digits else "", name_key(searched)
    found = tuple(
        SharedPerson(tied.citizen.id, tied.citizen.name, tied.contact, tied.sharing.until.isoformat())
        for tied in shared_citizens(act).values()
        if tied.sharing and (tied.citizen.cpr_index == index if index else words in name_key(tied.citizen.name))
    )
    act.saw("citizen", *(each.id for each in found))
    return found


def _shows(tied: Tied, part: str) -> bool:
    return tied.sharing is None or tied.sharing.allows(part)
