"""The closing letter: written on what is known, seen as the doctor will see it, sent, and read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.closing import (
    Draft,
    draft_of,
    letter_sections,
    open_closing,
    save_letter,
    with_nothing_blank,
)
from tvaerspor.actions.therapist.open_course import OpenCourse
from tvaerspor.actions.therapist.read_letter import read_letter
from tvaerspor.actions.therapist.send_letter import prepare_letter, send_letter
from tvaerspor.documents.closing_letter import TO_BE_WRITTEN, unwritten
from tvaerspor.documents.one_page import fits_one_page, pages
from tvaerspor.programme.words import number
from tvaerspor.web.form.said import Said, Voice
from tvaerspor.web.therapist.presenting import recommended_at_end
from tvaerspor.web.visit import Visit
from tvaerspor.web.wording import ui

BLANK, ADDED = "b.", "p."


def close(visit: Visit, referral: UUID) -> HttpResponse:
    """The letter with its blanks; saved as a draft, and on to the preview."""
    course = open_closing(visit.act, referral)
    if visit.request.method != "POST":
        return _page(visit, course, draft_of(course))
    draft = _draft(visit)
    if visit.posted.get("_do") == "fill":
        draft = with_nothing_blank(draft, letter_sections(course, draft))
    try:
        save_letter(course, draft, visit.seen_version)
    except FaultyForm as faults:
        return _page(visit, course, draft, faults)
    if visit.posted.get("_do") == "preview":
        return visit.to("close_preview", referral=referral)
    return visit.to("close", "letter_draft", referral=referral)


def close_preview(visit: Visit, referral: UUID) -> HttpResponse:
    """Exactly what the doctor gets; sent from here."""
    course = open_closing(visit.act, referral)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            send_letter(course, visit.seen_version, visit.posted.get("_without_message") == "1")
            return visit.to("letter", "close", referral=referral)
        except FaultyForm as found:
            faults = found
    ready = prepare_letter(course)
    known = {
        "course": course,
        "row": course.case.row,
        "ready": ready,
        "pages": number(pages(ready.sections), visit.language),
        "fits": fits_one_page(ready.sections),
        "faults": faults,
    }
    return visit.show("therapist/closing_letter_preview", known, 422 if faults else 200)


def letter(visit: Visit, referral: UUID) -> HttpResponse:
    """The letter that was sent."""
    read = read_letter(visit.act, referral)
    return visit.show("therapist/closing_letter", {"read": read, "row": read.case.row})


def _draft(visit: Visit) -> Draft:
    blanks = {name.removeprefix(BLANK): words for name, words in visit.posted.items() if name.startswith(BLANK)}
    added = {name.removeprefix(ADDED): words for name, words in visit.posted.items() if name.startswith(ADDED)}
    return Draft(blanks, added)


def _page(visit: Visit, course: OpenCourse, draft: Draft, faults: FaultyForm | None = None) -> HttpResponse:
    sections = letter_sections(course, Draft())
    left = unwritten(letter_sections(course, draft))
    blanks = {name: draft.blanks.get(name, "") for name in unwritten(sections)}
    known = {
        "course": course,
        "row": course.case.row,
        "sections": sections,
        "added": draft.added,
        "blanks": blanks,
        "label": lambda name: _label(course, name, visit),
        "left": len(left),
        "measure_blanks": tuple(name for name in blanks if name.startswith("measure.")),
        "to_be_written": TO_BE_WRITTEN["da"],
        "remarks": course.ending.get("notes", {}),
        "recommended": recommended_at_end(course, visit.language),
        "faults": faults,
    }
    return visit.show("therapist/closing_letter_write", known, 422 if faults else 200)


def _label(course: OpenCourse, name: str, visit: Visit) -> Said:
    """What a blank is called: the question, the measure and when, or a phrase of our own."""
    voice = Voice(visit.language, course.programme)
    fact = course.programme.facts.get(name)
    if fact is not None:
        return voice.text(fact.title or fact.ask).capital or Said(name)
    parts = name.split(".")
    if parts[0] == "measure":
        measure = next((each for each in course.programme.pathway.measures if each.id == parts[1]), None)
        title = voice.text(measure.title) if measure else Said(parts[1])
        return Said(f"{title} – {ui(f'blank_{parts[-1]}', visit.language)}", title.foreign)
    known = f"blank_{name.replace('.', '_')}"
    return Said(ui(known, visit.language) if known in OWN_BLANKS else name)


OWN_BLANKS = frozenset(
    {
        "blank_letter_request",
        "blank_plan_goals",
        "blank_plan_self_training",
        "blank_course_contacts_offered",
        "blank_course_contacts_attended",
        "blank_course_end",
        "blank_doctor_name",
        "blank_citizen_address",
    }
)
