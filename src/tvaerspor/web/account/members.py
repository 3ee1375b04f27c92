"""Who is logged in, at which unit and in which role; a session that has been idle too long is ended."""

from __future__ import annotations

import time
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from tvaerspor.records.models import Membership

MEMBER, LAST = "member", "last"
TOUCH_SECONDS = 60
NEEDED = ("role", "user__password", "user__username", "unit__name", "unit__purpose", "unit__kind", "unit__municipality")
"""The columns that every page needs of whoever visits it."""


class Expired(Exception):
    """Nobody is logged in (any more); `was_idle` where it is because nothing happened for too long."""

    def __init__(self, was_idle: bool = False) -> None:
        super().__init__(was_idle)
        self.was_idle = was_idle


class NoRole(Exception):
    """Somebody is logged in but has not chosen among several roles, or has none."""


def current_member(request: HttpRequest) -> Membership:
    """The membership under which the visitor works; raises Expired and NoRole."""
    session = request.session
    user = session.get(SESSION_KEY)
    if user is None:
        raise Expired
    _refuse_idle(request)
    member = _chosen(session.get(MEMBER), user)
    if member is None:
        member = _only(user)
        session[MEMBER] = member.pk
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), member.user.get_session_auth_hash()):
        session.flush()
        raise Expired
    return member


def memberships(user: str) -> tuple[Membership, ...]:
    """The roles that somebody can choose among."""
    rows = Membership.objects.filter(user=UUID(user), is_active=True, user__is_active=True)
    return tuple(rows.select_related("user", "unit").order_by("unit__name_key", "role"))


def choose(request: HttpRequest, member: int) -> bool:
    """Works under another of one's own memberships from now on; whether it is one's own."""
    chosen = _chosen(member, request.session.get(SESSION_KEY))
    if chosen is None:
        return False
    request.session[MEMBER] = chosen.pk
    request.session.cycle_key()
    return True


def _chosen(member: int | None, user: str | None) -> Membership | None:
    if member is None or user is None:
        return None
    rows = Membership.objects.filter(pk=member, user=UUID(user), is_active=True, user__is_active=True)
    return rows.select_related("user", "unit").only(*NEEDED).first()


def _only(user: str) -> Membership:
    found = memberships(user)
    if len(found) != 1:
        raise NoRole
    return found[0]


def _refuse_idle(request: HttpRequest) -> None:
    now, last = int(time.time()), request.session.get(LAST)
    if last is not None and now - last > settings.IDLE_MINUTES * 60:
        request.session.flush()
        raise Expired(was_idle=True)
    if last is None or now - last > TOUCH_SECONDS:
        request.session[LAST] = now
