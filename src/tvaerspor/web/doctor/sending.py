"""Choosing where to, with the citizen; seeing what the receiver gets; sending."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.cases import Case
from tvaerspor.actions.doctor.save_draft import NotWritable, open_draft
from tvaerspor.actions.doctor.send_referral import CannotSend, NewerVersion, Prepared, Sending, prepare, send_referral
from tvaerspor.actions.duties.needs import unmet_of
from tvaerspor.actions.duties.providers import standings
from tvaerspor.actions.duties.routing import Assigned, assigned
from tvaerspor.actions.receivers import KEPT, Residence, receivers
from tvaerspor.actions.recommend import recommend
from tvaerspor.documents.referral_text import referral_text
from tvaerspor.documents.text_section import TextSection
from tvaerspor.records.models import Unit
from tvaerspor.referral.choice import Choice, Obstacle, allowed_destinations
from tvaerspor.referral.states import Status
from tvaerspor.web.form.fields import answers_in
from tvaerspor.web.form.worksheet import worksheet
from tvaerspor.web.visit import Visit


@dataclass(frozen=True)
class Goal:
    """A destination that can be chosen, with the units that take the citizen; `is_kept` where nothing is sent.

    `assigned` says which authority has the duty today, where one has.
    """

    id: str
    units: tuple[Unit, ...]
    is_kept: bool
    assigned: Assigned | None = None


def send(visit: Visit, referral: UUID) -> HttpResponse:
    """Step two of the form: the choice, the preview, and off it goes."""
    try:
        case = open_draft(visit.act, referral)
    except NotWritable:
        return visit.to("referral", "was_sent", referral=referral)
    if visit.request.method != "POST":
        return _page(visit, case, _Shown(Choice("")))
    chosen = visit.posted.get("_destination", "")
    sending = _sending(visit, case, Choice(chosen, visit.posted.get("_reason", "")))
    try:
        if visit.posted.get("_do") == "preview":
            return _page(visit, case, _Shown(sending.choice, sending.receiver, (), prepare(case, sending)))
        done = send_referral(case, sending)
    except CannotSend as refused:
        return _page(visit, case, _Shown(sending.choice, sending.receiver, refused.obstacles))
    except NewerVersion:
        return visit.to("write", "newer_version", referral=referral)
    return visit.to("referral", "conclude" if done is Status.CLOSED else "send", referral=referral)


def _sending(visit: Visit, case: Case, choice: Choice) -> Sending:
    fields = json.loads(case.row.typed)
    answers, _ = answers_in(case.programme, fields, visit.language)
    unit = visit.posted.get(f"_unit-{choice.destination}", "")
    try:
        receiver = UUID(unit) if unit else None
    except ValueError:
        receiver = None
    return Sending(fields, answers, choice, receiver, visit.seen_version)


@dataclass(frozen=True)
class _Shown:
    """What the page shows besides the form: what was chosen, what stands in the way, what would be sent."""

    choice: Choice
    unit: UUID | None = None
    refused: tuple[Obstacle, ...] = ()
    ready: Prepared | None = None


def _page(visit: Visit, case: Case, shown: _Shown) -> HttpResponse:
    fields = json.loads(case.row.typed)
    answers, _ = answers_in(case.programme, fields, visit.language)
    recommended = recommend(visit.act, case.row, answers)
    allowed = allowed_destinations(recommended.decision)
    goals = _goals(case, allowed)
    known = {
        "case": case,
        "row": case.row,
        "tried": worksheet(case, fields, visit.language),
        "shown": shown,
        "goals": goals,
        "standings": standings((unit.id for goal in goals for unit in goal.units), visit.act.today),
        "unmet": unmet_of(recommended.programme, recommended.decision),
        "dynamic": recommended.agreement.capability.dynamic_referral,
        "allowed": allowed,
        "text": _text(shown, visit) if shown.ready else (),
    }
    return visit.show("doctor/send", known, 422 if shown.refused else 200)


def _goals(case: Case, allowed: tuple[str, ...]) -> tuple[Goal, ...]:
    """Every destination of the programme, the allowed ones first. One that nobody takes there can still be seen."""
    names = tuple(dict.fromkeys((*allowed, *case.programme.destinations)))
    residence = Residence(case.row.citizen.municipality, case.act.today)
    offered = receivers(residence, names)
    kinds = {name: case.programme.destinations[name].kind for name in names if name in case.programme.destinations}
    return tuple(
        Goal(name, offered[name], kind in KEPT, assigned(name, kind, residence)) for name, kind in kinds.items()
    )


def _text(shown: _Shown, visit: Visit) -> tuple[TextSection, ...]:
    """What the receiver gets to read."""
    assert shown.ready is not None, "asked for by the caller"
    recommended = shown.ready.recommended
    used, decision = recommended.used, recommended.decision
    return referral_text(recommended.programme, used, decision, shown.choice, visit.language)
