"""The register of agreements: appended, ended, refused; and what it tells a referral."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.shell.doctor.plain import PROGRAMME, page, plain_fields
from tests.shell.doctor.test_the_doctors_way import begin, save, send
from tests.shell.duties.filling import state
from tests.shell.receiver.rows import cpr, referral
from tests.shell.world import AALBORG, World
from tvaerspor.actions.duties.agreements import NewAgreement, add_agreement
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.recommend import recommend, stored_answers
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.records.models import AgreementRow, Audit, Referral, UnmetNeed

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
ROWS, WHO = "/administration/aftaler/", "/aftaler/"
HOME_CARE = {"home_care": "yes"}


def typed(**changes: str) -> dict[str, str]:
    plain = {
        "municipality": AALBORG,
        "programme": PROGRAMME,
        "valid_from": "2026-01-01",
        "joined": "yes",
        "source": "brev",
    }
    return {**plain, **changes, "_key": str(new_id())}


def test_a_row_is_written_shown_and_ended_and_never_deleted(world: World) -> None:
    browser = world.browser("administrator")
    assert browser.post(f"{ROWS}ny/", typed(has_offer="yes")).status_code == 302
    row = AgreementRow.objects.get()
    shown = page(browser.get(ROWS))
    assert "Aalborg" in shown.text and shown.all("//svg[@role='img']")
    ended = browser.post(f"{ROWS}{row.id}/afslut/", {"valid_until": "2026-12-31", "_key": str(new_id())})
    assert ended.status_code == 302
    newest = AgreementRow.objects.get(replaces=row)
    assert (newest.valid_until.isoformat(), newest.has_offer, newest.joined) == ("2026-12-31", True, True)
    again = browser.post(f"{ROWS}{row.id}/afslut/", {"valid_until": "2026-11-30", "_key": str(new_id())})
    assert again.status_code == 409 and AgreementRow.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_overlapping_rows_are_refused_in_a_sentence_that_names_both(world: World) -> None:
    browser = world.browser("administrator")
    browser.post(f"{ROWS}ny/", typed(valid_until="2026-12-31"))
    refused = page(browser.post(f"{ROWS}ny/", typed(valid_from="2026-12-31")))
    said = refused.one("#e-valid_from")
    assert refused.status == 422 and "fra 1.1.2026 til 31.12.2026" in said and "fra 31.12.2026" in said
    assert refused.all("//input[@name='source']")[0].get("value") == "brev"
    assert browser.post(f"{ROWS}ny/", typed(valid_from="2027-01-01")).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"municipality": "9999"}, "municipality"),
        ({"programme": "moon"}, "programme"),
        ({"programme": f"{PROGRAMME}/moon"}, "offer"),
        ({"valid_from": ""}, "valid_from"),
        ({"valid_from": "2026-02-30"}, "valid_from"),
        ({"valid_until": "2025-12-31"}, "valid_until"),
        ({"joined": ""}, "has_offer"),
        ({"source": " "}, "source"),
    ],
)
def test_what_cannot_be_meant_is_named_and_nothing_saved(world: World, changes: dict[str, str], field: str) -> None:
    refused = page(world.browser("administrator").post(f"{ROWS}ny/", typed(**changes)))
    assert refused.status == 422 and refused.one(f"#e-{field}")
    assert not AgreementRow.objects.exists()


def test_everybody_on_the_staff_sees_who_has_what_on_a_day(world: World) -> None:
    state(world, has_offer="no", valid_until="2026-12-31")
    state(world, programme="", joined="yes")
    browser = world.browser("secretary")
    before = page(browser.get(f"{WHO}?emne={PROGRAMME}&dato=2026-12-31")).words("tbody tr")
    after = page(browser.get(f"{WHO}?emne={PROGRAMME}&dato=2027-01-01")).words("tbody tr")
    (row,) = [each for each in before if each.startswith("Aalborg")]
    assert row.startswith("Aalborg Nej Ja ikke oplyst")
    (row,) = [each for each in after if each.startswith("Aalborg")]
    assert row.startswith("Aalborg ikke oplyst Ja ikke oplyst")


def sent_answers(world: World, doctor: Client, fields: dict[str, str]) -> tuple[dict[str, object], dict[str, object]]:
    """Answers and context of a referral sent with these fields."""
    draft = save(doctor, begin(world, doctor), fields)
    assert send(world, doctor, draft).status_code == 302
    draft.refresh_from_db()
    return json.loads(draft.answers), json.loads(draft.context)


def test_what_the_register_says_is_fetched_shown_and_stored_and_nobody_is_asked(world: World) -> None:
    state(world, programme="", joined="yes", dynamic_referral="no")
    doctor = world.browser("doctor")
    draft = begin(world, doctor)
    form = page(doctor.get(f"/henvisning/{draft.id}/skriv/"))
    assert not form.all("//input[@name='municipality_joined']")
    assert "Hentet fra oversigten over aftaler" in form.one("#q-municipality_joined")
    draft = save(doctor, draft, {**plain_fields(), "municipality_joined": "no"})
    assert "Dynamisk henvisning i drift? Nej" in page(doctor.get(f"/henvisning/{draft.id}/send/")).text
    assert send(world, doctor, draft).status_code == 302
    draft.refresh_from_db()
    assert json.loads(draft.answers)["municipality_joined"] is True
    agreement = json.loads(draft.context)["agreement"]
    assert (agreement["joined"], agreement["has_offer"], agreement["dynamic_referral"]) == (True, None, False)
    assert len(agreement["rows"]) == 1


def test_where_the_register_is_silent_it_stays_unknown(world: World) -> None:
    doctor = world.browser("doctor")
    form = page(doctor.get(f"/henvisning/{begin(world, doctor).id}/skriv/"))
    assert "ikke oplyst" in form.one("#q-municipality_joined") and "ikke et nej" in form.one("#q-municipality_joined")


def test_a_change_after_the_sending_changes_nothing_that_was_sent(world: World) -> None:
    stated = state(world, programme="", joined="yes")
    doctor = world.browser("doctor")
    answers, context = sent_answers(world, doctor, plain_fields())
    assert answers["municipality_joined"] is True and context["agreement"]
    browser = world.browser("administrator")
    browser.post(f"{ROWS}{stated}/afslut/", {"valid_until": "2025-12-31", "_key": str(new_id())})
    row = Referral.objects.get()
    made = recommend(world.act("physio"), row, stored_answers(open_stored(row.version_id), row.answers))
    assert made.answers["municipality_joined"] is True


def test_a_need_that_nobody_offers_to_meet_is_said_and_written_once(world: World) -> None:
    state(world, has_offer="no")
    doctor = world.browser("doctor")
    draft = save(doctor, begin(world, doctor), {**plain_fields(), **HOME_CARE})
    shown = page(doctor.get(f"/henvisning/{draft.id}/send/"))
    assert "intet træningstilbud" in shown.one(".note-box ul")
    assert not UnmetNeed.objects.exists()
    assert send(world, doctor, draft).status_code == 302
    need = UnmetNeed.objects.get()
    assert (need.municipality, need.wished, need.fallback) == (AALBORG, "municipal_training", "private_physiotherapist")


def test_needs_are_counted_by_month_and_few_are_hidden(world: World) -> None:
    for number, (municipality, wished) in enumerate([*[("0810", "a")] * 5, *[("0813", "a")] * 4]):
        row = referral(world, world.citizen(cpr(number + 50)))
        about = {"municipality": municipality, "programme": PROGRAMME, "wished": wished, "fallback": "b"}
        UnmetNeed.objects.create(referral=row, on=date(2026, 11, 3), at=world.now, **about)
    shown = page(world.browser("planner").get("/udaekkede-behov/"))
    rows = shown.words("tbody tr")
    assert rows[0].startswith("november 2026 Brønderslev") and rows[0].endswith(" 5")
    assert rows[1].startswith("november 2026 Frederikshavn") and rows[1].endswith("under 5")
    assert "Prøve Borger" not in shown.text
    assert world.browser("doctor").get("/udaekkede-behov/").status_code == 404


@pytest.mark.parametrize("path", [ROWS, WHO, "/udbydere/", "/administration/opgaver/"])
def test_a_page_asks_the_database_as_little_for_fifty_rows(world: World, path: str) -> None:
    browser, asked = world.browser("administrator"), []
    for codes in (["0810", "0813", "0860"], ["0849", "0825", "0846", "0773", "0840", "0787", "0820", "0851"]):
        for code in codes:
            for year in ("2020", "2021", "2022", "2023"):
                add_agreement(
                    world.act("administrator"),
                    NewAgreement(code, PROGRAMME, "", f"{year}-01-01", f"{year}-12-31", "yes", source="brev"),
                )
        browser.get(path)
        with CaptureQueriesContext(connection) as found:
            assert browser.get(path).status_code == 200
        asked.append(len([each for each in found if each["sql"] not in ("BEGIN", "COMMIT")]))
    assert asked[0] == asked[1] <= 12


def test_nobody_but_the_administrator_writes_in_the_register(world: World) -> None:
    for person in ("doctor", "planner", "secretary", "pain_doctor"):
        browser = world.browser(person)
        assert browser.get(ROWS).status_code == 404
        assert browser.post(f"{ROWS}ny/", typed()).status_code == 404
    assert not AgreementRow.objects.exists() and Audit.objects.filter(outcome="denied").count() == 8
