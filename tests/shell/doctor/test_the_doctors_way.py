"""The doctor's way: find or create the citizen, write, choose, send; and what can go wrong on it."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.shell.doctor.plain import DESTINATION, PROGRAMME, page, plain_fields
from tests.shell.world import CPRS, World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.records.models import Audit, Citizen, Event, Referral

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def begin(world: World, doctor: Client) -> Referral:
    citizen = world.citizen()
    doctor.post(f"/borgere/{citizen.id}/henvis/", {"programme": PROGRAMME, "_key": str(new_id())})
    return Referral.objects.get(citizen=citizen)


def save(doctor: Client, draft: Referral, fields: dict[str, str], **more: str) -> Referral:
    answer = doctor.post(f"/henvisning/{draft.id}/skriv/", {**fields, "_version": draft.version_number, **more})
    assert answer.status_code in (200, 302), answer.content.decode()
    draft.refresh_from_db()
    return draft


def send(world: World, doctor: Client, draft: Referral, **more: str) -> object:
    unit = world.units["physio"].id
    chosen = {"_destination": DESTINATION, f"_unit-{DESTINATION}": str(unit), "_do": "send", "_key": str(new_id())}
    return doctor.post(f"/henvisning/{draft.id}/send/", {**chosen, "_version": draft.version_number, **more})


def test_a_new_citizen_is_created_and_a_plain_referral_is_sent(world: World) -> None:
    doctor = world.browser("doctor")
    who = {"cpr": CPRS[1], "given_name": "Prøve", "surname": "Østergaard", "municipality": "0851"}
    doctor.post("/borgere/ny/", {**who, "programme": PROGRAMME, "_key": str(new_id())})
    draft = save(doctor, Referral.objects.get(), plain_fields())
    assert send(world, doctor, draft).status_code == 302
    sent = Referral.objects.get()
    assert (sent.status, sent.receiver, sent.turn) == ("sent", world.units["physio"], world.units["physio"])
    assert json.loads(sent.decision)["settled"] is True
    assert [event.kind for event in Event.objects.order_by("id")] == ["begun", "send"]
    assert Citizen.objects.get().cpr == CPRS[1].replace("-", "")
    shown = page(doctor.get(f"/henvisning/{sent.id}/"))
    assert shown.status == 200 and "Østergaard" in shown.text


def test_the_same_form_sent_twice_sends_one_referral(world: World) -> None:
    doctor = world.browser("doctor")
    draft = save(doctor, begin(world, doctor), plain_fields())
    key = str(new_id())
    first, second = send(world, doctor, draft, _key=key), send(world, doctor, draft, _key=key)
    assert first.headers["Location"].split("?")[0] == second.headers["Location"].split("?")[0]
    assert Event.objects.filter(kind="send").count() == 1


def test_two_windows_on_one_draft_lose_nothing(world: World) -> None:
    doctor = world.browser("doctor")
    draft = begin(world, doctor)
    fields = plain_fields()
    saved = save(doctor, draft, fields)
    clash = doctor.post(
        f"/henvisning/{draft.id}/skriv/", {**fields, "_version": saved.version_number - 1, "side": "left"}
    )
    assert clash.status_code == 409
    kept = {field.get("name"): field.get("value") for field in page(clash).all("//input[@type='hidden']")}
    assert kept["side"] == "left" and kept["_version"] == str(saved.version_number)


def test_what_is_not_answered_is_named_and_nothing_is_sent(world: World) -> None:
    doctor = world.browser("doctor")
    refused = send(world, doctor, begin(world, doctor))
    assert refused.status_code == 422
    assert page(refused).words(".trouble-box li")
    assert Referral.objects.get().status == "draft"


def test_another_practice_sees_nothing_of_it(world: World) -> None:
    doctor = world.browser("doctor")
    draft = begin(world, doctor)
    other = world.browser("other_doctor")
    unknown = other.get(f"/henvisning/{world.anybody}/")
    for path in ("", "skriv/", "send/", "kasser/", "annuller/"):
        found = other.get(f"/henvisning/{draft.id}/{path}")
        assert (found.status_code, found.content) == (404, unknown.content), path
    assert other.get(f"/borgere/{draft.citizen_id}/").content == unknown.content
    assert Audit.objects.filter(outcome="denied").count() == 7


def test_a_citizen_is_found_by_name_and_by_number_and_by_nobody_else(world: World) -> None:
    world.citizen()
    doctor, other = world.browser("doctor"), world.browser("other_doctor")
    for typed in ("Prøve", "borger", "prøve borger", CPRS[0], CPRS[0].replace("-", "")):
        assert page(doctor.post("/borgere/", {"q": typed})).words(".found a"), typed
        assert not page(other.post("/borgere/", {"q": typed})).words(".found a"), typed


def test_a_number_with_another_name_is_refused(world: World) -> None:
    world.citizen()
    who = {"cpr": CPRS[0], "given_name": "En", "surname": "Anden", "municipality": "0851", "programme": PROGRAMME}
    refused = world.browser("doctor").post("/borgere/ny/", who)
    assert refused.status_code == 422 and not Referral.objects.exists()
    assert page(refused).one("#e-cpr")


@pytest.mark.parametrize("path", ["/borgere/{citizen}/", "/henvisning/{draft}/skriv/", "/henvisning/{draft}/send/"])
def test_a_page_asks_the_database_little(world: World, path: str) -> None:
    doctor = world.browser("doctor")
    draft = save(doctor, begin(world, doctor), plain_fields())
    where = path.format(citizen=draft.citizen_id, draft=draft.id)
    doctor.get(where)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert doctor.get(where).status_code == 200
    assert len([each for each in asked if each["sql"] not in ("BEGIN", "COMMIT")]) <= 12, [
        each["sql"] for each in asked
    ]
