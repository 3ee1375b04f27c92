"""What was agreed at a shared appointment: the coordinated plan's tracks, who does what by when, what is done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.saving import JustChanged, refuse_again
from tvaerspor.actions.sharing.appointments import AppointmentStep, move_within, require_consent
from tvaerspor.actions.sharing.read_appointments import EDIT, OpenAppointment
from tvaerspor.actions.sharing.rules import APPOINTMENTS, rules
from tvaerspor.actions.sharing.standing import happened_shared, saving_shared
from tvaerspor.pathway.shared_appointment import AppointmentSide, AppointmentState, appointment_after
from tvaerspor.records.models import AppointmentTask

OWNERS = ("citizen", "doctor", "partner")
TASK_FIELDS = 4
MAX_TASK = 200


@dataclass(frozen=True)
class TypedTask:
    """A task as it is typed; `due` is None where no day can be read."""

    owner: str
    track: str
    words: str
    due: date | None


@dataclass(frozen=True)
class Agreement:
    """What was agreed: tracks of the plan and tasks, those left blank among them."""

    tracks: frozenset[str]
    tasks: tuple[TypedTask, ...]


def tracks_for(opened: OpenAppointment) -> tuple[str, ...]:
    """The tracks that this side may write on: a partner writes on the shared ones alone."""
    is_doctor = opened.side is AppointmentSide.DOCTOR
    return tuple(name for name, track in rules().tracks.items() if is_doctor or track.is_shared)


def write_agreement(opened: OpenAppointment, verb: str, agreement: Agreement, seen: int) -> None:
    """Notes that it was held (`hold`), or adds to it (`agree`).

    Raises FaultyForm, CannotMoveAppointment and JustChanged.
    """
    refuse_again(opened.tied.act)
    after = appointment_after(opened.state, verb, opened.side, AppointmentSide(opened.row.proposed_by))
    require_consent(opened)
    tasks = tuple(each for each in agreement.tasks if each.words.strip())
    faults = tuple(_faults(opened, agreement, tasks))
    if faults:
        raise FaultyForm(faults)
    act = opened.tied.act
    known = [name for name in rules().tracks if name in set(json.loads(opened.row.tracks)) | agreement.tracks]
    rows = [
        AppointmentTask(
            id=act.new_id(),
            appointment=opened.row,
            owner=each.owner,
            track=each.track,
            words=each.words.strip(),
            due=each.due or act.today,
        )
        for each in tasks
    ]
    with saving_shared(opened.tied, EDIT, f"shared_appointment:{opened.row.id}", APPOINTMENTS):
        move_within(opened, AppointmentStep(verb, seen, {"tracks": json.dumps(known)}), after)
        AppointmentTask.objects.bulk_create(rows)


def mark_task(opened: OpenAppointment, task: UUID, is_done: bool) -> None:
    """Says that a task is done, or takes it back. Raises FaultyForm for another side's, JustChanged where it was."""
    shown = next((each for each in opened.shown.tasks if each.id == task), None)
    if shown is None:
        raise JustChanged(f"task:{task}")
    if shown.owner not in ("citizen", opened.side):
        sentence = "Det er den anden sides opgave; den side skriver selv, når den er løst."
        raise FaultyForm((FieldFault("task", sentence),))
    act = opened.tied.act
    with saving_shared(opened.tied, EDIT, f"shared_appointment:{opened.row.id}", APPOINTMENTS):
        rows = AppointmentTask.objects.filter(id=task, done_at__isnull=is_done)
        done = {"done_at": act.now, "done_by": act.actor} if is_done else {"done_at": None, "done_by": None}
        if not rows.update(**done):
            raise JustChanged(f"task:{task}")
        about = {"task": str(task)}
        happened_shared(act, "task_done" if is_done else "task_undone", opened.row.id, opened.row.citizen_id, about)


def _faults(opened: OpenAppointment, agreement: Agreement, tasks: tuple[TypedTask, ...]) -> Iterator[FieldFault]:
    allowed, act = set(tracks_for(opened)), opened.tied.act
    if opened.state is AppointmentState.ACCEPTED and opened.row.at and opened.row.at > act.now:
        yield FieldFault("tracks", "Mødet er ikke holdt endnu; skriv aftalen, når det er holdt.")
    if not agreement.tracks and not tasks:
        yield FieldFault("tracks", "Sæt kryds ved det, I blev enige om, eller skriv mindst én opgave.")
    if agreement.tracks - allowed:
        yield FieldFault("tracks", "Vælg blandt sporene i planen.")
    for number, task in enumerate(agreement.tasks):
        if task.words.strip() and (fault := _task_fault(task, allowed, act.today)):
            yield FieldFault(f"task-{number}", fault)


def _task_fault(task: TypedTask, allowed: set[str], today: date) -> str:
    if task.owner not in OWNERS:
        return "Vælg, hvem der gør det."
    if task.track not in allowed:
        return "Vælg, hvilket spor opgaven hører til."
    if task.due is None or task.due < today:
        return "Skriv en dag fra i dag og frem, fx 1.12.2026."
    return f"Opgaven er for lang; der er plads til {MAX_TASK} tegn." if len(task.words) > MAX_TASK else ""
