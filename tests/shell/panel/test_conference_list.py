"""The conference list: piles, case after case, only one's own, the same number of statements for few and many."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.shell.panel.rows import BOTH, body, path, send, talked_about, vote, voted_on
from tests.shell.receiver.rows import referral
from tests.shell.world import World
from tvaerspor.actions.panel.conference import Agreement, agreement, conference
from tvaerspor.records.models import BlockedUnit, Event, Referral
from tvaerspor.referral.joint_triage import Pile

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
LIST = "/faelles-visitation/"


def piles(world: World, who: str) -> dict[str, list[str]]:
    found = conference(world.act(who))
    return {pile: [item.row.reference for item in found.of(pile)] for pile in Pile if found.of(pile)}


def test_each_case_lies_in_the_pile_of_what_it_waits_for(world: World) -> None:
    both, one, differing, ready = (voted_on(world, days=9 - number) for number in range(4))
    vote(world, "surgeon", one, "hip_clinic")
    for row, second in ((differing, "orthopaedics"), (ready, "hip_clinic")):
        vote(world, "surgeon", row, "hip_clinic")
        vote(world, "rheumatologist", row, second)
    referral(world, receiver=world.units["hospital"], destination="orthopaedics")
    shared = {Pile.DIFFERING: [differing.reference], Pile.READY: [ready.reference]}
    assert piles(world, "surgeon") == {Pile.MINE: [both.reference], **shared, Pile.OTHERS: [one.reference]}
    assert piles(world, "rheumatologist") == {Pile.MINE: [both.reference, one.reference], **shared}
    page = world.browser("surgeon").get(LIST).content.decode()
    assert page.index("Venter på mig") < page.index("Her er vi uenige") < page.index("Klar til det fælles valg")
    assert "Mangler: Reumatolog" in page


def test_the_most_urgent_and_then_the_oldest_comes_first(world: World) -> None:
    young, old = voted_on(world, days=1), voted_on(world, days=5)
    urgent = voted_on(world, days=0, urgency=1)
    assert piles(world, "surgeon")[Pile.MINE] == [urgent.reference, old.reference, young.reference]


def test_after_each_case_the_next_one_opens_and_at_the_end_the_list(world: World) -> None:
    first, second = voted_on(world, days=5), voted_on(world, days=1)
    browser = world.browser("surgeon")
    assert browser.get(f"{LIST}naeste/")["Location"] == path(first)
    on = browser.get(vote(world, "surgeon", first, "hip_clinic")["Location"])
    assert on["Location"] == f"{path(second)}?gjort=vote_next"
    assert "Din stemme er gemt. Her er den næste sag." in browser.get(on["Location"]).content.decode()
    end = browser.get(vote(world, "surgeon", second, "hip_clinic")["Location"])
    assert end["Location"] == f"{LIST}?gjort=vote_last"
    assert "Ingen flere venter på dig" in browser.get(end["Location"]).content.decode()
    for row in (first, second):
        vote(world, "rheumatologist", row, "orthopaedics")
    on = browser.get(send(world, "surgeon", "choose", first, destination="hip_clinic", deciders=BOTH)["Location"])
    assert on["Location"] == f"{path(second)}?gjort=choose_next"


def test_one_goes_back_and_forth_between_the_cases(world: World) -> None:
    first, second, third = (voted_on(world, days=9 - number) for number in range(3))
    page = body(world, "surgeon", second)
    assert re.search(f'href="{path(first)}" rel="prev" accesskey="f"', page)
    assert re.search(f'href="{path(third)}" rel="next" accesskey="n"', page)
    assert 'rel="prev"' not in body(world, "surgeon", first) and 'rel="next"' not in body(world, "surgeon", third)


def test_an_empty_list_says_what_comes_there(world: World) -> None:
    for who in ("surgeon", "rheumatologist", "doctor", "therapist"):
        page = world.browser(who).get(LIST).content.decode()
        assert "Ingen sager venter på den fælles visitation" in page
    assert world.browser("surgeon").get(f"{LIST}naeste/")["Location"] == LIST
    assert world.browser("surgeon").get(f"{LIST}naeste/?gjort=andet&efter=ingen")["Location"] == LIST


def test_each_side_of_a_dialogue_has_it_on_its_own_list(world: World) -> None:
    row = talked_about(world)
    assert piles(world, "doctor") == piles(world, "therapist") == {Pile.MINE: [row.reference]}
    send(world, "doctor", "propose", row, destination="coping_course")
    assert piles(world, "doctor") == {Pile.OTHERS: [row.reference]}
    assert piles(world, "therapist") == {Pile.MINE: [row.reference]}
    assert piles(world, "surgeon") == piles(world, "other_doctor") == {}


def test_a_blocked_unit_has_neither_the_case_nor_the_number(world: World) -> None:
    row = voted_on(world)
    BlockedUnit.objects.create(citizen=row.citizen, unit=world.units["hospital"], since=world.now)
    assert piles(world, "surgeon") == {}
    assert world.browser("surgeon").get(path(row)).status_code == 404


@pytest.mark.parametrize("who", ["triage", "physio", "secretary", "administrator"])
def test_a_role_without_a_seat_has_no_list(world: World, who: str) -> None:
    assert world.browser(who).get(LIST).status_code == 404
    assert LIST not in world.browser(who).get("/hjem/").content.decode()


def test_new_answers_put_the_case_back_with_everybody(world: World) -> None:
    row = voted_on(world)
    for who in ("surgeon", "rheumatologist"):
        vote(world, who, row, "hip_clinic")
    Event.objects.create(referral=row, kind="answer", at=world.now)
    assert piles(world, "surgeon") == {Pile.MINE: [row.reference]}


def test_how_often_they_agree_is_counted_from_the_events(world: World) -> None:
    assert agreement(world.act("surgeon")) == Agreement(0, 0)
    for second in ("hip_clinic", "hip_clinic", "orthopaedics"):
        row = voted_on(world)
        vote(world, "surgeon", row, "hip_clinic")
        vote(world, "rheumatologist", row, second)
    vote(world, "surgeon", voted_on(world), "hip_clinic")
    assert agreement(world.act("surgeon")) == Agreement(2, 3)
    assert "Enige fra begyndelsen i 2 af 3 sager" in world.browser("surgeon").get(LIST).content.decode()
    assert agreement(world.act("doctor")) == Agreement(0, 0)


def test_home_shows_what_waits_for_a_vote_and_what_is_late(world: World) -> None:
    row = voted_on(world)
    Referral.objects.filter(id=row.id).update(due=(world.now - timedelta(days=2)).date())
    page = world.browser("surgeon").get("/hjem/").content.decode()
    assert f'href="{LIST}#pile-mine" class="tile is-late"' in page and "fælles visitation: venter på mig" in page
    vote(world, "surgeon", row, "hip_clinic")
    vote(world, "rheumatologist", row, "orthopaedics")
    assert "fælles visitation: uenige" in world.browser("surgeon").get("/hjem/").content.decode()


def statements(world: World, who: str, address: str) -> int:
    browser = world.browser(who)
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_no_page_takes_more_than_twelve_statements_for_few_or_many(world: World) -> None:
    rows = [voted_on(world) for _ in range(5)]
    vote(world, "rheumatologist", rows[0], "hip_clinic")
    few = [statements(world, "surgeon", where) for where in (LIST, path(rows[0]), "/hjem/")]
    for row in [voted_on(world) for _ in range(45)]:
        vote(world, "rheumatologist", row, "hip_clinic")
    many = [statements(world, "surgeon", where) for where in (LIST, path(rows[0]), "/hjem/")]
    assert few == many and max(few) <= 12, few
    assert statements(world, "doctor", path(talked_about(world))) <= 12


def test_sending_a_vote_takes_few_statements(world: World) -> None:
    row = voted_on(world)
    vote(world, "surgeon", row, "hip_clinic")
    with CaptureQueriesContext(connection) as sent:
        vote(world, "rheumatologist", row, "hip_clinic")
    mine = [each["sql"] for each in sent if "SAVEPOINT" not in each["sql"] and "session" not in each["sql"]]
    assert len(mine) <= 18, mine


@pytest.mark.parametrize("part", ["", "en"])
def test_every_page_is_there_in_both_languages_and_names_nobody_in_its_title(world: World, part: str) -> None:
    row = voted_on(world)
    for address in (LIST, path(row)):
        page = world.browser("surgeon").get(f"/{part}{address}" if part else address).content.decode()
        title = page.split("<title>")[1].split("</title>")[0]
        addresses = [piece.split('"')[0] for mark in ('href="', 'action="') for piece in page.split(mark)[1:]]
        assert ("Joint triage" if part else "Fælles visitation") in title
        for place in (title, *addresses):
            assert row.citizen.surname not in place and row.citizen.cpr[6:] not in place
