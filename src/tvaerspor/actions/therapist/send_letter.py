"""Sends the closing letter: sealed for the doctor, the referral closed, the course closed, the message queued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.messages.letter_message import letter_message
from tvaerspor.actions.messages.queue_message import Outgoing, queue_message
from tvaerspor.actions.moving import Step, move_within
from tvaerspor.actions.saving import saving
from tvaerspor.actions.therapist.closing import WRITE, draft_of, letter_sections
from tvaerspor.actions.therapist.open_course import Change, OpenCourse, write_course
from tvaerspor.documents.text_section import TextSection
from tvaerspor.interop.writing import CannotWrite
from tvaerspor.pathway.course import move
from tvaerspor.records.models import Letter
from tvaerspor.triage.decision import canonical

KIND = "closing_letter"
SENT = "closing_letter_sent"


@dataclass(frozen=True)
class ReadyLetter:
    """The letter as it is to be sent. `message` is None where none goes; `obstacle` says why one cannot be written."""

    sections: tuple[TextSection, ...]
    message: Outgoing | None
    obstacle: str

    @property
    def changed(self) -> tuple[str, ...]:
        """A sentence for every sign that the message writes in another way."""
        return tuple(each.sentence for each in self.message.written.changed) if self.message else ()

    @property
    def unwritten(self) -> tuple[str, ...]:
        """The blanks that are left."""
        return tuple(dict.fromkeys(name for section in self.sections for name in section.unwritten))


def prepare_letter(course: OpenCourse) -> ReadyLetter:
    """The saved draft as the doctor will get it; saves nothing."""
    sections = letter_sections(course, draft_of(course))
    try:
        return ReadyLetter(sections, letter_message(course, sections), "")
    except CannotWrite as cannot:
        return ReadyLetter(sections, None, str(cannot))


def send_letter(course: OpenCourse, seen: int, without_message: bool = False) -> UUID:
    """The id of the letter. `without_message` sends it here although its MedCom message cannot be written.

    Raises FaultyForm where something is still to be written or the message cannot be, CannotMove, JustChanged and
    AlreadyDone.
    """
    ready = prepare_letter(course)
    _refuse_unfinished(ready, without_message)
    letter = _letter(course.act, course.case, ready)
    state = move(course.state, "close", {KIND})
    step = Step("close", course.case.row.version_number, about={"letter": str(letter.id)})
    columns: dict[str, Any] = {"state": state, "letter_due": None}
    course.act.saw("letter", letter.id)
    with saving(course.act, WRITE, f"referral:{course.case.row.id}"):
        write_course(course, Change(seen, columns, SENT, {"letter": str(letter.id), "message": bool(ready.message)}))
        move_within(course.case, step)
        letter.save(force_insert=True)
        if ready.message is not None:
            queue_message(course.act, ready.message)
    return letter.id


def _refuse_unfinished(ready: ReadyLetter, without_message: bool) -> None:
    faults = []
    if ready.unwritten:
        faults.append(
            FieldFault("_letter", f"Der mangler {len(ready.unwritten)} steder i epikrisen. Gå tilbage, og skriv dem.")
        )
    if ready.obstacle and not without_message:
        faults.append(FieldFault("_message", ready.obstacle))
    if faults:
        raise FaultyForm(tuple(faults))


def _letter(act: Act, case: Case, ready: ReadyLetter) -> Letter:
    letter = Letter(id=act.new_id(), referral=case.row, kind=KIND, author_id=act.actor, unit_id=act.unit, at=act.now)
    sections = [{"heading": each.heading, "lines": list(each.lines)} for each in ready.sections]
    letter.set_body(canonical({"sections": sections}))
    return letter
