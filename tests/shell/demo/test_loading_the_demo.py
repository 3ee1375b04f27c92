"""The demo is loaded and emptied, and only where the settings say demo."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session as LogIn
from django.db import DatabaseError, transaction

from tvaerspor.actions.act import Act
from tvaerspor.actions.demo.load_demo import NoDemo, NotEmpty, load_demo, reset_demo
from tvaerspor.actions.demo.made_up_citizens import fails_modulus_11
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.organisation import regions
from tvaerspor.actions.receivers import Residence, receivers
from tvaerspor.actions.sharing.consents import consents_of
from tvaerspor.actions.sharing.standing import tied_to
from tvaerspor.actions.stored_programmes import current_programmes, store_shipped
from tvaerspor.interop.checks import is_gln
from tvaerspor.interop.cpr import birth_date
from tvaerspor.pathway.shared_appointment import AppointmentState
from tvaerspor.records.models import (
    Audit,
    Citizen,
    Consent,
    ContactRequest,
    CooperationMeeting,
    Event,
    Referral,
    SharedAppointment,
    Unit,
)
from tvaerspor.web.account.signing_in import demo_accounts

pytestmark = [pytest.mark.stored, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIZE = 60


def act() -> Act:
    return Act(NOW, None, "", None, "administration", new_id, "demo")


@pytest.fixture
def loaded(settings: Any) -> None:
    settings.DEMO = True
    store_shipped(act())
    load_demo(act(), SIZE)


def test_outside_the_demo_nothing_is_made_up_and_nothing_emptied(settings: Any) -> None:
    settings.DEMO = False
    for forbidden in (load_demo, reset_demo):
        with pytest.raises(NoDemo):
            forbidden(act(), SIZE)


@pytest.mark.usefixtures("loaded")
def test_the_demo_is_loaded_once_and_can_begin_again() -> None:
    assert Referral.objects.count() == SIZE
    with pytest.raises(NotEmpty):
        load_demo(act(), SIZE)
    before = set(Referral.objects.values_list("id", flat=True))
    stored = list(Referral.objects.order_by("id").values_list("status", "destination", "typed", "created_at"))
    told: list[tuple[int, int]] = []
    reset_demo(act(), SIZE, lambda done, of: told.append((done, of)))
    assert told[-1] == (SIZE, SIZE)
    assert set(Referral.objects.values_list("id", flat=True)) == before
    assert list(Referral.objects.order_by("id").values_list("status", "destination", "typed", "created_at")) == stored
    assert not LogIn.objects.exists()
    assert_the_log_is_guarded_again()


def assert_the_log_is_guarded_again() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(kind="other")


@pytest.mark.usefixtures("loaded")
def test_every_role_is_one_click_away_at_a_unit_of_the_same_region() -> None:
    members = demo_accounts()
    assert sorted(member.role for member in members) == [
        "administrator",
        "coping_consultant",
        "doctor",
        "job_centre",
        "municipal_therapist",
        "pain_clinic",
        "planner",
        "private_physiotherapist",
        "rheumatologist",
        "secretary",
        "surgeon",
        "triage_team",
    ]
    assert {member.unit.region for member in members} == {"nordjylland"}
    assert not any(member.user.has_usable_password() for member in members)


@pytest.mark.usefixtures("loaded")
def test_nobody_has_the_numbers_and_names_of_the_demo() -> None:
    for citizen in Citizen.objects.all():
        assert fails_modulus_11(citizen.cpr) and birth_date(citizen.cpr) == citizen.birth_date
    for unit in Unit.objects.all():
        assert is_gln(unit.gln) and unit.gln.startswith("952")
        assert len(unit.name) <= 35


@pytest.mark.usefixtures("loaded")
def test_every_destination_is_taken_by_somebody_wherever_the_citizen_lives() -> None:
    for programme in current_programmes():
        sent = [name for name, each in programme.destinations.items() if each.message not in (None, "none")]
        for region in regions():
            for code, _ in region.municipalities if region.id in ("midtjylland", "nordjylland") else ():
                found = receivers(Residence(code, NOW.date()), sent)
                assert not [name for name in sent if not found[name]], (programme.id, code)


@pytest.mark.usefixtures("loaded")
def test_what_was_made_up_is_noted_in_the_log() -> None:
    seen = " ".join(Audit.objects.values_list("seen", flat=True))
    assert all(str(id_) in seen for id_ in Referral.objects.values_list("id", flat=True))


@pytest.mark.usefixtures("loaded")
def test_some_share_with_the_municipality_in_every_state() -> None:
    assert set(SharedAppointment.objects.values_list("state", flat=True)) == set(AppointmentState)
    tied = (tied_to(act_of(row.unit), row.citizen_id) for row in Consent.objects.select_related("unit"))
    standings = {line.standing for each in tied for line in consents_of(each)}
    assert standings == {"in_force", "ends_soon", "expired", "withdrawn"}
    assert (CooperationMeeting.objects.count(), ContactRequest.objects.count()) == (1, 2)


def act_of(unit: Unit) -> Act:
    return Act(NOW, None, "doctor", unit.id, unit.purpose, new_id, "demo")
