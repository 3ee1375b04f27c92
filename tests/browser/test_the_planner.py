"""The planner at a screen: axe finds nothing, all of it works without scripts, and a run is watched to its end."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser

from tests.browser.people import Person, Site
from tests.browser.test_every_page_is_accessible import faults, look

TRAINING, SEED = "/planlaegning/scenarie/traening-nordjylland-demo/", "/planlaegning/scenarie/holstebro-2020/"
CLINIC = "/planlaegning/scenarie/hofteklinik-simuleret/"
PAGES = ("/hjem/", "/planlaegning/", "/planlaegning/indlaes/", "/planlaegning/beregninger/", TRAINING, SEED)


def changed(planner: Person, title: str) -> None:
    """Changes a figure, looks at both sides, and saves."""
    planner.go(TRAINING)
    planner.page.fill("input[name='likely|trained_share']", "70")
    planner.page.locator("button.primary[value=show]").click()
    planner.page.wait_for_selector("text=Tilbage til kilden")
    assert "Forskel" in planner.text
    planner.page.fill("#title", title)
    planner.page.locator("button[value=save]").click()
    planner.page.wait_for_selector(".done")


def of_the_planner(planner: Person, title: str) -> Iterator[str]:
    """Every page in its states."""
    yield from look(planner, *PAGES, f"{SEED}ansoegning/")
    changed(planner, title)
    yield from faults(planner)
    planner.page.fill("input[name='likely|trained_share']", "mange")
    planner.page.locator("button.primary[value=show]").click()
    planner.page.wait_for_selector("[aria-invalid=true]")
    assert "er ikke et tal" in planner.text
    yield from faults(planner)
    planner.go("/planlaegning/indlaes/")
    planner.press("Indlæs filen")
    yield from faults(planner)


def test_axe_finds_nothing_and_a_run_is_watched_to_its_end(chromium: Browser, loop_site: Site) -> None:
    planner = Person(chromium, loop_site, "planner")
    said: list[str] = []
    planner.page.on("console", lambda message: said.append(message.text))
    found = list(of_the_planner(planner, "Med browser"))
    planner.go(TRAINING)
    planner.page.locator("input[value=sensitivity]").check()
    planner.press("Begynd")
    assert planner.page.locator("#run").count() == 1
    found += faults(planner)
    planner.page.wait_for_selector(".printed", timeout=60_000)
    found += faults(planner)
    path = planner.page.url.removeprefix(loop_site.address)
    found += look(
        planner, f"/en{path}", "/en/hjem/", "/en/planlaegning/", f"/en{TRAINING}", "/en/planlaegning/beregninger/"
    )
    assert not found, "\n".join(found)
    assert not [words for words in said if "422" not in words], "nothing on the pages breaks their own rules"
    planner.close()


def test_all_of_it_works_without_scripts(chromium: Browser, loop_site: Site) -> None:
    planner = Person(chromium, loop_site, "planner", scripts=False)
    changed(planner, "Uden scripts")
    planner.press("Begynd")
    assert planner.page.locator("text=Usikkerhed").count()
    for _ in range(30):
        if planner.page.locator(".printed").count():
            break
        planner.page.wait_for_timeout(1000)  # the page asks again by itself
    assert "Median" in planner.text
    planner.close()


def test_axe_finds_nothing_in_a_simulation_and_a_phone_shows_it_whole(chromium: Browser, loop_site: Site) -> None:
    planner = Person(chromium, loop_site, "planner")
    planner.go(CLINIC)
    found = list(faults(planner))
    planner.page.locator("input[value=simulate]").check()
    planner.press("Begynd")
    planner.page.wait_for_selector(".printed", timeout=90_000)
    found += faults(planner)
    path = planner.page.url.removeprefix(loop_site.address)
    found += look(planner, f"/en{path}")
    assert not found, "\n".join(found)
    planner.close()
    phone = Person(chromium, loop_site, "planner", scripts=False, width=320)
    phone.go(path)
    assert "Ventetider" in phone.text and "Hent tallene til regneark (CSV)" in phone.text
    phone.close()
    narrow = Person(chromium, loop_site, "planner", width=320)
    narrow.go(path)
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 320
    narrow.close()
