"""The first visit: the programme's questions beside the referral's text, and what follows from a red flag."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.cases import Case
from tvaerspor.actions.desk.read_referral import read_text
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.therapist.assessing import CHOSEN_STOPS, carried_over
from tvaerspor.actions.therapist.start_course import BEGIN, FIRST_VISIT, open_first_visit, start_course
from tvaerspor.pathway.course import STOP_REASONS
from tvaerspor.web.therapist.asking import Asking, asking, note_fields
from tvaerspor.web.visit import Visit


def start(visit: Visit, referral: UUID) -> HttpResponse:
    """The form; saved, it starts the course, or stops it where a red flag or the therapist says so."""
    case = open_first_visit(visit.act, referral)
    form = asking(visit, case, FIRST_VISIT, carried_over(case))
    if visit.posted.get("_do") != "save" or form.tried.is_faulty:
        return _page(visit, case, form)
    try:
        course, assessed = start_course(case, form.assessment(case, visit.seen_version))
    except FaultyForm as faults:
        return _page(visit, case, form.with_faults(faults))
    return visit.to("course", "stopped" if assessed.stop_reason else "started", course=course)


def _page(visit: Visit, case: Case, form: Asking) -> HttpResponse:
    known = {"case": case, "row": case.row, "tried": form.tried, "form": form}
    if visit.is_part:
        return visit.show("form/course_form_part", {**known, "here": visit.request.path})
    read = read_text(case, visit.language)
    known |= {
        "here": visit.request.path,
        "notes": tuple(note_fields(case.programme, form.tried)),
        "stops": tuple((reason, STOP_REASONS[reason]) for reason in CHOSEN_STOPS),
        "onward": BEGIN,
        "text": read.sections,
        "message_text": read.message,
        "tasks": case.programme.pathway.first_visit,
        "version": case.row.version_number,
    }
    return visit.show("therapist/course_start", known, 422 if form.faults or form.tried.is_faulty else 200)
