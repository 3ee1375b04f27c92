"""A visit: a page or a form asked for by somebody who has logged in, at a unit, in a role."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tvaerspor.access.ask import Deed, may_ever, require
from tvaerspor.access.relation import Relation
from tvaerspor.actions.act import Act, Once
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.organisation import matrix
from tvaerspor.records.models import Membership
from tvaerspor.terms.text import Language, Text
from tvaerspor.web.templating import address, show

MENU = (
    ("home", Deed("read", "own_desk")),
    ("worklist", Deed("find", "worklist")),
    ("joint_list", Deed("find", "joint_triage")),
    ("citizens", Deed("find", "citizen")),
    ("shared", Deed("find", "shared_slice")),
    ("open_courses", Deed("find", "course")),
    ("attendance", Deed("edit", "appointment")),
    ("groups", Deed("find", "group")),
    ("messages", Deed("find", "message")),
    ("plans", Deed("find", "plan")),
    ("plan_runs", Deed("find", "plan")),
    ("administration", Deed("find", "users")),
    ("follow_ups", Deed("find", "follow_up")),
    ("owed_letters", Deed("find", "owed_letter")),
    ("owed_letter_counts", Deed("read", "owed_letter_count")),
    ("rehabilitation_plans", Deed("find", "rehabilitation_plan")),
    ("meetings", Deed("find", "cooperation_meeting")),
    ("sparring", Deed("find", "sparring")),
    ("our_open_offers", Deed("find", "open_offer")),
    ("referral_quality", Deed("read", "referral_quality")),
    ("settlements", Deed("find", "settlement")),
    ("agreements", Deed("read", "agreement")),
    ("my_log", Deed("read", "own_log")),
)
"""The pages of the menu, what is used most first: a role's first ones are in sight, the others one click away."""
IN_SIGHT = 6
NOT_CONTENT = frozenset({"csrfmiddlewaretoken", "_key"})


@dataclass(frozen=True)
class Visit:
    """Who visits, and the act that everything they do on this page belongs to."""

    request: HttpRequest
    act: Act
    member: Membership
    language: Language

    @property
    def posted(self) -> Mapping[str, str]:
        """The fields of the form that was sent; of a field with several values the last. No database keeps a NUL."""
        return {name: str(value).replace("\0", "") for name, value in self.request.POST.items()}

    @property
    def is_part(self) -> bool:
        """Whether only a part of the page is asked for, by htmx."""
        return self.request.headers.get("HX-Request") == "true"

    @property
    def seen_version(self) -> int:
        """The version number of the row that the form was made from; 0, which no row has, where there is none."""
        typed = self.posted.get("_version", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0

    @property
    def role_title(self) -> Text:
        """What the visitor is, at the unit."""
        return matrix().roles[self.member.role].title

    @cached_property
    def menu(self) -> tuple[str, ...]:
        """The pages that this role has, by the names of their routes."""
        return tuple(name for name, deed in MENU if self.may(deed))

    @property
    def menu_in_sight(self) -> tuple[str, ...]:
        """Those that are always shown; one page is never hidden alone."""
        return self.menu if len(self.menu) <= IN_SIGHT + 1 else self.menu[:IN_SIGHT]

    @property
    def menu_more(self) -> tuple[str, ...]:
        """The others."""
        return self.menu[len(self.menu_in_sight) :]

    def may(self, deed: Deed) -> bool:
        """Whether this role may ever do it: whether a menu shows the way."""
        return may_ever(matrix(), self.act.holder, deed)

    def require(self, deed: Deed) -> None:
        """Raises NotAllowed unless this role may do it without a relation to any citizen, or in some relation."""
        require(matrix(), self.act.holder, deed, frozenset(Relation) - {Relation.BLOCKED})

    def show(self, template: str, values: Mapping[str, Any], status: int = 200) -> HttpResponse:
        """A page in the visitor's language, with what every page for somebody who has logged in needs."""
        known = {"visit": self, "key": self.act.new_id(), "done": self.request.GET.get("gjort", "")}
        return show(self.request, template, self.language, {**known, **values}, status)

    def to(self, name: str, done: str = "", **parts: object) -> HttpResponse:
        """On to another page, which says what was done."""
        where = address(self.language, name, **{part: str(value) for part, value in parts.items()})
        return redirect(f"{where}?gjort={done}" if done else where)


def visit_of(request: HttpRequest, member: Membership, route: str, language: Language) -> Visit:
    """The visit that a request makes."""
    act = Act(
        now=timezone.now(),
        actor=member.user_id,
        role=member.role,
        unit=member.unit_id,
        purpose=member.unit.purpose,
        new_id=new_id,
        route=route,
        once=_once(request),
    )
    return Visit(request, act, member, language)


def _once(request: HttpRequest) -> Once | None:
    if request.method != "POST" or not request.POST.get("_key"):
        return None
    try:
        key = UUID(request.POST["_key"])
    except ValueError:
        return None
    pairs = sorted((name, str(value)) for name, value in request.POST.items() if name not in NOT_CONTENT)
    return Once(key, hashlib.sha256(repr(pairs).encode()).hexdigest())
