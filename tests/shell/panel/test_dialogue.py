"""The dialogue of doctor and municipality: proposals, a yes from each side, and what is refused."""

from __future__ import annotations

import json

import pytest

from tests.shell.panel.rows import body, kinds, send, talked_about, vote, voted_on
from tests.shell.world import World
from tvaerspor.actions.panel.dialogue import Proposed, propose, say_yes
from tvaerspor.actions.panel.open_joint import open_joint
from tvaerspor.records.models import Event, JointVoice, Referral
from tvaerspor.referral.joint_triage import CannotSay

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
WHY = "Borgeren magter ikke et forløb lige nu"


def suggest(world: World, who: str, row: Referral, destination: str, reason: str = "") -> int:
    return int(send(world, who, "propose", row, destination=destination, reason=reason).status_code)


def standing(row: Referral) -> int:
    return JointVoice.objects.filter(referral=row, kind="proposal").latest("number").number


@pytest.mark.parametrize(
    ("first", "second", "verb"),
    [("doctor", "therapist", "choose_jointly"), ("therapist", "doctor", "agree_to_choose")],
)
def test_what_one_side_proposes_is_chosen_when_the_other_says_yes(
    world: World, first: str, second: str, verb: str
) -> None:
    row = talked_about(world)
    assert suggest(world, first, row, "coping_course", "Kan begynde i marts") == 302
    page = body(world, second, row)
    assert "Kan begynde i marts" in page and "Ja til forslaget" in page
    assert "Din side har sagt ja" in body(world, first, row)
    row.refresh_from_db()
    assert row.status == "sent", "one side alone decides nothing"
    assert send(world, second, "yes", row, proposal=standing(row)).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.destination) == ("visitated", "coping_course")
    assert kinds(row) == ["joint_proposal", "joint_yes", verb]
    about = json.loads(Event.objects.get(kind=verb).data)
    assert about["deciders"] == ["doctor", "municipality"] and about["is_allowed"]
    assert row.owner_id == (world.members["therapist"].user_id if second == "therapist" else None)


def test_a_double_appointment_at_the_doctor_lays_it_back_with_the_doctor(world: World) -> None:
    row = talked_about(world)
    suggest(world, "doctor", row, "double_appointment")
    send(world, "therapist", "yes", row, proposal=standing(row))
    row.refresh_from_db()
    assert (row.status, row.turn_id, kinds(row)[-1]) == ("closed", row.sender_id, "keep_jointly")
    suggest(world, "therapist", other := talked_about(world), "double_appointment")
    send(world, "doctor", "yes", other, proposal=standing(other))
    assert kinds(other)[-1] == "agree_to_keep"


def test_another_proposal_takes_the_place_of_the_first_and_a_yes_to_the_first_is_told(world: World) -> None:
    row = talked_about(world)
    suggest(world, "doctor", row, "coping_course")
    first = standing(row)
    suggest(world, "therapist", row, "prevention_track")
    page = send(world, "therapist", "yes", row, proposal=first)
    assert page.status_code == 409 and "et andet forslag nu" in page.content.decode()
    assert send(world, "doctor", "yes", row, proposal=first).status_code == 409
    assert send(world, "doctor", "yes", row, proposal=standing(row)).status_code == 302
    row.refresh_from_db()
    assert row.destination == "prevention_track"


def test_nobody_says_yes_to_their_own_sides_proposal(world: World) -> None:
    row = talked_about(world)
    suggest(world, "doctor", row, "coping_course")
    page = send(world, "doctor", "yes", row, proposal=standing(row))
    assert page.status_code == 409 and "Din side har allerede sagt ja" in page.content.decode()
    assert send(world, "doctor", "yes", row, proposal="enhver").status_code == 409


def test_a_proposal_of_something_else_needs_a_reason_that_the_other_side_reads(world: World) -> None:
    row = talked_about(world)
    page = send(world, "doctor", "propose", row, destination="pain_clinic")
    assert page.status_code == 422 and "skriv kort hvorfor" in page.content.decode()
    assert send(world, "doctor", "propose", row).status_code == 422
    assert suggest(world, "doctor", row, "pain_clinic", WHY) == 302
    assert WHY in body(world, "therapist", row)
    send(world, "therapist", "yes", row, proposal=standing(row))
    assert json.loads(Event.objects.get(kind="choose_jointly").data)["reason"] == WHY


def test_votes_and_dialogues_are_not_mixed(world: World) -> None:
    dialogue, votes = talked_about(world), voted_on(world)
    for answer in (
        vote(world, "doctor", dialogue, "coping_course"),
        send(world, "doctor", "choose", dialogue, destination="coping_course", deciders=["doctor", "municipality"]),
        send(world, "surgeon", "propose", votes, destination="hip_clinic"),
        send(world, "surgeon", "yes", votes, proposal="1"),
    ):
        assert answer.status_code == 409
    assert not JointVoice.objects.exists()


def test_a_doctor_elsewhere_and_a_municipality_elsewhere_see_nothing(world: World) -> None:
    row = talked_about(world, receiver=world.units["physio"])
    for who in ("other_doctor", "therapist"):
        assert send(world, who, "propose", row, destination="coping_course").status_code == 404
        assert row.reference not in world.browser(who).get("/faelles-visitation/").content.decode()


def test_of_a_yes_and_another_proposal_at_once_the_second_is_told(world: World) -> None:
    row = talked_about(world)
    suggest(world, "doctor", row, "coping_course")
    doctor, therapist = (open_joint(world.act(who), row.id) for who in ("doctor", "therapist"))
    propose(doctor, Proposed("prevention_track"), 1)
    with pytest.raises(CannotSay, match="et andet forslag nu"):
        say_yes(therapist, 1, 1)
    row.refresh_from_db()
    assert row.status == "sent"


def test_after_the_choice_there_is_nothing_to_say(world: World) -> None:
    row = talked_about(world)
    suggest(world, "doctor", row, "coping_course")
    send(world, "therapist", "yes", row, proposal=standing(row))
    for answer in (
        send(world, "doctor", "propose", row, destination="prevention_track"),
        send(world, "doctor", "yes", row, proposal=1),
    ):
        assert answer.status_code == 409 and "Henvisningen er nu visiteret" in answer.content.decode()
