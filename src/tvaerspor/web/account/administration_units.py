"""The administrator's pages about units: the list, a new one, and closing one for new referrals."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from tvaerspor.actions.admin import units as acting
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.organisation import regions
from tvaerspor.interop.codes import SPECIALITY
from tvaerspor.web.visit import Visit

SIDE = 25
MAX_SEARCH = 70
TYPED: tuple[str, ...] = ("name", "kind", "purpose", "region", "municipality", "gln", "identifier", "identifier_kind")
TYPED += ("speciality", "street", "postcode", "district", "phone")
KINDS = {
    "general_practice": "unit_general_practice",
    "private": "unit_private",
    "municipal": "unit_municipal",
    "hospital": "unit_hospital",
    "acute": "unit_acute",
    "elsewhere": "unit_elsewhere",
    "job_centre": "unit_job_centre",
    "coping": "unit_coping",
}


def units(visit: Visit) -> HttpResponse:
    """Every unit, by name."""
    searched = visit.request.GET.get("soeg", "").strip()[:MAX_SEARCH]
    page = Paginator(acting.units(visit.act, searched), SIDE).get_page(visit.request.GET.get("side"))
    visit.act.saw("unit", *(each.id for each in page))
    known = {"here": "administration", "tab": "units", "page": page, "searched": searched, "kinds": KINDS}
    return visit.show("account/administration_units", known)


def new_unit(visit: Visit) -> HttpResponse:
    """A unit with its numbers, its address and the destinations that it takes."""
    typed = {name: visit.posted.get(name, "").strip() for name in TYPED}
    takes, faults = tuple(visit.request.POST.getlist("takes")), None
    if visit.request.method == "POST":
        try:
            acting.add_unit(visit.act, acting.NewUnit(**typed, takes=tuple(map(str, takes))))
            return visit.to("units", "unit_added")
        except FaultyForm as found:
            faults = found
    known = {
        "here": "administration",
        "tab": "units",
        "typed": {**typed, "purpose": typed["purpose"] or acting.PURPOSES[0]},
        "takes": takes,
        "faults": faults,
        "kinds": KINDS,
        "regions": regions(),
        "numbers": [(each, each.capitalize()) for each in acting.IDENTIFIER_KINDS],
        "specialities": [(each, each.replace("_", " ")) for each in sorted({row[0] for row in SPECIALITY.rows})],
        "destinations": acting.destinations(),
    }
    return visit.show("account/administration_new_unit", known, 422 if faults else 200)


def close(visit: Visit, unit: UUID) -> HttpResponse:
    """No new referrals to it."""
    acting.close_unit(visit.act, unit)
    return visit.to("units", "unit_closed")


def reopen(visit: Visit, unit: UUID) -> HttpResponse:
    """New referrals to it again."""
    acting.open_unit(visit.act, unit)
    return visit.to("units", "unit_opened")
