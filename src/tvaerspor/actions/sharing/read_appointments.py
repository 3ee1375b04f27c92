"""Shared appointments as one side sees them: the tracks and tasks that are for its eyes, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.sharing.rules import APPOINTMENTS, rules
from tvaerspor.actions.sharing.standing import Tied, is_partner, tied_to
from tvaerspor.pathway.shared_appointment import AppointmentMove, AppointmentSide, AppointmentState, appointment_moves
from tvaerspor.pathway.shared_slice import (
    AppointmentParties,
    ProposedTime,
    SharedTask,
)
from tvaerspor.pathway.shared_slice import SharedAppointment as Shown
from tvaerspor.records.models import AppointmentTask, AppointmentTime, SharedAppointment

READ, EDIT, CREATE = (Deed(verb, "shared_appointment") for verb in ("read", "edit", "create"))
UNDER_WAY = (AppointmentState.PROPOSED, AppointmentState.ACCEPTED)


@dataclass(frozen=True)
class OpenAppointment:
    """An appointment as one person meets it; `row` is for actions alone, pages are given `shown`."""

    tied: Tied
    row: SharedAppointment
    side: AppointmentSide
    shown: Shown

    @property
    def state(self) -> AppointmentState:
        """Where it stands."""
        return AppointmentState(self.row.state)

    @property
    def moves(self) -> tuple[AppointmentMove, ...]:
        """What this person can do with it now."""
        if not self.tied.may(EDIT, APPOINTMENTS):
            return ()
        return appointment_moves(self.state, self.side, AppointmentSide(self.row.proposed_by))


def side_of(act: Act) -> AppointmentSide:
    """The side of the table that a person sits on."""
    return AppointmentSide.PARTNER if is_partner(act) else AppointmentSide.DOCTOR


def open_appointment(act: Act, appointment: UUID, deed: Deed) -> OpenAppointment:
    """The appointment, for somebody who may do that to it; raises NothingThere and NotAllowed."""
    row = _rows().filter(id=appointment, **{_own_column(act): act.unit}).first()
    if row is None:
        act.saw("sought", appointment)
        raise NothingThere
    tied = tied_to(act, row.citizen_id)
    tied.require(deed, APPOINTMENTS)
    if not _is_from_a_source(tied, row):
        raise NothingThere
    act.saw("shared_appointment", row.id)
    act.saw("citizen", row.citizen_id)
    return OpenAppointment(tied, row, side_of(act), shown_to(act, row, tuple(row.times.order_by("at"))))


def appointments_of(tied: Tied) -> tuple[Shown, ...]:
    """The appointments about one citizen that the unit takes part in, newest first."""
    if not tied.may(READ, APPOINTMENTS):
        return ()
    rows = _rows().filter(citizen=tied.citizen, **{_own_column(tied.act): tied.act.unit}).order_by("-created_at")
    found = tuple(shown_to(tied.act, row) for row in rows if _is_from_a_source(tied, row))
    tied.act.saw("shared_appointment", *(each.id for each in found))
    return found


def appointments_under_way(act: Act, allowed: Iterable[Tied] | None = None) -> tuple[Shown, ...]:
    """The unit's appointments that are proposed, agreed, or held with tasks left, earliest change first.

    `allowed` are the citizens that are shared with a partner; None for a practice, whose own list decides.
    """
    rows = _rows().filter(**{_own_column(act): act.unit}).exclude(state=AppointmentState.CANCELLED)
    if allowed is None:
        known = None
        rows = rows.filter(citizen__listed_unit=act.unit)
    else:
        known = {each.citizen.id: each for each in allowed if each.may(READ, APPOINTMENTS)}
        rows = rows.filter(citizen__in=tuple(known))
    found = [
        shown_to(act, row)
        for row in rows.order_by("changed_at")
        if known is None or _is_from_a_source(known[row.citizen_id], row)
    ]
    is_open = [each for each in found if each.state in UNDER_WAY or any(task.done_on is None for task in each.tasks)]
    act.saw("shared_appointment", *(each.id for each in is_open))
    return tuple(is_open)


def shown_to(act: Act, row: SharedAppointment, times: tuple[AppointmentTime, ...] = ()) -> Shown:
    """The row as the act's side sees it: a partner sees the shared tracks, and the tasks in them.

    `times` are those on the table; a list of appointments does without them.
    """
    side = side_of(act)
    seen = frozenset(rules().tracks) if side is AppointmentSide.DOCTOR else rules().shared_tracks
    tasks = sorted(row.tasks.all(), key=lambda each: (each.due, str(each.id)))
    return Shown(
        id=row.id,
        citizen=row.citizen_id,
        name=row.citizen.name,
        state=row.state,
        version=row.version_number,
        at=row.at,
        minutes=row.minutes,
        changed_at=row.changed_at,
        parties=_parties(row),
        times=tuple(ProposedTime(each.id, each.at) for each in times),
        tracks=tuple(track for track in json.loads(row.tracks) if track in seen),
        tasks=tuple(_task(each) for each in tasks if each.track in seen),
        reason=row.reason,
        is_asked=row.state == AppointmentState.PROPOSED and row.proposed_by != side,
    )


def _rows() -> QuerySet[SharedAppointment]:
    return SharedAppointment.objects.select_related("citizen", "practice", "partner").prefetch_related("tasks")


def _own_column(act: Act) -> str:
    return "partner" if is_partner(act) else "practice"


def _is_from_a_source(tied: Tied, row: SharedAppointment) -> bool:
    """Whether the consent covers the practice that the appointment is with."""
    sources = tied.sources(APPOINTMENTS)
    return sources is None or row.practice_id in sources


def _parties(row: SharedAppointment) -> AppointmentParties:
    return AppointmentParties(row.practice.name, row.partner.name, row.partner.kind, tuple(json.loads(row.companions)))


def _task(row: AppointmentTask) -> SharedTask:
    done = row.done_at.astimezone(COPENHAGEN).date() if row.done_at else None
    return SharedTask(row.id, row.owner, row.track, row.words, row.due, done)
