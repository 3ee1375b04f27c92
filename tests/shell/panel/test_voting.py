"""Votes through the pages: hidden until all have voted, then one choice, with every refusal as a sentence."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.shell.panel.rows import BOTH, HIP, body, kinds, path, send, vote, voted_on
from tests.shell.receiver.rows import referral
from tests.shell.receiver.test_receiving import path as receiver_path
from tests.shell.world import World
from tvaerspor.actions.panel.conclude import conclude
from tvaerspor.actions.panel.give_vote import Ballot, give_vote
from tvaerspor.actions.panel.open_joint import open_joint
from tvaerspor.actions.saving import JustChanged
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.records.models import Audit, Event, JointVoice, Membership, Referral, Submission
from tvaerspor.referral.joint_triage import CannotSay, JointChoice

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
SECRET = "Kapslen er slap, og ledlæben revnet"
WHY = "Borgeren ønsker det sådan"


def stored(row: Referral) -> Referral:
    row.refresh_from_db()
    return row


def test_two_equal_votes_and_one_choice_move_the_referral(world: World) -> None:
    row = voted_on(world)
    assert vote(world, "surgeon", row, "hip_clinic").status_code == 302
    assert vote(world, "rheumatologist", row, "hip_clinic").status_code == 302
    assert "Enige: begge stemmer er ens" in body(world, "surgeon", row)
    assert send(world, "rheumatologist", "choose", row, destination="hip_clinic").status_code == 302
    assert (stored(row).status, row.destination) == ("visitated", "hip_clinic")
    assert row.owner_id == world.members["rheumatologist"].user_id and row.decided_at is not None
    assert kinds(row) == ["vote", "vote", "votes_agree", "choose_jointly"]
    about = json.loads(Event.objects.get(kind="choose_jointly").data)
    assert about["deciders"] == BOTH and about["agreed_at_once"] and about["is_allowed"] and "reason" not in about


def test_a_disagreement_needs_a_conference_and_everybody_who_decides_is_named(world: World) -> None:
    row = voted_on(world)
    vote(world, "surgeon", row, "orthopaedics", "Mit syn")
    vote(world, "rheumatologist", row, "hip_clinic", "Et andet syn")
    page = body(world, "rheumatologist", row)
    assert "Uenige: stemmerne peger hver sin vej" in page and "Mit syn" in page and "Et andet syn" in page
    faulty = send(world, "surgeon", "choose", row, destination="hip_clinic", deciders=["surgeon"], note="Husk mig")
    assert faulty.status_code == 422 and "der mangler reumatolog" in faulty.content.decode()
    assert "Husk mig" in faulty.content.decode() and stored(row).status == "sent"
    assert send(world, "surgeon", "choose", row, destination="hip_clinic", deciders=BOTH).status_code == 302
    assert kinds(row) == ["vote", "vote", "votes_differ", "choose_jointly"]
    assert not json.loads(Event.objects.get(kind="choose_jointly").data)["agreed_at_once"]
    way = world.browser("doctor").get(f"/henvisning/{row.id}/").content.decode()
    assert "Besluttet af: Hoftekirurg, Reumatolog" in way and "Valgt: Hofteklinikken" in way


def test_a_reason_is_asked_for_only_outside_what_the_panel_may_choose(world: World) -> None:
    row = voted_on(world)
    vote(world, "surgeon", row, "rheumatology")
    vote(world, "rheumatologist", row, "rheumatology")
    faulty = send(world, "surgeon", "choose", row, destination="rheumatology")
    assert faulty.status_code == 422 and "skriv kort hvorfor" in faulty.content.decode()
    assert send(world, "surgeon", "choose", row, destination="rheumatology", reason=WHY).status_code == 302
    about = json.loads(Event.objects.get(kind="choose_jointly").data)
    assert about["reason"] == WHY and not about["is_allowed"]


def test_a_choice_that_the_citizen_stays_with_the_doctor_ends_it_and_waits_for_the_doctor(world: World) -> None:
    row = voted_on(world)
    for who in ("surgeon", "rheumatologist"):
        vote(world, who, row, "own_doctor_reassessment")
    sent = send(world, "surgeon", "choose", row, destination="own_doctor_reassessment", reason=WHY)
    assert sent.status_code == 302
    assert (stored(row).status, row.turn_id) == ("closed", row.sender_id) and row.closed_at is not None
    assert world.browser("doctor").get(f"/henvisning/{row.id}/").status_code == 200


def test_nothing_is_laid_back_at_a_sender_who_would_never_hear_of_it(world: World) -> None:
    row = voted_on(world, sender=None)
    for who in ("surgeon", "rheumatologist"):
        vote(world, who, row, "own_doctor_reassessment")
    sent = send(world, "surgeon", "choose", row, destination="own_doctor_reassessment", reason=WHY)
    assert sent.status_code == 422 and "får ikke besked herfra" in sent.content.decode()
    assert stored(row).status == "sent"


# --- what is hidden ---


def everything_shown(world: World, who: str, row: Referral) -> str:
    """Every page on which the referral is met, by somebody."""
    browser = world.browser(who)
    pages = (
        path(row),
        f"/en{path(row)}",
        "/faelles-visitation/",
        f"/henvisning/{row.id}/",
        f"/henvisning/{row.id}/returner/",
        "/hjem/",
        "/arbejdsliste/",
        "/mine-opslag/",
    )
    shown = [browser.get(page).content.decode() for page in pages]
    shown.append(browser.post("/arbejdsliste/", {"q": SECRET[:20]}).content.decode())
    return "".join(shown).replace(f'value="{SECRET[:20]}"', "")


@pytest.mark.parametrize("who", ["rheumatologist", "other_surgeon", "triage", "doctor", "administrator"])
def test_a_vote_is_nowhere_to_be_seen_until_all_have_voted(world: World, who: str) -> None:
    row, before = voted_on(world), voted_on(world)
    vote(world, "surgeon", row, "orthopaedics", SECRET)
    shown, without = everything_shown(world, who, row), everything_shown(world, who, before)
    assert SECRET not in shown and SECRET[:20] not in shown
    title = open_stored(row.version_id).destinations["orthopaedics"].title.da
    assert shown.count(title) <= without.count(title), "the destination stands where it always stands, and no more"
    assert 'value="orthopaedics" checked' not in shown
    vote(world, "rheumatologist", row, "hip_clinic")
    assert (SECRET in everything_shown(world, who, row)) == (who not in ("triage", "administrator"))


def test_the_voter_sees_their_own_vote_and_may_change_it(world: World) -> None:
    row = voted_on(world)
    vote(world, "surgeon", row, "orthopaedics", SECRET)
    page = body(world, "surgeon", row)
    assert SECRET in page and 'value="orthopaedics" checked' in page and "Ret din stemme" in page
    vote(world, "surgeon", row, "hip_clinic")
    assert kinds(row) == ["vote", "vote_changed"] and JointVoice.objects.count() == 2


def test_neither_log_nor_history_nor_remembered_forms_hold_a_hidden_vote(world: World) -> None:
    row = voted_on(world)
    vote(world, "surgeon", row, "orthopaedics", SECRET)
    for rows in (Event.objects.filter(referral=row), Audit.objects.all(), Submission.objects.all()):
        kept = json.dumps(list(rows.values()), default=str, ensure_ascii=False)
        assert SECRET not in kept and "orthopaedics" not in kept
    assert stored(row).destination == "joint_triage" and row.version_number == 1


# --- who, and in which order ---


def test_somebody_who_has_no_seat_is_refused_with_a_sentence(world: World) -> None:
    row = voted_on(world)
    page = vote(world, "doctor", row, "hip_clinic")
    assert page.status_code == 409 and "sidder hoftekirurg og reumatolog" in page.content.decode()
    assert not JointVoice.objects.exists()
    assert "Kun de, der sidder i den fælles visitation" in body(world, "doctor", row)


@pytest.mark.parametrize("who", ["triage", "therapist", "other_doctor", "physio", "secretary", "administrator"])
def test_for_everybody_else_there_is_nothing_there(world: World, who: str) -> None:
    row = voted_on(world)
    nothing = world.browser(who).get(f"/faelles-visitation/{world.anybody}/")
    for answer in (world.browser(who).get(path(row)), vote(world, who, row, "hip_clinic")):
        assert answer.status_code == 404 and answer.content == nothing.content
    assert not JointVoice.objects.exists()


def test_a_surgeon_at_another_hospital_sees_nothing(world: World) -> None:
    row = voted_on(world, receiver=world.units["physio"])
    assert world.browser("surgeon").get(path(row)).status_code == 404
    assert row.reference not in world.browser("surgeon").get("/faelles-visitation/").content.decode()


def test_a_colleague_cannot_vote_for_the_same_seat(world: World) -> None:
    row = voted_on(world)
    vote(world, "surgeon", row, "hip_clinic")
    assert "En kollega har afgivet stemmen" in body(world, "other_surgeon", row)
    page = vote(world, "other_surgeon", row, "orthopaedics", "Det, jeg skrev")
    assert page.status_code == 409 and "En kollega har afgivet stemmen" in page.content.decode()
    assert "Det, jeg skrev" in page.content.decode() and JointVoice.objects.count() == 1


def test_one_person_with_two_roles_has_one_vote(world: World) -> None:
    row, user = voted_on(world), world.members["surgeon"].user
    vote(world, "surgeon", row, "hip_clinic")
    world.members["both"] = Membership.objects.create(user=user, unit=world.units["hospital"], role="rheumatologist")
    page = vote(world, "both", row, "hip_clinic")
    assert page.status_code == 409 and "hver sin person" in page.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Vælg, hvor borgeren skal hen."),
        ({"destination": "the_moon"}, "Vælg, hvor borgeren skal hen."),
        ({"destination": "joint_triage"}, "Vælg, hvor borgeren skal hen."),
    ],
)
def test_a_vote_for_nothing_is_shown_with_what_was_typed(world: World, fields: dict[str, Any], sentence: str) -> None:
    row = voted_on(world)
    page = send(world, "surgeon", "vote", row, note="Det, jeg skrev", **fields)
    assert page.status_code == 422 and sentence in page.content.decode() and "Det, jeg skrev" in page.content.decode()
    assert not JointVoice.objects.exists() and kinds(row) == []


def test_the_choice_waits_for_every_vote(world: World) -> None:
    row = voted_on(world)
    vote(world, "surgeon", row, "hip_clinic")
    page = send(world, "surgeon", "choose", row, destination="hip_clinic", deciders=BOTH)
    assert page.status_code == 409 and "mangler en stemme fra reumatolog" in page.content.decode()
    assert stored(row).status == "sent"


def test_after_the_votes_are_shown_nobody_votes_and_after_the_choice_nobody_chooses(world: World) -> None:
    row = voted_on(world)
    for who in ("surgeon", "rheumatologist"):
        vote(world, who, row, "hip_clinic")
    late = vote(world, "surgeon", row, "orthopaedics")
    assert late.status_code == 409 and "Nu tæller kun det fælles valg" in late.content.decode()
    send(world, "surgeon", "choose", row, destination="hip_clinic")
    for answer in (
        vote(world, "surgeon", row, "orthopaedics", "For sent"),
        send(world, "surgeon", "choose", row, destination="orthopaedics", deciders=BOTH, note="For sent"),
    ):
        assert answer.status_code == 409 and "Henvisningen er nu visiteret" in answer.content.decode()
        assert "For sent" in answer.content.decode()
    assert stored(row).destination == "hip_clinic"
    assert "Den fælles visitation er slut" in body(world, "rheumatologist", row)


def test_nobody_accepts_alone_what_a_panel_decides(world: World) -> None:
    row = voted_on(world)
    page = world.browser("triage").get(f"/henvisning/{row.id}/").content.decode()
    assert "tag-imod" not in page and "faelles-visitation/" not in page
    assert f"/faelles-visitation/{row.id}/" in world.browser("surgeon").get(f"/henvisning/{row.id}/").content.decode()
    sent = {"_key": str(uuid4()), "_version": "1", "place": "hip_clinic/clinic_basic", "reason": WHY}
    for place in ("hip_clinic/clinic_basic", "orthopaedics/surgical_assessment"):
        answer = world.browser("triage").post(receiver_path("accept", row), {**sent, "place": place})
        assert answer.status_code in (409, 422)
    assert stored(row).status == "sent"


def test_a_referral_without_a_panel_has_no_joint_triage(world: World) -> None:
    row = referral(world, receiver=world.units["hospital"], destination="orthopaedics")
    browser = world.browser("surgeon")
    for answer in (browser.get(path(row)), vote(world, "surgeon", row, "orthopaedics")):
        assert answer.status_code == 302 and answer["Location"] == f"/henvisning/{row.id}/"
    assert not JointVoice.objects.exists()


def test_new_answers_begin_a_new_round_with_hidden_votes(world: World) -> None:
    row = voted_on(world)
    for who in ("surgeon", "rheumatologist"):
        vote(world, who, row, "hip_clinic", SECRET)
    Event.objects.create(referral=row, kind="answer", at=world.now)
    assert SECRET not in body(world, "surgeon", row)
    assert vote(world, "surgeon", row, "orthopaedics").status_code == 302
    assert sorted(JointVoice.objects.values_list("round", "number")) == [(1, 1), (1, 2), (2, 1)]


# --- at the same time, and twice ---


def test_of_two_choices_at_once_the_second_is_told(world: World) -> None:
    row = voted_on(world)
    for who in ("surgeon", "rheumatologist"):
        vote(world, who, row, "hip_clinic")
    first, second = (open_joint(world.act(who), row.id) for who in ("surgeon", "rheumatologist"))
    conclude(first, JointChoice("hip_clinic", ()), "", 1)
    with pytest.raises(JustChanged):
        conclude(second, JointChoice("orthopaedics", tuple(BOTH), WHY), "", 1)
    assert stored(row).destination == "hip_clinic" and kinds(row).count("choose_jointly") == 1


def test_of_two_votes_for_one_seat_at_once_the_second_is_told(world: World) -> None:
    row = voted_on(world)
    first, second = (open_joint(world.act(who), row.id) for who in ("surgeon", "other_surgeon"))
    give_vote(first, Ballot("hip_clinic"), 1)
    with pytest.raises(CannotSay, match="En kollega har afgivet stemmen"):
        give_vote(second, Ballot("orthopaedics"), 1)
    assert JointVoice.objects.get().destination == "hip_clinic"


def test_two_seats_at_once_do_not_stand_in_each_others_way(world: World) -> None:
    row = voted_on(world)
    first, second = (open_joint(world.act(who), row.id) for who in ("surgeon", "rheumatologist"))
    give_vote(first, Ballot("hip_clinic"), 1)
    assert give_vote(second, Ballot("hip_clinic"), 1).table.is_revealed
    assert kinds(row) == ["vote", "vote", "votes_agree"]


def test_a_vote_on_a_referral_that_was_moved_meanwhile_is_not_saved(world: World) -> None:
    row = voted_on(world)
    seen = open_joint(world.act("surgeon"), row.id)
    Referral.objects.filter(id=row.id).update(version_number=2, status="returned")
    with pytest.raises(JustChanged):
        give_vote(seen, Ballot("hip_clinic"), 1)
    assert not JointVoice.objects.exists() and kinds(row) == []


def test_the_same_form_sent_twice_is_one_vote(world: World) -> None:
    row, browser = voted_on(world), world.browser("surgeon")
    sent = {"_key": str(uuid4()), "_version": "1", "destination": "hip_clinic", "note": ""}
    answers = [browser.post(path(row, "vote"), sent) for _ in range(2)]
    assert [each.status_code for each in answers] == [302, 302] and JointVoice.objects.count() == 1
    other = browser.post(path(row, "vote"), {**sent, "destination": "orthopaedics"})
    assert other.status_code == 409 and JointVoice.objects.count() == 1


def test_what_was_said_cannot_be_changed_in_the_database(world: World) -> None:
    vote(world, "surgeon", voted_on(world), "hip_clinic")
    for change in ("UPDATE records_jointvoice SET destination = 'x'", "DELETE FROM records_jointvoice"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_the_programme_is_the_one_that_the_referral_was_written_under(world: World) -> None:
    row = voted_on(world)
    assert row.programme == HIP and open_joint(world.act("surgeon"), row.id).panel.id == "hip_panel"
