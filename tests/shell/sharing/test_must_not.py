"""What the employment side must not see or do: the access model's list, line by line, on page, search, print and file.

A canary is planted in every forbidden field; the citizen has consented to every part there is, so that only the slice's
own shape stands between them and the page.
"""

import json
import re
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from tests.shell.doctor.plain import PROGRAMME
from tests.shell.sharing.table import TYPED, Table, same_for_all
from tests.shell.world import CPRS, World
from tvaerspor.access.ask import Deed, Holder, may_ever
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.sharing import requests, steps
from tvaerspor.actions.sharing.requests import TypedRequest
from tvaerspor.actions.sharing.standing import tied_to
from tvaerspor.actions.stored_programmes import current_version
from tvaerspor.records.models import (
    BlockedUnit,
    Citizen,
    ContactRequest,
    Course,
    Event,
    FollowUp,
    Letter,
    Message,
    Referral,
    Session,
)
from tvaerspor.web.urls import ROUTES
from tvaerspor.web.visit import Visit

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
PARTNERS = ("job_centre", "coping")
LINES = {
    # a line of the list: the canaries that stand for it
    "referral text": ("KANARIE-TEKST", "KANARIE-SVAR", "KANARIE-GRUND"),
    "notes": ("KANARIE-NOTE", "KANARIE-BESOEG"),
    "diagnosis codes or names": ("KANARIE-KODE", "KANARIE-PROGRAM"),
    "suspicion recorded by the doctor": ("KANARIE-MISTANKE",),
    "red-flag or triage answers and the recommendation": ("KANARIE-FLAG", "KANARIE-ANBEFALING"),
    "imaging": ("KANARIE-BILLEDE",),
    "medication": ("KANARIE-MEDICIN",),
    "PROM answers": ("KANARIE-PROM",),
    "pain-clinic sparring": ("KANARIE-SPARRING",),
    "home-care and vulnerability facts": ("KANARIE-HJEMMEPLEJE",),
    "other providers' names": ("KANARIE-KLINIK",),
    "attachments": ("KANARIE-BILAG",),
    "the health side's own tracks and tasks": ("KANARIE-LÆGEOPGAVE", "Yderligere udredning", "Psykolog"),
    "the number": (CPRS[0], CPRS[0].replace("-", "")),
}


@pytest.fixture
def table(world: World) -> Table:
    return Table(world)


def plant(table: Table, citizen: Citizen) -> None:
    """A referral, a course and everything around them, with a canary in every field that holds words."""
    world = table.world
    clinic = world.units["other_physio"]
    clinic.set_name("KANARIE-KLINIK")
    clinic.save()
    row = Referral(id=new_id(), programme=PROGRAMME, version_id=current_version(PROGRAMME), citizen=citizen)
    row.reference, row.sender, row.receiver, row.turn = "KANARIE-KODE", world.units["practice"], clinic, clinic
    row.status, row.sent_at, row.destination, row.reason = "started", table.now, "KANARIE-PROGRAM", "KANARIE-GRUND"
    row.created_at = row.changed_at = row.since = table.now
    row.typed = json.dumps({"a": "KANARIE-TEKST", "home": "KANARIE-HJEMMEPLEJE", "pills": "KANARIE-MEDICIN"})
    row.answers = json.dumps({"a": "KANARIE-SVAR", "flag": "KANARIE-FLAG", "image": "KANARIE-BILLEDE"})
    row.decision = row.read_decision = json.dumps({"recommended": "KANARIE-ANBEFALING"})
    row.read_answers, row.context, row.asked = ('{"a": "KANARIE-MISTANKE"}',) * 3
    row.save()
    Event.objects.create(referral=row, kind="contact_sparring", at=table.now, data='{"told": "KANARIE-SPARRING"}')
    course = Course(id=new_id(), referral=row, citizen=citizen, unit=clinic, state="running", started_on=table.now)
    course.first_visit, course.plan, course.ending = ('{"notes": "KANARIE-BESOEG"}',) * 3
    course.measures, course.letter_draft = '[{"id": "KANARIE-PROM"}]', '{"a": "KANARIE-NOTE"}'
    course.save()
    Session.objects.create(id=new_id(), course=course, on=table.now, activity="KANARIE-KODE", note="KANARIE-NOTE")
    FollowUp.objects.create(id=new_id(), course=course, unit=clinic, kind="a", due=table.now, note="KANARIE-NOTE")
    letter = Letter(id=new_id(), referral=row, kind="closing_letter", at=table.now)
    letter.set_body("KANARIE-NOTE")
    letter.save()
    message = Message(id=new_id(), direction="in", kind="a", status="received", referral=row, at=table.now)
    message.note, message.unit = "KANARIE-BILAG", clinic
    message.set_raw(b"KANARIE-BILAG")
    message.save()


def shared(table: Table) -> tuple[Citizen, dict[str, str]]:
    """A citizen who shares everything with both, and every address that a partner can open about them."""
    citizen = table.citizen()
    plant(table, citizen)
    for partner in PARTNERS:
        table.give(citizen, partner, days=(20, 90))
    held = table.held(citizen)
    about = f"/faelles/borger/{citizen.id}/"
    forms = {name: about + name + "/" for name in ("arbejdsplan", "aftale", "samtykke/traek-tilbage", "mestring")}
    pages = {"citizen": about, "print": about + "udskrift/", "appointment": f"/faelles/aftale/{held}/"}
    pages |= {"agree": f"/faelles/aftale/{held}/agree/", "file": f"/faelles/aftale/{held}/kalender.ics", **forms}
    return citizen, pages


def everything_shown(table: Table, partner: str) -> Iterator[tuple[str, str]]:
    """Each surface with what it says: pages, search, print and file; those that the role does not have are left out."""
    citizen, pages = shared(table)
    lists = {"home": "/hjem/", "list": "/faelles/", "log": "/min-log/", "meetings": "/faelles/moeder/"}
    lists |= {f"english {name}": f"/en{path}" for name, path in (pages | lists).items() if name != "file"}
    for name, path in (pages | lists).items():
        answer = table.get(partner, path)
        if answer.status_code != 404:
            assert answer.status_code == 200, (name, answer.status_code)
            yield name, answer.content.decode()
    for typed in (citizen.given_name, CPRS[0]):
        answer = table.post(partner, "/faelles/", {"q": typed})
        assert str(citizen.id) in answer.content.decode(), "the search finds whoever is shared"
        yield "search", answer.content.decode().replace(f'value="{typed}"', "")


@pytest.mark.parametrize("partner", PARTNERS)
def test_no_line_of_the_list_is_on_any_page_search_print_or_file(table: Table, partner: str) -> None:
    shown = list(everything_shown(table, partner))
    assert {"home", "list", "citizen", "print", "search", "log"} <= {name for name, _ in shown}
    assert ("file" in {name for name, _ in shown}) is (partner == "job_centre"), "the coping course was not there"
    leaks = [
        (line, surface, canary)
        for line, canaries in LINES.items()
        for canary in canaries
        for surface, said in shown
        if canary in said
    ]
    assert not leaks, leaks


def test_the_canaries_can_sing(table: Table) -> None:
    """The doctor's own pages show some of them: the test above could fail."""
    citizen, pages = shared(table)
    assert "KANARIE-LÆGEOPGAVE" in table.page("doctor", pages["appointment"])
    assert "Yderligere udredning" in table.page("doctor", pages["appointment"])
    assert CPRS[0] in table.page("doctor", pages["citizen"])
    assert "KANARIE-KLINIK" in table.page("doctor", f"/borgere/{citizen.id}/")


def models_in(value: Any, depth: int = 0) -> Iterator[Model]:
    """Every row that a template could reach from its values, but for the visitor's own membership."""
    if isinstance(value, Model):
        yield value
    elif isinstance(value, dict) and depth < 6:
        for each in value.values():
            yield from models_in(each, depth + 1)
    elif isinstance(value, list | tuple | set) and depth < 6:
        for each in value:
            yield from models_in(each, depth + 1)
    elif hasattr(value, "__dict__") and type(value).__module__.startswith("tvaerspor") and depth < 6:
        yield from models_in(dict(vars(value)), depth + 1)


@pytest.mark.parametrize("partner", PARTNERS)
def test_no_page_of_theirs_is_even_handed_a_referral_a_course_or_a_citizens_row(
    table: Table, partner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[tuple[str, str]] = []
    show = Visit.show

    def watched(visit: Visit, template: str, values: Any, status: int = 200) -> Any:
        handed.extend((template, type(row).__name__) for row in models_in(dict(values)))
        return show(visit, template, values, status)

    monkeypatch.setattr(Visit, "show", watched)
    assert list(everything_shown(table, partner))
    assert {kind for _, kind in handed} <= {"Unit", "CooperationMeeting"}, handed


def test_the_employment_side_has_no_right_to_anything_but_the_slice() -> None:
    """Break-glass, audit of others, worklists, look-up of citizens: what is not written for them is not allowed."""
    own = {"own_desk", "own_log"}
    slice_of_it = {"shared_slice", "consent", "contact_request", "shared_appointment", "cooperation_meeting"}
    slice_of_it |= {"coping_part", "step_proposal"}
    for role in ("job_centre", "coping_consultant"):
        for resource in matrix().resources:
            allowed = {
                operation
                for operation in ("find", "read", "create", "edit", "decide")
                if may_ever(matrix(), Holder(role, "employment"), Deed(operation, resource))
            }
            assert not allowed or resource in own | slice_of_it, (role, resource, allowed)
        assert not may_ever(matrix(), Holder(role, "treatment"), Deed("read", "shared_slice"))
    names = {route.name for route in ROUTES if route.deed.resource in slice_of_it}
    assert len(names) >= 17


WITHOUT = ("no consent", "expired", "withdrawn", "to another job centre", "blocked")


def without_consent(table: Table, why: str) -> Citizen:
    """A citizen about whom there is much to see, and no consent to the job centre that counts."""
    citizen = table.citizen()
    plant(table, citizen)
    if why == "expired":
        table.give(citizen, days=(40, 39))
    elif why == "to another job centre":
        table.give(citizen, "other_job_centre")
    elif why in ("withdrawn", "blocked"):
        table.give(citizen)
    if why == "withdrawn":
        table.withdraw(citizen)
    if why == "blocked":
        BlockedUnit.objects.create(citizen=citizen, unit=table.world.units["job_centre"], since=table.now)
    return citizen


@pytest.mark.parametrize("why", WITHOUT)
def test_without_a_consent_in_force_every_answer_equals_the_one_for_an_unknown_citizen(table: Table, why: str) -> None:
    citizen, unknown = without_consent(table, why), new_id()
    for path in ("", "udskrift/", "arbejdsplan/", "samtykke/traek-tilbage/", "aftale/"):
        about, nobody = (table.get("job_centre", f"/faelles/borger/{id_}/{path}") for id_ in (citizen.id, unknown))
        assert about.status_code == 404
        assert about.content == nobody.content, path
        sent = [f"/faelles/borger/{id_}/{path}" for id_ in (citizen.id, unknown)]
        posted = [table.post("job_centre", address, {"hours": "5"}) for address in sent]
        assert (posted[0].status_code, posted[0].content) == (posted[1].status_code, posted[1].content), path
    for typed in (CPRS[0], citizen.surname, citizen.given_name):
        answer = table.post("job_centre", "/faelles/", {"q": typed}).content.decode()
        assert str(citizen.id) not in answer and "Ingen borger med samtykke" in answer
    assert str(citizen.id) not in table.page("job_centre", "/hjem/")


@pytest.mark.parametrize("why", WITHOUT[:-1])
def test_the_receipt_of_a_request_is_the_same_whether_or_not_there_is_a_case(table: Table, why: str) -> None:
    without_consent(table, why)
    answers = []
    for cpr in (CPRS[0], CPRS[3]):
        sent = table.post("job_centre", "/faelles/henvendelse/ny/", {**TYPED, "cpr": cpr})
        assert sent.status_code == 302
        receipt = table.get("job_centre", sent["Location"])
        assert b"Modtaget" in receipt.content
        answers.append(same_for_all(receipt))
    known, unknown = answers
    assert known[0] == unknown[0] == 200
    assert strip_times(known[1]) == strip_times(unknown[1])
    row = ContactRequest.objects.order_by("at").first()
    assert row is not None
    opened = requests.open_request(table.act("doctor"), row.id, requests.DECIDE)
    requests.answer_request(opened, "invited")
    again = same_for_all(table.get("job_centre", f"/faelles/henvendelse/{row.id}/"))
    assert strip_times(again[1]) == strip_times(unknown[1]), "the doctor's answer is not told without a consent"


def strip_times(page: str) -> str:
    """The page without the minute of sending, which may pass between two."""
    return re.sub(r"kl\. \d\d\.\d\d|gjort=\w+|<p class=\"done\".*?</p>", "", page)


def test_a_withdrawal_counts_at_once_on_open_pages_forms_print_and_file(table: Table) -> None:
    citizen, pages = shared(table)
    based = {"hours": "12", "tasks": "a", "goals": "", "based_on": ""}
    assert table.get("job_centre", pages["citizen"]).status_code == 200
    assert table.get("job_centre", pages["file"]).status_code == 200
    begun = time.monotonic()
    table.withdraw(citizen)
    gone = {name: table.get("job_centre", path).status_code for name, path in pages.items()}
    posted = table.post("job_centre", pages["arbejdsplan"], based)
    seconds = time.monotonic() - begun
    assert set(gone.values()) == {404}, gone
    assert posted.status_code == 404 and not citizen.work_plans.exists()
    assert str(citizen.id) not in table.page("job_centre", "/faelles/") + table.page("job_centre", "/hjem/")
    print(f"withdrawn, and {len(pages) + 1} open pages refused: {seconds:.2f} s")
    assert table.get("coping", pages["citizen"]).status_code == 200, "the consent to the other is another"


def test_the_calendar_file_says_nothing_of_who_or_why(table: Table) -> None:
    citizen, pages = shared(table)
    for person in ("job_centre", "doctor"):
        answer = table.get(person, pages["file"])
        said = answer.content.decode().lower()
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Cache-Control"] == "no-store"
        forbidden = (citizen.given_name, citizen.surname, CPRS[0], "læge", "mestring", "jobcenter", "forløb", "kanarie")
        assert not [word for word in forbidden if word.lower() in said]
        assert "forløb" not in answer["Content-Disposition"] and str(citizen.id) not in answer["Content-Disposition"]


def test_each_part_is_shown_only_where_it_was_consented_to(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen, parts=("milestones",))
    about = f"/faelles/borger/{citizen.id}/"
    said = table.page("job_centre", about)
    assert said.count("Ikke omfattet af samtykket") == 2
    assert table.get("job_centre", about + "arbejdsplan/").status_code == 404
    assert table.get("job_centre", about + "aftale/").status_code == 404
    assert table.get("coping", about).status_code == 404


def test_attendance_and_proposed_steps_are_the_coping_consultants_and_the_doctors_alone(table: Table) -> None:
    citizen, pages = shared(table)
    fields = {"activity": "education", "mark": "attended", "on": date.today().isoformat()}
    assert table.post("coping", pages["mestring"], fields).status_code == 302
    steps.propose_step(tied_to(table.act("coping"), citizen.id), "up", "harder")
    for person, sees in (("doctor", True), ("coping", True), ("job_centre", False)):
        said = table.page(person, pages["citizen"])
        assert ("Fremmøde" in said) is sees and ("Det går den gale vej" in said) is sees, person
    assert "undervisning" in table.page("job_centre", pages["citizen"]), "that it has begun is a milestone"


def test_the_doctors_request_is_nothing_to_whoever_has_no_consent(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    tied = tied_to(table.act("doctor"), citizen.id)
    sent = requests.raise_request(
        tied, table.world.units["job_centre"], TypedRequest(citizen.name, "", "a", "candidate")
    )
    path = f"/faelles/henvendelse/{sent}/"
    assert table.get("job_centre", path).status_code == 200
    assert table.get("other_job_centre", path).status_code == 404
    assert table.get("coping", path).status_code == 404
    table.withdraw(citizen)
    gone, nobody = table.get("job_centre", path), table.get("job_centre", f"/faelles/henvendelse/{new_id()}/")
    assert gone.status_code == 404 and gone.content == nobody.content
