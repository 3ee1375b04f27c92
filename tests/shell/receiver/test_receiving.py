"""What a receiver does with a referral: every move, what it refuses, its event and its audit row."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse

from tests.shell.receiver.rows import answered, referral
from tests.shell.world import World
from tvaerspor.actions.stored_programmes import current_version, open_stored
from tvaerspor.records.models import Audit, BlockedUnit, Event, Referral
from tvaerspor.referral.states import Status

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
WHY = "Kort begrundelse, som prøven skriver"
PATHS = {
    "take": "tag",
    "let_go": "laeg-tilbage",
    "receive": "kvitter",
    "read_facts": "laes-af",
    "accept": "tag-imod",
    "return": "returner",
    "resume": "tag-retur",
    "forward": "videresend",
    "reject": "afvis",
    "prioritise": "hastegrad",
    "offer": "tid",
}


def path(verb: str, row: Referral) -> str:
    return f"/henvisning/{row.id}/{PATHS[verb]}/"


def form(world: World, verb: str, **more: str) -> dict[str, str]:
    """What somebody fills in who does it right."""
    filled = {
        "accept": {"place": "private_physiotherapist/" + offer_of("private_physiotherapist"), "reason": WHY},
        "return": {"asked": "xray_date", "note": "Er der taget billeder?"},
        "resume": {"note": WHY},
        "forward": {"til": "private_physiotherapist", "unit": str(world.units["other_physio"].id), "reason": WHY},
        "reject": {"reason": WHY, "pointer": "Kommunens træning"},
        "prioritise": {"urgency": "soon", "reason": WHY},
        "offer": {"on": (world.now + timedelta(days=9)).date().isoformat(), "at": "9.30"},
        "read_facts": {"training_weeks": "12", "_do": "save"},
    }
    return {**filled.get(verb, {}), **more}


def offer_of(destination: str) -> str:
    known = open_stored(current_version("knaeartrose")).destinations[destination]
    return known.offers[0] if known.offers else ""


def post(world: World, verb: str, row: Referral, who: str = "physio", **fields: Any) -> HttpResponse:
    sent = {"_key": str(uuid4()), "_version": str(row.version_number), **form(world, verb), **fields}
    return world.browser(who).post(path(verb, row), sent)


def standing(verb: str) -> dict[str, Any]:
    """The columns of a referral with which the move can be made."""
    status = {"resume": Status.RETURNED, "offer": Status.VISITATED}
    return {"status": status.get(verb, Status.SENT)}


def ready(world: World, verb: str, **columns: Any) -> Referral:
    if verb == "let_go":
        columns.setdefault("owner", world.members["physio"].user)
    return referral(world, **{**standing(verb), **columns})


AFTER = {
    "take": "sent",
    "let_go": "sent",
    "receive": "received",
    "read_facts": "sent",
    "accept": "visitated",
    "return": "returned",
    "resume": "received",
    "forward": "forwarded",
    "reject": "rejected",
    "prioritise": "sent",
    "offer": "offered",
}


@pytest.mark.parametrize("verb", PATHS)
def test_a_move_changes_the_state_and_leaves_one_event_and_one_audit_row(world: World, verb: str) -> None:
    row = ready(world, verb)
    assert world.browser("physio").get(path(verb, row)).status_code == 200
    before = Audit.objects.count()
    page = post(world, verb, row)
    assert page.status_code == 302 and f"gjort={verb}" in page.headers["Location"], page.content.decode()[:3000]
    row.refresh_from_db()
    assert (row.status, row.version_number) == (AFTER[verb], 2)
    event = Event.objects.get(referral=row)
    assert (event.kind, event.role, event.unit_id) == (verb, "private_physiotherapist", world.units["physio"].id)
    (note,) = Audit.objects.order_by("id")[before:]
    assert (note.outcome, note.route) == ("ok", verb) and str(row.id) in note.seen and str(row.citizen_id) in note.seen


@pytest.mark.parametrize("verb", PATHS)
def test_the_same_form_sent_twice_does_one_thing(world: World, verb: str) -> None:
    row = ready(world, verb)
    key = str(uuid4())
    first, again = (post(world, verb, row, _key=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert again.headers["Location"] in (f"/henvisning/{row.id}/", "/arbejdsliste/")
    row.refresh_from_db()
    assert (row.version_number, Event.objects.count()) == (2, 1)


@pytest.mark.parametrize("verb", PATHS)
def test_the_second_of_two_decisions_is_told_and_nothing_is_saved(world: World, verb: str) -> None:
    row = ready(world, verb)
    Referral.objects.filter(id=row.id).update(version_number=2)
    page = post(world, verb, row)
    assert page.status_code == 409 and "En anden har ændret den" in page.content.decode()
    row.refresh_from_db()
    assert (row.version_number, row.status, Event.objects.count()) == (2, standing(verb)["status"], 0)


def test_of_two_colleagues_who_decide_at_once_the_second_keeps_what_was_written(world: World) -> None:
    row = referral(world)
    assert post(world, "accept", row).status_code == 302
    page = post(world, "reject", row, reason="Min lange begrundelse")
    assert page.status_code == 409 and "Min lange begrundelse" in page.content.decode()
    row.refresh_from_db()
    assert (row.status, [each.kind for each in Event.objects.all()]) == ("visitated", ["accept"])


@pytest.mark.parametrize("verb", PATHS)
@pytest.mark.parametrize("who", ["other_physio", "therapist", "triage", "doctor", "other_doctor", "administrator"])
def test_nobody_else_finds_the_page_or_can_make_the_move(world: World, verb: str, who: str) -> None:
    row = ready(world, verb)
    assert world.browser(who).get(path(verb, row)).status_code == 404
    assert post(world, verb, row, who).status_code == 404
    row.refresh_from_db()
    assert (row.version_number, Event.objects.count()) == (1, 0)


@pytest.mark.parametrize("verb", PATHS)
def test_unknown_and_forbidden_look_the_same(world: World, verb: str) -> None:
    row, browser = ready(world, verb), world.browser("other_physio")
    forbidden = browser.get(path(verb, row))
    unknown = browser.get(f"/henvisning/{world.anybody}/{PATHS[verb]}/")
    assert forbidden.content == unknown.content


@pytest.mark.parametrize("verb", [verb for verb in PATHS if verb != "offer"])
def test_a_secretary_decides_nothing(world: World, verb: str) -> None:
    row = ready(world, verb)
    assert world.browser("secretary").get(path(verb, row)).status_code == 404
    assert post(world, verb, row, "secretary").status_code == 404


def test_a_secretary_books_without_seeing_any_answer(world: World) -> None:
    programme = open_stored(current_version("knaeartrose"))
    free_text = next(name for name, fact in programme.facts.items() if fact.type == "text")
    row = answered(ready(world, "offer"), {free_text: "Hemmelig anamnese"})
    assert "Hemmelig anamnese" in world.browser("physio").get(path("offer", row)).content.decode()
    page = world.browser("secretary").get(path("offer", row)).content.decode()
    assert row.citizen.name in page and "Hemmelig" not in page and "nbefaling" not in page
    assert post(world, "offer", row, "secretary").status_code == 302
    row.refresh_from_db()
    assert row.appointment_at is not None and row.appointment_at.isoformat() == "2026-12-02T08:30:00+00:00"


@pytest.mark.parametrize("verb", PATHS)
def test_a_blocked_unit_gets_nothing(world: World, verb: str) -> None:
    row = ready(world, verb)
    BlockedUnit.objects.create(citizen=row.citizen, unit=world.units["physio"], since=world.now)
    assert world.browser("physio").get(path(verb, row)).status_code == 404
    assert post(world, verb, row).status_code == 404


@pytest.mark.parametrize("verb", PATHS)
def test_where_a_move_cannot_be_made_the_page_leads_back_and_the_form_is_refused(world: World, verb: str) -> None:
    row = referral(world, status=Status.CLOSED, owner=world.members["physio"].user)
    assert world.browser("physio").get(path(verb, row)).headers["Location"] == f"/henvisning/{row.id}/"
    assert post(world, verb, row).status_code in (302, 409)
    assert Event.objects.count() == 0


REFUSED = [
    ("accept", {"place": ""}, "place"),
    ("accept", {"place": "orthopaedics/"}, "place"),
    ("return", {"asked": "", "note": " "}, "asked"),
    ("return", {"asked": "nothing_like_it"}, "asked"),
    ("resume", {"note": " "}, "note"),
    ("forward", {"reason": " "}, "reason"),
    ("forward", {"unit": ""}, "unit"),
    ("forward", {"unit": str(uuid4())}, "unit"),
    ("reject", {"reason": ""}, "reason"),
    ("reject", {"pointer": " "}, "pointer"),
    ("prioritise", {"urgency": ""}, "urgency"),
    ("prioritise", {"urgency": "routine"}, "urgency"),
    ("prioritise", {"reason": ""}, "reason"),
    ("offer", {"on": "i morgen"}, "on"),
    ("offer", {"at": "25.00"}, "at"),
    ("offer", {"on": "2020-01-01"}, "on"),
    ("offer", {"on": "2029-01-01"}, "on"),
]


@pytest.mark.parametrize(("verb", "wrong", "field"), REFUSED)
def test_a_form_with_a_fault_keeps_what_was_typed_and_names_the_field(
    world: World, verb: str, wrong: dict[str, str], field: str
) -> None:
    row = ready(world, verb)
    page = post(world, verb, row, **wrong)
    body = page.content.decode()
    assert page.status_code == 422 and f'id="e-{field}"' in body and f'href="#{field}"' in body
    kept = {**form(world, verb), **wrong}
    assert all(kept[name] in body for name in ("reason", "note", "pointer", "at") if kept.get(name, "").strip())
    row.refresh_from_db()
    assert (row.version_number, Event.objects.count()) == (1, 0)


def test_taking_and_laying_back(world: World) -> None:
    row = referral(world, owner=world.members["other_physio"].user)
    assert "En kollega har henvisningen nu" in world.browser("physio").get(path("take", row)).content.decode()
    post(world, "take", row)
    row.refresh_from_db()
    assert row.owner_id == world.members["physio"].user_id
    post(world, "let_go", row)
    row.refresh_from_db()
    assert row.owner_id is None and row.version_number == 3


def test_nobody_lays_back_what_a_colleague_has(world: World) -> None:
    row = referral(world, owner=world.members["other_physio"].user)
    assert post(world, "let_go", row).status_code == 409
    row.refresh_from_db()
    assert row.owner_id == world.members["other_physio"].user_id


def test_no_destination_is_chosen_beforehand(world: World) -> None:
    body = world.browser("physio").get(path("accept", referral(world))).content.decode()
    assert 'name="place"' in body and "checked" not in body


def test_a_reason_is_asked_for_only_outside_the_recommendation(world: World) -> None:
    inside = referral(world, decision=possible("private_physiotherapist"))
    outside = referral(world, decision=possible("orthopaedics"))
    assert post(world, "accept", inside, reason="").status_code == 302
    assert post(world, "accept", outside, reason="").status_code == 422
    assert post(world, "accept", outside).status_code == 302
    assert json.loads(Event.objects.get(referral=outside).data)["reason"] == WHY
    outside.refresh_from_db()
    assert outside.reason == "", "the doctor's own reason is the doctor's"
    assert outside.owner_id == world.members["physio"].user_id and outside.decided_at is not None


def possible(destination: str, red_flags: tuple[str, ...] = ()) -> str:
    outcome = {"to": [{"destination": destination, "offer": None}]}
    return json.dumps({"possible": [outcome], "red_flags": red_flags})


def test_a_returned_referral_waits_for_its_sender_with_the_questions(world: World) -> None:
    row = referral(world)
    post(world, "return", row)
    row.refresh_from_db()
    assert (json.loads(row.asked), row.turn_id) == (["xray_date"], world.units["practice"].id)
    assert "Er der taget billeder?" in world.browser("doctor").get(f"/henvisning/{row.id}/").content.decode()


@pytest.mark.parametrize("verb", ["return", "reject"])
def test_a_sender_who_is_not_with_us_must_be_told_by_other_means(world: World, verb: str) -> None:
    row = referral(world, sender=None)
    assert "får ikke besked herfra" in world.browser("physio").get(path(verb, row)).content.decode()
    if verb == "reject":
        assert post(world, verb, row).status_code == 422
    assert post(world, verb, row, told="1").status_code == 302
    row.refresh_from_db()
    waits_at = world.units["physio"].id if verb == "return" else None
    assert (row.status, row.turn_id) == (AFTER[verb], waits_at)
    if verb == "return":
        assert post(world, "resume", row).status_code == 302


def test_a_forwarded_referral_lies_with_the_new_unit_and_is_out_of_sight_of_the_old(world: World) -> None:
    row = referral(world, owner=world.members["physio"].user, due=world.now.date())
    page = post(world, "forward", row)
    assert page.headers["Location"] == "/arbejdsliste/?gjort=forward"
    row.refresh_from_db()
    assert row.receiver_id == row.turn_id == world.units["other_physio"].id
    assert (row.owner_id, row.due) == (None, world.now.date())
    assert json.loads(row.former_receivers) == [str(world.units["physio"].id)]
    assert world.browser("physio").get(f"/henvisning/{row.id}/").status_code == 404
    assert world.browser("other_physio").get(f"/henvisning/{row.id}/").status_code == 200
    back = post(world, "forward", row, "other_physio", unit=str(world.units["physio"].id))
    assert back.status_code == 302
    row.refresh_from_db()
    assert json.loads(row.former_receivers) == [str(world.units["other_physio"].id)]
    assert row.receiver_id == row.turn_id == world.units["physio"].id


def test_a_unit_that_the_citizen_has_blocked_is_not_among_those_to_forward_to(world: World) -> None:
    row, there = referral(world), world.units["other_physio"]
    shown = f"{path('forward', row)}?til=private_physiotherapist"
    assert there.name in world.browser("physio").get(shown).content.decode()
    BlockedUnit.objects.create(citizen=row.citizen, unit=there, since=world.now)
    assert there.name not in world.browser("physio").get(shown).content.decode()
    assert post(world, "forward", row).status_code == 422


def test_a_lowered_urgency_is_told_and_never_silent(world: World) -> None:
    flag = max(open_stored(current_version("knaeartrose")).red_flags, key=lambda each: each.urgency).id
    row = referral(world, urgency=3, decision=possible("orthopaedics", (flag,)))
    assert "rødt flag" in world.browser("physio").get(path("prioritise", row)).content.decode()
    assert post(world, "prioritise", row, reason="").status_code == 422
    post(world, "prioritise", row)
    row.refresh_from_db()
    told = json.loads(Event.objects.get(referral=row).data)
    assert row.urgency == 1 and told["from_urgency"] == "acute" and told["is_below_red_flag"] is True


def test_an_appointment_can_be_moved(world: World) -> None:
    row = ready(world, "offer")
    post(world, "offer", row)
    row.refresh_from_db()
    since = row.since
    post(world, "offer", row, at="14:00")
    row.refresh_from_db()
    assert row.appointment_at is not None and row.appointment_at.hour == 13 and row.since == since


def test_a_decision_on_the_way_does_not_move_the_date_of_the_first_visit(world: World) -> None:
    row = referral(world, days=3)
    post(world, "receive", row)
    row.refresh_from_db()
    due = row.due
    for verb in ("accept", "offer"):
        post(world, verb, row)
        row.refresh_from_db()
    assert due is not None and row.due == due
