"""Who takes referrals to what, from where and when; and which authority has the duty, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from tvaerspor.actions.admin.units import KINDS, destinations
from tvaerspor.actions.admin.units import units as every_unit
from tvaerspor.actions.duties import services as acting
from tvaerspor.actions.duties.routing import duties, operator_of
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.organisation import regions
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.duties.authority import Duty
from tvaerspor.records.models import Service
from tvaerspor.web.dates import as_iso
from tvaerspor.web.visit import Visit

TYPED = ("destination", "unit", "where", "valid_from", "valid_until")


@dataclass(frozen=True)
class Line:
    """A service, and who carries it out."""

    row: Service
    operator: str


def services(visit: Visit) -> HttpResponse:
    """One destination: its authorities in order of time, and the units that take it."""
    known = destinations()
    asked = visit.request.GET.get("vis", "")
    chosen = asked if asked in dict(known) else (known[0][0] if known else "")
    return _page(visit, chosen, {})


def new_service(visit: Visit) -> HttpResponse:
    """Another unit, or the same at another time."""
    typed = {name: visit.posted.get(name, "").strip() for name in TYPED}
    days = {name: as_iso(typed[name]) for name in ("valid_from", "valid_until")}
    try:
        acting.add_service(visit.act, acting.NewService(**{**typed, **days}))
    except FaultyForm as faults:
        return _page(visit, typed["destination"], typed, faults)
    return visit.to("services", "service_added")


def end_service(visit: Visit, service: int) -> HttpResponse:
    """The unit takes referrals until a day."""
    try:
        acting.end_service(visit.act, service, as_iso(visit.posted.get("last_day", "")))
    except FaultyForm as faults:
        row = Service.objects.filter(pk=service).first()
        return _page(visit, row.destination if row else "", {}, faults)
    return visit.to("services", "service_ended")


def _page(visit: Visit, destination: str, typed: dict[str, str], faults: FaultyForm | None = None) -> HttpResponse:
    rows = tuple(acting.services_to(visit.act, destination))
    visit.act.saw("unit", *(row.unit_id for row in rows))
    known = {
        "here": "administration",
        "tab": "services",
        "destinations": destinations(),
        "destination": destination,
        "duties": _duties_of(destination, visit.act.today),
        "lines": tuple(Line(row, operator_of(row.unit)) for row in rows),
        "units": [(each.id, each.name) for each in every_unit(visit.act) if each.kind in KINDS[1:5]],
        "regions": regions(),
        "typed": typed,
        "faults": faults,
    }
    return visit.show("duties/services", known, 422 if faults else 200)


def _duties_of(destination: str, today: date) -> tuple[Duty, ...]:
    """The destination's own duties, else the one of its kind that holds today."""
    kinds = {name: each.kind for programme in current_programmes() for name, each in programme.destinations.items()}
    holding = duties().on(destination, kinds.get(destination, ""), today)
    return duties().moves_of(destination) or ((holding,) if holding else ())
