"""Registers a citizen's written consent, lists what has been consented to, and registers a withdrawal at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from tvaerspor.access.ask import Deed
from tvaerspor.access.consent import WrittenConsent, consent_faults
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.saving import JustChanged, refuse_again
from tvaerspor.actions.sharing.partners import partner_units, purpose_of
from tvaerspor.actions.sharing.rules import rules
from tvaerspor.actions.sharing.standing import Tied, consent_of, happened_shared, saving_shared, unit_of
from tvaerspor.records.models import Consent, ConsentWithdrawal, Unit

CREATE, EDIT, READ_CONSENTS = Deed("create", "consent"), Deed("edit", "consent"), Deed("read", "consent")
MAX_CONTACT = 100


@dataclass(frozen=True)
class TypedConsent:
    """A consent as typed; `sources` are the other units whose knowledge may be shared with the receiver."""

    written: WrittenConsent
    sources: frozenset[UUID]
    contact: str


@dataclass(frozen=True)
class ConsentLine:
    """A consent as the doctor sees it. `standing`: `in_force`, `ends_soon`, `expired` or `withdrawn`."""

    row: Consent
    parts: tuple[str, ...]
    sources: tuple[UUID, ...]
    standing: str
    withdrawn_at: datetime | None


def receivers_of(tied: Tied) -> tuple[Unit, ...]:
    """The units that a consent registered here can name: never one's own, which would be to declare it oneself."""
    found = partner_units(tied.citizen.municipality)
    return tuple(unit for unit in found if unit.id != tied.act.unit)


def register_consent(tied: Tied, typed: TypedConsent) -> UUID:
    """The id of the consent; raises FaultyForm."""
    units = {unit.id: unit for unit in receivers_of(tied)}
    unit = units.get(typed.written.unit) if typed.written.unit else None
    _check(tied, typed, unit)
    written = typed.written
    assert unit is not None and written.written_on is not None and written.valid_until is not None, "checked"
    sources = {unit_of(tied.act)} | ((typed.sources & set(units)) - {unit.id} if tied.sharing is None else set())
    row = Consent(
        id=tied.act.new_id(),
        citizen=tied.citizen,
        to_unit=unit,
        purpose=purpose_of(unit),
        parts=json.dumps(sorted(written.parts)),
        sources=json.dumps(sorted(map(str, sources))),
        obtained=written.obtained,
        written_on=written.written_on,
        valid_until=written.valid_until,
        at=tied.act.now,
        author_id=tied.act.actor,
        unit_id=unit_of(tied.act),
    )
    row.set_contact(" ".join(typed.contact.split()))
    with saving_shared(tied, CREATE, f"shared_citizen:{tied.citizen.id}"):
        row.save(force_insert=True)
        about = {"to": str(unit.id), "parts": sorted(written.parts), "until": str(written.valid_until)}
        happened_shared(tied.act, "consent_given", row.id, tied.citizen.id, about)
    return row.id


def _check(tied: Tied, typed: TypedConsent, unit: Unit | None) -> None:
    known = WrittenConsent(
        unit.id if unit else None,
        typed.written.parts & set(rules().consent.parts),
        typed.written.obtained if typed.written.obtained in rules().consent.obtained else "",
        typed.written.written_on,
        typed.written.valid_until,
    )
    found = consent_faults(known, tied.act.today, timedelta(days=rules().consent.longest_days))
    faults = [FieldFault(field, sentence) for field, sentence in found]
    if len(typed.contact) > MAX_CONTACT:
        faults.append(FieldFault("contact", f"Der er plads til {MAX_CONTACT} tegn; skriv nummer eller adresse alene."))
    if faults:
        raise FaultyForm(tuple(faults))


def consents_of(tied: Tied) -> tuple[ConsentLine, ...]:
    """Every consent that the citizen has given, newest first."""
    tied.require(READ_CONSENTS)
    rows = Consent.objects.filter(citizen=tied.citizen).select_related("to_unit", "withdrawal").order_by("-at")
    return tuple(_line(tied, row) for row in rows)


def _line(tied: Tied, row: Consent) -> ConsentLine:
    withdrawal = getattr(row, "withdrawal", None)
    soon = tied.act.today + timedelta(days=rules().consent.warn_days)
    standing = "ends_soon" if row.valid_until <= soon else "in_force"
    if not consent_of(row).is_in_force(tied.act.today):
        standing = "withdrawn" if withdrawal else "expired"
    sources = tuple(UUID(each) for each in json.loads(row.sources))
    return ConsentLine(row, tuple(json.loads(row.parts)), sources, standing, withdrawal.at if withdrawal else None)


def withdrawable(tied: Tied) -> tuple[Unit, ...]:
    """The units whose consent this person can withdraw: each for the doctor, else the own and those it registered."""
    rows = _in_force(tied).select_related("to_unit").order_by("to_unit__name_key")
    return tuple(dict.fromkeys(row.to_unit for row in rows))


def withdraw_consent(tied: Tied, unit: str) -> None:
    """Withdraws every consent to a unit, from this moment. Raises FaultyForm, and JustChanged where it was done."""
    refuse_again(tied.act)
    chosen = next((each for each in withdrawable(tied) if str(each.id) == unit), None)
    if chosen is None:
        raise FaultyForm((FieldFault("unit", "Vælg, hvis samtykke borgeren trækker tilbage."),))
    with saving_shared(tied, EDIT, f"shared_citizen:{tied.citizen.id}"):
        rows = list(_in_force(tied).filter(to_unit=chosen))
        if not rows:
            raise JustChanged(f"consent:{chosen.id}")
        for row in rows:
            ConsentWithdrawal.objects.create(
                consent=row, at=tied.act.now, author_id=tied.act.actor, unit_id=unit_of(tied.act)
            )
            happened_shared(tied.act, "consent_withdrawn", row.id, tied.citizen.id, {"to": str(chosen.id)})


def _in_force(tied: Tied) -> QuerySet[Consent]:
    rows = Consent.objects.filter(citizen=tied.citizen, withdrawal__isnull=True, valid_until__gte=tied.act.today)
    return rows if tied.sharing is None else rows.filter(Q(to_unit=tied.act.unit) | Q(unit=tied.act.unit))
