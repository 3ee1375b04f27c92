"""Routing by date: a referral of 31 December 2026 and one of 1 January 2027 go where each should."""

import json
from datetime import UTC, date, datetime

import pytest

from tests.shell.doctor.plain import page
from tests.shell.world import AALBORG, CPRS, NORTH, World
from tvaerspor.actions.doctor.begin_referral import begin_for_known
from tvaerspor.actions.doctor.save_draft import open_draft
from tvaerspor.actions.doctor.send_referral import CannotSend, Sending, send_referral
from tvaerspor.actions.duties.routing import assigned
from tvaerspor.actions.duties.services import NewService, add_service, end_service
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.receivers import Residence, receivers
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.actions.try_programme import open_for_trial
from tvaerspor.programme.answers import Answers
from tvaerspor.records.models import Event, Referral, Service
from tvaerspor.referral.choice import Choice
from tvaerspor.referral.questions import must_be_answered
from tvaerspor.triage.read_answers import sift_answers

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
MOVED = "back_education"
EVE, DAY = datetime(2026, 12, 31, 22, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
"""A minute before midnight in Denmark, and midnight."""


def prepared(world: World) -> str:
    """The moved duty's units: the municipality until New Year, then the region's hospital."""
    programme = next(each.id for each in current_programmes() if MOVED in each.destinations)
    act, units = world.act("administrator"), world.units
    add_service(act, NewService(MOVED, str(units["municipality"].id), AALBORG, "2024-01-01", "2026-12-31"))
    add_service(act, NewService(MOVED, str(units["hospital"].id), NORTH, "2027-01-01"))
    return programme


def whole_answers(programme: str) -> Answers:
    """The answers of the first worked citizen without a red flag, with every flag answered."""
    opened = open_for_trial(programme)
    case = next(each for each in opened.cases if each.expect.settled and not each.expect.red_flags)
    answers, _ = sift_answers(opened, case.answers)
    flags = {name: False for name in must_be_answered(opened) if opened.facts[name].type == "yes_no"}
    return Answers({**flags, **answers.given}, answers.unknown)


def sent(world: World, programme: str, at: datetime, cpr: str, unit: str) -> Referral:
    """A referral of the same kind of citizen, sent at a moment to a unit that must be the one that takes it then."""
    world.now = at
    act = world.act("doctor")
    row = Referral.objects.get(id=begin_for_known(act, world.citizen(cpr).id, programme))
    case = open_draft(act, row.id)
    choice = Choice(MOVED, "aftalt med borgeren")
    send_referral(case, Sending({}, whole_answers(programme), choice, world.units[unit].id, row.version_number))
    row.refresh_from_db()
    return row


def test_the_day_of_sending_decides_unit_and_authority(world: World) -> None:
    programme = prepared(world)
    before = sent(world, programme, EVE, CPRS[0], "municipality")
    after = sent(world, programme, DAY, CPRS[1], "hospital")
    assert (before.receiver, after.receiver) == (world.units["municipality"], world.units["hospital"])
    told = [json.loads(event.data)["authority"] for event in Event.objects.filter(kind="send").order_by("id")]
    assert told == ["municipality", "region"]


def test_a_referral_cannot_go_to_the_other_days_unit(world: World) -> None:
    programme = prepared(world)
    with pytest.raises(CannotSend, match="Vælg, hvem henvisningen skal sendes til"):
        sent(world, programme, DAY, CPRS[0], "municipality")


def test_the_authority_is_named_by_where_the_citizen_lives(world: World) -> None:
    named = [assigned(MOVED, "municipal", Residence(AALBORG, on)) for on in (date(2026, 12, 31), date(2027, 1, 1))]
    assert [each.name.da for each in named if each] == ["Aalborg Kommune", "Region Nordjylland"]
    assert (
        assigned("municipal_training", "municipal", Residence(AALBORG, date(2027, 1, 1))).name.da == "Aalborg Kommune"
    )


def test_a_service_is_ended_and_another_takes_over_the_day_after(world: World) -> None:
    prepared(world)
    for on, unit in ((date(2026, 12, 31), "municipality"), (date(2027, 1, 1), "hospital")):
        assert receivers(Residence(AALBORG, on), [MOVED])[MOVED] == (world.units[unit],)
    browser = world.browser("administrator")
    row = Service.objects.get(unit=world.units["hospital"], destination=MOVED)
    where = f"/administration/opgaver/{row.pk}/afslut/"
    assert browser.post(where, {"last_day": "2026-01-01", "_key": str(new_id())}).status_code == 422
    assert browser.post(where, {"last_day": "2027-06-30", "_key": str(new_id())}).status_code == 302
    end_service(world.act("administrator"), row.pk, "2027-06-29")
    row.refresh_from_db()
    assert row.valid_until == date(2027, 6, 29)
    shown = page(browser.get(f"/administration/opgaver/?vis={MOVED}"))
    assert "borgerens region" in shown.text and "29. juni 2027" in shown.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"destination": "moon"}, "destination"),
        ({"unit": "x"}, "unit"),
        ({"where": "moon"}, "where"),
        ({"valid_from": ""}, "valid_from"),
        ({"valid_from": "2026-12-31"}, "valid_from"),
    ],
)
def test_a_service_that_cannot_be_meant_is_refused(world: World, changes: dict[str, str], field: str) -> None:
    prepared(world)
    plain = {"destination": MOVED, "unit": str(world.units["municipality"].id), "where": AALBORG}
    typed = {**plain, "valid_from": "2027-01-01", **changes, "_key": str(new_id())}
    before = Service.objects.count()
    refused = page(world.browser("administrator").post("/administration/opgaver/ny/", typed))
    assert refused.status == 422 and refused.one(f"#e-{field}") and Service.objects.count() == before
