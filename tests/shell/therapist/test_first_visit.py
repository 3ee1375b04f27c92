"""The first visit: what is carried over, what is asked anew, and what a red flag does."""

import json
import uuid

import pytest

from tests.shell.therapist.course import CLEAR, FLAGS, Therapist, as_typed, waiting
from tests.shell.world import World
from tvaerspor.records.models import Course, Event, FollowUp, Referral, Session

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


@pytest.fixture
def therapist(world: World) -> Therapist:
    return Therapist(world)


def test_what_the_referral_says_is_filled_in_but_red_flags_are_asked_anew(world: World, therapist: Therapist) -> None:
    typed = as_typed(therapist.get(f"/henvisning/{waiting(world).id}/foerste-besoeg/"))
    assert typed["bmi"] == "31"
    assert not any(typed.get(flag) for flag in FLAGS), "the doctor's no to infection clears nobody today"


def test_a_red_flag_stops_the_training_and_says_whom_to_telephone(world: World, therapist: Therapist) -> None:
    row = waiting(world)
    answer = therapist.begin(row, infection="yes", _how="begin")
    assert answer.status == 302
    course = Course.objects.get()
    page = therapist.get(f"/forloeb/{course.id}/")
    assert "Ring til akutmodtagelsen nu" in page.one(".flag")
    assert (course.state, course.plan, FollowUp.objects.count()) == ("stopped", "{}", 0)
    row = Referral.objects.get()
    assert (row.status, row.turn) == ("started", row.receiver), "nothing is closed before the letter is sent"
    assert [event.kind for event in Event.objects.order_by("id")] == ["start", "course_stopped"]
    assert json.loads(Event.objects.last().data)["red_flags"] == ["infection"]  # type: ignore[union-attr]
    assert page.all(f"//a[@href='/henvisning/{row.id}/epikrise/skriv/']")


def test_a_red_flag_needs_no_other_answer(world: World, therapist: Therapist) -> None:
    fields = {"cancer": "yes", "_do": "save", "_version": "1"}
    assert therapist.post(f"/henvisning/{waiting(world).id}/foerste-besoeg/", fields).status == 302
    assert Course.objects.get().state == "stopped"


def test_no_red_flag_alone_starts_nothing(world: World, therapist: Therapist) -> None:
    refused = therapist.begin(waiting(world), infection="", training_needed="")
    assert refused.status == 422
    troubles = " ".join(refused.words(".trouble-box li"))
    assert "Mistanke om infektion" in troubles and "skal afklares" in troubles
    assert not Course.objects.exists() and Referral.objects.get().status == "visitated"
    assert as_typed(refused)["note.examination"] == "Let hævelse, fuld bevægelighed."
    assert as_typed(refused)["cancer"] == "no" and refused.all("//input[@name='_how'][@checked]")


def test_nothing_is_chosen_beforehand_and_a_choice_is_needed(world: World, therapist: Therapist) -> None:
    row = waiting(world)
    assert not therapist.get(f"/henvisning/{row.id}/foerste-besoeg/").all("//input[@name='_how'][@checked]")
    refused = therapist.begin(row, _how="")
    assert refused.status == 422 and "Vælg, hvad der sker nu." in refused.text


def test_the_therapist_may_stop_before_training_for_a_reason(world: World, therapist: Therapist) -> None:
    fields = {"training_needed": "no", "_how": "no_need_professional", "_do": "save", "_version": "1"}
    assert therapist.post(f"/henvisning/{waiting(world).id}/foerste-besoeg/", fields).status == 302
    course = Course.objects.get()
    assert (course.state, json.loads(course.ending)["how"]) == ("stopped", "no_need_professional")
    assert "Fagligt ikke længere behov" in therapist.get(f"/forloeb/{course.id}/").text


def test_the_same_first_visit_sent_twice_starts_one_course(world: World, therapist: Therapist) -> None:
    row, key = waiting(world), str(uuid.uuid4())
    path = f"/henvisning/{row.id}/foerste-besoeg/"
    fields = {**CLEAR, "training_needed": "yes", "_how": "begin", "_do": "save", "_version": "1"}
    first, second = therapist.post(path, fields, key), therapist.post(path, fields, key)
    assert Course.objects.count() == Session.objects.count() == 1
    where = [each.response.headers["Location"].split("?")[0] for each in (first, second)]
    assert where == [f"/forloeb/{Course.objects.get().id}/"] * 2


def test_two_therapists_do_not_both_start(world: World, therapist: Therapist) -> None:
    row = waiting(world)
    Referral.objects.filter(id=row.id).update(version_number=2)
    clash = therapist.begin(row)
    assert clash.status == 409 and "En anden har ændret den" in clash.text and "Let hævelse" in clash.text
    row.refresh_from_db()
    assert therapist.begin(row).status == 302
    assert therapist.begin(row).status == 409
    assert Course.objects.count() == 1


def test_the_recommendation_follows_each_answer(world: World, therapist: Therapist) -> None:
    path = f"/henvisning/{waiting(world).id}/foerste-besoeg/"
    fields = {**CLEAR, "training_needed": "yes", "formal_cooperation_needed": "no", "_do": ""}
    part = therapist.browser.post(path, fields, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "Superviseret træning" in part
    flagged = therapist.browser.post(path, {**fields, "infection": "yes"}, headers={"HX-Request": "true"})
    assert "Ring til akutmodtagelsen" in flagged.content.decode()
    assert not Course.objects.exists()


def test_a_wrong_number_is_named_and_nothing_starts(world: World, therapist: Therapist) -> None:
    refused = therapist.begin(waiting(world), bmi="mange")
    assert refused.status == 422 and "mange" in refused.text and not Course.objects.exists()
