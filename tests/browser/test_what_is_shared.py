"""Two people who share a citizen, without scripts: from the job centre's request to tasks done; axe finds nothing."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser

from tests.browser.people import Person, Site
from tests.browser.test_every_page_is_accessible import faults, look
from tests.shell.world import CPRS


def here(person: Person) -> str:
    """The address of the open page, without what was just done."""
    return person.page.url.partition("?")[0].removeprefix(person.site.address)


def save(person: Person) -> None:
    """Presses the form's main button."""
    person.page.locator("main form button.primary").first.click()
    person.page.wait_for_load_state()


def ask(job_centre: Person) -> str:
    """The job centre asks the citizen's doctor, whoever that is; the address of the receipt."""
    job_centre.go("/hjem/")
    job_centre.press("Skriv en henvendelse til borgerens læge")
    job_centre.page.fill("#name", "Prøve Borger")
    job_centre.page.fill("#cpr", CPRS[1])
    job_centre.page.fill("#contact", "ring efter kl. 15")
    job_centre.page.check("input[value=candidate]")
    save(job_centre)
    assert "Modtaget" in job_centre.text
    return here(job_centre)


def consent(doctor: Person, citizen: str) -> None:
    """The doctor registers the citizen's written consent."""
    doctor.go(f"/borgere/{citizen}/")
    doctor.press("Samtykke og fælles forløb")
    doctor.press("Registrér et samtykke")
    doctor.page.get_by_label("Jobcenter Prøvested").first.check()
    for part in ("discuss", "milestones", "work_plan", "appointments"):
        doctor.page.check(f"input[name=part-{part}]")
    doctor.page.check("input[value=at_visit]")
    today = datetime.now(ZoneInfo("Europe/Copenhagen")).date()
    doctor.page.fill("#written_on", today.isoformat())
    doctor.page.fill("#valid_until", (today + timedelta(days=90)).isoformat())
    save(doctor)
    assert "Samtykket er registreret" in doctor.text


def propose(job_centre: Person, citizen: str, soon: datetime) -> str:
    """The job centre proposes two times; the address of the appointment."""
    job_centre.go(f"/faelles/borger/{citizen}/")
    job_centre.press("Foreslå et fælles møde")
    for number, at in enumerate((soon, soon + timedelta(days=2))):
        job_centre.page.fill(f"#on-{number}", at.date().isoformat())
        job_centre.page.fill(f"#at-{number}", f"{at:%H:%M}")
    save(job_centre)
    assert "Forslaget er sendt" in job_centre.text
    return here(job_centre)


def of_the_job_centre(job_centre: Person, citizen: str, appointment: str) -> Iterator[str]:
    about = f"/faelles/borger/{citizen}/"
    forms = "udskrift/", "arbejdsplan/", "aftale/", "samtykke/traek-tilbage/"
    yield from look(
        job_centre, "/hjem/", "/faelles/", "/faelles/moeder/", "/faelles/henvendelse/ny/", about, appointment
    )
    yield from look(job_centre, *(about + form for form in forms), appointment + "cancel/", "/en/hjem/", "/en" + about)
    job_centre.go("/faelles/henvendelse/ny/")
    save(job_centre)
    yield from faults(job_centre)


def of_the_doctor(doctor: Person, citizen: str, appointment: str) -> Iterator[str]:
    about = f"/faelles/borger/{citizen}/"
    yield from look(doctor, "/hjem/", "/faelles/", about, appointment, appointment + "cancel/", "/en" + about)
    yield from look(
        doctor, *(about + form for form in ("samtykke/", "samtykke/traek-tilbage/", "henvendelse/", "aftale/"))
    )
    doctor.go(about + "samtykke/")
    save(doctor)
    yield from faults(doctor)


def test_from_the_request_to_a_task_that_is_done_without_scripts(chromium: Browser, loop_site: Site) -> None:
    citizen = loop_site.known["citizens"][1]
    job_centre = Person(chromium, loop_site, "job_centre", scripts=False)
    doctor = Person(chromium, loop_site, "doctor", scripts=False)
    request = ask(job_centre)
    doctor.go("/faelles/")
    doctor.page.locator(".found a", has_text="Prøve Borger").first.click()
    doctor.page.check("input[value=invited]")
    save(doctor)
    job_centre.go(request)
    assert "Modtaget" in job_centre.text and "inviteret" not in job_centre.text
    consent(doctor, citizen)
    job_centre.go(request)
    assert "inviteret til en samtale" in job_centre.text
    appointment = propose(job_centre, citizen, datetime.now(ZoneInfo("Europe/Copenhagen")) + timedelta(days=1))
    doctor.go("/hjem/")
    doctor.page.locator(".tile", has_text="henvendelser og fælles aftaler").click()
    doctor.page.locator("#shared-waits + .found a").first.click()
    doctor.press("Sig ja til en tid")
    doctor.page.locator("input[name=time]").first.check()
    save(doctor)
    assert "Tiden er aftalt" in doctor.text
    with doctor.page.expect_download() as got:
        doctor.page.get_by_role("link", name="Hent til kalenderen").click()
    assert got.value.suggested_filename == "aftale.ics"
    hold_and_do(doctor, job_centre, loop_site, appointment)
    seeing = Person(chromium, loop_site, "job_centre")
    found = [*of_the_job_centre(seeing, citizen, appointment)]
    withdraw(doctor, job_centre, citizen)
    assert not found, "\n".join(found)
    for person in (doctor, job_centre, seeing):
        person.close()


def hold_and_do(doctor: Person, job_centre: Person, site: Site, appointment: str) -> None:
    """The time passes, the doctor writes what was agreed, the job centre does its task."""
    begun(site, appointment)
    doctor.go(appointment)
    doctor.press("Skriv, hvad der blev aftalt")
    doctor.page.check("input[name=track-coping]")
    doctor.page.check("input[name=track-work_up]")
    doctor.page.fill("#words-0", "Finde en virksomhed, der passer")
    doctor.page.select_option("#owner-0", "partner")
    doctor.page.select_option("#of-0", "work_ability")
    today = datetime.now(ZoneInfo("Europe/Copenhagen")).date()
    doctor.page.fill("#due-0", (today + timedelta(days=7)).isoformat())
    save(doctor)
    assert "Aftalen er skrevet" in doctor.text
    job_centre.go(appointment)
    assert "Yderligere udredning" not in job_centre.text
    job_centre.page.locator("button[value^='done:']").click()
    assert "Løst" in job_centre.text


def begun(site: Site, appointment: str) -> None:
    """Moves the appointment back, as time would."""
    with sqlite3.connect(next(site.home.glob("*.sqlite3"))) as database:
        database.execute(
            "UPDATE records_sharedappointment SET at = ? WHERE id = ?",
            ("2026-01-05 09:00:00", appointment.split("/")[-2].replace("-", "")),
        )


def withdraw(doctor: Person, job_centre: Person, citizen: str) -> None:
    """The citizen withdraws: the page that is open at the job centre is gone when it is asked for again."""
    job_centre.go(f"/faelles/borger/{citizen}/")
    doctor.go(f"/faelles/borger/{citizen}/")
    doctor.press("Træk samtykke tilbage")
    save(doctor)
    assert "Samtykket er trukket tilbage" in doctor.text
    answer = job_centre.page.reload()
    assert answer is not None and answer.status == 404


def test_axe_finds_nothing_on_the_doctors_and_the_coping_consultants_pages(chromium: Browser, loop_site: Site) -> None:
    citizen = loop_site.known["citizens"][2]
    doctor, job_centre = Person(chromium, loop_site, "doctor"), Person(chromium, loop_site, "job_centre")
    consent(doctor, citizen)
    soon = datetime.now(ZoneInfo("Europe/Copenhagen")) + timedelta(days=3)
    appointment = propose(job_centre, citizen, soon)
    found = [*of_the_doctor(doctor, citizen, appointment)]
    found += look(doctor, appointment + "accept/", appointment + "other_times/")
    doctor.go(f"/faelles/borger/{citizen}/samtykke/")
    doctor.page.get_by_label("Mestring Prøvested").first.check()
    doctor.page.check("input[name=part-milestones]")
    doctor.page.check("input[value=digital]")
    doctor.page.fill("#written_on", (soon.date() - timedelta(days=3)).isoformat())
    doctor.page.fill("#valid_until", (soon.date() + timedelta(days=9)).isoformat())
    save(doctor)
    coping = Person(chromium, loop_site, "coping")
    found += look(coping, "/hjem/", "/faelles/", f"/faelles/borger/{citizen}/", f"/faelles/borger/{citizen}/mestring/")
    doctor.go("/faelles/moeder/")
    doctor.page.select_option("#unit", label="Jobcenter Prøvested")
    doctor.page.fill("#on", soon.date().isoformat())
    doctor.page.fill("#at", "13:00")
    save(doctor)
    doctor.page.fill("#name", "Prøve Borger")
    doctor.page.fill("#cpr", CPRS[2])
    doctor.page.locator("button[value=put_on]").click()
    assert "sat på dagsordenen" in doctor.text
    found += faults(doctor)
    found += look(job_centre, here(doctor))
    assert not found, "\n".join(found)
    for person in (doctor, job_centre, coping):
        person.close()
