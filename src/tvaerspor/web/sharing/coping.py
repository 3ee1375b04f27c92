"""The coping consultant's page: the course's activities day by day, and a step that is proposed to the doctor."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.sharing import steps
from tvaerspor.actions.sharing.coping_course import EDIT, TypedMark, strike, tell, told_about
from tvaerspor.actions.sharing.rules import activities, coping_sessions, coping_titles
from tvaerspor.actions.sharing.standing import Tied, open_shared
from tvaerspor.actions.sharing.typed_moments import day_typed
from tvaerspor.pathway.coping import CopingMark, attendance, said_hours, weeks_of_work
from tvaerspor.web.dates import as_iso
from tvaerspor.web.sharing.presenting import words_of
from tvaerspor.web.visit import Visit


def coping(visit: Visit, citizen: UUID) -> HttpResponse:
    """What has been told, and the form that tells more or takes one back."""
    tied = open_shared(visit.act, citizen, EDIT)
    if visit.request.method != "POST":
        return _page(visit, tied)
    posted = visit.posted
    if posted.get("_do", "").startswith("strike:"):
        strike(tied, posted["_do"].partition(":")[2])
        return visit.to("coping", "struck", citizen=citizen)
    on = day_typed(as_iso(posted.get("on", "")))
    try:
        tell(tied, TypedMark(posted.get("activity", ""), posted.get("mark", ""), on, posted.get("hours", "")))
    except FaultyForm as faults:
        return _page(visit, tied, faults)
    return visit.to("coping", "told", citizen=citizen)


def propose_step(visit: Visit, citizen: UUID) -> HttpResponse:
    """Proposes a step up or down: the doctor decides."""
    tied = open_shared(visit.act, citizen, steps.CREATE)
    direction, _, reason = visit.posted.get("reason", "").partition(":")
    try:
        steps.propose_step(tied, direction, reason)
    except FaultyForm as faults:
        return _page(visit, tied, faults)
    return visit.to("coping", "step", citizen=citizen)


def answer_step(visit: Visit, proposal: UUID) -> HttpResponse:
    """The doctor's decision."""
    return visit.to("shared_citizen", "step_answered", citizen=_answered(visit, proposal))


def _answered(visit: Visit, proposal: UUID) -> UUID:
    return steps.answer_step(visit.act, proposal, visit.posted.get("answer", ""))


def _page(visit: Visit, tied: Tied, faults: FaultyForm | None = None) -> HttpResponse:
    told, known_activities = told_about(tied).own(), activities()
    titles = coping_titles(known_activities)
    known = {
        "here": "shared",
        "who": {"id": tied.citizen.id, "name": tied.citizen.name},
        "told": tuple(reversed(told)),
        "titles": titles,
        "attended": attendance(told, titles, coping_sessions(known_activities)),
        "weeks": weeks_of_work(told),
        "marks": tuple(CopingMark),
        "said_hours": said_hours,
        "steps": steps.steps_of(tied),
        "faults": faults,
        "typed": visit.posted,
        **words_of(),
    }
    return visit.show("sharing/coping", known, 422 if faults else 200)
