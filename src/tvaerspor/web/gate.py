"""The one door: every page goes through it, is allowed or refused by the access matrix, and leaves an audit row.

A page is rendered first, then its audit row is written, then it leaves: nothing leaves unaudited.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from tvaerspor.access.ask import Deed, NotAllowed
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.doctor.save_draft import NotWritable
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.planner.runs import CannotNow
from tvaerspor.actions.saving import AlreadyDone, JustChanged, SentDifferently, refuse_again, write_audit
from tvaerspor.actions.therapist.open_course import CourseClosed
from tvaerspor.pathway.course import CannotMove
from tvaerspor.pathway.shared_appointment import CannotMoveAppointment
from tvaerspor.referral.joint_triage import CannotSay
from tvaerspor.referral.states import ImpossibleMove
from tvaerspor.terms.text import Language
from tvaerspor.web.account.members import Expired, NoRole, current_member
from tvaerspor.web.errors import error_page
from tvaerspor.web.refusals import ask_to_log_in, choose_role, conflict, not_saved
from tvaerspor.web.visit import Visit, visit_of

OPEN = Deed("read", "open_pages")
"""The policy of pages that anybody may see: they hold nothing about any person."""

LEADS_TO = {
    "referral": ("referral", "referral"),
    "draft": ("write", "referral"),
    "course": ("course", "course"),
    "sessions": ("sessions", "course"),
    "letter_draft": ("close", "referral"),
    "follow_ups": ("follow_ups", ""),
    "worklist": ("worklist", ""),
    "message": ("messages", ""),
    "user": ("user", "user"),
    "unit": ("units", ""),
    "agreement": ("agreement_rows", ""),
    "service": ("services", ""),
    "criterion": ("providers", ""),
    "call": ("sparring", ""),
    "teaching": ("teaching", "teaching"),
    "tariff": ("tariffs", ""),
    "settlement": ("settlement", "settlement"),
    "open_offer": ("our_open_offer", "offer"),
    "joint": ("joint_case", "referral"),
    "plan": ("plan", "scenario"),
    "plan_run": ("plan_run", "run"),
    "owed_letters": ("owed_letters", ""),
    "group": ("group", "group"),
    "rehabilitation_plan": ("rehabilitation_plan", "plan"),
    "shared_citizen": ("shared_citizen", "citizen"),
    "shared_appointment": ("shared_appointment", "appointment"),
    "contact_request": ("contact_request", "contact"),
    "coping": ("coping", "citizen"),
    "meeting": ("meeting", "meeting"),
}
"""The page to which each kind of result leads, and the part of its address."""

CLASHES = (
    *(SentDifferently, JustChanged, ImpossibleMove, NotWritable, CannotMove, CourseClosed),
    *(CannotSay, CannotNow, CannotMoveAppointment),
)
"""Somebody else was first, or it is no longer possible: each says in a sentence what to do."""

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Route:
    """One address: its path, its name, its view, what one must be allowed to do to enter, and which methods it has."""

    path: str
    name: str
    view: View
    deed: Deed
    methods: tuple[str, ...] = ("GET", "HEAD")


def enter(route: Route) -> View:
    """The view behind the door. The route is left on it as `policy`, so that tests can find a door without one."""

    def entered(request: HttpRequest, language: Language, **parts: Any) -> HttpResponse:
        if request.method not in route.methods:
            return HttpResponseNotAllowed(route.methods)
        if route.deed is OPEN:
            return route.view(request, language, **parts)
        try:
            member = current_member(request)
        except Expired as gone:
            return ask_to_log_in(request, language, gone.was_idle)
        except NoRole:
            return choose_role(request, language)
        return _visited(route, visit_of(request, member, route.name, language), parts)

    entered.policy = route  # type: ignore[attr-defined]
    return entered


def _visited(route: Route, visit: Visit, parts: dict[str, Any]) -> HttpResponse:
    try:
        if not visit.may(route.deed):
            raise NotAllowed(f"{visit.act.role} har ikke adgang til {route.name}")
        response = route.view(visit, **parts)
        if not visit.act.trail.is_written:
            write_audit(visit.act, route.deed, "ok")
    except (NothingThere, NotAllowed):
        write_audit(visit.act, route.deed, "denied")
        return error_page(visit.request, 404)
    except AlreadyDone as done:
        return _already(visit, done.result)
    except CLASHES as clash:
        return _clash(route, visit, clash)
    except FaultyForm as faulty:
        write_audit(visit.act, route.deed, "failed")
        return conflict(visit, str(faulty), 422)
    except DatabaseError:
        return not_saved(visit.request, visit.language)
    return response


def _clash(route: Route, visit: Visit, clash: Exception) -> HttpResponse:
    """What stands in the way; unless it is this same form that was first, sent twice."""
    try:
        refuse_again(visit.act)
    except AlreadyDone as done:
        return _already(visit, done.result)
    except SentDifferently as other:
        clash = other
    write_audit(visit.act, route.deed, "failed")
    return conflict(visit, str(clash))


def _already(visit: Visit, result: str) -> HttpResponse:
    """The same form again: on to what it led to the first time."""
    kind, _, id_ = result.partition(":")
    write_audit(visit.act, Deed("read", "own_desk"), "ok")
    name, part = LEADS_TO.get(kind, ("home", ""))
    return visit.to(name, **{part: id_}) if part else visit.to(name)
