"""The log's pages: one's own acts, and for the administrator everybody's without what they were about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shell.doctor.plain import page
from tests.shell.log.test_the_chain import READ, later
from tests.shell.messages.letters import referral
from tests.shell.world import World
from tvaerspor.actions.messages.take_message import upload_message
from tvaerspor.actions.saving import write_audit
from tvaerspor.records.models import Audit, Referral

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
MINE, TECHNICAL = "/min-log/", "/administration/log/"


def seen(world: World) -> Referral:
    """A referral that the physiotherapist has seen."""
    upload_message(world.act("physio"), referral(world.units["physio"]))
    row = Referral.objects.get()
    world.browser("physio").get(f"/henvisning/{row.id}/")
    return row


def test_one_sees_what_one_did_and_nobody_elses(world: World) -> None:
    row = seen(world)
    mine = page(world.browser("physio").get(MINE))
    assert row.reference in mine.text and "læse" in mine.text
    assert row.reference not in page(world.browser("other_physio").get(MINE)).text


def test_the_administrator_sees_who_and_when_and_not_whom(world: World) -> None:
    row = seen(world)
    world.browser("doctor").get(f"/henvisning/{row.id}/")
    shown = page(world.browser("administrator").get(TECHNICAL))
    assert "test-physio" in shown.text and "Fysioterapi Prøvetorv" in shown.text
    for secret in (row.reference, str(row.id), str(row.citizen_id), "Prøve Borger"):
        assert secret not in shown.text
    refused = page(world.browser("administrator").get(f"{TECHNICAL}?udfald=denied"))
    assert len(refused.words("tbody tr")) == 1 and "test-doctor" in refused.text


def test_a_day_is_a_danish_day_and_the_sides_go_back_in_time(world: World) -> None:
    act = world.act("doctor")
    for number in range(120):
        write_audit(later(act, timedelta(days=-112, minutes=number)), READ, "ok")
    write_audit(later(act, timedelta(days=-40)), READ, "failed")
    browser = world.browser("doctor")
    first = page(browser.get(f"{MINE}?dag=2026-08-03"))
    assert len(first.words("tbody tr")) == 50 and first.words(".pager a") == ["Ældre"]
    assert len(page(browser.get(f"{MINE}?dag=2026-08-03&side=3")).words("tbody tr")) == 20
    assert len(page(browser.get(f"{MINE}?dag=14.10.2026")).words("tbody tr")) == 1
    assert page(browser.get(f"{MINE}?dag=2020-01-01")).words(".empty")
    for query in ("dag=x", "dag=2026-02-30", "side=0", "side=x", "dag=0001-01-01", "dag=9999-12-31"):
        assert browser.get(f"{MINE}?{query}").status_code == 200, query


def test_looking_at_the_log_is_noted_too_and_asks_few_questions(world: World) -> None:
    for person, path in (("doctor", MINE), ("administrator", TECHNICAL)):
        before = Audit.objects.count()
        browser = world.browser(person)
        for _ in range(60):
            write_audit(world.act("doctor"), READ, "ok")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        assert len(asked) <= 12
        assert Audit.objects.count() == before + 61


@pytest.mark.parametrize("person", ["doctor", "triage", "physio", "therapist", "secretary"])
def test_the_technical_log_is_the_administrators_alone(world: World, person: str) -> None:
    assert world.browser(person).get(TECHNICAL).status_code == 404
    assert world.browser(person).get(MINE).status_code == 200
