"""«Læst af»: what the receiver reads out of the text stands beside the sender's answers and never replaces them."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.shell.doctor.plain import plain_fields
from tests.shell.receiver.rows import answered, referral
from tests.shell.receiver.test_receiving import PATHS, form, path, ready
from tests.shell.world import World
from tvaerspor.access.ask import Deed
from tvaerspor.actions.cases import Case, open_case
from tvaerspor.actions.receiver.recommendation import allowed_now, places, standing_now
from tvaerspor.actions.recommend import stored_answers
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.actions.try_programme import try_answers
from tvaerspor.programme.answers import Answers
from tvaerspor.records.models import Event, Referral
from tvaerspor.terms.urgency import Urgency
from tvaerspor.triage.decision import Context, as_data, canonical
from tvaerspor.web.form.fields import answers_in

pytestmark = [pytest.mark.stored, pytest.mark.django_db]


def whole(row: Referral) -> dict[str, Any]:
    """A worked citizen's answers, nothing blank that matters."""
    answers, _ = answers_in(open_stored(row.version_id), plain_fields(), "da")
    return dict(answers.given)


def send(world: World, row: Referral, **fields: str) -> HttpResponse:
    sent = {"_key": str(uuid4()), "_version": str(row.version_number), "_do": "save", **fields}
    return world.browser("physio").post(path("read_facts", row), sent)


def case(world: World, row: Referral) -> Case:
    row.refresh_from_db()
    return open_case(world.act("physio"), row.id, Deed("read", "referral"))


def flagged(row: Referral) -> str:
    """A yes/no fact that alone raises an acute red flag."""
    programme = open_stored(row.version_id)
    context = Context(row.created_at.date().isoformat())
    for flag in programme.red_flags:
        for fact in flag.when.facts():
            if programme.facts[fact].type == "yes_no" and flag.urgency is Urgency.acute:
                tried = try_answers(programme, programme.decision().id, Answers({fact: True}), context)
                if flag.id in tried.decision.red_flags:
                    return fact
    raise AssertionError("the programme has no such red flag")


def test_what_is_read_stands_beside_the_senders_answers(world: World) -> None:
    row = answered(referral(world), {"side": "right"})
    before = (row.answers, row.decision, row.context)
    assert send(world, row, side="right", severity="moderate", training="ongoing").status_code == 302
    row.refresh_from_db()
    assert (row.answers, row.decision, row.context) == before
    read = json.loads(row.read_answers)
    assert {name: read[name] for name in read if name not in ("birth_date", "municipality_has_offer")} == {
        "severity": "moderate",
        "training": "ongoing",
    }
    assert json.loads(Event.objects.get(referral=row).data)["facts"] == ["severity", "training"]
    assert case(world, row).row.turn_id == world.units["physio"].id


def test_another_answer_than_the_senders_is_kept_beside_it(world: World) -> None:
    row = answered(referral(world), {"side": "right"})
    send(world, row, side="left")
    row.refresh_from_db()
    assert (json.loads(row.answers)["side"], json.loads(row.read_answers)["side"]) == ("right", "left")
    assert standing_now(case(world, row)).answers["side"] == "left"


def test_a_field_that_is_emptied_leaves_the_senders_answer_standing(world: World) -> None:
    row = answered(referral(world), {"side": "right", "severity": "moderate"})
    send(world, row, severity="mild")
    assert standing_now(case(world, row)).answers["side"] == "right"


def test_nothing_read_is_nothing_to_save(world: World) -> None:
    row = answered(referral(world), {"side": "right"})
    page = send(world, row, side="right")
    assert page.status_code == 422 and "intet at gemme" in page.content.decode()
    row.refresh_from_db()
    assert row.version_number == 1


def test_an_answer_that_cannot_be_used_is_shown_and_not_saved(world: World) -> None:
    row = referral(world)
    page = send(world, row, training_weeks="mange")
    assert page.status_code == 422 and "mange" in page.content.decode()
    row.refresh_from_db()
    assert row.version_number == 1


@pytest.mark.parametrize("press", ["show", "none:red_flags", ""])
def test_the_forms_own_buttons_show_and_save_nothing(world: World, press: str) -> None:
    row = referral(world)
    assert send(world, row, severity="mild", _do=press).status_code == 200
    row.refresh_from_db()
    assert row.version_number == 1 and not Event.objects.exists()


def test_what_is_read_raises_the_urgency_and_never_lowers_it(world: World) -> None:
    row = answered(referral(world), {"side": "right"})
    send(world, row, **{flagged(row): "yes"})
    row.refresh_from_db()
    assert row.urgency == Urgency.acute
    send(world, row, **{flagged(row): "no"})
    row.refresh_from_db()
    assert row.urgency == Urgency.acute and json.loads(row.read_decision)["red_flags"] == []


def test_the_stored_recommendation_can_be_made_again_from_what_is_stored(world: World) -> None:
    row = answered(referral(world), whole(referral(world)))
    send(world, row, severity="mild")
    standing = standing_now(case(world, row))
    assert standing.is_read and canonical(as_data(standing.trial.decision)) == row.read_decision


def test_what_is_read_decides_what_is_allowed_from_then_on(world: World) -> None:
    row = answered(referral(world), {"side": "right"})
    assert len(allowed_now(case(world, row))) > 1
    fields = {**plain_fields(), "_do": "save"}
    world.browser("physio").post(path("read_facts", row), {"_version": "1", "_key": str(uuid4()), **fields})
    assert allowed_now(case(world, row)) == ("private_physiotherapist",)
    assert any(place.is_recommended for place in places(case(world, row)))
    body = world.browser("physio").get(path("accept", row)).content.decode()
    assert "Anbefaling med det aflæste" in body


def test_without_any_recommendation_everything_is_still_possible(world: World) -> None:
    row = referral(world, sender=None)
    assert len(allowed_now(case(world, row))) > 2
    assert not any(place.is_recommended for place in places(case(world, row)))
    assert stored_answers(open_stored(row.version_id), row.answers) == Answers()


@pytest.mark.parametrize("verb", PATHS)
def test_no_page_of_the_receiver_takes_more_than_twelve_statements(world: World, verb: str) -> None:
    row = ready(world, verb)
    answered(row, {"side": "right"})
    browser = world.browser("physio")
    browser.get(path(verb, row))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(f"{path(verb, row)}?til=private_physiotherapist").status_code == 200
    with CaptureQueriesContext(connection) as sent:
        page = browser.post(path(verb, row), {"_key": str(uuid4()), "_version": "1", **form(world, verb)})
    assert page.status_code == 302 and len(asked) <= 12
    assert len([each for each in sent if "SAVEPOINT" not in each["sql"]]) <= 14


@pytest.mark.parametrize("verb", PATHS)
def test_every_form_is_there_in_english(world: World, verb: str) -> None:
    row = answered(ready(world, verb), {"side": "right"})
    page = world.browser("physio").get(f"/en{path(verb, row)}")
    assert page.status_code == 200 and "Back to the referral" in page.content.decode()


@pytest.mark.parametrize("verb", PATHS)
def test_no_title_and_no_address_names_the_citizen(world: World, verb: str) -> None:
    row = answered(ready(world, verb), {"side": "right"})
    page = world.browser("physio").get(path(verb, row)).content.decode()
    title = page.split("<title>")[1].split("</title>")[0]
    addresses = [part.split('"')[0] for mark in ('href="', 'action="') for part in page.split(mark)[1:]]
    for place in (title, *addresses):
        assert row.citizen.surname not in place and row.citizen.cpr[6:] not in place
