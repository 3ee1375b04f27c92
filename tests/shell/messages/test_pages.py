"""The pages for messages: a file is given and becomes something, what waits is settled, and others see nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.shell.doctor.plain import page
from tests.shell.messages.letters import citizen, referral
from tests.shell.world import CPRS, World
from tests.web.visitor import Page
from tvaerspor.actions.messages.take_message import upload_message
from tvaerspor.actions.new_ids import new_id
from tvaerspor.records.models import Audit, Message, Referral

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
LIST, NEW = "/meddelelser/", "/meddelelser/ny/"


def give(browser: Client, raw: bytes, name: str = "besked.xml") -> HttpResponse:
    return browser.post(NEW, {"message": SimpleUploadedFile(name, raw)}, follow=True)


def parked(world: World, number: str = "A1") -> Message:
    """A message without a diagnosis, which waits at the physiotherapist's."""
    (taken,) = upload_message(world.act("physio"), referral(world.units["physio"], number=number, diagnoses=()))
    return Message.objects.get(id=taken.message)


def value(shown: Page, name: str) -> str | None:
    """What stands in a field."""
    (field,) = shown.all(f"//input[@name='{name}']")
    return field.get("value")


def fields(**more: str) -> dict[str, str]:
    typed = {"cpr": CPRS[0], "given_name": "Prøve", "surname": "Borger", "programme": "knaeartrose", "municipality": ""}
    return {**typed, "_key": str(new_id()), **more}


def test_a_file_that_is_given_becomes_a_referral_and_the_same_again_is_said_to_be(world: World) -> None:
    browser, raw = world.browser("physio"), referral(world.units["physio"])
    first = page(give(browser, raw))
    assert "blev til denne henvisning" in first.one(".done") and "Prøve Borger" in first.text
    assert "Smerter ved gang" in first.text
    assert "modtaget før" in page(give(browser, raw)).one(".done")
    assert Referral.objects.count() == 1
    shown = page(browser.get(LIST))
    assert shown.words("tbody td a") == [Referral.objects.get().reference]


@pytest.mark.parametrize(("raw", "said"), [(b"", "den er tom"), (b"%PDF-1", "PDF"), (b"hej", "hverken OIOXML")])
def test_what_is_no_message_gets_one_sentence(world: World, raw: bytes, said: str) -> None:
    answer = give(world.browser("physio"), raw, "010150-0010 hemmelig.xml")
    assert answer.status_code == 422 and said in page(answer).one("#e-message")
    assert not Message.objects.exists()
    assert [row.outcome for row in Audit.objects.filter(route="upload")] == ["failed"]
    assert world.browser("physio").post(NEW, {}).status_code == 422


def test_a_file_for_somebody_else_is_passed_on_and_not_shown(world: World) -> None:
    answer = page(give(world.browser("physio"), referral(world.units["other_physio"])))
    assert "en anden enhed" in answer.one(".done") and "Prøve Borger" not in answer.text
    assert page(world.browser("physio").get(LIST)).words("tbody tr") == []
    assert len(page(world.browser("other_physio").get(LIST)).words("tbody tr")) == 1


def test_what_waits_stands_first_and_is_settled_on_its_page(world: World) -> None:
    browser = world.browser("physio")
    waiting = parked(world)
    give(browser, referral(world.units["physio"], number="A2"))
    assert "Tag stilling" in page(browser.get(LIST)).words("tbody tr")[0]
    where = f"{LIST}{waiting.id}/"
    shown = page(browser.get(where))
    assert value(shown, "cpr") == CPRS[0] and "Smerter ved gang" in shown.text
    refused = page(browser.post(f"{where}modtag/", fields(programme="", surname="Forkert")))
    assert refused.status == 422 and value(refused, "surname") == "Forkert"
    assert "Vælg det program" in refused.one("#e-programme")
    done = page(browser.post(f"{where}modtag/", fields(), follow=True))
    assert "taget imod" in done.one(".done")
    assert browser.get(where).status_code == 404


def test_the_same_settling_sent_twice_leads_to_the_same_referral(world: World) -> None:
    browser, waiting, sent = world.browser("physio"), parked(world), fields()
    first = browser.post(f"{LIST}{waiting.id}/modtag/", sent)
    assert first.status_code == 302
    assert browser.post(f"{LIST}{waiting.id}/modtag/", sent).status_code in (302, 404)
    assert Referral.objects.count() == 1


def test_a_rejected_message_is_taken_up_again(world: World) -> None:
    browser, waiting = world.browser("physio"), parked(world)
    where = f"{LIST}{waiting.id}/"
    assert browser.post(f"{where}afvis/", {"reason": ""}).status_code == 422
    listed = page(browser.post(f"{where}afvis/", {"reason": "Sendt forkert", "_key": str(new_id())}, follow=True))
    assert "Fortryd" in listed.one(".done") and "Sendt forkert" in listed.text and "Åbn igen" in listed.text
    assert browser.post(f"{where}modtag/", fields()).status_code == 302
    assert Referral.objects.count() == 1


@pytest.mark.parametrize("person", ["other_physio", "doctor", "triage", "therapist", "secretary", "administrator"])
def test_a_message_that_waits_is_nothing_at_all_to_others(world: World, person: str) -> None:
    browser, waiting = world.browser(person), parked(world)
    for rest, post in (("", False), ("modtag/", True), ("afvis/", True)):
        known, unknown = (f"{LIST}{id_}/{rest}" for id_ in (waiting.id, world.anybody))
        ask = browser.post if post else browser.get
        answer, nothing = ask(known), ask(unknown)
        assert answer.status_code == 404 and answer.content == nothing.content
    waiting.refresh_from_db()
    assert waiting.status == "parked"
    listed = browser.get(LIST)
    assert listed.status_code == 404 or person == "secretary" or page(listed).words("tbody tr") == []


def test_a_secretary_gives_a_file_and_sees_that_it_waits_without_what_it_says(world: World) -> None:
    browser = world.browser("secretary")
    answer = page(
        give(browser, referral(world.units["physio"], patient=citizen(given_name=None, surname="Prøve Borger")))
    )
    assert "tages stilling" in answer.one(".done")
    assert "Prøve Borger" not in answer.text and not answer.all("tbody a")


def test_undelivered_messages_show_their_age(world: World) -> None:
    for number, (status, hours) in enumerate((("queued", 0), ("failed", 3), ("delivered", 9))):
        row = Message(id=new_id(), direction="out", kind="REF07", status=status, unit=world.units["practice"])
        row.at, row.receiver_gln = timezone.now() - timedelta(hours=hours), world.units["physio"].gln
        row.note = f"{number} forsøg er mislykkedes"
        row.set_raw(b"<x/>")
        row.save()
    shown = page(world.browser("doctor").get(f"{LIST}?liste=undelivered"))
    assert len(shown.words("tbody tr")) == 2 and "Fysioterapi Prøvetorv" in shown.text
    assert shown.words("tbody .late")
    assert "ikke sat en mappe op" in shown.one(".note-box")


def test_the_lists_ask_the_same_few_questions_however_long_they_are(world: World) -> None:
    browser, counts = world.browser("physio"), []
    browser.get(LIST)
    for many in (5, 55):
        while Message.objects.count() < many:
            upload_message(
                world.act("physio"), referral(world.units["physio"], number=f"N{Message.objects.count()}", diagnoses=())
            )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert browser.get(LIST).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
    assert len(page(browser.get(LIST)).words("tbody tr")) == 50
    assert len(page(browser.get(f"{LIST}?side=2")).words("tbody tr")) == 5
    waiting = Message.objects.first()
    assert waiting
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(f"{LIST}{waiting.id}/").status_code == 200
    assert len(asked) <= 12


@pytest.mark.parametrize("query", ["liste=x", "side=0", "side=-1", "side=x", "side=99999999999", "side=٣"])
def test_an_address_that_cannot_be_meant_gives_the_list(world: World, query: str) -> None:
    assert world.browser("physio").get(f"{LIST}?{query}").status_code == 200


def test_no_number_stands_in_titles_or_addresses(world: World) -> None:
    browser, waiting = world.browser("physio"), parked(world)
    for path in (LIST, NEW, f"{LIST}{waiting.id}/", f"/en{LIST}", f"/en{LIST}{waiting.id}/"):
        text = browser.get(path).content.decode()
        (title,) = re.findall(r"<title>(.*?)</title>", text)
        assert "Borger" not in title and CPRS[0] not in title
        assert CPRS[0] not in "".join(re.findall(r'(?:href|action)="([^"]*)"', text))
