"""Open offers: announced by the provider, seen by anybody, with nothing about any person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.shell.doctor.plain import page
from tests.shell.world import World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.records.models import OpenAttendance, OpenDate, OpenOffer

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
OWN, PUBLIC = "/vores-aabne-tilbud/", "/aabne-tilbud/"


def announced(world: World, **changes: str) -> OpenOffer:
    typed = {"title": "Åben rådgivning", "place": "Prøvevej 1", "seats": "", "_key": str(new_id()), **changes}
    assert world.browser("therapist").post(f"{OWN}nyt/", typed).status_code == 302
    return OpenOffer.objects.get()


def held(offer: OpenOffer, days: int) -> OpenDate:
    return OpenDate.objects.create(
        id=new_id(), offer=offer, starts_at=timezone.now() + timedelta(days=days), minutes=120
    )


def stranger() -> Client:
    return Client(headers={"host": "localhost"})


def test_an_offer_is_announced_with_a_date_and_anybody_sees_it(world: World) -> None:
    offer = announced(world)
    on = (timezone.localdate() + timedelta(days=7)).isoformat()
    typed = {"on": on, "at": "16.00", "minutes": "120"}
    therapist = world.browser("therapist")
    assert therapist.post(f"{OWN}{offer.id}/dato/", {**typed, "_key": str(new_id())}).status_code == 302
    assert therapist.post(f"{OWN}{offer.id}/dato/", {**typed, "_key": str(new_id())}).status_code == 422
    shown = page(stranger().get(PUBLIC))
    assert "Åben rådgivning" in shown.one(".found h2") and "så mange, der kommer" in shown.text
    file = stranger().get(f"{PUBLIC}{OpenDate.objects.get().id}/kalender.ics")
    assert file.headers["Content-Type"].startswith("text/calendar") and b"SUMMARY:" in file.content


def test_a_cancelled_date_stays_and_says_so(world: World) -> None:
    offer = announced(world)
    date = held(offer, 3)
    therapist = world.browser("therapist")
    where = f"{OWN}{offer.id}/dato/{date.id}/aflys/"
    assert therapist.post(where, {"_key": str(new_id())}).status_code == 302
    assert therapist.post(where, {"_key": str(new_id())}).status_code == 409
    assert "Aflyst" in page(stranger().get(PUBLIC)).one(".found h2")
    assert b"STATUS:CANCELLED" in stranger().get(f"{PUBLIC}{date.id}/kalender.ics").content


def test_attendance_is_a_count_and_the_newest_stands(world: World) -> None:
    offer = announced(world)
    past, coming = held(offer, -1), held(offer, 1)
    therapist = world.browser("therapist")
    for count in ("9", "11"):
        where = f"{OWN}{offer.id}/dato/{past.id}/fremmoede/"
        assert therapist.post(where, {"count": count, "_key": str(new_id())}).status_code == 302
    assert "11" in page(therapist.get(f"{OWN}{offer.id}/")).one("tbody tr td p")
    for date, count in ((past, "-1"), (past, "mange"), (coming, "3")):
        where = f"{OWN}{offer.id}/dato/{date.id}/fremmoede/"
        assert therapist.post(where, {"count": count, "_key": str(new_id())}).status_code == 422
    assert OpenAttendance.objects.count() == 2


def test_a_citizen_is_named_only_where_there_is_a_relation(world: World) -> None:
    offer, stray = announced(world), world.citizen()
    date = held(offer, -1)
    where = f"{OWN}{offer.id}/dato/{date.id}/fremmoede/"
    answer = world.browser("therapist").post(where, {"citizen": str(stray.id), "_key": str(new_id())})
    assert answer.status_code == 404 and not OpenAttendance.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"place": ""}, "place"),
        ({"seats": "0"}, "seats"),
        ({"programme": "moon"}, "programme"),
    ],
)
def test_an_offer_that_cannot_be_meant_is_refused(world: World, changes: dict[str, str], field: str) -> None:
    typed = {"title": "Åben", "place": "Her", "seats": "", "_key": str(new_id()), **changes}
    refused = page(world.browser("therapist").post(f"{OWN}nyt/", typed))
    assert refused.status == 422 and refused.one(f"#e-{field}") and not OpenOffer.objects.exists()


def test_another_unit_sees_nothing_of_it(world: World) -> None:
    offer = announced(world)
    other = world.browser("physio")
    assert other.get(f"{OWN}{offer.id}/").status_code == 404
    assert other.post(f"{OWN}{offer.id}/dato/", {}).status_code == 404
