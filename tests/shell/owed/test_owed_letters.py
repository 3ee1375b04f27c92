"""Letters that are owed: by provider and age, reminded by a person, counted without citizens."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shell.therapist.course import Therapist
from tests.shell.world import World
from tvaerspor.records.models import Course, Event, Letter

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def owed(world: World, days_late: int) -> Course:
    course = Therapist(world).ended()
    today = world.act("physio").today
    Course.objects.filter(id=course.id).update(
        ended_on=today - timedelta(days=days_late + 5), letter_due=today - timedelta(days=days_late)
    )
    return course


def test_the_oldest_comes_first_for_the_provider_and_for_the_doctor(world: World) -> None:
    fresh, old = owed(world, 1), owed(world, 40)
    for person in ("physio", "doctor"):
        page = Therapist(world, person).get("/epikriser/")
        links = [link.get("href") for link in page.all("//li//a") if "/forloeb/" in (link.get("href") or "")]
        assert [each for each in links if each != "/forloeb/"] == [f"/forloeb/{each.id}/" for each in (old, fresh)]
        assert "Fysioterapi Prøvetorv" in page.text
    assert fresh.citizen.name not in Therapist(world, "other_doctor").get("/epikriser/").text


def test_a_reminder_is_written_and_closes_nothing(world: World) -> None:
    course = owed(world, 40)
    doctor = Therapist(world, "doctor")
    assert doctor.post(f"/epikriser/{course.id}/ryk/", {}).status == 302
    assert Event.objects.get(kind="letter_reminded").actor_id == world.members["doctor"].user_id
    assert "Der er rykket" in Therapist(world).get("/epikriser/").text
    assert "Der er rykket for epikrisen" in Therapist(world).get(f"/forloeb/{course.id}/").text
    assert Course.objects.get().state == "ended" and not Letter.objects.exists()


def test_no_letter_is_owed_while_the_course_goes_on(world: World) -> None:
    course = Therapist(world).planned()
    refused = Therapist(world, "doctor").post(f"/epikriser/{course.id}/ryk/", {})
    assert refused.status == 409 and "når forløbet er i gang" in refused.text
    assert not Event.objects.filter(kind="letter_reminded").exists()


def test_the_counts_name_no_citizen(world: World) -> None:
    courses = [owed(world, days) for days in (0, 3, 20, 60)]
    for person in ("secretary", "administrator"):
        page = Therapist(world, person).get("/epikriser/antal/")
        assert page.words("table tbody td") == ["1", "1", "1", "1", "4"]
        assert not any(course.citizen.name in page.text for course in courses)
        assert Therapist(world, person).get("/epikriser/").status == 404
    assert Therapist(world).get("/epikriser/antal/").status == 404


def test_the_list_takes_the_same_few_statements_for_one_and_for_five(world: World) -> None:
    owed(world, 1)
    doctor = Therapist(world, "doctor")

    def counted() -> int:
        doctor.get("/epikriser/")
        with CaptureQueriesContext(connection) as taken:
            doctor.get("/epikriser/")
        return len(taken)

    few = counted()
    for days in range(4):
        owed(world, days)
    assert counted() == few <= 12


def test_the_preview_says_whether_the_letter_fits_one_page(world: World) -> None:
    therapist = Therapist(world)
    course = therapist.finished_letter(therapist.ended())
    path = f"{therapist.letter(course)}se/"
    assert "fylder højst én side" in therapist.get(path).text
    typed = {"_do": "fill", "_version": str(course.version_number), "p.1": "Lang tekst. " * 400}
    therapist.post(f"{therapist.letter(course)}skriv/", typed)
    assert "den skal kunne stå på én" in therapist.get(path).text
