"""The closing letter: its blanks, its preview, its sending, its message and its reading."""

import json

import pytest
from django.db import connection

from tests.interop.samples import schema_faults
from tests.shell.therapist.course import Therapist, as_typed, waiting
from tests.shell.world import World
from tvaerspor.actions.messages import letter_message as module
from tvaerspor.interop.checks import is_gln
from tvaerspor.interop.reading import read_letters
from tvaerspor.records.models import Course, Event, Letter, Message, Referral

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


@pytest.fixture
def therapist(world: World) -> Therapist:
    """A therapist in a world where every unit can be reached by message."""
    for number, unit in enumerate(world.units.values()):
        start = f"57900000{number:04}"
        unit.gln = next(start + last for last in "0123456789" if is_gln(start + last))
        unit.save()
    return Therapist(world)


def write(therapist: Therapist, course: Course, **fields: str) -> object:
    answer = therapist.post(f"{therapist.letter(course)}skriv/", {"_version": str(course.version_number), **fields})
    course.refresh_from_db()
    return answer


def test_a_letter_is_refused_while_the_course_goes_on(therapist: Therapist) -> None:
    course = therapist.planned()
    for path in ("skriv/", "se/"):
        refused = therapist.get(f"{therapist.letter(course)}{path}")
        assert refused.status == 409 and "kan ikke vælges, når forløbet er i gang" in refused.text
    assert therapist.send(course).status == 409
    assert Referral.objects.get().status == "started" and not Letter.objects.exists()


def test_what_is_known_stands_there_and_what_is_not_is_asked_for(therapist: Therapist) -> None:
    page = therapist.get(f"{therapist.letter(therapist.ended())}skriv/")
    assert "Undersøgelse: Let hævelse, fuld bevægelighed." in page.text
    fields = as_typed(page)
    assert "b.measure.pain_vas.start" in fields and "b.course.end" not in fields
    labels = page.words("label")
    assert any("ved start" in label for label in labels) and not any("measure." in label for label in labels)


def test_a_letter_with_blanks_is_not_sent(therapist: Therapist) -> None:
    course = therapist.ended()
    refused = therapist.send(course)
    assert refused.status == 422 and "steder i epikrisen" in refused.text
    assert Course.objects.get().state == "ended" and not Letter.objects.exists()


def test_a_draft_is_kept_and_two_windows_do_not_overwrite_each_other(therapist: Therapist) -> None:
    course = therapist.ended()
    stale = str(course.version_number)
    words = {"b.measure.pain_vas.start": "60 af 100", "p.10": "Afslut; ny tid efter behov."}
    assert write(therapist, course, **words, _do="save").status == 302  # type: ignore[attr-defined]
    page = therapist.get(f"{therapist.letter(course)}skriv/")
    assert as_typed(page)["b.measure.pain_vas.start"] == "60 af 100"
    clash = write(therapist, course, **{"b.measure.pain_vas.start": "70"}, _version=stale, _do="save")
    assert clash.status == 409 and "70" in clash.text  # type: ignore[attr-defined]
    preview = therapist.get(f"{therapist.letter(course)}se/")
    assert "start 60 af 100" in preview.text and "Afslut; ny tid efter behov." in preview.text


def test_a_sent_letter_closes_the_referral_and_leaves_as_a_valid_message(therapist: Therapist) -> None:
    course = therapist.finished_letter(therapist.ended())
    assert therapist.send(course).status == 302
    row, message = Referral.objects.get(), Message.objects.get()
    assert (row.status, row.turn, Course.objects.get().state) == ("closed", row.sender, "closed")
    assert (message.kind, message.status, message.direction) == ("DIS08", "queued", "out")
    assert row.sender is not None and message.receiver_gln == row.sender.gln
    assert schema_faults(message.raw, "DIS08") == []
    (letter,) = read_letters(message.raw)
    assert letter.letter.referral_id is not None and letter.letter.referral_id.value == row.id.hex
    assert letter.patient.cpr is not None and letter.patient.cpr.value == row.citizen.cpr
    sent = json.loads(Letter.objects.get().body)["sections"]
    assert [each.heading for each in letter.texts[0].sections] == [each["heading"] for each in sent]
    assert row.citizen.cpr.encode() not in bytes(message.raw_sealed) + bytes(Letter.objects.get().body_sealed)


def test_the_same_letter_sent_twice_is_one_letter(therapist: Therapist) -> None:
    course = therapist.finished_letter(therapist.ended())
    key, path = "0190a000-0000-7000-8000-000000000001", f"{therapist.letter(course)}se/"
    first = therapist.post(path, {"_version": str(course.version_number)}, key)
    second = therapist.post(path, {"_version": str(course.version_number)}, key)
    assert (first.status, second.status) == (302, 302)
    assert Letter.objects.count() == Message.objects.count() == Event.objects.filter(kind="close").count() == 1
    again = therapist.send(course)
    assert again.status == 409 and "Epikrisen er sendt" in again.text


def test_a_letter_that_somebody_changed_meanwhile_is_not_sent(therapist: Therapist) -> None:
    course = therapist.finished_letter(therapist.ended())
    Course.objects.update(version_number=course.version_number + 1)
    assert therapist.send(course).status == 409
    assert Referral.objects.get().status == "started" and not Letter.objects.exists() and not Message.objects.exists()


def test_signs_that_the_message_lacks_are_shown_before_it_leaves(therapist: Therapist) -> None:
    course = therapist.finished_letter(therapist.ended())
    write(therapist, course, **{"p.0": "Smerte ≤ 3 og → bedre"}, _do="fill")
    preview = therapist.get(f"{therapist.letter(course)}se/")
    assert "»≤« skrevet som »&lt;=«" in preview.text and "≤ 3" in preview.text
    therapist.send(course)
    assert b"&lt;= 3" in Message.objects.get().raw and "≤ 3" in Letter.objects.get().body


def test_a_message_that_cannot_be_written_is_told_and_the_letter_may_go_without(therapist: Therapist) -> None:
    therapist.world.units["practice"].gln = "5790000000000"
    therapist.world.units["practice"].save()
    course = therapist.finished_letter(therapist.ended())
    refused = therapist.send(course)
    assert refused.status == 422 and "er ikke et gyldigt GLN" in refused.text and not Letter.objects.exists()
    assert therapist.send(course, _without_message="1").status == 302
    assert Letter.objects.count() == 1 and not Message.objects.exists()


def test_a_referrer_without_a_location_number_reads_the_letter_here(therapist: Therapist) -> None:
    therapist.world.units["practice"].gln = ""
    therapist.world.units["practice"].save()
    assert therapist.send(therapist.finished_letter(therapist.ended())).status == 302
    assert Letter.objects.count() == 1 and not Message.objects.exists()


def test_the_first_reading_by_the_unit_that_referred_is_noted_and_no_other(therapist: Therapist) -> None:
    course = therapist.finished_letter(therapist.ended())
    assert "ikke sendt endnu" in Therapist(therapist.world, "doctor").get(therapist.letter(course)).text
    therapist.send(course)
    assert therapist.get(therapist.letter(course)).status == 200
    assert Letter.objects.get().read_at is None, "the writer is not the reader"
    Therapist(therapist.world, "doctor").get(therapist.letter(course))
    first = Letter.objects.get().read_at
    Therapist(therapist.world, "doctor").get(therapist.letter(course))
    assert first is not None and Letter.objects.get().read_at == first


def test_a_stopped_course_without_a_plan_has_a_letter_too(therapist: Therapist) -> None:
    row = waiting(therapist.world)
    therapist.begin(row, infection="yes")
    course = therapist.finished_letter(Course.objects.get())
    assert therapist.send(course).status == 302
    doctor = Therapist(therapist.world, "doctor").get(therapist.letter(course))
    assert "Nye røde flag i forløbet: Mistanke om infektion" in doctor.text


def test_a_closed_course_is_not_changed_any_more(therapist: Therapist) -> None:
    course = therapist.finished_letter(therapist.ended())
    therapist.send(course)
    measured = {"checkpoint": "start", "on": "2026-11-20", "pain_vas": "1", "_version": str(course.version_number + 1)}
    assert therapist.post(f"/forloeb/{course.id}/maalinger/", measured).status == 409
    assert therapist.post(f"/forloeb/{course.id}/fremmoede/", {"_do": "register:x:attended"}).status in (409, 422)
    assert therapist.get(f"/forloeb/{course.id}/").status == 200


def test_no_transaction_holds_a_lock_while_the_letter_is_made(therapist: Therapist) -> None:
    """The unsealing, filling and writing of the letter take place before the transaction begins."""
    course = therapist.finished_letter(therapist.ended())
    seen = []
    whole = module.write_letter
    module.write_letter = lambda letter: (seen.append(connection.in_atomic_block), whole(letter))[1]
    before = connection.in_atomic_block
    try:
        therapist.send(course)
    finally:
        module.write_letter = whole
    assert seen == [before], "only the test's own transaction"
    assert len(connection.savepoint_ids) == 0
