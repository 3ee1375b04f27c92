"""The closing letter while it is being written: what is known stands in it, the blanks are the therapist's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix, municipality_names
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.actions.therapist.assessing import carried_over
from tvaerspor.actions.therapist.attend import registered, sessions_of
from tvaerspor.actions.therapist.open_course import CourseClosed, OpenCourse, course_of
from tvaerspor.documents.closing_letter import closing_letter
from tvaerspor.documents.text_section import TextSection
from tvaerspor.pathway.course import CannotMove, State, moves
from tvaerspor.pathway.dose import Attendance, Session
from tvaerspor.pathway.letter_parts import CourseSoFar, letter_parts, said_date
from tvaerspor.pathway.plan import Plan
from tvaerspor.programme.answers import Answers
from tvaerspor.records.models import Course
from tvaerspor.referral.states import MOVES, Status
from tvaerspor.triage.decision import canonical

WRITE = MOVES["close"].deed
NOT_STATED = "ikke oplyst"
MAX_WORDS = 5000


@dataclass(frozen=True)
class Draft:
    """What the therapist has written: words for blanks by their names, and lines added to parts by their numbers."""

    blanks: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, str] = field(default_factory=dict)


def open_closing(act: Act, referral: UUID) -> OpenCourse:
    """The course whose letter is to be written. Raises CannotMove while it goes on, CourseClosed when it is sent."""
    course = course_of(act, referral, WRITE)
    if course.state is State.CLOSED or course.case.status is not Status.STARTED:
        raise CourseClosed
    if not any(each.verb == "close" for each in moves(course.state)):
        raise CannotMove(course.state, "close")
    return course


def draft_of(course: OpenCourse) -> Draft:
    """The draft as it was saved."""
    kept = json.loads(course.row.letter_draft)
    return Draft(kept.get("blanks", {}), kept.get("added", {}))


def save_letter(course: OpenCourse, draft: Draft, seen: int) -> int:
    """Saves the draft; the new version number. Raises FaultyForm for what is too long, JustChanged and AlreadyDone."""
    _refuse_long(draft)
    kept = canonical({"blanks": _said(draft.blanks), "added": _said(draft.added)})
    if kept == course.row.letter_draft and seen == course.row.version_number:
        return seen
    with saving(course.act, WRITE, f"letter_draft:{course.case.row.id}"):
        rows = Course.objects.filter(id=course.row.id, version_number=seen)
        if not rows.update(letter_draft=kept, version_number=seen + 1):
            raise JustChanged(f"course:{course.row.id}")
    return seen + 1


def letter_sections(course: OpenCourse, draft: Draft) -> tuple[TextSection, ...]:
    """The letter as it stands: known parts, the draft's words, and what is still to be written named."""
    return sections_with(course, known_parts(course), draft)


def sections_with(course: OpenCourse, parts_known: Mapping[str, str], draft: Draft) -> tuple[TextSection, ...]:
    """The same, where what is known is at hand."""
    known = {**parts_known, **{name: words for name, words in draft.blanks.items() if words.strip()}}
    parts = closing_letter(course.programme, known) or (TextSection("Epikrise", ()),)
    return tuple(_with_added(part, draft.added.get(str(number), "")) for number, part in enumerate(parts))


def with_nothing_blank(draft: Draft, sections: tuple[TextSection, ...]) -> Draft:
    """The draft with «ikke oplyst» in every blank that is left: somebody has said that nothing can be said."""
    left = {name: NOT_STATED for section in sections for name in section.unwritten}
    return Draft({**left, **_said(draft.blanks)}, draft.added)


def known_parts(course: OpenCourse) -> dict[str, str]:
    """Everything that is known for the letter's blanks, by their names."""
    sessions = [Session(row.on, row.activity, Attendance(row.attendance)) for row in registered(sessions_of(course))]
    return parts_with(course, sessions)


def parts_with(course: OpenCourse, sessions: Sequence[Session]) -> dict[str, str]:
    """The same, where the sessions of which something is known are at hand."""
    plan = course.plan or Plan(
        programme=course.programme.id, version=course.programme.version, start=course.row.started_on
    )
    so_far = CourseSoFar(plan, course.row.ended_on, sessions, course.measurements)
    parts = dict(letter_parts(course.programme, so_far, answers_for_letter(course)))
    return {**parts, **_parties(course), "course.start": said_date(course.row.started_on)}


def answers_for_letter(course: OpenCourse) -> Answers:
    """The answers of referral, first and last visit, the latest winning; the therapist's notes are answers too."""
    answers = carried_over(course.case, course.first_visit, course.ending)
    notes = {**course.first_visit.get("notes", {}), **course.ending.get("notes", {})}
    texts = {name: words for name, words in notes.items() if name in course.programme.facts}
    return Answers({**answers.given, **texts}, answers.unknown - texts.keys())


def _parties(course: OpenCourse) -> dict[str, str]:
    row, act = course.case.row, course.act
    citizen, number = row.citizen, row.citizen.cpr
    known = {
        "citizen.name": citizen.name,
        "citizen.cpr": f"{number[:6]}-{number[6:]}",
        "sender.name": row.receiver.name if row.receiver else "",
        "doctor.name": row.sender.name if row.sender else "",
        "receiver.name": row.sender.name if row.sender else "",
        "letter.date": said_date(act.today),
        "referral.id": row.reference,
        "referral.date": said_date(row.sent_at.astimezone(COPENHAGEN).date()) if row.sent_at else "",
        "therapist.name": _author(course.case),
        "municipality.name": municipality_names().get(citizen.municipality, ""),
    }
    return {name: words for name, words in known.items() if words}


def _author(case: Case) -> str:
    """People are shown by role and unit."""
    role = matrix().roles[case.act.role].title.da
    return f"{role}, {case.row.receiver.name}" if case.row.receiver else role


def _with_added(part: TextSection, words: str) -> TextSection:
    added = tuple(line.rstrip() for line in words.strip().splitlines())
    return TextSection(part.heading, (*part.lines, *added), part.unwritten) if added else part


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {name: said.strip() for name, said in words.items() if said.strip()}


def _refuse_long(draft: Draft) -> None:
    every = {
        **{f"b.{name}": words for name, words in draft.blanks.items()},
        **{f"p.{n}": w for n, w in draft.added.items()},
    }
    faults = [
        FieldFault(field_, f"Teksten er for lang; der er plads til {MAX_WORDS} tegn.")
        for field_, words in every.items()
        if len(words) > MAX_WORDS
    ]
    if faults:
        raise FaultyForm(tuple(faults))
