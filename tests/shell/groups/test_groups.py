"""Group courses: made, opened, enrolled in with a waiting list in order, begun by a person, attended on one page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shell.therapist.course import Therapist
from tests.shell.world import World
from tests.web.visitor import Page
from tvaerspor.records.models import Course, Enrolment, Event, Group, Session

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
TODAY = date.today()
WHAT = "knaeartrose:class_training"


@pytest.fixture
def therapist(world: World) -> Therapist:
    return Therapist(world)


def make(therapist: Therapist, **more: str) -> Page:
    fields = {"what": WHAT, "places": "2", "least": "2", "starts_on": TODAY.isoformat(), **more}
    return therapist.post("/hold/nyt/", fields)


def press(therapist: Therapist, do: str, **more: str) -> Page:
    group = Group.objects.get()
    fields = {"_version": str(group.version_number), "_do": do, **more}
    return therapist.post(f"/hold/{group.id}/", fields)


def days(therapist: Therapist, *offsets: int) -> None:
    for offset in offsets:
        first = (TODAY + timedelta(days=offset)).isoformat()
        assert press(therapist, "days", first=first, weeks="1").status == 302


def opened(therapist: Therapist, *offsets: int, **more: str) -> Group:
    assert make(therapist, **more).status == 302
    days(therapist, *offsets)
    assert press(therapist, "move:open").status == 302
    return Group.objects.get()


def enrol(therapist: Therapist, course: Course) -> Page:
    return therapist.post(f"/forloeb/{course.id}/hold/", {"_do": str(Group.objects.get().id)})


def running(therapist: Therapist, *offsets: int) -> list[Course]:
    opened(therapist, *offsets)
    courses = [therapist.planned(), therapist.planned()]
    for course in courses:
        assert enrol(therapist, course).status == 302
    assert press(therapist, "move:start").status == 302
    return courses


def trained() -> list[tuple[object, date, str]]:
    rows = Session.objects.filter(group__isnull=False).order_by("course", "on")
    return list(rows.values_list("course", "on", "attendance"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"what": "golf"}, "Vælg, hvad holdet skal lave"),
        ({"places": "mange"}, "antallet af pladser"),
        ({"least": "5"}, "kan ikke kræve 5, når det har 2"),
        ({"starts_on": "2020-01-01"}, "Dagen er gået"),
        ({"starts_on": "snart"}, "som en dato"),
    ],
)
def test_a_group_that_cannot_be_meant_is_refused(therapist: Therapist, fields: dict[str, str], said: str) -> None:
    refused = make(therapist, **fields)
    assert refused.status == 422 and said in refused.text and not Group.objects.exists()
    typed = {field.get("name"): field.get("value") for field in refused.all("//form[@class='card narrow']//input")}
    assert typed["places"] == fields.get("places", "2")


def test_a_full_group_has_a_waiting_list_in_order(therapist: Therapist) -> None:
    opened(therapist, 0)
    courses = [therapist.planned() for _ in range(4)]
    said = [enrol(therapist, course).response.headers["Location"].rpartition("=")[2] for course in courses]
    assert said == ["enrolled_placed"] * 2 + ["enrolled_waiting"] * 2
    first, second = Enrolment.objects.filter(standing="waiting").order_by("at")
    refused = press(therapist, f"place:{first.id}")
    assert refused.status == 422 and "når en plads er fri" in refused.text
    leaver = Enrolment.objects.filter(standing="placed").order_by("at")[0]
    assert press(therapist, f"leave:{leaver.id}").status == 302
    assert Enrolment.objects.filter(standing="placed").count() == 1, "nobody moves up by themselves"
    assert press(therapist, f"place:{second.id}").status == 422, "the first in line comes first"
    assert press(therapist, f"place:{first.id}").status == 302
    kinds = Event.objects.filter(kind__startswith="group_").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["group_enrolled"] * 2 + ["group_waiting"] * 2 + ["group_left", "group_placed"]


def test_it_begins_only_when_enough_are_enrolled_and_a_person_says_so(therapist: Therapist) -> None:
    group = opened(therapist, 0, 2)
    refused = press(therapist, "move:start")
    assert refused.status == 422 and "begynder med mindst 2, og 0 er tilmeldt" in refused.text
    enrol(therapist, therapist.planned())
    assert "Der mangler 1, før holdet kan begynde" in therapist.get(f"/hold/{group.id}/").text
    enrol(therapist, therapist.planned())
    assert "Der er nok tilmeldte til at begynde" in therapist.get(f"/hold/{group.id}/").text
    assert Group.objects.get().state == "open" and trained() == []
    assert press(therapist, "move:start").status == 302
    assert Group.objects.get().state == "running" and len(trained()) == 4


def test_the_groups_sessions_stand_in_each_citizens_own_course(therapist: Therapist) -> None:
    first, _ = running(therapist, 0, 2)
    page = therapist.get(f"/forloeb/{first.id}/fremmoede/")
    assert page.text.count("Superviseret holdtræning") >= 2
    assert Session.objects.filter(course=first, group=Group.objects.get()).count() == 2


def test_attendance_of_all_is_on_one_page_and_can_be_taken_back(therapist: Therapist) -> None:
    first, second = running(therapist, 0)
    group = Group.objects.get()
    page = therapist.get(f"/hold/{group.id}/")
    assert first.citizen.name in page.text and second.citizen.name in page.text
    row = Session.objects.get(course=first, group=group)
    assert press(therapist, f"register:{row.id}:excused").status == 302
    assert press(therapist, f"all:{TODAY}").status == 302
    assert {attendance for _, _, attendance in trained()} == {"excused", "attended"}
    assert press(therapist, f"register:{row.id}:attended").status == 409, "somebody was first"
    assert press(therapist, f"undo:{row.id}:excused").status == 302


def test_nobody_has_come_to_a_day_that_is_to_be(therapist: Therapist) -> None:
    running(therapist, 5)
    row = Session.objects.filter(group__isnull=False)[0]
    for do in (f"register:{row.id}:attended", f"all:{row.on}"):
        refused = press(therapist, do)
        assert refused.status == 422 and "Dagen er ikke kommet endnu" in refused.text
    assert {attendance for _, _, attendance in trained()} == {""}


def test_a_day_before_the_group_begins_is_refused(therapist: Therapist) -> None:
    make(therapist, starts_on=(TODAY + timedelta(days=7)).isoformat())
    refused = press(therapist, "days", first=TODAY.isoformat(), weeks="1")
    assert refused.status == 422 and "før holdets start" in refused.text and Group.objects.get().days == "[]"


def test_a_cancelled_group_needs_a_reason_and_takes_its_coming_sessions_away(therapist: Therapist) -> None:
    first, _ = running(therapist, 0, 3)
    press(therapist, f"all:{TODAY}")
    assert press(therapist, "move:cancel").status == 422
    assert press(therapist, "move:cancel", reason="Lokalet er lukket").status == 302
    assert [on for _, on, _ in trained()] == [TODAY, TODAY], "what was attended stays"
    assert "Lokalet er lukket" in therapist.get(f"/forloeb/{first.id}/").text


def test_a_newcomer_to_a_running_group_gets_the_days_that_are_left(therapist: Therapist) -> None:
    opened(therapist, 0, 2, 4, places="3")
    for _ in range(2):
        enrol(therapist, therapist.planned())
    press(therapist, "move:start")
    late = therapist.planned()
    Group.objects.update(starts_on=TODAY - timedelta(days=7))
    assert enrol(therapist, late).status == 302
    assert Session.objects.filter(course=late, group__isnull=False).count() == 3


def test_a_course_whose_plan_lacks_the_activity_is_not_enrolled(therapist: Therapist) -> None:
    opened(therapist, 0)
    refused = enrol(therapist, therapist.started())
    assert refused.status == 422 and "står ikke i borgerens plan" in refused.text and not Enrolment.objects.exists()


def test_an_old_page_of_a_group_changes_nothing(therapist: Therapist) -> None:
    make(therapist)
    group = Group.objects.get()
    assert press(therapist, "move:open", _version=str(group.version_number + 3)).status == 409
    assert press(therapist, "move:end").status == 422, "it has not begun"
    assert Group.objects.get().state == "planned"


@pytest.mark.parametrize("person", ["other_physio", "therapist", "doctor", "triage", "administrator"])
def test_another_unit_finds_no_group(world: World, therapist: Therapist, person: str) -> None:
    opened(therapist, 0)
    stranger, group = Therapist(world, person), Group.objects.get()
    assert stranger.get(f"/hold/{group.id}/").status == 404
    assert stranger.post(f"/hold/{group.id}/", {"_do": "move:cancel", "reason": "x"}).status == 404
    assert Group.objects.get().state == "open"


def test_a_secretary_registers_but_does_not_run_the_group(world: World, therapist: Therapist) -> None:
    running(therapist, 0)
    secretary = Therapist(world, "secretary")
    assert secretary.get("/hold/").status == 200
    assert press(secretary, f"all:{TODAY}").status == 302
    assert press(secretary, "move:end").status == 404 and Group.objects.get().state == "running"
    assert secretary.get("/hold/nyt/").status == 404


def test_the_pages_take_the_same_few_statements_for_two_and_for_twelve(therapist: Therapist) -> None:
    opened(therapist, 0, places="20", least="1")
    group = Group.objects.get()
    pages = ("/hold/", f"/hold/{group.id}/", f"/forloeb/{therapist.planned().id}/hold/")

    def counted() -> list[int]:
        found = []
        for path in pages:
            with CaptureQueriesContext(connection) as taken:
                assert therapist.get(path).status == 200
            found.append(len(taken))
        return found

    for _ in range(2):
        enrol(therapist, therapist.planned())
    press(therapist, "move:start")
    counted()
    few = counted()
    for _ in range(4):
        enrol(therapist, therapist.planned())
    assert counted() == few and max(few) <= 12
