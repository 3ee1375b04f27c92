"""Joint triage by keyboard alone, without scripts: two votes, a disagreement, one choice; and a dialogue."""

import pytest
from playwright.sync_api import Browser

from tests.browser.people import Person, Site
from tests.browser.test_every_page_is_accessible import faults

MOST_TABS = 150


def tab_to(person: Person, selector: str) -> None:
    """Tabs on until the control has the focus."""
    for _ in range(MOST_TABS):
        if person.page.evaluate("selector => !!document.activeElement?.matches(selector)", selector):
            return
        person.page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab on {person.page.url}")


def choose(person: Person, destination: str) -> None:
    """Tabs to the destinations and goes to one of them with the arrow."""
    tab_to(person, "input[name=destination]")
    person.page.keyboard.press("Space")
    for _ in range(9):
        if person.page.evaluate("document.activeElement.value") == destination:
            return
        person.page.keyboard.press("ArrowDown")
    raise AssertionError(destination)


def press(person: Person, selector: str) -> None:
    """Tabs to it and presses Enter."""
    tab_to(person, selector)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


def vote(person: Person, destination: str, note: str) -> None:
    """One vote."""
    choose(person, destination)
    tab_to(person, "#note")
    person.page.keyboard.type(note)
    press(person, "form[action$='/stem/'] button")


@pytest.fixture
def surgeon(chromium: Browser, loop_site: Site) -> Person:
    return Person(chromium, loop_site, "surgeon", scripts=False)


@pytest.fixture
def rheumatologist(chromium: Browser, loop_site: Site) -> Person:
    return Person(chromium, loop_site, "rheumatologist", scripts=False)


def test_votes_disagreement_and_outcome_by_keyboard_without_scripts(surgeon: Person, rheumatologist: Person) -> None:
    for person, destination in ((surgeon, "orthopaedics"), (rheumatologist, "hip_clinic")):
        person.go("/hjem/")
        press(person, "a[href='/faelles-visitation/']")
        press(person, "main .title-row a.button")
        case = person.page.url.partition("?")[0]
        assert "Har ikke stemt endnu." in person.text and "syn fra surgeon" not in person.text
        vote(person, destination, f"syn fra {'surgeon' if person is surgeon else 'reumatolog'}")
        assert "Din stemme er gemt. Her er den næste sag." in person.text
        assert person.page.url.partition("?")[0] != case
    surgeon.page.goto(case)
    assert "Uenige: stemmerne peger hver sin vej" in surgeon.text
    assert "syn fra surgeon" in surgeon.text and "syn fra reumatolog" in surgeon.text
    choose(surgeon, "orthopaedics")
    press(surgeon, "form[action$='/valg/'] button")
    assert "Sæt kryds ved alle" in surgeon.text
    for seat in ("surgeon", "rheumatologist"):
        tab_to(surgeon, f"input[name=deciders][value={seat}]")
        surgeon.page.keyboard.press("Space")
    press(surgeon, "form[action$='/valg/'] button")
    assert "Det fælles valg er gemt" in surgeon.text
    rheumatologist.page.goto(case)
    assert "Den fælles visitation er slut" in rheumatologist.text
    assert "Fælles valg: Sygehus, ortopædkirurgi" in rheumatologist.text


def test_a_dialogue_without_scripts_ends_when_both_have_said_yes(chromium: Browser, loop_site: Site) -> None:
    doctor = Person(chromium, loop_site, "doctor", scripts=False)
    therapist = Person(chromium, loop_site, "therapist", scripts=False, width=360)
    case = f"/faelles-visitation/{loop_site.known['joint']['dialogue']}/"
    doctor.go(case)
    choose(doctor, "coping_course")
    press(doctor, "form[action$='/forslag/'] button")
    therapist.go(case)
    assert "Mestringsforløb i kommunen" in therapist.text
    press(therapist, "form[action$='/ja/'] button")
    doctor.go(case)
    assert "Fælles valg: Mestringsforløb i kommunen" in doctor.text
    for person in (doctor, therapist):
        person.close()


def test_every_page_of_joint_triage_is_accessible_and_narrow(chromium: Browser, loop_site: Site) -> None:
    surgeon = Person(chromium, loop_site, "surgeon")
    rheumatologist = Person(chromium, loop_site, "rheumatologist")
    case, found = f"/faelles-visitation/{loop_site.known['joint']['votes'][2]}/", list[str]()
    for path in ("/faelles-visitation/", case, f"/en{case}", "/hjem/"):
        surgeon.go(path)
        found += faults(surgeon)
    for person, place in ((surgeon, "orthopaedics"), (rheumatologist, "hip_clinic")):
        person.go(case)
        person.page.locator("form[action$='/stem/'] button").click()
        found += faults(person)
        person.page.check(f"input[value={place}]")
        person.page.locator("form[action$='/stem/'] button").click()
        person.page.wait_for_load_state()
    for path in (case, "/faelles-visitation/"):
        surgeon.go(path)
        found += faults(surgeon)
    assert not found, "\n".join(found)
    for person in (surgeon, rheumatologist):
        person.close()
