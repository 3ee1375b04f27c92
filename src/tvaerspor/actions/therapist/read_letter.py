"""The doctor reads the closing letter: the first reading by the unit that referred is noted on it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.saving import saving
from tvaerspor.actions.therapist.send_letter import KIND
from tvaerspor.documents.text_section import TextSection
from tvaerspor.records.models import Letter
from tvaerspor.referral.states import Side

READ = Deed("read", "closing_letter")


@dataclass(frozen=True)
class ReadLetter:
    """The letter with its case. `row` has who wrote it and when it was first read; None while none has been sent."""

    case: Case
    row: Letter | None
    sections: tuple[TextSection, ...]


def read_letter(act: Act, referral: UUID) -> ReadLetter:
    """The closing letter of a referral; raises NothingThere where there is no referral, and NotAllowed."""
    case = open_case(act, referral, READ)
    letter = Letter.objects.filter(referral=case.row.id, kind=KIND).select_related("unit").order_by("-at").first()
    if letter is None:
        return ReadLetter(case, None, ())
    act.saw("letter", letter.id)
    if letter.read_at is None and Side.SENDER in case.sides:
        with saving(act, READ, f"referral:{case.row.id}"):
            Letter.objects.filter(id=letter.id, read_at__isnull=True).update(read_at=act.now)
    return ReadLetter(case, letter, sections_in(letter.body))


def sections_in(body: str) -> tuple[TextSection, ...]:
    """The parts of a closing letter, as it is kept."""
    return tuple(TextSection(each["heading"], tuple(each["lines"])) for each in json.loads(body)["sections"])
