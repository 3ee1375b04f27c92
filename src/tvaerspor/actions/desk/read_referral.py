"""What a referral says, in words: the sender's text, and what came with its message."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from tvaerspor.actions.cases import Case
from tvaerspor.actions.recommend import stored_answers, stored_trial
from tvaerspor.documents.referral_text import referral_text
from tvaerspor.documents.text_section import TextSection
from tvaerspor.records.models import Course, Letter
from tvaerspor.referral.choice import Choice
from tvaerspor.terms.text import Language

MESSAGE_TEXT = "message_text"


@dataclass(frozen=True)
class ReferralText:
    """The text as sections; `message` are the free texts of the MedCom message that it came as, if it did."""

    sections: tuple[TextSection, ...] = ()
    message: tuple[TextSection, ...] = ()


def read_text(case: Case, language: Language) -> ReferralText:
    """What the receiver gets to read, as it was when it was sent."""
    answers = stored_answers(case.programme, case.row.answers)
    decision = stored_trial(case.row).decision
    choice = Choice(case.row.destination, case.row.reason) if case.row.destination else None
    sections = referral_text(case.programme, answers, decision, choice, language)
    return ReferralText(sections, message_text(case))


def message_text(case: Case) -> tuple[TextSection, ...]:
    """The free texts of a received message; empty where it was written here."""
    if case.row.sender_id is not None and not case.row.messages.filter(direction="in").exists():
        return ()
    row = Letter.objects.filter(referral=case.row.id, kind=MESSAGE_TEXT).first()
    return sections_in(row.body) if row else ()


def course_of(case: Case) -> UUID | None:
    """The id of the course that followed; None before it started."""
    return Course.objects.filter(referral=case.row.id).values_list("id", flat=True).first()


def has_letter(case: Case) -> bool:
    """Whether a closing letter has been sent."""
    return Letter.objects.filter(referral=case.row.id, kind="closing_letter").exists()


def sections_in(text: str) -> tuple[TextSection, ...]:
    """A letter's sections, as its body keeps them: a list of heading and lines."""
    return tuple(TextSection(part["heading"], tuple(part["lines"])) for part in json.loads(text))


def as_text(sections: tuple[TextSection, ...]) -> str:
    """Sections as a letter's body keeps them."""
    return json.dumps([{"heading": part.heading, "lines": list(part.lines)} for part in sections], ensure_ascii=False)
