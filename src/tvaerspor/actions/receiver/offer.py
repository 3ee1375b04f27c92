"""Offers the citizen a time for the first visit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tvaerspor.actions.act import COPENHAGEN
from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.moving import Step, move
from tvaerspor.actions.receiver.recommendation import first_visit_due

_TYPED = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Appointment:
    """The day (ISO) and the time of day (HH:MM) as typed, in Denmark."""

    on: str
    at: str


def offer(case: Case, appointment: Appointment, seen: int) -> None:
    """Notes the time that the citizen is offered; offering again changes it. Raises FaultyForm, and as `move`."""
    moment = _moment(case, appointment)
    changes = {"appointment_at": moment}
    move(case, Step("offer", seen, changes, {"appointment": moment.isoformat()}, first_visit_due(case)))


def _moment(case: Case, appointment: Appointment) -> datetime:
    day, clock = _day(appointment.on), _clock(appointment.at)
    faults = []
    if day is None:
        faults.append(FieldFault("on", "Skriv datoen som dag, måned og år, fx 1.12.2026."))
    if clock is None:
        faults.append(FieldFault("at", "Skriv klokkeslættet som timer og minutter, fx 9.30."))
    if day is None or clock is None:
        raise FaultyForm(tuple(faults))
    moment = datetime.combine(day, clock, COPENHAGEN)
    if moment <= case.act.now:
        raise FaultyForm((FieldFault("on", "Tiden er allerede gået; vælg en i fremtiden."),))
    if moment > case.act.now + FURTHEST:
        raise FaultyForm((FieldFault("on", "Tiden ligger mere end et år ude; kontrollér årstallet."),))
    return moment


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _clock(typed: str) -> time | None:
    match = _TYPED.fullmatch(typed.strip())
    return time(int(match[1]), int(match[2])) if match else None
