"""Every page for people who log in, in its states, on a desk and on a phone: axe finds nothing, nothing is too wide."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.people import Person, Site
from tests.browser.test_the_whole_way import press_primary, refer

RECEIVER = "tag-imod/ returner/ videresend/ afvis/ hastegrad/ laes-af/ tag/".split()


def faults(person: Person) -> list[str]:
    """What axe finds on the page, and whether it is wider than a narrow phone."""
    found = Axe().run(person.page).response["violations"]
    named = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
    person.page.set_viewport_size({"width": 320, "height": 900})
    wide = person.page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    person.page.set_viewport_size({"width": 1280, "height": 900})
    return [f"{person.page.url}: {each}" for each in [*named, *(["scrolls sideways"] if wide else [])]]


def look(person: Person, *paths: str) -> Iterator[str]:
    """Opens each page and looks at it; a page that is not there is a fault too."""
    for path in paths:
        answer = person.page.goto(person.site.address + path)
        if answer is None or answer.status != 200:
            yield f"{path}: {answer.status if answer else 'nothing'}"
        yield from faults(person)


def of_the_doctor(doctor: Person, citizen: str) -> Iterator[str]:
    """The doctor's pages, a faulty form among them."""
    yield from look(doctor, "/hjem/", "/borgere/", "/borgere/ny/", f"/borgere/{citizen}/", "/opfoelgning/", "/min-log/")
    yield from look(doctor, "/epikriser/", "/henvisningskvalitet/", "/genoptraening/")
    doctor.go("/borgere/ny/")
    press_primary(doctor)
    yield from faults(doctor)
    doctor.go("/borgere/")
    doctor.page.fill("#q", "prøve")
    doctor.page.keyboard.press("Enter")
    doctor.page.wait_for_selector(".found")
    yield from faults(doctor)
    doctor.go(f"/borgere/{citizen}/")
    doctor.page.locator("button[name=programme][value=knaeartrose]").click()
    doctor.page.wait_for_selector("#trial")
    draft = doctor.page.url.partition("?")[0].removeprefix(doctor.site.address).removesuffix("skriv/")
    yield from look(doctor, f"{draft}skriv/", f"{draft}send/", f"{draft}kasser/")
    doctor.go(f"{draft}skriv/")
    doctor.page.set_viewport_size({"width": 360, "height": 900})
    yield from (each["id"] for each in Axe().run(doctor.page).response["violations"])
    doctor.page.set_viewport_size({"width": 1280, "height": 900})
    doctor.page.goto(doctor.site.address + f"{draft}send/")
    doctor.page.locator("button[value=send]").click()
    yield from faults(doctor)


def of_the_physio(physio: Person, referral: str) -> Iterator[str]:
    """The receiver's forms, the course and the letter, each in the state that it belongs to."""
    yield from look(
        physio, "/hjem/", "/arbejdsliste/", "/arbejdsliste/?liste=all", "/forloeb/", "/fremmoede/", "/meddelelser/"
    )
    yield from look(physio, referral, *(referral + each for each in RECEIVER))
    physio.go(f"{referral}returner/")
    press_primary(physio)
    yield from faults(physio)
    physio.go(f"{referral}tag-imod/")
    physio.page.locator("input[name=place]").first.check()
    press_primary(physio)
    yield from look(physio, f"{referral}tid/", f"{referral}foerste-besoeg/")
    flags = {name: "no" for name, value in physio.site.known["fields"].items() if value == "no"}
    physio.fill({**flags, "training_needed": "yes"})
    physio.page.locator("[name=_how][value=begin]").check()
    physio.page.locator("button[value=save]").last.click()
    physio.page.wait_for_url("**/forloeb/**")
    course = physio.page.url.partition("?")[0].removeprefix(physio.site.address)
    yield from look(physio, course, f"{course}plan/")
    press_primary(physio)
    yield from look(physio, f"{course}skema/pain_nrs/", f"{course}hold/", "/hold/", "/hold/nyt/", "/epikriser/")
    physio.go(f"{course}skema/pain_nrs/")
    physio.page.fill("[name='i.pain']", "6")
    press_primary(physio)
    pages = "", "plan/til-borgeren/", "fremmoede/", "maalinger/", "kontakt/", "slut/"
    yield from look(physio, *(course + each for each in pages))
    physio.go(f"{course}tilstand/stop/")
    yield from faults(physio)


@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_on_any_page(chromium: Browser, loop_site: Site, language: str) -> None:
    doctor, physio = Person(chromium, loop_site, "doctor"), Person(chromium, loop_site, "physio")
    citizens = loop_site.known["citizens"]
    if language:
        found = [*look(doctor, "/en/hjem/", "/en/borgere/", f"/en/borgere/{citizens[3]}/", "/en/arbejdsliste/")]
    else:
        referral = refer(doctor, citizens[3])
        found = [*faults(doctor), *of_the_doctor(doctor, citizens[3]), *of_the_physio(physio, referral)]
        found += [*look(doctor, referral, f"{referral}annuller/")]
    assert not found, "\n".join(found)
    doctor.close()
    physio.close()


def test_axe_finds_nothing_on_the_pages_of_the_other_roles(chromium: Browser, loop_site: Site) -> None:
    found: list[str] = []
    for name, paths in {
        "triage": ("/hjem/", "/arbejdsliste/", "/genoptraening/", "/genoptraening/ny/"),
        "secretary": (
            "/hjem/",
            "/arbejdsliste/",
            "/meddelelser/",
            "/meddelelser/ny/",
            "/fremmoede/",
            "/hold/",
            "/epikriser/antal/",
        ),
        "administrator": (
            "/hjem/",
            "/administration/",
            "/administration/brugere/ny/",
            "/administration/enheder/",
            "/administration/enheder/ny/",
            "/administration/log/",
            "/min-log/",
            "/adgangskode/",
            "/epikriser/antal/",
            "/aftaler/",
            "/administration/aftaler/",
            "/administration/aftaler/ny/",
            "/administration/opgaver/",
            "/administration/takster/",
            "/udbydere/",
            "/udaekkede-behov/",
            "/afregning/",
        ),
        "therapist": (
            "/hjem/",
            "/forloeb/",
            "/opfoelgning/",
            "/vores-aabne-tilbud/",
            "/genoptraening/",
            "/vores-aabne-tilbud/nyt/",
        ),
        "pain_doctor": ("/sparring/", "/undervisning/", "/undervisning/ny/"),
        "doctor": ("/sparring/",),
        "planner": ("/hjem/", "/afregning/", "/udaekkede-behov/"),
    }.items():
        person = Person(chromium, loop_site, name)
        found += look(person, *paths)
        person.close()
    stranger = chromium.new_context().new_page()
    stranger.goto(f"{loop_site.address}/log-ind/?udloebet=1")
    found += [each["id"] for each in Axe().run(stranger).response["violations"]]
    stranger.goto(f"{loop_site.address}/aabne-tilbud/")
    found += [each["id"] for each in Axe().run(stranger).response["violations"]]
    assert not found, "\n".join(found)
