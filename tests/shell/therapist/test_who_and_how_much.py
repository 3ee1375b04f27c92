"""Who may do what on the pages of a course, the lists of what is due, and how many statements each page takes."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shell.therapist.course import Therapist, waiting
from tests.shell.world import World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.records.models import Audit, Course, Event, FollowUp, Session

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
MOST_STATEMENTS = 12
PAGES = "plan/ plan/til-borgeren/ fremmoede/ maalinger/ kontakt/ slut/ tilstand/pause/".split()


def paths(course: Course) -> list[str]:
    referral = f"/henvisning/{course.referral_id}"
    own = [f"/forloeb/{course.id}/", *(f"/forloeb/{course.id}/{page}" for page in PAGES)]
    return [*own, f"{referral}/foerste-besoeg/", *(f"{referral}/epikrise/{page}" for page in ("", "skriv/", "se/"))]


@pytest.mark.parametrize("person", ["other_physio", "therapist", "other_doctor", "triage", "administrator"])
def test_another_unit_finds_nothing_on_any_page(world: World, person: str) -> None:
    course = Therapist(world).planned()
    follow_up = FollowUp.objects.first()
    stranger = Therapist(world, person)
    for path in paths(course):
        assert stranger.get(path).status == 404, path
        assert stranger.post(path, {}).status in (404, 405), path
    assert stranger.post(f"/forloeb/{course.id}/fremmoede/dag/", {}).status == 404
    assert follow_up and stranger.post(f"/opfoelgning/{follow_up.id}/", {}).status == 404
    assert Audit.objects.filter(outcome="denied").exists()


def test_a_secretary_may_register_attendance_and_nothing_else(world: World) -> None:
    course = Therapist(world).planned()
    secretary = Therapist(world, "secretary")
    opened = [path for path in paths(course) if secretary.get(path).status != 404]
    assert opened == [f"/forloeb/{course.id}/fremmoede/"]


def test_a_doctor_reads_the_course_and_changes_nothing(world: World) -> None:
    course = Therapist(world).planned()
    doctor = Therapist(world, "doctor")
    page = doctor.get(f"/forloeb/{course.id}/")
    assert page.status == 200 and not page.all("//main//form") and not page.all(".next")
    assert doctor.get(f"/forloeb/{course.id}/fremmoede/").status == 200
    assert doctor.post(f"/forloeb/{course.id}/fremmoede/", {"_do": "book"}).status == 404
    assert doctor.get(f"/forloeb/{course.id}/plan/").status == 404


def test_follow_ups_are_due_at_the_doctors_and_can_be_taken_back(world: World) -> None:
    therapist = Therapist(world)
    course = therapist.started()
    first = FollowUp.objects.order_by("due")[0]
    FollowUp.objects.filter(id=first.id).update(due=first.due - timedelta(days=200))
    doctor = Therapist(world, "doctor")
    page = doctor.get("/opfoelgning/")
    assert page.status == 200 and "dage over" in page.text and course.citizen.name in page.text
    assert "Ingen opfølgninger venter" in therapist.get("/opfoelgning/").text
    assert doctor.post(f"/opfoelgning/{first.id}/", {"note": "Det går godt"}).status == 302
    assert FollowUp.objects.get(id=first.id).done_at is not None
    assert doctor.post(f"/opfoelgning/{first.id}/", {"note": "igen"}).status == 409
    assert doctor.post(f"/opfoelgning/{first.id}/", {"_do": "undo"}).status == 302
    assert FollowUp.objects.get(id=first.id).done_at is None
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["start", "follow_up_done", "follow_up_undone"]
    assert json.loads(Event.objects.get(kind="follow_up_done").data)["note"] == "Det går godt"


def test_a_follow_up_of_a_referral_without_a_sender_is_the_providers(world: World) -> None:
    Therapist(world).started(waiting(world, sender=None, turn=world.units["physio"]))
    assert FollowUp.objects.filter(unit=world.units["physio"]).count() == 2


def test_courses_without_a_letter_come_first_and_the_oldest_at_the_top(world: World) -> None:
    therapist = Therapist(world)
    going, late, over = therapist.planned(), therapist.ended(), therapist.ended()
    Course.objects.filter(id=late.id).update(
        ended_on=late.started_on - timedelta(days=20), letter_due=late.started_on - timedelta(days=15)
    )
    page = therapist.get("/forloeb/")
    links = [link.get("href") for link in page.all("ul.found a")]
    assert links == [f"/forloeb/{each.id}/" for each in (late, over, going)]
    assert "epikrisen er 15 dage forsinket" in page.text
    Course.objects.filter(id=going.id).update(therapist=world.members["secretary"].user)
    assert len(therapist.get("/forloeb/?hvis=mine").all("ul.found a")) == 2


def statements(therapist: Therapist, path: str) -> int:
    therapist.get(path)
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert therapist.get(path).status == 200, path
    return len(taken)


def test_every_page_takes_at_most_twelve_statements_for_five_sessions_and_for_fifty(world: World) -> None:
    therapist = Therapist(world)
    course = therapist.planned()
    over = therapist.ended()
    today = course.started_on
    for row in (course, over):
        for number in range(5):
            Session.objects.create(
                id=new_id(), course=row, on=today + timedelta(days=number), activity="class_training"
            )
    ready = paths(over)[-3:]
    pages = [*[path for path in paths(course) if "henvisning" not in path], *ready, "/fremmoede/", "/forloeb/"]
    few = {path: statements(therapist, path) for path in pages}
    few["/opfoelgning/"] = statements(Therapist(world, "doctor"), "/opfoelgning/")
    for row in (course, over):
        for _ in range(45):
            Session.objects.create(id=new_id(), course=row, on=today, activity="class_training")
    for _ in range(4):
        therapist.started()
    many = {path: statements(therapist, path) for path in pages}
    many["/opfoelgning/"] = statements(Therapist(world, "doctor"), "/opfoelgning/")
    assert few == many
    assert {path: count for path, count in many.items() if count > MOST_STATEMENTS} == {}
    first = waiting(world)
    assert statements(therapist, f"/henvisning/{first.id}/foerste-besoeg/") <= MOST_STATEMENTS
