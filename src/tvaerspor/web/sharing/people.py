"""The citizens that are shared, the slice of one of them, its print, and the plan for work and function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.sharing import consents, coping_course, read_appointments, requests, steps
from tvaerspor.actions.sharing.coping_course import told_about
from tvaerspor.actions.sharing.desk import shared_desk
from tvaerspor.actions.sharing.read_slice import shared_people, slice_of
from tvaerspor.actions.sharing.rules import APPOINTMENTS, WORK_PLAN, activities, coping_sessions, coping_titles, rules
from tvaerspor.actions.sharing.standing import READ, Tied, is_partner, open_shared
from tvaerspor.actions.sharing.work_plans import EDIT, TypedWorkPlan, current_work_plan, write_work_plan
from tvaerspor.pathway.coping import attendance
from tvaerspor.pathway.shared_slice import SharedSlice
from tvaerspor.web.sharing.presenting import words_of
from tvaerspor.web.visit import Visit

__all__ = ["EDIT", "shared", "shared_citizen", "shared_print", "work_plan"]
MAX_SEARCH = 100


def shared(visit: Visit) -> HttpResponse:
    """A partner's citizens and requests; for a doctor what waits. A search is posted, never in an address."""
    if not is_partner(visit.act):
        return visit.show("sharing/doctor_desk", {"here": "shared", "desk": shared_desk(visit.act), **words_of()})
    searched = visit.posted.get("q", "").strip()[:MAX_SEARCH]
    known = {
        "here": "shared",
        "q": searched,
        "people": shared_people(visit.act, searched),
        "requests": requests.own_requests(visit.act),
    }
    return visit.show("sharing/people", {**known, **words_of()})


def shared_citizen(visit: Visit, citizen: UUID) -> HttpResponse:
    """One citizen's slice, with what this person can do; for the own doctor also what is the health side's alone."""
    tied = open_shared(visit.act, citizen, READ)
    return visit.show("sharing/citizen", _known(visit, tied))


def shared_print(visit: Visit, citizen: UUID) -> HttpResponse:
    """The same slice for paper."""
    tied = open_shared(visit.act, citizen, READ)
    return visit.show("sharing/citizen_print", {"here": "shared", "slice": _slice(tied), **words_of()})


def work_plan(visit: Visit, citizen: UUID) -> HttpResponse:
    """The form for hours, tasks and goals, filled with the plan that counts now."""
    tied = open_shared(visit.act, citizen, EDIT, WORK_PLAN)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        typed = TypedWorkPlan(*(visit.posted.get(name, "") for name in ("hours", "tasks", "goals", "based_on")))
        try:
            write_work_plan(tied, typed)
            return visit.to("shared_citizen", "work_plan", citizen=citizen)
        except FaultyForm as found:
            faults = found
    plan = current_work_plan(tied)
    begun = {"hours": plan.hours_per_week or "", "tasks": plan.tasks, "goals": plan.goals} if plan else {}
    known = {"here": "shared", "who": _who(tied), "plan": plan, "faults": faults, "typed": {**begun, **visit.posted}}
    return visit.show("sharing/work_plan", known, 422 if faults else 200)


def _slice(tied: Tied) -> SharedSlice:
    return slice_of(tied, told_about(tied), coping_titles(activities()))


def _who(tied: Tied) -> Mapping[str, Any]:
    return {"id": tied.citizen.id, "name": tied.citizen.name, "contact": tied.contact}


def _known(visit: Visit, tied: Tied) -> Mapping[str, Any]:
    told, known_activities = told_about(tied), activities()
    titles = coping_titles(known_activities)
    attended = attendance(told.own(), titles, coping_sessions(known_activities))
    known = {
        "here": "shared",
        "slice": slice_of(tied, told, titles),
        "is_doctor": not is_partner(visit.act),
        "may_propose": tied.may(read_appointments.CREATE, APPOINTMENTS),
        "may_plan": tied.may(EDIT, WORK_PLAN),
        "may_withdraw": tied.may(consents.EDIT),
        "may_consent": tied.may(consents.CREATE),
        "may_cope": tied.may(coping_course.EDIT),
        "attended": attended if tied.may(coping_course.READ) else (),
        "steps": steps.steps_of(tied),
        "reasons": rules().step_reasons,
        **words_of(),
    }
    return {**known, **(_of_the_doctor(tied) if not is_partner(visit.act) else {})}


def _of_the_doctor(tied: Tied) -> Mapping[str, Any]:
    """The health side's own: the citizen as the doctor knows them, and every consent. Never for a partner."""
    return {"citizen": tied.citizen, "consents": consents.consents_of(tied)}
