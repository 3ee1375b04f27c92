"""The unit's messages in five lists, and the page where a file is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.http import HttpResponse

from tvaerspor.actions.messages.list_messages import KEPT, list_messages
from tvaerspor.actions.messages.parked import READ
from tvaerspor.actions.messages.take_message import PARKED, REJECTED, TAKE, Taken, upload_message
from tvaerspor.interop.message_types import NAMES
from tvaerspor.interop.messages import BadMessage
from tvaerspor.terms.text import Language
from tvaerspor.web.visit import Visit
from tvaerspor.web.wording import ui

LISTS: Mapping[str, str] = {
    "all": "messages_all",
    "parked": "messages_parked",
    "in": "messages_in",
    "out": "messages_out",
    "undelivered": "messages_undelivered",
}
EMPTY: Mapping[str, str] = {
    "all": "messages_empty_all",
    "parked": "messages_empty_parked",
    "in": "messages_empty_in",
    "out": "messages_empty_out",
    "undelivered": "messages_empty_undelivered",
}
STATUSES: Mapping[str, str] = {
    "received": "message_status_received",
    "parked": "message_status_parked",
    "rejected": "message_status_rejected",
    "queued": "message_status_queued",
    "failed": "message_status_failed",
    "delivered": "message_status_delivered",
}


def messages(visit: Visit) -> HttpResponse:
    """The list; those that wait for a person stand first."""
    asked = visit.request.GET
    kept = next((name for name in KEPT if name == asked.get("liste")), KEPT[0])
    side = asked.get("side", "")
    number = int(side) if side.isascii() and side.isdigit() and len(side) < 6 else 1
    found = list_messages(visit.act, kept, max(number, 1))
    known = {
        "here": "messages",
        "found": found,
        "lists": LISTS,
        "empty": EMPTY[kept],
        "kinds": NAMES,
        "statuses": STATUSES,
        "waited": lambda spent: waited(spent, visit.language),
        "may_upload": visit.may(TAKE),
        "may_read": visit.may(READ),
    }
    return visit.show("messages/messages", known)


def upload(visit: Visit) -> HttpResponse:
    """A file is given; the page says what came of it, or in one sentence why it is no message."""
    given = visit.request.FILES.get("message")
    if visit.request.method != "POST":
        return _upload(visit, "")
    if given is None:
        return _upload(visit, ui("message_none", visit.language))
    try:
        return _what_came(visit, upload_message(visit.act, given.read()))
    except BadMessage as bad:
        return _upload(visit, str(bad))


def _upload(visit: Visit, fault: str) -> HttpResponse:
    return visit.show("messages/upload", {"here": "messages", "fault": fault}, 422 if fault else 200)


def _what_came(visit: Visit, taken: tuple[Taken, ...]) -> HttpResponse:
    """On to what the file became; with several letters, or for another unit, to the list."""
    if len(taken) > 1:
        return visit.to("messages", "messages_taken")
    (one,) = taken
    if one.unit != visit.act.unit:
        return visit.to("messages", "message_elsewhere")
    if one.status == PARKED:
        parts = {"message": one.message} if visit.may(READ) else {}
        return visit.to("parked" if parts else "messages", "message_parked", **parts)
    if one.status == REJECTED or one.referral is None:
        return visit.to("messages", "message_rejected_before")
    return visit.to("referral", "message_again" if one.was_here else "message_received", referral=one.referral)


def waited(spent: timedelta, language: Language) -> str:
    """How long ago, in the coarsest unit that says enough."""
    minutes = max(0, int(spent.total_seconds() // 60))
    for size, name in ((24 * 60, "spent_days"), (60, "spent_hours")):
        if minutes >= 2 * size:
            return ui(name, language, count=minutes // size)
    return ui("spent_minutes", language, count=minutes)
