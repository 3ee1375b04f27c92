"""One referral: what it says, what was recommended, what can be done with it now, and its whole way."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpResponse
from django.urls import NoReverseMatch

from tvaerspor.access.ask import Deed
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.desk.read_referral import ReferralText, course_of, has_letter, read_text
from tvaerspor.actions.desk.timeline import timeline
from tvaerspor.referral.states import Status
from tvaerspor.web.form.said import Voice
from tvaerspor.web.form.worksheet import stored_sheet
from tvaerspor.web.templating import address
from tvaerspor.web.therapist.beside import beside
from tvaerspor.web.visit import Visit
from tvaerspor.web.wording import ui

STATUS = Deed("read", "referral_status")
CONTENT = Deed("read", "referral")
COURSE = Deed("read", "course")
LETTER = Deed("read", "closing_letter")
JOINT = Deed("read", "joint_triage")
AT_ONCE = frozenset({"take", "receive", "see", "see_cancelled"})
"""Moves that need nothing but a press of the button."""
WRITTEN = {"send": "write", "answer": "write", "conclude": "write"}
"""Moves that are made from the doctor's form."""


def referral(visit: Visit, referral: UUID) -> HttpResponse:
    """The page; a draft is shown as its form."""
    case = open_case(visit.act, referral, STATUS)
    if case.status is Status.DRAFT:
        return visit.to("write", referral=referral)
    read = read_text(case, visit.language) if case.may(CONTENT) else ReferralText()
    known = {
        "case": case,
        "row": case.row,
        "owner": visit.act.actor == case.row.owner_id and visit.role_title.in_language(visit.language),
        "destination": case.programme.destinations.get(case.row.destination),
        "actions": tuple(_actions(visit, case)),
        "links": tuple(_links(visit, case)),
        "items": timeline(case),
        "text": read.sections,
        "beside": beside(case, Voice(visit.language, case.programme)) if read.sections else (),
        "message_text": read.message,
        "tried": stored_sheet(case, visit.language) if read.sections else None,
    }
    return visit.show("desk/referral", known)


def _actions(visit: Visit, case: Case) -> Iterator[tuple[str, str, str, bool]]:
    """Each move that can be made now: verb, title, address, and whether the button makes it at once."""
    seen = set()
    for move in case.moves:
        name = WRITTEN.get(move.verb, move.verb)
        where = _where(visit, name, case)
        if where and name not in seen and not _is_idle(visit, case, move.verb):
            seen.add(name)
            yield move.verb, move.title.in_language(visit.language), where, move.verb in AT_ONCE


def _is_idle(visit: Visit, case: Case, verb: str) -> bool:
    """Whether the move would change nothing: it has been seen, it is one's own already, or it is not one's own."""
    is_own = case.row.owner_id == visit.act.actor
    idle = {"see": case.row.turn_id is None, "see_cancelled": case.row.turn_id is None, "take": is_own}
    return idle.get(verb, verb == "let_go" and not is_own)


def _links(visit: Visit, case: Case) -> Iterator[tuple[str, str]]:
    """Joint triage, course and closing letter, where there are any that the visitor may read; the next on the list."""
    if case.panel and case.may(JOINT):
        yield address(visit.language, "joint_case", referral=str(case.row.id)), ui("joint_triage", visit.language)
    course = case.row.started_at and case.may(COURSE) and course_of(case)
    if course:
        yield address(visit.language, "course", course=str(course)), ui("to_course", visit.language)
    if case.may(LETTER) and has_letter(case):
        yield address(visit.language, "letter", referral=str(case.row.id)), ui("to_letter", visit.language)
    if visit.act.unit == case.row.turn_id or visit.act.unit == case.row.receiver_id:
        yield f"{address(visit.language, 'next_in_list')}?efter={case.row.id}", ui("list_next", visit.language)


def _where(visit: Visit, name: str, case: Case) -> str:
    try:
        return address(visit.language, name, referral=str(case.row.id))
    except NoReverseMatch:
        return ""
