"""The administrator's pages about users: who may log in, in which roles, and a password that is shown once."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from tvaerspor.actions.admin import users as acting
from tvaerspor.actions.admin.units import units as every_unit
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.organisation import matrix
from tvaerspor.web.visit import Visit

SIDE = 25
MAX_SEARCH = 60
TYPED = ("username", "unit", "role")
NO_UNIT = UUID(int=0)


def users(visit: Visit) -> HttpResponse:
    """Everybody who can log in, with their roles."""
    searched = visit.request.GET.get("soeg", "").strip()[:MAX_SEARCH]
    page = Paginator(acting.users(visit.act, searched), SIDE).get_page(visit.request.GET.get("side"))
    visit.act.saw("user", *(each.id for each in page))
    return visit.show("account/administration_users", {**_frame(), "page": page, "searched": searched})


def user(visit: Visit, user: UUID) -> HttpResponse:
    """One user: roles, and what can be done."""
    return _user(visit, user)


def new_user(visit: Visit) -> HttpResponse:
    """A new user with a role; the password is made here and shown once."""
    typed, faults = {name: visit.posted.get(name, "").strip() for name in TYPED}, None
    if visit.request.method == "POST":
        password = acting.fresh_password()
        try:
            made = acting.add_user(
                visit.act, acting.NewUser(typed["username"], _id(typed["unit"]), typed["role"]), password
            )
            return _user(visit, made, password)
        except FaultyForm as found:
            faults = found
    known = {**_frame(), "typed": typed, "faults": faults, "units": every_unit(visit.act).filter(is_open=True)}
    return visit.show("account/administration_new_user", known, 422 if faults else 200)


def give(visit: Visit, user: UUID) -> HttpResponse:
    """One more role."""
    try:
        acting.give_role(visit.act, user, _id(visit.posted.get("unit", "")), visit.posted.get("role", ""))
    except FaultyForm as faults:
        return _user(visit, user, faults=faults)
    return visit.to("user", "user_role", user=user)


def take(visit: Visit, user: UUID) -> HttpResponse:
    """One role less."""
    typed = visit.posted.get("membership", "")
    try:
        acting.take_role(visit.act, user, int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else 0)
    except FaultyForm as faults:
        return _user(visit, user, faults=faults)
    return visit.to("user", "user_role_taken", user=user)


def close(visit: Visit, user: UUID) -> HttpResponse:
    """No log-in any more."""
    try:
        acting.set_active(visit.act, user, False)
    except FaultyForm as faults:
        return _user(visit, user, faults=faults)
    return visit.to("user", "user_closed", user=user)


def reopen(visit: Visit, user: UUID) -> HttpResponse:
    """Log-in again."""
    acting.set_active(visit.act, user, True)
    return visit.to("user", "user_opened", user=user)


def password(visit: Visit, user: UUID) -> HttpResponse:
    """A new password, shown on this page and never again."""
    fresh = acting.fresh_password()
    acting.set_password(visit.act, user, fresh)
    return _user(visit, user, fresh)


def _user(visit: Visit, user: UUID, fresh: str = "", faults: FaultyForm | None = None) -> HttpResponse:
    found = acting.users(visit.act).filter(id=user).first()
    if found is None:
        raise NothingThere
    if not visit.act.trail.is_written:
        visit.act.saw("user", user)
    known = {
        **_frame(),
        "user": found,
        "fresh": fresh,
        "faults": faults,
        "units": every_unit(visit.act).filter(is_open=True),
        "is_oneself": user == visit.act.actor,
    }
    return visit.show("account/administration_user", known, 422 if faults else 200)


def _frame() -> dict[str, object]:
    return {"here": "administration", "tab": "administration", "roles": matrix().roles}


def _id(typed: str) -> UUID:
    """The id of a unit in a form; one that nothing has for anything else."""
    try:
        return UUID(typed)
    except ValueError:
        return NO_UNIT
