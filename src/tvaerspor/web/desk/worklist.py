"""The worklist's page: filters and order in the address, a search for a person only ever posted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from tvaerspor.actions.desk.worklist import LISTS, ORDERS, Wish, Worklist, next_waiting, worklist
from tvaerspor.referral.states import STATUS_TEXT, Status
from tvaerspor.terms.urgency import Urgency
from tvaerspor.web.templating import address
from tvaerspor.web.visit import Visit

REFERENCE = re.compile(r"H-[0-9A-F]{8}")
MAX_SEARCH = 100
NAMES: Mapping[str, str] = {
    "mine": "list_mine",
    "unit": "list_unit",
    "late": "list_late",
    "waiting": "list_waiting",
    "all": "list_all",
}
EMPTY: Mapping[str, str] = {
    "mine": "empty_mine",
    "unit": "empty_unit",
    "late": "empty_late",
    "waiting": "empty_waiting",
    "all": "empty_all",
}
ORDERED: Mapping[str, str] = {
    "age": "order_age",
    "citizen": "order_citizen",
    "status": "order_status",
    "due": "order_due",
}


@dataclass(frozen=True)
class Links:
    """The list's address with one thing changed; what was searched for is never in it, unless it is a reference."""

    path: str
    kept: Mapping[str, str]

    def to(self, **changed: object) -> str:
        """The address; None leaves a part out, and any change begins at the first side."""
        parts = {**self.kept, **{name: str(value) for name, value in changed.items() if value is not None}}
        left_out = {name for name, value in changed.items() if value is None} | ({"side"} - set(changed))
        query = urlencode({name: value for name, value in parts.items() if name not in left_out and value})
        return f"{self.path}?{query}" if query else self.path


def worklist_page(visit: Visit) -> HttpResponse:
    """The unit's referrals in five lists."""
    found = worklist(visit.act, wish_of(visit.request))
    known = {
        "here": "worklist",
        "list": found,
        "links": Links(address(visit.language, "worklist"), _kept(found.wish)),
        "lists": NAMES,
        "name": "list_found" if found.wish.search else NAMES[found.wish.list],
        "empty": _empty(found),
        "orders": [(order, word) for order, word in ORDERED.items() if order != "age" or found.shows_content],
        "statuses": [(status.value, STATUS_TEXT[status]) for status in Status],
        "urgencies": [(urgency.value, urgency.name) for urgency in reversed(Urgency)],
        "is_filtered": is_filtered(found),
    }
    return visit.show("desk/worklist", known)


def next_in_list(visit: Visit) -> HttpResponse:
    """On to the referral to open next, after the one that is open now; to the list where none waits."""
    row = next_waiting(visit.act, _uuid(visit.request.GET.get("efter", "")))
    if row is None:
        return visit.to("worklist", done="list_empty")
    return visit.to("write" if row.status == Status.DRAFT else "referral", referral=row.id)


def wish_of(request: HttpRequest) -> Wish:
    """What the address and the search field ask for; what cannot be meant is left out."""
    asked = request.GET
    listed = next((name for name in LISTS if name == asked.get("liste")), Wish.list)
    order = next((name for name in ORDERS if name == asked.get("orden")), Wish.order)
    status, urgency = asked.get("status", ""), asked.get("hast", "")
    reference = asked.get("nr", "").upper()
    return Wish(
        list=listed,
        programme=asked.get("program", "")[:60],
        status=status if status in set(Status) else "",
        urgency=int(urgency) if urgency in {str(each.value) for each in Urgency} else None,
        order=order,
        side=_number(request.POST.get("side", asked.get("side", ""))),
        search=request.POST.get("q", reference if REFERENCE.fullmatch(reference) else "").strip()[:MAX_SEARCH],
        is_whole="alle" in asked,
    )


def is_filtered(found: Worklist) -> bool:
    """Whether something besides the list was asked for."""
    wish = found.wish
    return bool(wish.programme or wish.status or wish.urgency is not None)


def _empty(found: Worklist) -> str:
    """The phrase that says what to do when nothing is shown."""
    if found.is_too_short:
        return "empty_short"
    if found.wish.search:
        return "empty_found"
    return "empty_filtered" if is_filtered(found) else EMPTY[found.wish.list]


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


def _kept(wish: Wish) -> dict[str, str]:
    return {
        "liste": wish.list,
        "program": wish.programme,
        "status": wish.status,
        "hast": "" if wish.urgency is None else str(wish.urgency),
        "orden": "" if wish.order == Wish.order else wish.order,
        "nr": wish.search.upper() if REFERENCE.fullmatch(wish.search.upper()) else "",
    }
