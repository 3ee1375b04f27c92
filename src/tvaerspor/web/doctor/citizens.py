"""Finding a citizen, the citizen's page, and beginning a referral from either."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.access.ask import Deed
from tvaerspor.actions.desk.citizen_page import citizen_page
from tvaerspor.actions.doctor.begin_referral import begin_for_known, begin_for_typed
from tvaerspor.actions.doctor.find_citizens import Search, find_citizens
from tvaerspor.actions.doctor.new_citizen import NewCitizen
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import municipality_names, regions
from tvaerspor.actions.stored_programmes import NoVersion, current_programmes
from tvaerspor.web.visit import Visit

TYPED = ("cpr", "given_name", "surname", "municipality", "programme")
CHOOSE = "Vælg, hvilket program henvisningen hører til."
MAY_WRITE = Deed("create", "referral")


def citizens(visit: Visit) -> HttpResponse:
    """The search; what is typed is posted, because a number must not stand in an address."""
    typed = visit.posted.get("q", "").strip()[:100]
    found = find_citizens(visit.act, typed) if typed else Search(())
    known = {"here": "citizens", "q": typed, "found": found, "municipalities": municipality_names()}
    return visit.show("doctor/citizens", {**known, "may_write": visit.may(MAY_WRITE)})


def citizen(visit: Visit, citizen: UUID) -> HttpResponse:
    """One citizen: who it is, what is under way, and a new referral."""
    return _citizen(visit, citizen, "")


def begin(visit: Visit, citizen: UUID) -> HttpResponse:
    """A new draft for a citizen that is known here."""
    try:
        return visit.to("write", referral=begin_for_known(visit.act, citizen, visit.posted.get("programme", "")))
    except NoVersion:
        return _citizen(visit, citizen, CHOOSE)


def _citizen(visit: Visit, citizen: UUID, fault: str) -> HttpResponse:
    page = citizen_page(visit.act, citizen)
    known = {"here": "citizens", "page": page, "programmes": current_programmes(), "fault": fault}
    return visit.show("doctor/citizen", {**known, "may_write": visit.may(MAY_WRITE)}, 422 if fault else 200)


def new_citizen(visit: Visit) -> HttpResponse:
    """A citizen by number and name, with the programme: the draft opens at once."""
    typed = {name: visit.posted.get(name, "").strip() for name in TYPED}
    faults: FaultyForm | None = None
    if visit.request.method == "POST" and "given_name" in visit.posted:
        try:
            who = NewCitizen(typed["cpr"], typed["given_name"], typed["surname"], typed["municipality"])
            return visit.to("write", referral=begin_for_typed(visit.act, who, typed["programme"]))
        except NoVersion:
            faults = FaultyForm((FieldFault("programme", CHOOSE),))
        except FaultyForm as found:
            faults = found
    known = {"here": "citizens", "typed": typed, "faults": faults, "regions": regions()}
    status = 422 if faults else 200
    return visit.show(
        "doctor/new_citizen", {**known, "programmes": current_programmes(), "own": visit.member.unit}, status
    )
