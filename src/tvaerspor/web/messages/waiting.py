"""A message that waits for a person: what it says, whose it is, which programme it is for, or why it is rejected."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.messages.parked import (
    SETTLE,
    Parked,
    Settling,
    open_parked,
    reject_message,
    settle_letter,
    settle_referral,
)
from tvaerspor.actions.messages.whose import TypedCitizen, numbers_in
from tvaerspor.actions.organisation import regions
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.interop.answers import concerns
from tvaerspor.interop.messages import Referral
from tvaerspor.interop.report import describe, describe_letter
from tvaerspor.interop.stated import stated
from tvaerspor.web.visit import Visit

TYPED = ("cpr", "given_name", "surname", "municipality", "programme", "reference", "reason")


def parked(visit: Visit, message: UUID) -> HttpResponse:
    """What it says, and what is to be done about it."""
    return _page(visit, open_parked(visit.act, message))


def settle(visit: Visit, message: UUID) -> HttpResponse:
    """It becomes a referral, or the answer to one."""
    found = open_parked(visit.act, message, SETTLE)
    try:
        return visit.to("referral", "message_settled", referral=_settled(visit, found))
    except FaultyForm as faulty:
        return _page(visit, found, faulty)


def reject(visit: Visit, message: UUID) -> HttpResponse:
    """It becomes nothing, and stands on the list with the reason."""
    found = open_parked(visit.act, message, SETTLE)
    try:
        reject_message(found, visit.posted.get("reason", ""))
    except FaultyForm as faulty:
        return _page(visit, found, faulty)
    return visit.to("messages", "message_rejected")


def _settled(visit: Visit, found: Parked) -> UUID:
    typed = visit.posted
    if not found.is_referral:
        return settle_letter(found, typed.get("reference", ""))
    names = (typed.get(name, "").strip() for name in ("cpr", "given_name", "surname", "municipality"))
    return settle_referral(found, Settling(TypedCitizen(*names), typed.get("programme", "")))


def _page(visit: Visit, found: Parked, faults: FaultyForm | None = None) -> HttpResponse:
    said = found.letter.value
    known = {
        "here": "messages",
        "parked": found,
        "faults": faults,
        "typed": {**_stated(found), **{name: visit.posted[name] for name in TYPED if name in visit.posted}},
        "sections": describe(said, show_cpr=True)
        if isinstance(said, Referral)
        else describe_letter(said, show_cpr=True),
        "programmes": current_programmes(),
        "regions": regions(),
        "may_settle": visit.may(SETTLE),
    }
    return visit.show("messages/parked", known, 422 if faults else 200)


def _stated(found: Parked) -> dict[str, str]:
    """What the message itself says, for the fields of the form; a programme only where there is one that fits."""
    said, numbers = found.letter.value, numbers_in(found.letter.patient)
    fitting = [each.id for each in current_programmes() if isinstance(said, Referral) and concerns(each, stated(said))]
    return {
        **dict.fromkeys(TYPED, ""),
        "cpr": f"{numbers[0][:6]}-{numbers[0][6:]}" if len(numbers) == 1 else "",
        "given_name": found.letter.patient.given_name or "",
        "surname": found.letter.patient.surname or "",
        "programme": fitting[0] if len(fitting) == 1 else "",
    }
