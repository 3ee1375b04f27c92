"""What goes wrong on the way: each says what to do, and nothing is lost or doubled."""

import time
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from tests.shell.doctor.plain import page, plain_fields
from tests.shell.doctor.test_the_doctors_way import begin, save, send
from tests.shell.world import World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.records.models import Audit, Event, ProgrammeVersion, Referral
from tvaerspor.web.account.members import LAST

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def carried(answer: object) -> dict[str, str]:
    """What the page carries along, to be sent again."""
    return {field.get("name"): field.get("value") for field in page(answer).all("//input[@type='hidden']")}


def make_idle(browser: Client) -> None:
    session = browser.session
    session[LAST] = int(time.time()) - settings.IDLE_MINUTES * 60 - 1
    session.save()


def test_a_session_that_ran_out_keeps_what_was_typed_and_takes_it_afterwards(world: World) -> None:
    doctor = world.browser("doctor")
    draft = begin(world, doctor)
    make_idle(doctor)
    fields = {**plain_fields(), "_version": str(draft.version_number)}
    refused = doctor.post(f"/henvisning/{draft.id}/skriv/", fields)
    assert refused.status_code == 401
    kept = carried(refused)
    assert {name: kept[name] for name in fields} == fields
    again = world.browser("doctor").post(page(refused).all("//main//form")[0].get("action"), kept)
    assert again.status_code == 200
    draft.refresh_from_db()
    assert draft.version_number == 2


def test_a_session_ends_on_the_server_when_it_has_been_idle(world: World) -> None:
    doctor = world.browser("doctor")
    make_idle(doctor)
    assert doctor.get("/hjem/").headers["Location"].endswith("&udloebet=1")
    assert doctor.get("/hjem/").headers["Location"].startswith("/log-ind/")


def test_logging_out_ends_the_session_for_the_back_button_too(world: World) -> None:
    doctor = world.browser("doctor")
    assert doctor.get("/hjem/").headers["Cache-Control"] == "no-store"
    doctor.post("/log-ud/")
    assert doctor.get("/hjem/").status_code == 302


def test_a_page_from_before_a_new_log_in_is_carried_on_and_a_foreign_one_is_not(world: World) -> None:
    member = world.members["doctor"]
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    strict.cookies = world.browser("doctor").cookies
    draft = begin(world, world.browser("doctor"))
    fields = {"_version": "1", "history": "skrevet før"}
    own = strict.post(f"/henvisning/{draft.id}/skriv/", fields, headers={"origin": "http://localhost"})
    assert own.status_code == 403 and carried(own)["history"] == "skrevet før"
    foreign = strict.post(f"/henvisning/{draft.id}/skriv/", fields, headers={"origin": "https://example.org"})
    assert foreign.status_code == 403 and "skrevet før" not in foreign.content.decode()
    assert member.user.is_active


def test_a_database_that_takes_nothing_more_says_so_and_the_text_is_still_there(world: World) -> None:
    doctor = world.browser("doctor")
    draft = begin(world, doctor)
    full = OperationalError("database or disk is full")
    with patch("tvaerspor.actions.saving.write_audit", side_effect=full):
        refused = doctor.post(f"/henvisning/{draft.id}/skriv/", {"side": "left", "_version": "1"})
    assert refused.status_code == 503 and carried(refused)["side"] == "left"
    draft.refresh_from_db()
    assert (draft.version_number, draft.typed) == (1, "{}")


def test_a_page_whose_audit_row_cannot_be_written_does_not_leave(world: World) -> None:
    doctor = world.browser("doctor")
    draft = begin(world, doctor)
    with patch("tvaerspor.web.gate.write_audit", side_effect=OperationalError("full")):
        answer = doctor.get(f"/borgere/{draft.citizen_id}/")
    assert answer.status_code == 503 and b"Borger" not in answer.content


def test_the_back_button_after_sending_leads_to_what_was_sent(world: World) -> None:
    doctor = world.browser("doctor")
    draft = save(doctor, begin(world, doctor), plain_fields())
    send(world, doctor, draft)
    late = doctor.post(f"/henvisning/{draft.id}/skriv/", {"_version": draft.version_number, "side": "left"})
    assert late.headers["Location"] == f"/henvisning/{draft.id}/?gjort=was_sent"
    assert doctor.get(f"/henvisning/{draft.id}/send/").headers["Location"].startswith(f"/henvisning/{draft.id}/")
    assert Event.objects.filter(kind="send").count() == 1


def test_a_new_version_since_the_draft_began_is_told_and_the_answers_are_carried_over(world: World) -> None:
    doctor = world.browser("doctor")
    draft = save(doctor, begin(world, doctor), plain_fields())
    old = ProgrammeVersion.objects.get(id=draft.version_id)
    newer = "f" * 64
    ProgrammeVersion.objects.create(
        id=newer,
        programme=old.programme,
        files=old.files,
        published_at=world.now.replace(year=2027),
        published_by="test",
    )
    answer = send(world, doctor, draft)
    assert answer.headers["Location"] == f"/henvisning/{draft.id}/skriv/?gjort=newer_version"
    before = draft.typed
    draft.refresh_from_db()
    assert (draft.version_id, draft.typed, draft.status) == (newer, before, "draft")
    assert send(world, doctor, draft).status_code == 302
    assert Referral.objects.get().status == "sent"


def test_the_same_key_with_other_content_is_refused(world: World) -> None:
    doctor, key = world.browser("doctor"), str(new_id())
    draft = save(doctor, begin(world, doctor), plain_fields())
    send(world, doctor, draft, _key=key)
    other = doctor.post(f"/henvisning/{draft.id}/annuller/", {"_key": key, "_version": "3", "reason": "forkert"})
    assert other.status_code == 409
    assert Referral.objects.get().status == "sent"


def test_wrong_passwords_are_counted_and_the_counter_is_in_the_database(world: World) -> None:
    stranger = Client(headers={"host": "localhost"})
    tries = [stranger.post("/log-ind/", {"login": "test-doctor", "password": f"gæt {n}"}) for n in range(6)]
    assert all(each.status_code in (422, 429) for each in tries)
    right = stranger.post("/log-ind/", {"login": "test-doctor", "password": "en lang prøvekode"})
    assert right.status_code in (422, 429), "the sixth try is refused, right or wrong"
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_somebody_with_the_right_password_comes_in(world: World) -> None:
    visitor = Client(headers={"host": "localhost"})
    answer = visitor.post("/log-ind/", {"login": "test-doctor", "password": "en lang prøvekode", "next": "/borgere/"})
    assert answer.headers["Location"] == "/borgere/"
    assert visitor.get("/borgere/").status_code == 200
    away = Client(headers={"host": "localhost"}).post(
        "/log-ind/", {"login": "test-doctor", "password": "en lang prøvekode", "next": "https://example.org/"}
    )
    assert away.headers["Location"] == "/hjem/"


def test_there_is_no_demo_door_outside_the_demo(world: World) -> None:
    stranger = Client(headers={"host": "localhost"})
    assert stranger.post("/log-ind/demo/", {"username": "demo-laege"}).status_code == 404
    assert Audit.objects.count() == 0
