"""Finds citizens for somebody at a unit: by name among the unit's own, or by the whole CPR number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.organisation import matrix
from tvaerspor.records.models import BlockedUnit, Citizen, Referral
from tvaerspor.records.sealing import blind_index
from tvaerspor.records.search_keys import name_key, until

FIND = Deed("find", "citizen")
MOST = 20
LEAST_LETTERS = 2
_CPR = re.compile(r"\d{6}[- ]?\d{4}")


@dataclass(frozen=True)
class Found:
    """A citizen on the list of those that a search found."""

    id: UUID
    name: str
    birth_date: date | None
    municipality: str


@dataclass(frozen=True)
class Search:
    """What a search gave: at most `MOST` citizens, whether there were more, and whether it was for a CPR number."""

    found: tuple[Found, ...]
    has_more: bool = False
    by_cpr: bool = False
    is_too_short: bool = False


def cpr_digits(typed: str) -> str | None:
    """The ten digits of something typed as a CPR number; None for anything else."""
    typed = typed.strip()
    return re.sub(r"\D", "", typed) if _CPR.fullmatch(typed) else None


def find_citizens(act: Act, typed: str) -> Search:
    """Citizens that the person's unit has to do with. A number or name that is unknown, or not for them, gives nothing.

    Raises NotAllowed for a role that may not search.
    """
    require(matrix(), act.holder, FIND)
    digits = cpr_digits(typed)
    words = name_key(typed).split()
    if digits is None and len("".join(words)) < LEAST_LETTERS:
        return Search((), is_too_short=True)
    wanted = Q(cpr_index=blind_index(digits)) if digits else _named(words)
    rows = list(_own(act).filter(wanted).order_by("sort_key", "id")[: MOST + 1])
    act.saw("citizen", *(row.id for row in rows[:MOST]))
    found = tuple(Found(row.id, row.name, row.birth_date, row.municipality) for row in rows[:MOST])
    return Search(found, len(rows) > MOST, digits is not None)


def _own(act: Act) -> QuerySet[Citizen]:
    """The citizens to whom the unit stands in a relation that gives the right to see them.

    The unit's own are gathered first: asking for each citizen of that name whether there is a tie takes seconds among
    100,000 referrals.
    """
    written = Referral.objects.filter(sender=act.unit)
    received = Referral.objects.filter(receiver=act.unit, closed_at__isnull=True, sent_at__isnull=False)
    tied = Q(listed_unit=act.unit) | Q(id__in=written.values("citizen")) | Q(id__in=received.values("citizen"))
    blocked = BlockedUnit.objects.filter(citizen=OuterRef("pk"), unit=act.unit)
    return Citizen.objects.filter(tied).exclude(Exists(blocked)).defer("cpr_sealed")


def _named(words: list[str]) -> Q:
    """Citizens with every word at the beginning of their surname or of one of their given names."""
    if len(words) == 1:
        return _surname(words[0]) | _given(words[0])
    first, rest = words[0], " ".join(words[1:])
    last, before = words[-1], " ".join(words[:-1])
    return (_surname(last) & _given(before)) | (_surname(first) & _given(rest)) | _surname(" ".join(words))


def _surname(key: str) -> Q:
    return Q(sort_key__gte=key, sort_key__lt=until(key))


def _given(key: str) -> Q:
    return Q(given_key__gte=key, given_key__lt=until(key))
