"""Registering a citizen's written consent, and its withdrawal, which counts from that moment."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.access.consent import WrittenConsent
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.sharing.consents import (
    CREATE,
    EDIT,
    TypedConsent,
    receivers_of,
    register_consent,
    withdraw_consent,
    withdrawable,
)
from tvaerspor.actions.sharing.rules import rules
from tvaerspor.actions.sharing.standing import Tied, is_partner, open_shared
from tvaerspor.actions.sharing.typed_moments import day_typed
from tvaerspor.web.dates import as_iso
from tvaerspor.web.visit import Visit


def consent(visit: Visit, citizen: UUID) -> HttpResponse:
    """The form: who may see which parts, how the consent was given, and until when."""
    tied = open_shared(visit.act, citizen, CREATE)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        try:
            register_consent(tied, _typed(visit, tied))
            return visit.to("shared_citizen", "consent", citizen=citizen)
        except FaultyForm as found:
            faults = found
    known = {
        "here": "shared",
        "who": {"id": citizen, "name": tied.citizen.name},
        "units": receivers_of(tied),
        "names_sources": not is_partner(visit.act),
        "rules": rules(),
        "faults": faults,
        "typed": visit.posted,
    }
    return visit.show("sharing/consent", known, 422 if faults else 200)


def withdraw(visit: Visit, citizen: UUID) -> HttpResponse:
    """Which unit the citizen no longer lets see it."""
    tied = open_shared(visit.act, citizen, EDIT)
    faults: FaultyForm | None = None
    if visit.request.method == "POST":
        unit = visit.posted.get("unit", "")
        try:
            withdraw_consent(tied, unit)
        except FaultyForm as found:
            faults = found
        else:
            is_own = unit == str(visit.act.unit)
            return visit.to("shared", "withdraw") if is_own else visit.to("shared_citizen", "withdraw", citizen=citizen)
    known = {
        "here": "shared",
        "who": {"id": citizen, "name": tied.citizen.name},
        "units": tuple((str(unit.id), unit.name) for unit in withdrawable(tied)),
        "faults": faults,
    }
    return visit.show("sharing/withdraw", known, 422 if faults else 200)


def _typed(visit: Visit, tied: Tied) -> TypedConsent:
    posted = visit.posted
    units = {str(unit.id): unit.id for unit in receivers_of(tied)}
    written = WrittenConsent(
        unit=units.get(posted.get("unit", "")),
        parts=frozenset(part for part in rules().consent.parts if posted.get(f"part-{part}")),
        obtained=posted.get("obtained", ""),
        written_on=day_typed(as_iso(posted.get("written_on", ""))),
        valid_until=day_typed(as_iso(posted.get("valid_until", ""))),
    )
    sources = frozenset(id_ for name, id_ in units.items() if posted.get(f"source-{name}"))
    return TypedConsent(written, sources, posted.get("contact", ""))
