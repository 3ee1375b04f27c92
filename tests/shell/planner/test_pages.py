"""The planner's pages: open a scenario, change it, see both sides, save it, take it along; and nobody else sees it."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.documents.pdf_text import Pdf
from tests.shell.doctor.plain import page
from tests.shell.world import World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.planner.open_scenario import open_scenario, shipped_scenarios
from tvaerspor.planning.ledger import budget
from tvaerspor.records.models import Audit, PlanScenario

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
TRAINING, SEED = "/planlaegning/scenarie/traening-nordjylland-demo/", "/planlaegning/scenarie/holstebro-2020/"
TEACHING = "likely|volume:teaching"


def form_of(browser: Client, path: str) -> dict[str, object]:
    """The fields of the scenario's form as they stand, with a key of its own."""
    shown = page(browser.get(path))
    (form,) = (each for each in shown.all("//form[@method='post']") if each.get("action") == path)
    ticked = [each.get("value") for each in form.xpath(".//input[@type='checkbox'][@checked]")]
    found = {each.get("name"): each.get("value") or "" for each in form.xpath(".//input[not(@type='checkbox')][@name]")}
    chosen = form.xpath(".//select/option[@selected]")
    found |= {each.getparent().get("name"): each.get("value") for each in chosen}
    found.pop("csrfmiddlewaretoken", None)
    return {**found, "municipality": ticked, "_key": str(new_id())}


def post(browser: Client, path: str, do: str, **more: object) -> HttpResponse:
    return browser.post(path, {**form_of(browser, path), "_do": do, **more}, follow=True)


def saved(browser: Client, title: str = "Vores", **more: object) -> str:
    """A scenario of the unit's own, from the seed's; its address."""
    answer = post(browser, SEED, "save", title=title, **more)
    assert "gemt som enhedens eget" in answer.content.decode()
    return str(answer.redirect_chain[-1][0]).partition("?")[0]


def test_the_seeds_budget_stands_on_its_page_to_the_oere_in_both_languages(world: World) -> None:
    browser = world.browser("planner")
    danish, english = browser.get(SEED).content.decode(), browser.get(f"/en{SEED}").content.decode()
    for said in ("82.378,63 kr.", "7.061,03 kr.", "89.439,65 kr.", "prisniveau 2019-10", "941,47"):
        assert said in danish, said
    assert "DKK 82,378.63" in english and "DKK 89,439.65" in english and "The region" in english
    assert "Takst" in danish, "the source of a price"


def test_a_changed_volume_shows_both_sides_and_saves_nothing(world: World) -> None:
    browser = world.browser("planner")
    shown = page(post(browser, SEED, "show", **{TEACHING: "60"}))
    rows = shown.words("table.amounts tbody tr")
    assert any("82.378,63 kr." in row and "120.037,43 kr." in row and "37.658,80 kr." in row for row in rows), rows
    assert "Kilden: 40" in shown.text and "Tilbage til kilden" in shown.text
    assert not PlanScenario.objects.exists()
    picture = shown.all("//div[@role='img']")[0]
    assert "2020, kilden 82.379 kr." in picture.get("aria-label") and "2020, ændret 120.037 kr." in picture.get(
        "aria-label"
    )


def test_a_figure_goes_back_to_its_source(world: World) -> None:
    shown = page(post(world.browser("planner"), SEED, "source|volume:teaching", **{TEACHING: "60"}))
    assert shown.all(f"//input[@name='{TEACHING}']")[0].get("value") == "40"
    assert "Intet er ændret" in shown.text


def test_years_and_municipalities_frame_both_sides(world: World) -> None:
    browser = world.browser("planner")
    fields = {"first": "2025", "last": "2026", "municipality": ["0851"], "likely|trained_share": "70"}
    shown = page(post(browser, TRAINING, "show", **fields))
    assert "2024" not in " ".join(shown.words("table.amounts tbody tr"))
    assert "Indbyggere, Aalborg" in shown.text and "Indbyggere, Thisted" not in shown.text
    assert shown.words("table.amounts thead th")[2:] == ["Kilden", "Ændret", "Forskel"]


def test_municipalities_are_added_by_name_and_a_whole_region_at_once(world: World) -> None:
    browser = world.browser("planner")
    shown = page(post(browser, TRAINING, "show", municipality=["0851"], names="thisted, Læsø"))
    assert [each.get("value") for each in shown.all("//input[@name='municipality'][@checked]")] == [
        "0825",
        "0787",
        "0851",
    ]
    shown = page(post(browser, TRAINING, "region|nordjylland", municipality=["0851"]))
    assert len(shown.all("//input[@name='municipality'][@checked]")) == 11
    unknown = post(browser, TRAINING, "show", names="Tisted")
    assert unknown.status_code == 422 and "mente du «Thisted»?" in unknown.content.decode()


def test_another_service_model_has_other_lines(world: World) -> None:
    shown = page(post(world.browser("planner"), TRAINING, "show", service_model="individual"))
    assert "Træning på hold" not in " ".join(shown.words("fieldset h4")) and "Individuel træning" in shown.text
    assert "12.378.438,02 kr." in shown.text, "what it costs more, in all"


WRONG = [
    ({TEACHING: "fyrre"}, "«fyrre» er ikke et tal. Skriv det med komma før decimaler, fx 1.234,50."),
    ({TEACHING: "-4"}, "er ikke et tal"),
    ({"first": "20x0"}, "Skriv et årstal med fire cifre"),
    ({"last": "2019"}, "Det sidste år skal være det første år eller senere."),
    ({"last": "2020"}, "2021 ligger uden for 2020-2020"),
    ({"last": "2060"}, "Vælg højst 20 år ad gangen."),
]


@pytest.mark.parametrize(("fields", "sentence"), WRONG)
def test_what_cannot_be_meant_is_told_at_its_field_and_kept(
    world: World, fields: dict[str, str], sentence: str
) -> None:
    browser = world.browser("planner")
    for do in ("show", "save"):
        answer = post(browser, SEED, do, **fields)
        assert answer.status_code == 422 and sentence in answer.content.decode().replace("&lt;", "<")
        for name, value in fields.items():
            assert page(answer).all(f"//input[@name='{name}']")[0].get("value") == value
    assert not PlanScenario.objects.exists()


def test_a_scenario_needs_a_name_and_at_least_one_municipality(world: World) -> None:
    browser = world.browser("planner")
    assert "Giv scenariet et navn" in post(browser, SEED, "save", title=" ").content.decode()
    assert "Vælg mindst én kommune." in post(browser, TRAINING, "show", municipality=[]).content.decode()


def test_a_saved_scenario_is_changed_copied_and_found_again(world: World) -> None:
    browser = world.browser("planner")
    path = saved(browser, **{TEACHING: "60"})
    assert "120.037,43 kr." in browser.get(path).content.decode()
    assert (
        "Vores" in browser.get("/planlaegning/").content.decode() and "Vores" in browser.get("/hjem/").content.decode()
    )
    changed = post(browser, path, "save", title="Vores, igen", **{"likely|doctor_hour": "1.000,00"})
    assert "Ændringerne er gemt" in changed.content.decode() and "127.500,00 kr." in changed.content.decode()
    row = PlanScenario.objects.get()
    assert (row.title, row.version, row.foundation) == ("Vores, igen", 2, "holstebro-2020")
    post(browser, path, "copy", title="Et nyt")
    assert set(PlanScenario.objects.values_list("title", flat=True)) == {"Vores, igen", "Et nyt"}
    assert {(each.deed, each.outcome) for each in Audit.objects.filter(route="plan")} >= {
        ("create plan", "ok"), ("edit plan", "ok"), ("read plan", "ok"),
    }  # fmt: skip


def test_two_people_cannot_change_it_at_once_and_a_form_sent_twice_counts_once(world: World) -> None:
    browser = world.browser("planner")
    path = saved(browser)
    first, second = form_of(browser, path), form_of(browser, path)
    assert browser.post(path, {**first, "_do": "save", TEACHING: "50"}).status_code == 302
    late = browser.post(path, {**second, "_do": "save", TEACHING: "70"})
    assert late.status_code == 409 and "En anden har ændret den" in late.content.decode()
    assert browser.post(path, {**first, "_do": "save", TEACHING: "50"}).status_code == 302
    assert PlanScenario.objects.get().version == 2
    fresh = {**form_of(browser, SEED), "_do": "save", "title": "To gange"}
    assert (
        browser.post(SEED, fresh)["Location"].partition("?")[0]
        == browser.post(SEED, fresh)["Location"].partition("?")[0]
    )
    assert PlanScenario.objects.filter(title="To gange").count() == 1


def test_the_file_to_share_is_read_in_again_and_means_the_same(world: World) -> None:
    browser, other = world.browser("planner"), world.browser("other_planner")
    path = saved(browser, **{TEACHING: "60"})
    shared = browser.get(f"{path}fil/yaml/")
    assert shared["Content-Disposition"] == 'attachment; filename="vores.yaml"'
    given = {"file": SimpleUploadedFile("vores.yaml", shared.content), "_key": str(new_id())}
    brought = other.post("/planlaegning/indlaes/", given, follow=True)
    assert "Filen er indlæst" in brought.content.decode() and "120.037,43 kr." in brought.content.decode()
    there = str(brought.redirect_chain[-1][0]).partition("?")[0]
    again = other.get(f"{there}fil/yaml/").content.decode()
    one, two = (open_scenario({"x": text}, "x") for text in (shared.content.decode(), again))
    assert budget(one).entries == budget(two).entries and one.sources == two.sources
    changed = post(other, there, "save", title="Deres", **{TEACHING: "10"})
    assert "Ændringerne er gemt" in changed.content.decode()
    assert "Kilden: 60" in page(other.get(there)).text


BAD_FILES = [
    (b"", "mangler et id"),
    (b"id: [", "ikke gyldig YAML"),
    (b"\xff\xfe", "UTF-8"),
    (b"id: x\ntitle: x\nyears: {from: 2020, to: 2020}\n", "scenariet har ingen linjer"),
    (b"id: x\ntitle: x\nbase: findes-ikke\n", "findes-ikke"),
    (b"a" * 200_001, "over 200 kB"),
    (b"id: x\nbase: x\ntitle: x\n", "x"),
    (b"- 1\n- 2\n", "mangler et id"),
    (b"id: holstebro-2020\nbase: holstebro-2020\ntitle: x\n", "bygger på hinanden"),
]


@pytest.mark.parametrize(("raw", "said"), BAD_FILES)
def test_a_file_that_cannot_be_used_is_told_and_nothing_is_saved(world: World, raw: bytes, said: str) -> None:
    given = {"file": SimpleUploadedFile("fil.yaml", raw), "_key": str(new_id())}
    answer = world.browser("planner").post("/planlaegning/indlaes/", given)
    assert answer.status_code == 422 and said in page(answer).one("#file-faults")
    assert not PlanScenario.objects.exists()


def test_a_price_without_level_in_a_file_is_told_with_its_line(world: World) -> None:
    text = shipped_scenarios()["holstebro-2020"].replace('    price_level: "2019-10"\n', "")
    given = {"file": SimpleUploadedFile("fil.yaml", text.encode()), "_key": str(new_id())}
    told = page(world.browser("planner").post("/planlaegning/indlaes/", given)).one("#file-faults")
    assert re.search(r"holstebro-2020\.yaml:\d+: values\.doctor_hour: et beløb mangler prisniveau", told)


def test_files_leave_with_the_seeds_figures(world: World) -> None:
    browser = world.browser("planner")
    assert "89.439,65 kr." in Pdf(browser.get(f"{SEED}fil/pdf/").content).text
    assert "ca. 89.500 kr." in Pdf(browser.get(f"{SEED}fil/ansoegning/").content).text
    assert ";75317,6;" in browser.get(f"{SEED}fil/csv/").content.decode()
    assert browser.get(f"{SEED}fil/parquet/").content[:4] == b"PAR1"
    shown = page(browser.get(f"{SEED}ansoegning/"))
    assert "ca. 82.400 kr." in shown.text and "Ikke udfyldt: Dato" in shown.text
    for nothing in (f"{SEED}fil/docx/", f"{TRAINING}ansoegning/", f"{TRAINING}fil/ansoegning/"):
        assert browser.get(nothing).status_code == 404


def test_another_unit_sees_nothing_of_ones_own_and_no_other_role_sees_anything(world: World) -> None:
    path = saved(world.browser("planner"))
    stranger = world.browser("other_planner")
    nothing = stranger.get(f"/planlaegning/scenarie/{world.anybody}/")
    for each in (path, f"{path}fil/yaml/", f"{path}ansoegning/"):
        answer = stranger.get(each)
        assert answer.status_code == 404 and answer.content == nothing.content
    assert stranger.post(path, {"_do": "save", "title": "x", "_key": str(new_id())}).status_code == 404
    assert "Vores" not in stranger.get("/planlaegning/").content.decode()
    for role in ("doctor", "triage", "physio", "therapist", "secretary", "administrator"):
        for each in (path, SEED, f"{SEED}fil/csv/", f"{SEED}ansoegning/"):
            assert world.browser(role).get(each).status_code == 404, (role, each)
    assert Client(headers={"host": "localhost"}).get(path).status_code == 302


def test_a_planner_sees_no_citizens(world: World) -> None:
    browser = world.browser("planner")
    for path in ("/arbejdsliste/", "/borgere/", "/meddelelser/", "/administration/"):
        assert browser.get(path).status_code == 404


def test_a_scenario_whose_foundation_no_longer_fits_says_so_and_can_be_fetched(world: World) -> None:
    browser = world.browser("planner")
    path = saved(browser)
    PlanScenario.objects.update(text="id: vores\ntitle: x\nbase: holstebro-2020\nvalues:\n  doctor_hour: {value: ti}\n")
    answer = browser.get(path)
    assert answer.status_code == 409 and "kan ikke regnes" in answer.content.decode()
    assert browser.get(f"{path}fil/yaml/").status_code == 200
    assert browser.get(f"{path}fil/pdf/").status_code == 422
    assert browser.get("/planlaegning/").status_code == 200


def count(browser: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_no_page_asks_more_of_the_database_for_fifty_scenarios_than_for_five(world: World) -> None:
    browser = world.browser("planner")
    path = saved(browser)
    one = PlanScenario.objects.get()
    pages = ("/hjem/", "/planlaegning/", path, SEED, "/planlaegning/beregninger/")

    def fill(number: int) -> None:
        rows = [PlanScenario(**{**vars_of(one), "id": new_id()}) for _ in range(number)]
        PlanScenario.objects.bulk_create(rows)

    fill(4)
    few = [count(browser, each) for each in pages]
    fill(45)
    assert [count(browser, each) for each in pages] == few
    assert max(few) <= 12, few


def vars_of(row: PlanScenario) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}
