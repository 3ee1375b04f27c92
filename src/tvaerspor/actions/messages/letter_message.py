"""A closing letter as a MedCom message (DIS08), where the unit that referred can be reached by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.cases import Case
from tvaerspor.actions.messages.queue_message import Outgoing
from tvaerspor.documents.text_section import TextSection
from tvaerspor.interop.closing_letter import ClosingLetter
from tvaerspor.interop.messages import BadMessage, Envelope, Letter, Party, Patient, PatientId, Stated, stating
from tvaerspor.interop.reading import read
from tvaerspor.interop.writing import signed_text, write_letter
from tvaerspor.records.models import Citizen, Course, Message, Unit

KIND = "DIS08"
_NUMBER_LENGTH = 14  # XD0833L, Envelope/Identifier and Letter/Identifier
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Closing(Protocol):
    """What the message is about: a course that is over, with its case."""

    @property
    def case(self) -> Case:
        """The referral's case."""

    @property
    def row(self) -> Course:
        """The course."""


def letter_message(closing: Closing, sections: Sequence[TextSection]) -> Outgoing | None:
    """The message; None where there is nobody to send it to, or one of the units has no location number.

    Raises CannotWrite where the message would break its standard or lose something.
    """
    row, act = closing.case.row, closing.case.act
    if row.sender is None or row.receiver is None or not (row.sender.gln and row.receiver.gln):
        return None
    envelope, letter = _number(act), _number(act)
    written = write_letter(_values(closing, sections, envelope, letter))
    return Outgoing(KIND, written, row.id, row.receiver.id, row.receiver.gln, row.sender.gln, envelope, letter)


def _values(closing: Closing, sections: Sequence[TextSection], envelope: str, letter: str) -> ClosingLetter:
    row, course, now = closing.case.row, closing.row, _danish(closing.case.act.now)
    assert row.sender is not None and row.receiver is not None, "seen by the caller"
    return ClosingLetter(
        envelope=Envelope(envelope, now, True, "oioxml"),
        letter=Letter(letter, KIND, "D0833L", "new", _moment(now), stating(_echoed(closing.case))),
        parties=(_party("sender", row.receiver), _party("receiver", row.sender)),
        patient=_patient(row.citizen),
        patient_status=stating("inactive"),
        texts=(signed_text(((each.heading, each.lines) for each in sections), now),),
        received=_moment(_danish(row.sent_at)) if row.sent_at else None,
        begun=_moment(datetime.combine(course.started_on, datetime.min.time())),
        ended=_moment(datetime.combine(course.ended_on, datetime.min.time())) if course.ended_on else None,
    )


def _echoed(case: Case) -> str:
    """The referral's id as it came in a message, unchanged; our own where the referral was written here."""
    came = Message.objects.filter(referral=case.row.id, direction="in").order_by("at").first()
    if came is not None:
        try:
            found = [each.letter for each in read(came.raw) if each.letter.referral_id]
        except BadMessage:
            found = []
        own = [each for each in found if each.identifier == came.letter] or found
        if own and own[0].referral_id:
            return own[0].referral_id.value
    return case.row.id.hex


def _party(role: str, unit: Unit) -> Party:
    is_sender = role == "sender"
    return Party(
        role,
        gln=stating(unit.gln, "gln"),
        identifier=stating(unit.identifier or unit.gln, unit.identifier_kind or "lokationsnummer"),
        identifier_kind=unit.identifier_kind or "lokationsnummer",
        organisation=unit.name,
        street=unit.street or None,
        postcode=unit.postcode or None,
        district=unit.district or None,
        phone=unit.phone or None if is_sender else None,
        speciality=unit.speciality or None if is_sender else None,
    )


def _patient(citizen: Citizen) -> Patient:
    number = PatientId("cpr", stating(citizen.cpr))
    return Patient(ids=(number,), surname=citizen.surname, given_name=citizen.given_name or None)


def _danish(moment: datetime) -> datetime:
    """The time on a Danish clock, without a zone, to the minute: all that the standard has room for."""
    return moment.astimezone(COPENHAGEN).replace(tzinfo=None, second=0, microsecond=0)


def _moment(value: datetime) -> Stated[datetime]:
    return Stated(value, "", value.isoformat())


def _number(act: Act) -> str:
    """A number that no other message has, in the room that the standard gives."""
    rest, signs = act.new_id().int, ""
    while len(signs) < _NUMBER_LENGTH:
        rest, place = divmod(rest, len(_DIGITS))
        signs = _DIGITS[place] + signs
    return signs
