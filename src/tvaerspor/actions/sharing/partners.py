"""The units across the table: for a practice the municipality's, for those the practices of their area."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from tvaerspor.actions.act import Act
from tvaerspor.actions.sharing.rules import rules
from tvaerspor.actions.sharing.standing import unit_of
from tvaerspor.records.models import Unit

JOB_CENTRE, PRACTICE = "job_centre", "general_practice"


def partner_units(municipality: str, kinds: Iterable[str] = ()) -> tuple[Unit, ...]:
    """The open units of a municipality that a consent can name, by name; `kinds` empty for every kind."""
    wanted = tuple(kinds) or tuple(rules().partners)
    found = Unit.objects.filter(kind__in=wanted, municipality=municipality, is_open=True)
    return tuple(each for each in found.order_by("name_key", "id") if each.purpose == rules().partners[each.kind])


def meeting_units(act: Act) -> tuple[Unit, ...]:
    """The units that the person's own can call to a cooperation meeting: those of its own area, by name."""
    own = Unit.objects.get(id=unit_of(act))
    wanted = PRACTICE if own.kind == JOB_CENTRE else JOB_CENTRE
    near = Q(region=own.region) & (Q(municipality__in=(own.municipality, "")) if own.municipality else Q())
    return tuple(Unit.objects.filter(near, kind=wanted, is_open=True).order_by("name_key", "id"))


def chosen(units: Iterable[Unit], typed: str) -> Unit | None:
    """The unit whose id was chosen; None where it is none of them."""
    return next((each for each in units if str(each.id) == typed), None)


def purpose_of(unit: Unit) -> str:
    """The purpose for which a consent names the unit."""
    return rules().partners[unit.kind]
