"""A closing letter as a MedCom message (DIS08), where the unit that referred can be reached by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tvaerspor.actions.cases import Case
from tvaerspor.actions.messages.own_parts import danish, number, party, patient, stated_moment
from tvaerspor.actions.messages.queue_message import Outgoing
from tvaerspor.actions.messages.schema_check import require_valid
from tvaerspor.documents.text_section import TextSection
from tvaerspor.interop.closing_letter import ClosingLetter
from tvaerspor.interop.messages import BadMessage, Envelope, Letter, stating
from tvaerspor.interop.reading import read
from tvaerspor.interop.writing import signed_text, write_letter
from tvaerspor.records.models import Course, Message

KIND = "DIS08"


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
    envelope, letter = number(act), number(act)
    written = require_valid(KIND, write_letter(_values(closing, sections, envelope, letter)))
    return Outgoing(KIND, written, row.id, row.receiver.id, row.receiver.gln, row.sender.gln, envelope, letter)


def _values(closing: Closing, sections: Sequence[TextSection], envelope: str, letter: str) -> ClosingLetter:
    row, course, now = closing.case.row, closing.row, danish(closing.case.act.now)
    assert row.sender is not None and row.receiver is not None, "seen by the caller"
    return ClosingLetter(
        envelope=Envelope(envelope, now, True, "oioxml"),
        letter=Letter(letter, KIND, "D0833L", "new", stated_moment(now), stating(_echoed(closing.case))),
        parties=(party("sender", row.receiver), party("receiver", row.sender)),
        patient=patient(row.citizen),
        patient_status=stating("inactive"),
        texts=(signed_text(((each.heading, each.lines) for each in sections), now),),
        received=stated_moment(danish(row.sent_at)) if row.sent_at else None,
        begun=stated_moment(datetime.combine(course.started_on, datetime.min.time())),
        ended=stated_moment(datetime.combine(course.ended_on, datetime.min.time())) if course.ended_on else None,
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
