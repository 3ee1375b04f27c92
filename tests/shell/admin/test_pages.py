"""The administrator's pages: users and units, and never a citizen."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.shell.doctor.plain import page
from tests.shell.world import World, location_number
from tests.web.visitor import Page
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.receivers import Residence, receivers
from tvaerspor.records.models import Audit, Membership, Service, Unit, User
from tvaerspor.web.account.administration_routes import ADMINISTRATION_ROUTES

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
HOME, UNITS = "/administration/", "/administration/enheder/"


def fresh(shown: Page) -> str:
    """The password that is shown."""
    return shown.one(".fresh-password")


def logged_in(name: str, password: str) -> bool:
    """Whether somebody gets in."""
    stranger = Client(headers={"host": "localhost"})
    return bool(stranger.post("/log-ind/", {"login": name, "password": password}).status_code == 302)


def test_a_new_user_gets_a_password_that_is_shown_once_and_works(world: World) -> None:
    browser = world.browser("administrator")
    typed = {"username": "ny-terapeut", "unit": str(world.units["physio"].id), "role": "private_physiotherapist"}
    shown = page(browser.post(f"{HOME}brugere/ny/", {**typed, "_key": str(new_id())}))
    password = fresh(shown)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", password)
    user = User.objects.get(username="ny-terapeut")
    assert password not in browser.get(f"{HOME}brugere/{user.id}/").content.decode()
    assert logged_in("ny-terapeut", password) and not logged_in("ny-terapeut", password + "x")
    assert "ny-terapeut" in page(browser.get(f"{HOME}?soeg=ny-t")).text
    assert page(browser.get(f"{HOME}?soeg=nobody")).words(".empty")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": ""}, "username"),
        ({"username": "test-doctor"}, "username"),
        ({"username": "010150-0010"}, "username"),
        ({"unit": "x"}, "unit"),
        ({"unit": str(new_id())}, "unit"),
        ({"role": "king"}, "role"),
        ({"role": "administrator"}, "role"),
    ],
)
def test_what_cannot_be_meant_is_named_and_kept(world: World, changes: dict[str, str], field: str) -> None:
    typed = {"username": "nogen", "unit": str(world.units["physio"].id), "role": "secretary", **changes}
    refused = page(world.browser("administrator").post(f"{HOME}brugere/ny/", {**typed, "_key": str(new_id())}))
    assert refused.status == 422 and refused.one(f"#e-{field}")
    assert refused.all("//input[@name='username']")[0].get("value") == typed["username"]
    assert not User.objects.filter(username="nogen").exists()


def test_a_closed_user_is_out_at_the_next_page_and_comes_back(world: World) -> None:
    browser, doctor, user = world.browser("administrator"), world.browser("doctor"), world.members["doctor"].user
    assert doctor.get("/hjem/").status_code == 200
    where = f"{HOME}brugere/{user.id}/"
    assert browser.post(f"{where}luk/", {"_key": str(new_id())}).status_code == 302
    assert doctor.get("/hjem/").status_code == 302 and not logged_in("test-doctor", "en lang prøvekode")
    browser.post(f"{where}aabn/", {"_key": str(new_id())})
    assert logged_in("test-doctor", "en lang prøvekode")


def test_a_new_password_ends_the_sessions_of_the_old_one(world: World) -> None:
    browser, doctor, user = world.browser("administrator"), world.browser("doctor"), world.members["doctor"].user
    password = fresh(page(browser.post(f"{HOME}brugere/{user.id}/adgangskode/", {"_key": str(new_id())})))
    assert doctor.get("/hjem/").status_code == 302
    assert logged_in("test-doctor", password) and not logged_in("test-doctor", "en lang prøvekode")


def test_roles_are_given_and_taken_and_nobody_locks_themselves_out(world: World) -> None:
    browser, member = world.browser("administrator"), world.members["doctor"]
    where = f"{HOME}brugere/{member.user_id}/"
    given = {"unit": str(world.units["other_practice"].id), "role": "doctor"}
    assert browser.post(f"{where}rolle/", {**given, "_key": str(new_id())}).status_code == 302
    assert browser.post(f"{where}rolle/", {**given, "role": "", "_key": str(new_id())}).status_code == 422
    browser.post(f"{where}fratag/", {"membership": str(member.pk), "_key": str(new_id())})
    kept = Membership.objects.filter(user=member.user, is_active=True)
    assert [each.unit for each in kept] == [world.units["other_practice"]]
    assert browser.post(f"{where}fratag/", {"membership": "999999", "_key": str(new_id())}).status_code == 404
    own = world.members["administrator"]
    for rest, typed in (("luk/", {}), ("fratag/", {"membership": str(own.pk)})):
        answer = page(browser.post(f"{HOME}brugere/{own.user_id}/{rest}", {**typed, "_key": str(new_id())}))
        assert answer.status == 422 and "ikke lukke dig selv ude" in answer.one(".trouble")
    own.refresh_from_db()
    assert own.is_active and own.user.is_active


def test_a_new_unit_takes_referrals_until_it_is_closed(world: World) -> None:
    browser = world.browser("administrator")
    typed = {
        "name": "Fysioterapi Ørnevej",
        "kind": "private",
        "purpose": "treatment",
        "region": "nordjylland",
        "takes": ["private_physiotherapist"],
        "gln": location_number(77),
        "identifier": "099977",
        "identifier_kind": "ydernummer",
    }
    assert browser.post(f"{UNITS}ny/", {**typed, "_key": str(new_id())}).status_code == 302
    unit = Unit.objects.get(name="Fysioterapi Ørnevej")
    route = Residence("0851", world.now.date().replace(year=2100))
    assert unit in receivers(route, ["private_physiotherapist"])["private_physiotherapist"]
    browser.post(f"{UNITS}{unit.id}/luk/", {"_key": str(new_id())})
    assert unit not in receivers(route, ["private_physiotherapist"])["private_physiotherapist"]
    assert "lukket for nye" in page(browser.get(f"{UNITS}?gjort=unit_closed")).one(".done")
    browser.post(f"{UNITS}{unit.id}/aabn/", {"_key": str(new_id())})
    assert Unit.objects.get(id=unit.id).is_open
    assert browser.post(f"{UNITS}{new_id()}/luk/", {"_key": str(new_id())}).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 36}, "name"),
        ({"name": "fysioterapi prøvetorv"}, "name"),
        ({"kind": ""}, "kind"),
        ({"region": ""}, "region"),
        ({"kind": "municipal"}, "municipality"),
        ({"municipality": "0101"}, "municipality"),
        ({"gln": "5790000000000"}, "gln"),
        ({"gln": "5790000000012"}, "gln"),
        ({"identifier": "12"}, "identifier_kind"),
        ({"postcode": "12"}, "postcode"),
        ({"street": "x" * 36}, "street"),
        ({"takes": ["moon"]}, "takes"),
    ],
)
def test_a_unit_that_cannot_be_meant_is_refused_by_field(world: World, changes: dict[str, object], field: str) -> None:
    if field == "gln" and changes["gln"] == "5790000000012":
        changes = {"gln": world.units["physio"].gln}
    typed = {"name": "Ny klinik", "kind": "private", "purpose": "treatment", "region": "nordjylland", **changes}
    refused = page(world.browser("administrator").post(f"{UNITS}ny/", {**typed, "_key": str(new_id())}))
    assert refused.status == 422 and refused.one(f"#e-{field}")
    assert Unit.objects.count() == len(world.units)


def test_the_same_unit_sent_twice_is_one(world: World) -> None:
    browser = world.browser("administrator")
    typed = {
        "name": "Ny klinik",
        "kind": "private",
        "purpose": "treatment",
        "region": "nordjylland",
        "_key": str(new_id()),
    }
    for _ in range(2):
        browser.post(f"{UNITS}ny/", typed)
    assert Unit.objects.filter(name="Ny klinik").count() == 1 and not Service.objects.filter(unit__name="Ny klinik")


@pytest.mark.parametrize("person", ["doctor", "triage", "physio", "therapist", "secretary"])
def test_every_page_of_administration_is_nothing_to_others(world: World, person: str) -> None:
    browser, user, unit = world.browser(person), world.members["doctor"].user_id, world.units["physio"].id
    for route in ADMINISTRATION_ROUTES:
        if route.name == "my_log":
            continue
        path = "/" + route.path.replace("<uuid:user>", str(user)).replace("<uuid:unit>", str(unit))
        ask = browser.get if "GET" in route.methods else browser.post
        assert ask(path).status_code == 404, route.name
    assert User.objects.get(id=user).is_active and Unit.objects.get(id=unit).is_open


def test_the_lists_page_and_ask_the_same_few_questions(world: World) -> None:
    browser, counts = world.browser("administrator"), {HOME: [], UNITS: []}
    browser.get(HOME)
    for many in (0, 60):
        for number in range(many):
            unit = Unit(id=new_id(), kind="private", region="nordjylland")
            unit.set_name(f"Klinik {number:03}")
            unit.save()
            user = User.objects.create(id=new_id(), username=f"bruger-{number:03}", created_at=world.now)
            Membership.objects.create(user=user, unit=unit, role="secretary")
        for path, found in counts.items():
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(path).status_code == 200
            found.append(len(asked))
    for path, (few, many_) in counts.items():
        assert few == many_ <= 12, path
        assert len(page(browser.get(path)).words("tbody tr")) == 25
        assert page(browser.get(f"{path}?side=2")).words("tbody tr")
        assert browser.get(f"{path}?side=x&soeg=%00").status_code == 200


def test_every_change_leaves_a_row_in_the_log(world: World) -> None:
    user = world.members["doctor"].user_id
    world.browser("administrator").post(f"{HOME}brugere/{user}/luk/", {"_key": str(new_id())})
    row = Audit.objects.get(deed="edit users")
    assert (row.outcome, row.user) == ("ok", str(world.members["administrator"].user_id)) and str(user) in row.seen
