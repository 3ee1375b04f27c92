"""Rehabilitation plans: sent by a hospital, begun in time, paused, linked, stopped; and who sees them."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from tests.shell.receiver.rows import referral
from tests.shell.therapist.course import Therapist
from tests.shell.world import CPRS, World
from tests.web.visitor import Page
from tvaerspor.records.models import BlockedUnit, RehabilitationEvent, RehabilitationPlan

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
TODAY = date.today()


def fields(world: World, **more: str) -> dict[str, str]:
    typed = {"cpr": CPRS[0], "level": "general_basic", "discharged_on": (TODAY - timedelta(days=2)).isoformat()}
    return {**typed, "not_before": "", "need": "Gå uden støtte", "unit": str(world.units["municipality"].id), **more}


def send(world: World, **more: str) -> Page:
    return Therapist(world, "triage").post("/genoptraening/ny/", fields(world, **more))


def sent(world: World, **more: str) -> RehabilitationPlan:
    world.citizen(CPRS[0])
    assert send(world, **more).status == 302
    return RehabilitationPlan.objects.get()


def press(world: World, do: str, person: str = "therapist", **more: str) -> Page:
    row = RehabilitationPlan.objects.get()
    typed = {"_do": do, "_version": str(row.version_number), **more}
    return Therapist(world, person).post(f"/genoptraening/{row.id}/", typed)


def test_a_plan_is_sent_and_is_due_seven_days_after_the_discharge(world: World) -> None:
    row = sent(world)
    assert (row.state, row.due, row.need) == ("received", TODAY + timedelta(days=5), "Gå uden støtte")
    page = Therapist(world, "therapist").get("/genoptraening/")
    assert "5 dage tilbage" in page.text and "Almen genoptræning, basalt niveau" in page.text
    assert b"uden st" not in bytes(row.need_sealed), "what the citizen needs is sealed"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"cpr": "12"}, "hele CPR-nummeret"),
        ({"cpr": CPRS[1]}, "Ingen borger her har det nummer"),
        ({"level": "golf"}, "Vælg planens niveau"),
        ({"unit": ""}, "Vælg den kommune"),
        ({"discharged_on": "2999-01-01"}, "ikke kommet endnu"),
        ({"discharged_on": "i går"}, "som en dato"),
        ({"not_before": "2020-01-01"}, "ligger før udskrivningen"),
        ({"need": " "}, "Skriv, hvad borgeren har brug for"),
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused(world: World, typed: dict[str, str], said: str) -> None:
    world.citizen(CPRS[0])
    refused = send(world, **typed)
    assert refused.status == 422 and said in refused.text and not RehabilitationPlan.objects.exists()
    assert CPRS[0].replace("-", "") not in refused.response.request["PATH_INFO"]


def test_a_first_time_within_the_limit_keeps_it(world: World) -> None:
    row = sent(world)
    assert press(world, "offer", on=(TODAY + timedelta(days=3)).isoformat()).status == 302
    assert "tilbudt i tide" in Therapist(world, "therapist").get(f"/genoptraening/{row.id}/").text
    refused = press(world, "start", on=(TODAY + timedelta(days=3)).isoformat())
    assert refused.status == 422 and "ikke kommet endnu" in refused.text
    assert press(world, "start", on=TODAY.isoformat()).status == 302
    assert press(world, "end").status == 302
    row.refresh_from_db()
    assert row.state == "ended" and row.ended_at is not None
    kinds = list(RehabilitationEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["plan_sent", "plan_offer", "plan_start", "plan_end"]


def test_a_late_one_says_what_the_citizen_may_choose(world: World) -> None:
    row = sent(world, discharged_on=(TODAY - timedelta(days=10)).isoformat())
    page = Therapist(world, "therapist").get(f"/genoptraening/{row.id}/")
    assert "3 dage over tiden" in page.text and "aftale med KL" in page.text


def test_a_pause_needs_a_reason_and_stops_the_clock(world: World) -> None:
    row = sent(world)
    assert press(world, "pause").status == 422
    assert press(world, "pause", words="Indlagt igen").status == 302
    row.refresh_from_db()
    assert row.due is None and json.loads(row.pauses)[0]["until"] is None
    assert "uret står på pause" in Therapist(world, "therapist").get("/genoptraening/").text
    assert press(world, "resume").status == 302
    row.refresh_from_db()
    assert row.state == "received" and row.due == TODAY + timedelta(days=5)


def test_a_plan_that_is_not_the_municipalitys_needs_a_reason_and_may_come_back(world: World) -> None:
    sent(world)
    assert press(world, "leave").status == 422
    assert press(world, "leave", chosen="free_choice").status == 302
    assert RehabilitationPlan.objects.get().state == "left"
    assert press(world, "reopen", words="Borgeren vil alligevel").status == 302
    assert RehabilitationPlan.objects.get().state == "received"
    assert press(world, "stop", chosen="golf").status == 422


def test_a_move_that_cannot_be_made_and_an_old_page_change_nothing(world: World) -> None:
    sent(world)
    assert press(world, "end").status == 422
    assert press(world, "offer", on=TODAY.isoformat(), _version="7").status == 409
    assert RehabilitationPlan.objects.get().state == "received"


def test_it_is_linked_to_a_referral_of_the_same_citizen_at_the_unit(world: World) -> None:
    row = sent(world)
    own = referral(world, row.citizen, receiver=world.units["municipality"])
    elsewhere = referral(world, row.citizen)
    assert press(world, "link", referral=str(elsewhere.id)).status == 422
    assert press(world, "link", referral=str(own.id)).status == 302
    assert RehabilitationPlan.objects.get().referral_id == own.id


@pytest.mark.parametrize("person", ["physio", "other_doctor", "secretary", "administrator"])
def test_others_find_nothing(world: World, person: str) -> None:
    row = sent(world)
    stranger = Therapist(world, person)
    assert stranger.get(f"/genoptraening/{row.id}/").status == 404
    assert stranger.post(f"/genoptraening/{row.id}/", {"_do": "end"}).status == 404
    assert stranger.get("/genoptraening/ny/").status == 404


def test_the_hospital_and_the_own_doctor_read_and_the_municipality_acts(world: World) -> None:
    row = sent(world)
    for person in ("triage", "doctor"):
        page = Therapist(world, person).get(f"/genoptraening/{row.id}/")
        assert page.status == 200 and not page.all("//main//form")
        assert row.citizen.name in Therapist(world, person).get("/genoptraening/").text
        assert press(world, "end", person).status == 404
    BlockedUnit.objects.create(citizen=row.citizen, unit=world.units["municipality"], since=world.now)
    assert Therapist(world, "therapist").get(f"/genoptraening/{row.id}/").status == 404
    assert row.citizen.name not in Therapist(world, "therapist").get("/genoptraening/").text


def test_the_history_refuses_changes(world: World) -> None:
    sent(world)
    with pytest.raises(DatabaseError, match="append-only"):
        RehabilitationEvent.objects.update(kind="golf")


def test_the_pages_take_the_same_few_statements_for_one_and_for_many(world: World) -> None:
    row = sent(world)
    therapist = Therapist(world, "therapist")

    def counted() -> list[int]:
        found = []
        for path in ("/genoptraening/", f"/genoptraening/{row.id}/"):
            therapist.get(path)
            with CaptureQueriesContext(connection) as taken:
                therapist.get(path)
            found.append(len(taken))
        return found

    few = counted()
    for _ in range(6):
        send(world)
    assert RehabilitationPlan.objects.count() == 7
    assert counted() == few and max(few) <= 12
