"""From the first visit to the letter that the doctor reads, in browsers without scripts."""

import pytest

from tests.shell.therapist.course import Therapist, waiting
from tests.shell.world import World
from tvaerspor.records.models import Course, Event, FollowUp, Letter, Message, Referral, Session

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def test_a_course_goes_from_the_first_visit_to_the_letter_that_the_doctor_reads(world: World) -> None:
    therapist = Therapist(world)
    row = waiting(world)
    assert therapist.get(f"/henvisning/{row.id}/foerste-besoeg/").status == 200
    course = therapist.started(row)
    assert Referral.objects.get().status == "started"
    assert (course.state, FollowUp.objects.filter(unit=row.sender).count()) == ("planned", 2)
    course = therapist.planned(course)
    assert course.state == "running"
    book = {"activity": "class_training", "first": "2026-11-24", "weeks": "6", "weekday-1": "1", "weekday-3": "1"}
    assert therapist.post(f"/forloeb/{course.id}/fremmoede/", {**book, "_do": "book"}).status == 302
    assert Session.objects.count() == 1 + 12
    measured = {"checkpoint": "start", "on": "2026-11-22", "pain_vas": "60", "_version": str(course.version_number)}
    assert therapist.post(f"/forloeb/{course.id}/maalinger/", measured).status == 302
    course = Course.objects.get()
    course = therapist.ended(course)
    assert (course.state, course.letter_due is not None) == ("ended", True)
    course = therapist.finished_letter(course)
    assert therapist.get(f"{therapist.letter(course)}se/").status == 200
    assert therapist.send(course, _without_message="1").status == 302
    assert (Referral.objects.get().status, Course.objects.get().state) == ("closed", "closed")
    kinds = [event.kind for event in Event.objects.order_by("id")]
    assert kinds == ["start", "plan_agreed", "measured", "course_ended", "closing_letter_sent", "close"]
    doctor = Therapist(world, "doctor")
    page = doctor.get(therapist.letter(course))
    assert page.status == 200 and "Gå på trapper igen" in page.text and "Let hævelse" in page.text
    assert Letter.objects.get().read_at is not None
    assert not Message.objects.exists() or Message.objects.get().kind == "DIS08"
