"""The plan with its faults and its history; sessions booked, registered and undone; measures; contacts."""

import json
from datetime import date, timedelta

import pytest

from tests.shell.therapist.course import Therapist, as_typed
from tests.shell.world import World
from tvaerspor.records.models import Course, Event, Session

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
TODAY = date.today()


@pytest.fixture
def therapist(world: World) -> Therapist:
    return Therapist(world)


def last_event() -> dict[str, object]:
    event = Event.objects.order_by("-id")[0]
    return {"kind": event.kind, **json.loads(event.data)}


def test_the_programme_proposes_a_plan_that_can_be_agreed_as_it_is(therapist: Therapist) -> None:
    plan = json.loads(therapist.planned().plan)
    doses = {each["id"]: (each["per_week"], each["weeks"]) for each in plan["activities"]}
    assert doses["class_training"] == (2, 6) and plan["goals"][1]["words"] == "Gå på trapper igen"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("a.class_training.per_week", "to", "er ikke et helt tal"),
        ("a.class_training.weeks", "5", "kan ikke nås med 2 gange om ugen i 5 uger"),
        ("a.class_training.weeks", "", "mangler; programmet siger mindst 6"),
        ("start", "på mandag", "er ikke en dato"),
        ("c.end", "2020-01-01", "ligger før forløbets start"),
    ],
)
def test_a_plan_that_cannot_be_meant_is_told_what_is_wrong(
    therapist: Therapist, field: str, value: str, said: str
) -> None:
    course = therapist.started()
    path = f"/forloeb/{course.id}/plan/"
    typed = {**as_typed(therapist.get(path)), "self_care": "Cykle hver dag", field: value}
    refused = therapist.post(path, typed)
    assert refused.status == 422 and said in " ".join(refused.words(".error"))
    assert as_typed(refused)["self_care"] == "Cykle hver dag"
    assert Course.objects.get().plan == "{}"


def test_a_changed_plan_keeps_what_it_said_before(therapist: Therapist) -> None:
    course = therapist.planned()
    therapist.planned(course, **{"a.class_training.weeks": "8", "a.class_training.sessions": "16"})
    told = last_event()
    assert told["kind"] == "plan_changed" and "uger: fra 6 til 8" in str(told["told"])
    assert {"what": "activity.class_training.weeks", "before": 6, "now": 8} in told["changed"]  # type: ignore[operator]


def test_two_windows_do_not_overwrite_each_others_plan(therapist: Therapist) -> None:
    course = therapist.planned()
    path = f"/forloeb/{course.id}/plan/"
    typed = as_typed(therapist.get(path))
    assert therapist.post(path, {**typed, "self_care": "først"}).status == 302
    clash = therapist.post(path, {**typed, "self_care": "bagefter"})
    assert clash.status == 409 and "bagefter" in clash.text
    assert json.loads(Course.objects.get().plan)["self_care"] == "først"


def test_the_plan_for_the_citizen_has_no_number_on_it(world: World, therapist: Therapist) -> None:
    course = therapist.planned()
    page = therapist.get(f"/forloeb/{course.id}/plan/til-borgeren/")
    assert page.status == 200 and "Gå på trapper igen" in page.text
    assert course.citizen.cpr not in page.text.replace("-", "")


def book(therapist: Therapist, course: Course, **more: str) -> object:
    fields = {"activity": "class_training", "first": TODAY.isoformat(), "weeks": "1", "_do": "book", **more}
    return therapist.post(f"/forloeb/{course.id}/fremmoede/", fields)


def training() -> Session:
    return Session.objects.get(activity="class_training")


def test_sessions_are_booked_by_weekday_and_holidays_are_left_out(therapist: Therapist) -> None:
    course = therapist.planned()
    Course.objects.update(started_on=date(2026, 12, 1))
    book(therapist, course, first="2026-12-22", weeks="2", **{"weekday-1": "1", "weekday-4": "1"})
    days = Session.objects.filter(activity="class_training").order_by("on").values_list("on", flat=True)
    assert list(days) == [date(2026, 12, 22), date(2026, 12, 29)], "25 December and 1 January are holidays"


def test_attendance_is_registered_by_one_press_and_taken_back(therapist: Therapist) -> None:
    course = therapist.planned()
    book(therapist, course)
    path, session = f"/forloeb/{course.id}/fremmoede/", training()
    assert therapist.post(path, {"_do": f"register:{session.id}:attended"}).status == 302
    assert training().attendance == "attended"
    assert "Mødt 1 af 12 planlagte" in therapist.get(path).text
    assert therapist.post(path, {"_do": f"register:{session.id}:excused"}).status == 409, "somebody was first"
    assert therapist.post(path, {"_do": f"undo:{session.id}:attended"}).status == 302
    assert training().attendance == ""
    assert therapist.post(path, {"_do": f"remove:{session.id}:"}).status == 302
    assert Session.objects.filter(activity="class_training").count() == 0


def test_nobody_has_come_to_a_session_that_is_to_be(therapist: Therapist) -> None:
    course = therapist.planned()
    book(therapist, course, first=(TODAY + timedelta(days=9)).isoformat())
    path = f"/forloeb/{course.id}/fremmoede/"
    refused = therapist.post(path, {"_do": f"register:{training().id}:attended"})
    assert refused.status == 422 and "Dagen er ikke kommet endnu" in refused.text
    assert therapist.post(path, {"_do": f"register:{training().id}:excused"}).status == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first": ""}, "Skriv den første dag"),
        ({"weeks": "mange", "weekday-1": "1"}, "antallet af uger"),
        ({"weeks": "900", "weekday-1": "1"}, "fra 1 til 104"),
        ({"activity": "golf"}, "planens aktiviteter"),
        ({"first": "2020-01-01"}, "før forløbets start"),
        ({"_do": "register:noget:attended"}, "Tryk på en af knapperne"),
    ],
)
def test_a_booking_that_cannot_be_meant_is_refused(therapist: Therapist, fields: dict[str, str], said: str) -> None:
    course = therapist.planned()
    refused = book(therapist, course, **fields)
    assert refused.status == 422 and said in refused.text  # type: ignore[attr-defined]
    assert not Session.objects.filter(activity="class_training").exists()


def test_a_secretary_registers_from_the_days_list(world: World, therapist: Therapist) -> None:
    course = therapist.planned()
    book(therapist, course)
    secretary = Therapist(world, "secretary")
    page = secretary.get("/fremmoede/")
    assert page.status == 200 and course.citizen.name in page.text
    pressed = {"_do": f"register:{training().id}:attended", "_day": TODAY.isoformat()}
    answer = secretary.post(f"/forloeb/{course.id}/fremmoede/dag/", pressed)
    assert answer.status == 302 and f"dag={TODAY}" in answer.response.headers["Location"]
    assert training().attendance == "attended"


def measure(therapist: Therapist, course: Course, **values: str) -> object:
    fields = {"checkpoint": "start", "on": TODAY.isoformat(), "_version": str(course.version_number), **values}
    answer = therapist.post(f"/forloeb/{course.id}/maalinger/", fields)
    course.refresh_from_db()
    return answer


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"pain_vas": "130"}, "130 kan ikke passe; skriv fra 0 til 100"),
        ({"pain_vas": "meget"}, "«meget» er ikke et tal"),
        ({"pain_vas": "50", "on": "2999-01-01"}, "Dagen er ikke kommet endnu"),
        ({"pain_vas": "50", "checkpoint": "somewhen"}, "Vælg, hvornår der er målt"),
        ({}, "Skriv mindst én måling"),
    ],
)
def test_a_measure_that_cannot_be_is_refused(therapist: Therapist, values: dict[str, str], said: str) -> None:
    course = therapist.started()
    refused = measure(therapist, course, **values)
    assert refused.status == 422 and said in refused.text  # type: ignore[attr-defined]
    assert Course.objects.get().measures == "[]"


def test_measures_are_compared_in_the_programmes_own_direction(therapist: Therapist) -> None:
    course = therapist.planned()
    measure(therapist, course, pain_vas="60", koos_qol="40", chair_stand="9,5")
    measure(therapist, course, checkpoint="end", pain_vas="30", koos_qol="38", chair_stand="9.5")
    page = therapist.get(f"/forloeb/{course.id}/")
    assert page.words(".verdict") == ["-30 bedre", "-2 værre", "0 uændret"]


def test_the_last_value_said_counts_and_none_is_lost(therapist: Therapist) -> None:
    course = therapist.planned()
    measure(therapist, course, pain_vas="60")
    measure(therapist, course, pain_vas="70")
    assert [each["value"] for each in json.loads(course.measures)] == [60, 70]
    assert "70" in therapist.get(f"/forloeb/{course.id}/").one("table.measures tbody tr")


def contact(therapist: Therapist, course: Course, **more: str) -> object:
    fields = {"kind": "contact_job_centre", "on": TODAY.isoformat(), "with_role": "sagsbehandler", "about": "Opgaver"}
    return therapist.post(f"/forloeb/{course.id}/kontakt/", {**fields, **more})


def test_the_job_centre_is_contacted_only_with_the_citizens_yes(therapist: Therapist) -> None:
    course = therapist.planned()
    refused = contact(therapist, course, agreed="Kortere dage")
    assert refused.status == 422 and "kun kontaktes, når borgeren har sagt ja" in refused.text  # type: ignore[attr-defined]
    assert as_typed(refused)["agreed"] == "Kortere dage"  # type: ignore[arg-type]
    assert contact(therapist, course, consent="yes", agreed="Kortere dage").status == 302  # type: ignore[attr-defined]
    told = last_event()
    assert (told["kind"], told["consent"]) == ("contact_job_centre", True)
    assert "sagsbehandler: Opgaver\nAftalt: Kortere dage" in therapist.get(f"/forloeb/{course.id}/").text


def test_a_referral_on_to_prevention_needs_no_consent_box(therapist: Therapist) -> None:
    assert contact(therapist, therapist.planned(), kind="contact_prevention").status == 302  # type: ignore[attr-defined]


def test_a_course_is_paused_with_a_reason_and_resumed(therapist: Therapist) -> None:
    course = therapist.planned()
    path = f"/forloeb/{course.id}/tilstand/"
    assert therapist.post(f"{path}pause/", {"_version": str(course.version_number)}).status == 422
    assert therapist.post(f"{path}pause/", {"reason": "Ferie", "_version": str(course.version_number)}).status == 302
    course.refresh_from_db()
    assert course.state == "paused"
    assert therapist.post(f"{path}genoptag/", {"_version": str(course.version_number)}).status == 302
    assert therapist.get(f"{path}genoptag/").status == 409, "it runs again"
    assert therapist.get(f"{path}luk/").status == 404
