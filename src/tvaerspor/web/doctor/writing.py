"""The doctor's form: it saves itself while one types, and the recommendation follows."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.cases import Case
from tvaerspor.actions.desk.citizen_page import known_referrals
from tvaerspor.actions.doctor.save_draft import NotWritable, open_draft, save_draft
from tvaerspor.actions.doctor.simple_moves import discard_draft
from tvaerspor.actions.saving import JustChanged
from tvaerspor.referral.states import OVER, Status
from tvaerspor.web.form.worksheet import filled, touched, worksheet
from tvaerspor.web.visit import Visit


def write(visit: Visit, referral: UUID) -> HttpResponse:
    """The form as it stands; a sent form is saved first. What comes back to htmx is only what has changed."""
    try:
        case = open_draft(visit.act, referral)
    except NotWritable:
        return _sent_since(visit, referral)
    if visit.request.method != "POST":
        return _form(visit, case, json.loads(case.row.typed), case.row.version_number)
    fields, question = filled(case, visit.posted)
    try:
        version = save_draft(case, fields, visit.seen_version)
    except JustChanged as clash:
        return _clash(visit, case, fields, str(clash))
    if visit.posted.get("_do") == "next":
        return visit.to("send", referral=referral)
    return _form(visit, case, fields, version, question)


def discard(visit: Visit, referral: UUID) -> HttpResponse:
    """Asks whether a draft is to be discarded, and discards it."""
    case = open_draft(visit.act, referral)
    if visit.request.method == "POST":
        discard_draft(visit.act, referral, visit.seen_version)
        return visit.to("citizen", "discard", citizen=case.row.citizen_id)
    return visit.show("doctor/discard", {"case": case, "row": case.row})


def _form(visit: Visit, case: Case, fields: dict[str, str], version: int, question: str = "") -> HttpResponse:
    tried = touched(worksheet(case, fields, visit.language), question)
    known = {"case": case, "row": case.row, "tried": tried, "version": version, "saved_at": visit.act.now}
    if visit.is_part:
        return visit.show("doctor/write_part", known)
    others = [each for each in known_referrals(visit.act, case.row.citizen_id) if each.id != case.row.id]
    same = [each for each in others if each.programme == case.row.programme and each.status != Status.DRAFT]
    under_way = [each for each in same if Status(each.status) not in OVER]
    asked = json.loads(case.row.asked) if case.status is Status.RETURNED else []
    known |= {"same": same, "under_way": under_way, "asked": asked, "here_path": visit.request.path}
    return visit.show("doctor/write", known, 422 if tried.is_faulty else 200)


def _clash(visit: Visit, case: Case, fields: dict[str, str], sentence: str) -> HttpResponse:
    """Two windows on one draft: this window's text stays, and one chooses which to keep."""
    known = {"case": case, "row": case.row, "sentence": sentence, "fields": fields}
    return visit.show("doctor/write_clash_part" if visit.is_part else "doctor/write_clash", known, 409)


def _sent_since(visit: Visit, referral: UUID) -> HttpResponse:
    return visit.to("referral", "was_sent", referral=referral)
