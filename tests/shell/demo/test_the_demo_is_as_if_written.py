"""Two hundred of the demo's referrals equal the same ones made through the actions: every column and every event."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import Model

from tests.shell.demo.playing import Player
from tvaerspor.actions.act import Act
from tvaerspor.actions.demo.blueprint import Blueprint, blueprint
from tvaerspor.actions.demo.living import Life
from tvaerspor.actions.demo.load_demo import Region, store_landscape
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.stored_programmes import store_shipped
from tvaerspor.records.models import Course, Event, FollowUp, JointVoice, Letter, Message, Referral, Session
from tvaerspor.referral.states import Status

pytestmark = [pytest.mark.stored, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLAYED = 200
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|H-[0-9A-F]{8}")
OWN = ("id", "reference", "citizen_id", "referral_id", "course_id", "body_sealed", "raw_sealed", "envelope", "letter")


def lived() -> Iterator[Life]:
    """Lives that are no twins, from a region whose units are stored."""
    act = Act(NOW, None, "", None, "administration", new_id, "demo")
    store_shipped(act)
    region = Region(without_twins(), PLAYED, NOW)
    store_landscape(act, region.landscape)
    return region.lives()


def without_twins() -> Blueprint:
    """Everybody has a story of their own."""
    plan = blueprint()
    return plan.model_copy(update={"volumes": plan.volumes.model_copy(update={"twins": 0})})


def columns(row: Model) -> dict[str, Any]:
    """Every column but the row's own ids and what is sealed."""
    fields = (field.attname for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in fields if name not in OWN}


def test_two_hundred_of_them_equal_the_same_referrals_made_through_the_actions() -> None:
    seen = set()
    for life in lived():
        stored = Player(life).play()
        assert columns(stored) == columns(life.row), [doing.verb for doing in life.doings]
        assert_same_history(stored, life)
        assert_same_course(stored, life)
        assert_same_letters(stored, life)
        seen |= {doing.verb for doing in life.doings} | {life.status}
    assert seen >= {"accept", "agree", "measure", "register", "end", "close", "see", "return", "cancel", "reject"}
    assert seen >= {Status.DRAFT, Status.RECEIVED, Status.VISITATED, Status.OFFERED, Status.STARTED, Status.CLOSED}


def test_those_that_show_joint_triage_equal_the_same_made_through_the_actions() -> None:
    act = Act(NOW, None, "", None, "administration", new_id, "demo")
    store_shipped(act)
    region = Region(blueprint(), PLAYED, NOW)
    store_landscape(act, region.landscape)
    seen, stages = set(), set()
    for life in region.in_joint_triage():
        stored = Player(life).play()
        assert columns(stored) == columns(life.row), [doing.verb for doing in life.doings]
        assert_same_history(stored, life)
        voices = list(JointVoice.objects.filter(referral=stored.id).order_by("number"))
        assert [columns(voice) for voice in voices] == [columns(voice) for voice in life.voices]
        seen |= {event.kind for event in life.events}
        stages.add((life.programme.id, len(life.voices), life.status))
    assert seen >= {"vote", "votes_agree", "votes_differ", "choose_jointly", "joint_proposal", "joint_yes"}
    assert {(programme, voices) for programme, voices, _ in stages} >= {("hofteklinik", 0), ("hofteklinik", 1)}
    assert {("laenderyg", 2, Status.RECEIVED), ("laenderyg", 2, Status.VISITATED)} <= stages


def assert_same_history(stored: Referral, life: Life) -> None:
    events = list(Event.objects.filter(referral=stored.id).order_by("id"))
    assert [told(event) for event in events] == [told(event) for event in life.events]


def told(event: Event) -> tuple[object, ...]:
    return event.kind, event.at, event.actor_id, event.role, event.unit_id, hidden(event.data)


def hidden(text: str) -> str:
    """The text with ids of the row's own hidden; those of units are compared by the columns."""
    return IDS.sub("*", text)


def assert_same_course(stored: Referral, life: Life) -> None:
    row = Course.objects.filter(referral=stored.id).first()
    assert (row is None) == (life.course is None)
    if row is None or life.course is None:
        return
    assert columns(row) == columns(life.course)
    sessions = Session.objects.filter(course=row.id)
    assert in_order(map(columns, sessions)) == in_order(map(columns, life.sessions))
    follow_ups = FollowUp.objects.filter(course=row.id)
    assert in_order(map(columns, follow_ups)) == in_order(map(columns, life.follow_ups))


def assert_same_letters(stored: Referral, life: Life) -> None:
    letters = list(Letter.objects.filter(referral=stored.id))
    assert [columns(letter) for letter in letters] == [columns(letter) for letter in life.letters]
    assert [hidden(letter.body) for letter in letters] == [hidden(letter.body) for letter in life.letters]
    messages = Message.objects.filter(referral=stored.id)
    assert in_order(map(columns, messages)) == in_order(map(columns, life.messages))


def in_order(rows: Any) -> list[Any]:
    return sorted(rows, key=repr)


def test_the_same_seed_and_moment_give_the_same_referrals() -> None:
    first, second = (
        [(columns(life.row), [told(event) for event in life.events]) for life in itertools.islice(lives, 30)]
        for lives in (lived(), again())
    )
    assert first == second


def again() -> Iterator[Life]:
    return Region(without_twins(), PLAYED, NOW).lives()
