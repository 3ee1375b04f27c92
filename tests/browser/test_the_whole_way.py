"""From the doctor's first answer to the closing letter that the doctor reads: two people, with scripts and without."""

import re
import time

import pytest
from playwright.sync_api import Browser

from tests.browser.people import Person, Site

MOST_ANSWERS, MOST_SECONDS = 12, 90
DESTINATION = "private_physiotherapist"
NO_SCRIPTS = {True: 0, False: 1}
"""Which of the world's citizens each way is walked with, so that neither meets the other's referral."""


def refer(doctor: Person, citizen: str) -> str:
    """Writes and sends an ordinary referral; its address. Counts the answers and the seconds."""
    begun = time.monotonic()
    doctor.go(f"/borgere/{citizen}/")
    doctor.page.locator("button[name=programme][value=knaeartrose]").click()
    doctor.page.wait_for_selector("#trial")
    doctor.fill(doctor.site.known["fields"])
    doctor.page.locator("button[value=next]").click()
    doctor.page.wait_for_selector("input[name=_destination]")
    doctor.page.check(f"input[value={DESTINATION}]")
    units = doctor.page.locator(f"select[name=_unit-{DESTINATION}]")
    units.select_option(units.locator("option", has_text="Fysioterapi Prøvetorv").get_attribute("value"))
    doctor.page.locator("button[value=preview]").click()
    assert "Det får Fysioterapi Prøvetorv" in doctor.text
    doctor.page.locator("button[value=send]").click()
    assert "Henvisningen er sendt" in doctor.text
    assert time.monotonic() - begun < MOST_SECONDS
    counted = re.search(r"Svar talt: (\d+)", doctor.text)
    assert counted and int(counted[1]) + 2 <= MOST_ANSWERS, "the answers, the destination and the receiver"
    return doctor.page.url.partition("?")[0].removeprefix(doctor.site.address)


def press_primary(person: Person) -> None:
    """Presses the page's main button."""
    person.page.locator("main form button.primary").last.click()
    person.page.wait_for_load_state()


def treat(physio: Person, referral: str) -> None:
    """Takes the referral, holds the first visit, agrees the plan, ends the course and sends the letter."""
    physio.go("/arbejdsliste/")
    assert physio.page.locator(f"a[href='{referral}']").count() == 1
    physio.go(f"{referral}tag-imod/")
    physio.page.locator("input[name=place]").first.check()
    press_primary(physio)
    physio.go(f"{referral}tid/")
    physio.page.fill("#on", "2027-03-01")
    physio.page.fill("#at", "10:00")
    press_primary(physio)
    physio.go(f"{referral}foerste-besoeg/")
    flags = {name: "no" for name, value in physio.site.known["fields"].items() if value == "no"}
    physio.fill({**flags, "training_needed": "yes", "note.examination": "Let hævelse, fuld bevægelighed."})
    physio.page.locator("[name=_how][value=begin]").check()
    physio.page.locator("button[value=save]").last.click()
    physio.page.wait_for_url("**/forloeb/**")
    course = physio.page.url.partition("?")[0].removeprefix(physio.site.address)
    physio.go(f"{course}plan/")
    physio.page.locator("input[type=checkbox][name^='g.']").first.check()
    physio.page.locator("textarea[id$='.words']").first.fill("Gå på trapper igen")
    press_primary(physio)
    end(physio, course)
    write_letter(physio, referral)


def end(physio: Person, course: str) -> None:
    """The last visit."""
    physio.go(f"{course}slut/")
    flags = {name: "no" for name, value in physio.site.known["fields"].items() if value == "no"}
    answers = {"course_effect": "yes", "course_weeks": "8", "course_per_week": "2", "citizen_continues": "no"}
    physio.fill({**flags, **answers, "surgery_wanted_now": "no"})
    physio.page.locator("[name=_how][value=end]").check()
    physio.page.locator("button[value=save]").last.click()
    physio.page.wait_for_load_state()


def write_letter(physio: Person, referral: str) -> None:
    """The closing letter: what is not known is said to be unknown, and it is sent."""
    physio.go(f"{referral}epikrise/skriv/")
    if physio.page.locator("button[value=fill]").count():
        physio.page.locator("button[value=fill]").click()
    physio.page.locator("button[value=preview]").click()
    if physio.page.locator("[name=_without_message]").count():
        physio.page.check("[name=_without_message]")
    press_primary(physio)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_referral_goes_the_whole_way_between_two_windows(chromium: Browser, loop_site: Site, scripts: bool) -> None:
    doctor = Person(chromium, loop_site, "doctor", scripts)
    physio = Person(chromium, loop_site, "physio", scripts)
    referral = refer(doctor, loop_site.known["citizens"][NO_SCRIPTS[scripts]])
    treat(physio, referral)
    doctor.go(referral)
    assert "Afsluttet" in doctor.text
    doctor.go(f"{referral}epikrise/")
    assert "Gå på trapper igen" in doctor.text
    printed = doctor.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1, "a closing letter is one page"
    doctor.go(referral)
    way = doctor.page.locator(".timeline strong").all_inner_texts()
    assert way[0] == "Sendt" and len(way) >= 6
    doctor.close()
    physio.close()


def test_the_second_of_two_decisions_is_told(chromium: Browser, loop_site: Site) -> None:
    doctor = Person(chromium, loop_site, "doctor")
    referral = refer(doctor, loop_site.known["citizens"][2])
    first, second = (Person(chromium, loop_site, "physio") for _ in range(2))
    for person in (first, second):
        person.go(f"{referral}tag-imod/")
        person.page.locator("input[name=place]").first.check()
    press_primary(first)
    press_primary(second)
    assert "En anden har ændret" in second.text or "kan derfor ikke" in second.text
    for person in (doctor, first, second):
        person.close()
