"""Adds and lists users, gives and takes roles and passwords, and stops somebody from logging in."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import saving
from tvaerspor.records.models import Membership, Unit, User

FIND, ADD, CHANGE = Deed("find", "users"), Deed("create", "users"), Deed("edit", "users")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
_PERSON_NUMBER = re.compile(r"\d{6}[-._]?\d{4}")
DEMO_PREFIX = "demo-"
_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without the signs that are taken for one another
_GROUPS, _GROUP = 4, 4
PASSWORD_RULE = "Adgangskoden skal have mindst 12 tegn og må ikke være en af de mest brugte."


@dataclass(frozen=True)
class NewUser:
    """Somebody who is to log in: a name without meaning for strangers, a role, and the unit where they have it."""

    username: str
    unit: UUID
    role: str


def fresh_password() -> str:
    """A password that can be read aloud: 16 signs in groups of four."""
    groups = ("".join(secrets.choice(_READABLE) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def add_user(act: Act, typed: NewUser, password: str) -> UUID:
    """The id of the new user; raises FaultyForm."""
    require(matrix(), act.holder, ADD)
    faults = [*_name_faults(typed.username), *_role_faults(typed.unit, typed.role), *_password_faults(password)]
    if faults:
        raise FaultyForm(tuple(faults))
    user = User(id=act.new_id(), username=typed.username, created_at=act.now)
    user.set_password(password)
    act.saw("user", user.id)
    with saving(act, ADD, f"user:{user.id}"):
        user.save(force_insert=True)
        Membership.objects.create(user=user, unit_id=typed.unit, role=typed.role)
    return user.id


def give_role(act: Act, user: UUID, unit: UUID, role: str) -> None:
    """Gives somebody a role at a unit, or gives it back; raises FaultyForm and NothingThere."""
    require(matrix(), act.holder, CHANGE)
    found, faults = _user(user), tuple(_role_faults(unit, role))
    if faults:
        raise FaultyForm(faults)
    act.saw("user", user)
    with saving(act, CHANGE, f"user:{user}"):
        Membership.objects.update_or_create(user=found, unit_id=unit, role=role, defaults={"is_active": True})


def take_role(act: Act, user: UUID, membership: int) -> None:
    """Takes a role from somebody; it works from their next page on. Raises FaultyForm for one's own."""
    require(matrix(), act.holder, CHANGE)
    _refuse_oneself(act, user)
    act.saw("user", user)
    with saving(act, CHANGE, f"user:{user}"):
        if not Membership.objects.filter(pk=membership, user=user).update(is_active=False):
            raise NothingThere


def set_active(act: Act, user: UUID, is_active: bool) -> None:
    """Lets somebody log in again, or stops them at their next page. Raises FaultyForm for oneself."""
    require(matrix(), act.holder, CHANGE)
    _refuse_oneself(act, user)
    act.saw("user", user)
    with saving(act, CHANGE, f"user:{user}"):
        if not User.objects.filter(id=user).update(is_active=is_active):
            raise NothingThere


def set_password(act: Act, user: UUID, password: str) -> None:
    """Gives somebody another password; their sessions end. Raises FaultyForm and NothingThere."""
    require(matrix(), act.holder, CHANGE)
    faults = tuple(_password_faults(password))
    if faults:
        raise FaultyForm(faults)
    found = _user(user)
    found.set_password(password)
    act.saw("user", user)
    with saving(act, CHANGE, f"user:{user}"):
        found.save(update_fields=["password"])


def users(act: Act, searched: str = "") -> QuerySet[User]:
    """The users whose name has what is searched for, with their roles, by name."""
    require(matrix(), act.holder, FIND)
    plain = "".join(sign for sign in searched.strip().lower() if sign.isprintable())
    rows = User.objects.filter(username__contains=plain)
    return rows.prefetch_related("memberships__unit").order_by("username")


def named(username: str) -> UUID:
    """The id of the user with that name; raises NothingThere."""
    found = User.objects.filter(username=username).values_list("id", flat=True).first()
    if found is None:
        raise NothingThere
    return found


def _user(user: UUID) -> User:
    found = User.objects.filter(id=user).first()
    if found is None:
        raise NothingThere
    return found


def _refuse_oneself(act: Act, user: UUID) -> None:
    if act.actor == user:
        raise FaultyForm((FieldFault("user", "Du kan ikke lukke dig selv ude; bed en anden administrator om det."),))


def _name_faults(username: str) -> list[FieldFault]:
    if not _USERNAME.fullmatch(username) or _PERSON_NUMBER.search(username) or username.startswith(DEMO_PREFIX):
        rule = "Brugernavnet skal have 3-60 tegn: a-z, tal, punktum og bindestreg; ikke et CPR-nummer, og ikke «demo-»."
        return [FieldFault("username", rule)]
    if User.objects.filter(username=username).exists():
        return [FieldFault("username", "Brugernavnet er optaget; vælg et andet.")]
    return []


def _role_faults(unit: UUID, role: str) -> list[FieldFault]:
    found = Unit.objects.filter(id=unit).first()
    if found is None:
        return [FieldFault("unit", "Vælg den enhed, hvor brugeren arbejder.")]
    known = matrix().roles.get(role)
    if known is None:
        return [FieldFault("role", f"Vælg en rolle: {', '.join(matrix().roles)}.")]
    if found.purpose not in known.purposes:
        return [FieldFault("role", f"Rollen {known.title.da.lower()} kan ikke have sit arbejde ved den slags enhed.")]
    return []


def _password_faults(password: str) -> list[FieldFault]:
    try:
        validate_password(password)
    except ValidationError:
        return [FieldFault("password", PASSWORD_RULE)]
    return []
