"""Which unit takes referrals to a destination, from where, between which days: added and ended, never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.admin.units import destinations
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.duties.typed_days import typed_period
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix, municipality_names, regions
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.records.models import Service, Unit
from tvaerspor.terms.period import Period

CHANGE = Deed("edit", "directory")


@dataclass(frozen=True)
class NewService:
    """A service as typed; `where` is a region's id, a municipality's code, or blank for everybody."""

    destination: str
    unit: str = ""
    where: str = ""
    valid_from: str = ""
    valid_until: str = ""


def services_to(act: Act, destination: str) -> QuerySet[Service]:
    """Everybody who takes, took or will take referrals to a destination, by unit and time."""
    require(matrix(), act.holder, CHANGE)
    rows = Service.objects.filter(destination=destination).select_related("unit")
    return rows.order_by("unit__name_key", "valid_from", "pk")


def add_service(act: Act, typed: NewService) -> None:
    """From a day on the unit takes referrals to the destination. Raises FaultyForm."""
    require(matrix(), act.holder, CHANGE)
    period, faults = typed_period(typed.valid_from, typed.valid_until)
    found = [*faults, *_faults(typed)]
    if period is None or found:
        raise FaultyForm(tuple(found))
    place = {"municipality" if typed.where in municipality_names() else "region": typed.where}
    row = Service(unit_id=UUID(typed.unit), destination=typed.destination, valid_from=period.start, **place)
    row.valid_until = period.end
    act.saw("unit", row.unit_id)
    with saving(act, CHANGE, f"service:{row.unit_id}"):
        _refuse_overlap(row)
        row.save()


def end_service(act: Act, id_: int, last_day: str) -> None:
    """The unit takes referrals until that day, and none later. Raises FaultyForm, JustChanged and NothingThere."""
    require(matrix(), act.holder, CHANGE)
    row = Service.objects.filter(pk=id_).first()
    if row is None:
        raise NothingThere
    period, faults = typed_period(row.valid_from.isoformat(), last_day, needs_end=True)
    if period is None:
        raise FaultyForm(faults)
    act.saw("unit", row.unit_id)
    with saving(act, CHANGE, f"service:{row.unit_id}"):
        if not Service.objects.filter(pk=id_, valid_until=row.valid_until).update(valid_until=period.end):
            raise JustChanged(f"service:{id_}")


def _faults(typed: NewService) -> Iterator[FieldFault]:
    if typed.destination not in {name for name, _ in destinations()}:
        yield FieldFault("destination", "Vælg en destination fra listen.")
    if typed.where and typed.where not in municipality_names() and typed.where not in {each.id for each in regions()}:
        yield FieldFault("where", "Vælg en region, en kommune eller hele landet.")
    try:
        known = Unit.objects.filter(id=UUID(typed.unit)).exists()
    except ValueError:
        known = False
    if not known:
        yield FieldFault("unit", "Vælg den enhed, der tager imod.")


def _refuse_overlap(new: Service) -> None:
    same = Service.objects.filter(unit=new.unit_id, destination=new.destination)
    same = same.filter(region=new.region, municipality=new.municipality)
    later = Q(valid_until__isnull=True) | Q(valid_until__gte=new.valid_from)
    ahead = same.filter(later) if new.valid_until is None else same.filter(later, valid_from__lte=new.valid_until)
    old = ahead.order_by("valid_from").first()
    if old is not None:
        both = f"{Period(new.valid_from, new.valid_until)} og {Period(old.valid_from, old.valid_until)}"
        sentence = (
            f"Enheden tager allerede imod nogle af de dage: {both}. Afslut den gamle række, eller vælg andre dage."
        )
        raise FaultyForm((FieldFault("valid_from", sentence),))
