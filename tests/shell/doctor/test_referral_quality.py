"""The quality of a practice's referrals: its own whole, the others only together and only when many."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shell.receiver.rows import answered, referral
from tests.shell.therapist.course import ANSWERED, Therapist
from tests.shell.world import World
from tests.web.visitor import Page
from tvaerspor.actions.new_ids import new_id
from tvaerspor.records.models import Event, Referral, Unit

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def told(row: Referral, kind: str, days: int, **about: object) -> None:
    at = row.sent_at + timedelta(days=days) if row.sent_at else row.created_at
    Event.objects.create(referral=row, kind=kind, at=at, data=json.dumps(about))


def cells(page: Page, phrase: str) -> list[str]:
    row = next(each for each in page.all("table.quality tbody tr") if phrase in "".join(each.itertext()))
    return ["".join(cell.itertext()).split("/")[0].strip() for cell in row.findall("td")]


def other_practices(world: World, number: int) -> None:
    for place in range(number):
        unit = Unit(id=new_id(), kind="general_practice", region="nordjylland")
        unit.set_name(f"Prøvepraksis {place}")
        unit.save()
        answered(referral(world, sender=unit), {"bmi": 25})


def test_each_phrase_says_how_often_it_was_blank_and_returned_and_what_it_cost(world: World) -> None:
    first, second = (answered(referral(world, days=40), dict(ANSWERED)) for _ in range(2))
    answered(referral(world, days=40), {**ANSWERED, "xray_date": "2026-06-01"})
    for row, days in ((first, 4), (second, 10)):
        told(row, "return", 1, asked=["xray_date"])
        told(row, "answer", 1 + days)
    page = Therapist(world, "doctor").get("/henvisningskvalitet/")
    assert "3 henvisninger; 2 er kommet retur" in page.text
    blank, _, returned, days = (each.split()[0] for each in cells(page, "Røntgen"))
    assert (blank, returned, days) == ("2", "2", "7")
    assert cells(page, "BMI")[0].split()[0] == "0"


@pytest.mark.parametrize(("practices", "is_shown"), [(4, False), (5, True)])
def test_others_are_shown_together_and_only_when_at_least_five(world: World, practices: int, is_shown: bool) -> None:
    answered(referral(world), dict(ANSWERED))
    other_practices(world, practices)
    page = Therapist(world, "doctor").get("/henvisningskvalitet/")
    assert ("Andre praksis samlet" in page.text) is is_shown
    assert ("for få andre praksis" in page.text) is not is_shown
    assert "Prøvepraksis" not in page.text


def test_a_period_that_cannot_be_meant_is_told_and_the_last_year_shown(world: World) -> None:
    answered(referral(world), dict(ANSWERED))
    doctor = Therapist(world, "doctor")
    for asked, said in (("fra=i+gaar&til=2026-11-22", "som datoer"), ("fra=2026-11-22&til=2026-01-01", "byt dem om")):
        refused = doctor.get(f"/henvisningskvalitet/?{asked}")
        assert refused.status == 422 and said in refused.text and refused.all("table.quality")
    assert "ikke sendt henvisninger" in doctor.get("/henvisningskvalitet/?fra=2020-01-01&til=2020-02-01").text


def test_the_page_takes_the_same_few_statements_for_one_and_for_twenty(world: World) -> None:
    answered(referral(world), dict(ANSWERED))
    other_practices(world, 1)
    doctor = Therapist(world, "doctor")

    def counted() -> int:
        doctor.get("/henvisningskvalitet/")
        with CaptureQueriesContext(connection) as taken:
            doctor.get("/henvisningskvalitet/")
        return len(taken)

    few = counted()
    other_practices(world, 5)
    for _ in range(15):
        answered(referral(world), dict(ANSWERED))
    assert counted() == few <= 12
