"""Proposes a shared appointment, answers a proposal, and cancels; of two at once the second is told."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.saving import JustChanged, refuse_again
from tvaerspor.actions.sharing.partners import partner_units, purpose_of
from tvaerspor.actions.sharing.read_appointments import CREATE, EDIT, UNDER_WAY, OpenAppointment, side_of
from tvaerspor.actions.sharing.rules import APPOINTMENTS, double_slot_minutes, rules
from tvaerspor.actions.sharing.standing import Tied, happened_shared, saving_shared, sharing_with, unit_of
from tvaerspor.pathway.shared_appointment import (
    AppointmentSide,
    AppointmentState,
    appointment_after,
    faulty_times,
)
from tvaerspor.records.models import AppointmentTime, SharedAppointment, Unit

MAX_REASON = 300
UNDER_WAY_ALREADY = (
    "Der er allerede en fælles aftale om borgeren mellem jer, som er foreslået eller aftalt. Åbn den, og svar på den; "
    "intet nyt er gemt."
)


@dataclass(frozen=True)
class TypedProposal:
    """The times on the table, in Denmark; None stands for a time that cannot be read."""

    times: tuple[datetime | None, ...]
    companions: frozenset[str] = frozenset()


def partners_for(tied: Tied) -> tuple[Unit, ...]:
    """The units that the citizen has let take part in shared appointments with the practice."""
    return tuple(unit for unit in partner_units(tied.citizen.municipality) if _may_meet(tied, unit))


def propose(tied: Tied, partner: Unit | None, typed: TypedProposal) -> UUID:
    """The id of the proposed appointment. Raises FaultyForm, also where one is under way already."""
    refuse_again(tied.act)
    practice, partner = _two_sides(tied, partner)
    minutes = double_slot_minutes()
    times = _checked_times(tied, typed, minutes)
    if _others(tied).filter(practice=practice, partner=partner).exists():
        raise FaultyForm((FieldFault("times", UNDER_WAY_ALREADY),))
    act = tied.act
    row = SharedAppointment(
        id=act.new_id(), citizen=tied.citizen, practice=practice, partner=partner, state=AppointmentState.PROPOSED
    )
    row.proposed_by, row.minutes, row.author_id = side_of(act), minutes, act.actor
    row.companions = json.dumps(sorted(typed.companions & set(rules().companions)))
    row.created_at = row.changed_at = row.since = act.now
    act.saw("shared_appointment", row.id)
    try:
        with saving_shared(tied, CREATE, f"shared_appointment:{row.id}", APPOINTMENTS):
            row.save(force_insert=True)
            _put_times(tied, row, times)
            happened_shared(act, "appointment_proposed", row.id, tied.citizen.id)
    except IntegrityError:
        raise FaultyForm((FieldFault("times", UNDER_WAY_ALREADY),)) from None
    return row.id


@dataclass(frozen=True)
class AppointmentStep:
    """A move with what goes with it; `seen` is the version number that the person was looking at."""

    verb: str
    seen: int
    changes: dict[str, Any] = field(default_factory=dict)
    times: tuple[datetime, ...] | None = None


def accept(opened: OpenAppointment, time: str, seen: int) -> None:
    """Accepts one of the times. Raises FaultyForm, CannotMoveAppointment and JustChanged."""
    refuse_again(opened.tied.act)
    found = next((each.at for each in opened.shown.times if str(each.id) == time), None)
    if found is None:
        raise FaultyForm((FieldFault("time", "Vælg en af tiderne, eller foreslå andre."),))
    if found <= opened.tied.act.now:
        sentence = "Den tid er allerede gået; vælg en anden, eller foreslå andre tider."
        raise FaultyForm((FieldFault("time", sentence),))
    other = [each.at for each in _others(opened.tied, opened.row) if each.at is not None]
    if any(abs(each - found) < timedelta(minutes=opened.row.minutes) for each in other):
        sentence = "Borgeren har allerede et fælles møde på den tid; vælg en anden, eller foreslå andre tider."
        raise FaultyForm((FieldFault("time", sentence),))
    move_appointment(opened, AppointmentStep("accept", seen, {"at": found}))


def other_times(opened: OpenAppointment, typed: TypedProposal, seen: int) -> None:
    """Declines the times with others: the turn goes to the other side. Raises as `accept`."""
    refuse_again(opened.tied.act)
    times = _checked_times(opened.tied, typed, opened.row.minutes, opened.row)
    move_appointment(opened, AppointmentStep("other_times", seen, {"proposed_by": opened.side}, times))


def cancel(opened: OpenAppointment, reason: str, seen: int) -> None:
    """Cancels with a reason that the other side sees. Raises FaultyForm, CannotMoveAppointment and JustChanged."""
    if not reason.strip():
        raise FaultyForm((FieldFault("reason", "Skriv kort, hvorfor aftalen aflyses; den anden side ser det."),))
    if len(reason) > MAX_REASON:
        raise FaultyForm((FieldFault("reason", f"Teksten er for lang; der er plads til {MAX_REASON} tegn."),))
    move_appointment(opened, AppointmentStep("cancel", seen, {"reason": reason.strip()}))


def move_appointment(opened: OpenAppointment, step: AppointmentStep) -> None:
    """Makes the move in a transaction of its own; raises CannotMoveAppointment and JustChanged."""
    proposed_by = AppointmentSide(opened.row.proposed_by)
    if step.verb != "cancel":
        require_consent(opened)
    with saving_shared(opened.tied, EDIT, f"shared_appointment:{opened.row.id}", APPOINTMENTS):
        after = appointment_after(opened.state, step.verb, opened.side, proposed_by)
        move_within(opened, step, after)


def require_consent(opened: OpenAppointment) -> None:
    """Raises FaultyForm for the doctor where the citizen's consent no longer holds; a partner meets nothing at all."""
    if opened.tied.sharing is None and not _may_meet(opened.tied, opened.row.partner):
        sentence = (
            "Samtykket gælder ikke længere, og den anden side kan ikke se aftalen. Aflys den, eller registrér et nyt "
            "samtykke fra borgeren først; intet er gemt."
        )
        raise FaultyForm((FieldFault("consent", sentence),))


def move_within(opened: OpenAppointment, step: AppointmentStep, after: AppointmentState) -> None:
    """The same inside a transaction that somebody else opened."""
    act, row = opened.tied.act, opened.row
    columns = {"state": after, "changed_at": act.now, "version_number": step.seen + 1, **step.changes}
    columns |= {"since": act.now} if after is not opened.state or step.times else {}
    if not SharedAppointment.objects.filter(id=row.id, version_number=step.seen).update(**columns):
        raise JustChanged(f"shared_appointment:{row.id}")
    if step.times is not None:
        row.times.all().delete()
        _put_times(opened.tied, row, step.times)
    happened_shared(act, f"appointment_{step.verb}", row.id, row.citizen_id)


def _two_sides(tied: Tied, partner: Unit | None) -> tuple[Unit, Unit]:
    """The practice and the partner, where the citizen's consent lets them meet; raises FaultyForm."""
    practice = tied.citizen.listed_unit
    if tied.sharing is not None:
        partner = Unit.objects.get(id=unit_of(tied.act))
        if practice is None or practice.id not in tied.sharing.of(APPOINTMENTS):
            sentence = "Samtykket omfatter ikke fælles aftaler med borgerens nuværende læge; bed borgeren om et nyt."
            raise FaultyForm((FieldFault("times", sentence),))
    elif partner is None or not _may_meet(tied, partner):
        sentence = (
            "Borgeren har ikke et gældende samtykke til fælles aftaler med nogen, I har valgt. Registrér samtykket "
            "først, og foreslå så aftalen; intet er gemt."
        )
        raise FaultyForm((FieldFault("partner", sentence),))
    assert practice is not None and partner is not None, "a doctor's citizen is on the practice's list"
    return practice, partner


def _may_meet(tied: Tied, unit: Unit) -> bool:
    found = sharing_with(tied.citizen.id, unit.id, purpose_of(unit), tied.act.today)
    return found is not None and tied.act.unit in found.of(APPOINTMENTS)


def _checked_times(
    tied: Tied, typed: TypedProposal, minutes: int, own: SharedAppointment | None = None
) -> tuple[datetime, ...]:
    if any(each is None for each in typed.times):
        sentence = "Skriv hver tid som en dag og et klokkeslæt, fx 1.12.2026 og 9.30."
        raise FaultyForm((FieldFault("times", sentence),))
    times = tuple(each for each in typed.times if each is not None)
    taken = [each.at for each in _others(tied, own) if each.at is not None]
    fault = faulty_times(times, timedelta(minutes=minutes), tied.act.now, taken)
    if fault:
        raise FaultyForm((FieldFault("times", fault),))
    return times


def _others(tied: Tied, own: SharedAppointment | None = None) -> Any:
    """The citizen's appointments under way, but for one: those that this unit takes part in."""
    column = "partner" if tied.sharing is not None else "practice"
    rows = SharedAppointment.objects.filter(citizen=tied.citizen, state__in=UNDER_WAY, **{column: tied.act.unit})
    return rows.exclude(id=own.id) if own else rows


def _put_times(tied: Tied, row: SharedAppointment, times: Sequence[datetime]) -> None:
    rows = [AppointmentTime(id=tied.act.new_id(), appointment=row, at=each) for each in sorted(times)]
    AppointmentTime.objects.bulk_create(rows)
