"""From a suspicion to tasks done: what each side does, what is refused with a sentence, nothing half-saved."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.shell.sharing.table import TYPED, Table
from tests.shell.world import CPRS, World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.sharing import consents, meetings, requests
from tvaerspor.actions.sharing.coping_course import TypedMark, tell
from tvaerspor.actions.sharing.standing import tied_to
from tvaerspor.records.append_only import SHARING_LOGS
from tvaerspor.records.models import (
    AgendaLine,
    AppointmentTask,
    Audit,
    Citizen,
    Consent,
    ConsentWithdrawal,
    ContactRequest,
    CooperationMeeting,
    CopingNote,
    SharedAppointment,
    SharedEvent,
    StepProposal,
    WorkPlan,
)

pytestmark = [pytest.mark.stored, pytest.mark.django_db]
TODAY = date.today()
MOST_STATEMENTS = 12


@pytest.fixture
def table(world: World) -> Table:
    return Table(world)


def consent_fields(table: Table, **changes: str) -> dict[str, str]:
    usual = {"unit": str(table.world.units["job_centre"].id), "part-discuss": "1", "part-appointments": "1"}
    usual |= {"obtained": "at_visit", "written_on": TODAY.isoformat()}
    usual |= {"valid_until": (TODAY + timedelta(days=90)).isoformat(), "contact": "ring efter kl. 15"}
    return {**usual, **changes}


def time_fields(table: Table, *days: int) -> dict[str, str]:
    found = {}
    for number, each in enumerate(table.times(*days)):
        found |= {f"on-{number}": each.date().isoformat(), f"at-{number}": f"{each:%H:%M}"}
    return found


def counted() -> tuple[int, ...]:
    models = Consent, ContactRequest, SharedAppointment, AppointmentTask, WorkPlan, CopingNote, StepProposal, AgendaLine
    return tuple(model.objects.count() for model in (*models, SharedEvent, ConsentWithdrawal))


def test_the_whole_way_from_a_request_to_tasks_done(table: Table) -> None:
    citizen = table.citizen()
    sent = table.post("job_centre", "/faelles/henvendelse/ny/", {**TYPED, "cpr": CPRS[0]})
    request = sent["Location"].partition("?")[0]
    assert "henvendelser og fælles aftaler" in table.page("doctor", "/hjem/")
    assert "Prøve Borger" in table.page("doctor", "/faelles/")
    assert table.post("doctor", request, {"kind": "invited"}).status_code == 302
    assert "Modtaget" in table.page("job_centre", request), "not told before there is a consent"
    about = f"/faelles/borger/{citizen.id}/"
    assert table.post("doctor", about + "samtykke/", consent_fields(table)).status_code == 302
    assert "inviteret til en samtale" in table.page("job_centre", request)
    made = table.post("job_centre", about + "aftale/", {**time_fields(table, 1, 2), "with-relative": "1"})
    appointment = made["Location"].partition("?")[0]
    page = table.page("doctor", appointment)
    assert "Bisidder eller pårørende" in page and "60 minutter" in page
    other = {**time_fields(table, 4, 5), "_version": "1"}
    assert table.post("doctor", appointment + "other_times/", other).status_code == 302
    row = SharedAppointment.objects.get()
    first = row.times.order_by("at").first()
    assert first is not None and first.at == table.times(4)[0]
    fields = {"time": str(first.id), "_version": "2"}
    assert table.post("job_centre", appointment + "accept/", fields).status_code == 302
    early = table.post("doctor", appointment + "hold/", {"track-coping": "1", "_version": "3"})
    assert early.status_code == 422 and "ikke holdt endnu" in early.content.decode()
    SharedAppointment.objects.update(at=table.now - timedelta(days=1))
    due = (TODAY + timedelta(days=3)).isoformat()
    plan = {"track-coping": "1", "words-0": "Finde en virksomhed", "owner-0": "partner", "of-0": "work_ability"}
    assert table.post("doctor", appointment + "hold/", {**plan, "due-0": due, "_version": "3"}).status_code == 302
    task = AppointmentTask.objects.get()
    assert table.post("doctor", appointment + "opgave/", {"_do": f"done:{task.id}"}).status_code == 422
    assert table.post("job_centre", appointment + "opgave/", {"_do": f"done:{task.id}"}).status_code == 302
    assert "Løst" in table.page("doctor", appointment)
    kinds = set(SharedEvent.objects.values_list("kind", flat=True))
    assert {"request_sent", "request_answered", "consent_given", "appointment_proposed"} <= kinds
    assert {"appointment_other_times", "appointment_accept", "appointment_hold", "task_done"} <= kinds


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"unit": ""}, "hvem der må se det"),
        ({"part-discuss": "", "part-appointments": ""}, "Sæt kryds"),
        ({"valid_until": ""}, "uden slutdato"),
        ({"valid_until": (TODAY - timedelta(days=1)).isoformat()}, "Den dag er gået"),
        ({"valid_until": (TODAY + timedelta(days=500)).isoformat()}, "højst gælde 365 dage"),
        ({"written_on": (TODAY + timedelta(days=1)).isoformat()}, "ikke kommet endnu"),
        ({"obtained": ""}, "hvordan borgeren"),
        ({"contact": "x" * 200}, "plads til 100 tegn"),
    ],
)
def test_a_consent_that_cannot_be_meant_is_refused_and_what_was_typed_is_kept(
    table: Table, changes: dict[str, str], said: str
) -> None:
    citizen = table.citizen()
    before = counted()
    answer = table.post("doctor", f"/faelles/borger/{citizen.id}/samtykke/", consent_fields(table, **changes))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert counted() == before
    if "contact" not in changes:
        assert "ring efter kl. 15" in answer.content.decode()


def test_nobody_registers_a_consent_to_their_own_unit(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen, "coping")
    about = f"/faelles/borger/{citizen.id}/samtykke/"
    own = consent_fields(table, unit=str(table.world.units["coping"].id))
    assert table.post("coping", about, own).status_code == 422
    assert table.post("coping", about, consent_fields(table)).status_code == 302
    row = Consent.objects.latest("at")
    assert json.loads(row.sources) == [str(table.world.units["coping"].id)], "it shares its own part alone"
    assert table.get("job_centre", about).status_code == 404


@pytest.mark.parametrize("by", ["doctor", "coping"])
def test_either_may_register_a_withdrawal_and_the_second_is_told(table: Table, by: str) -> None:
    citizen = table.citizen()
    table.give(citizen, "coping")
    unit = {"unit": str(table.world.units["coping"].id)}
    path = f"/faelles/borger/{citizen.id}/samtykke/traek-tilbage/"
    assert table.post(by, path, unit).status_code == 302
    assert table.get("coping", f"/faelles/borger/{citizen.id}/").status_code == 404
    again = table.post("doctor", path, unit)
    assert again.status_code == 422
    assert ConsentWithdrawal.objects.count() == 1


def test_times_that_have_passed_or_overlap_and_a_second_proposal_are_refused_whole(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    about = f"/faelles/borger/{citizen.id}/aftale/"
    partner = {"partner": str(table.world.units["job_centre"].id)}
    before = counted()
    for fields, said in (
        ({**time_fields(table, -3, 2)}, "allerede gået"),
        ({**time_fields(table, 1)}, "2 eller 3 tider"),
        ({**time_fields(table, 1, 1)}, "overlapper"),
        ({**time_fields(table, 1, 2), "at-1": "klokken ti"}, "en dag og et klokkeslæt"),
        ({}, "2 eller 3 tider"),
    ):
        answer = table.post("doctor", about, {**partner, **fields})
        assert answer.status_code == 422 and said in answer.content.decode(), said
    assert counted() == before
    assert table.post("doctor", about, {**partner, **time_fields(table, 1, 2)}).status_code == 302
    between = counted()
    second = table.post("job_centre", about, time_fields(table, 3, 4))
    assert second.status_code == 422 and "svar på den" in second.content.decode()
    assert table.times(3)[0].date().isoformat() in second.content.decode(), "what was typed is kept"
    assert counted() == between


def test_a_second_answer_from_an_old_page_is_told_and_changes_nothing(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    made = table.propose(citizen)
    path = f"/faelles/aftale/{made}/"
    time = str(SharedAppointment.objects.get().times.first().id)  # type: ignore[union-attr]
    assert table.post("job_centre", path + "accept/", {"time": time, "_version": "1"}).status_code == 302
    again = table.post("job_centre", path + "accept/", {"time": time, "_version": "1"})
    assert again.status_code == 409 and "kan ikke vælges" in again.content.decode()
    stale = table.post("doctor", path + "cancel/", {"reason": "Borgeren er bortrejst", "_version": "1"})
    assert stale.status_code == 409 and "Borgeren er bortrejst" in stale.content.decode()
    assert table.version(made) == "2"
    assert table.post("doctor", path + "cancel/", {"reason": "", "_version": "2"}).status_code == 422


def test_the_same_form_sent_twice_is_one_act(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    fields = {"_key": str(new_id()), "partner": str(table.world.units["job_centre"].id), **time_fields(table, 1, 2)}
    browser = table.world.browser("doctor")
    answers = [browser.post(f"/faelles/borger/{citizen.id}/aftale/", fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert SharedAppointment.objects.count() == 1


def test_a_doctor_whose_citizen_has_withdrawn_meanwhile_is_told_what_to_do(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    made = table.propose(citizen, "job_centre")
    time = str(SharedAppointment.objects.get().times.first().id)  # type: ignore[union-attr]
    table.withdraw(citizen)
    before = counted()
    path = f"/faelles/aftale/{made}/"
    refused = table.post("doctor", path + "accept/", {"time": time, "_version": "1"})
    assert refused.status_code == 422 and "Samtykket gælder ikke længere" in refused.content.decode()
    raised = {"unit": str(table.world.units["job_centre"].id), "contact": "a", "purpose": "candidate"}
    answer = table.post("doctor", f"/faelles/borger/{citizen.id}/henvendelse/", raised)
    assert answer.status_code == 422 and "registrér" in answer.content.decode()
    proposal = {"partner": str(table.world.units["job_centre"].id), **time_fields(table, 7, 8)}
    answer = table.post("doctor", f"/faelles/borger/{citizen.id}/aftale/", proposal)
    assert answer.status_code == 422 and "Registrér samtykket" in answer.content.decode()
    assert counted() == before
    assert table.post("doctor", path + "cancel/", {"reason": "Trukket", "_version": "1"}).status_code == 302


def test_the_doctor_writes_to_the_job_centre_which_answers(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    fields = {"unit": str(table.world.units["job_centre"].id), "contact": "ring", "purpose": "candidate"}
    sent = table.post("doctor", f"/faelles/borger/{citizen.id}/henvendelse/", fields)
    path = sent["Location"].partition("?")[0]
    assert "henvendelse uden svar" in table.page("job_centre", "/hjem/")
    assert table.post("job_centre", path, {"kind": "not_now"}).status_code == 302
    assert table.post("job_centre", path, {"kind": "invited"}).status_code == 409, "it has been answered"
    assert "Ikke nu" in table.page("doctor", path)


@pytest.mark.parametrize("person", ["job_centre", "doctor"])
def test_either_calls_a_meeting_and_the_other_sees_a_line_only_with_consent(table: Table, person: str) -> None:
    shared, unshared, own = (table.citizen(number) for number in range(3))
    table.give(shared)
    at = table.times(5)[0]
    unit = table.world.units["practice" if person == "job_centre" else "job_centre"]
    called = {"unit": str(unit.id), "on": at.date().isoformat(), "at": "13:00"}
    path = table.post(person, "/faelles/moeder/", called)["Location"].partition("?")[0]
    for who, citizen, cpr in (("doctor", shared, 0), ("doctor", unshared, 1), ("job_centre", own, 2)):
        fields = {"_do": "put_on", "name": citizen.name, "cpr": CPRS[cpr]}
        assert table.post(who, path, fields).status_code == 302
        assert table.post(who, path, fields).status_code == 422, "once is enough"
    doctor, job_centre = table.page("doctor", path), table.page("job_centre", path)
    assert shared.name in doctor and unshared.name in doctor and own.name not in doctor
    assert shared.name in job_centre and unshared.name not in job_centre and own.name in job_centre
    assert "kan ikke se 1 af jeres linjer" in doctor and "kan ikke se 1 af jeres linjer" in job_centre
    lines = {line.name: str(line.id) for line in AgendaLine.objects.all()}
    minutes = {"_do": f"minutes:{lines[shared.name]}", "_version": "1"}
    minutes |= {f"outcome-{lines[shared.name]}": "appointment", f"note-{lines[shared.name]}": "Vi ses"}
    assert table.post("job_centre", path, minutes).status_code == 302
    assert table.post("doctor", path, {**minutes, "_do": minutes["_do"]}).status_code == 409, "the second is told"
    assert "Et fælles møde med borgeren" in table.page("doctor", path)
    hidden = {"_do": f"minutes:{lines[unshared.name]}", "_version": "1", f"outcome-{lines[unshared.name]}": "no"}
    assert table.post("doctor", path, hidden).status_code == 422, "without consent it is not discussed"
    assert table.post("job_centre", path, hidden).status_code == 409, "there is no such line"
    table.withdraw(shared)
    gone = table.page("job_centre", path)
    assert shared.name not in gone and "Vi ses" not in gone
    assert table.get("other_job_centre", path).status_code == 404
    assert table.get("other_doctor", path).status_code == 404


def test_a_meeting_in_the_past_and_a_number_that_is_none_are_refused(table: Table) -> None:
    unit = {"unit": str(table.world.units["job_centre"].id)}
    past = table.post("doctor", "/faelles/moeder/", {**unit, "on": "2020-01-01", "at": "9.30"})
    assert past.status_code == 422 and "allerede gået" in past.content.decode()
    assert table.post("doctor", "/faelles/moeder/", {**unit, "on": "i morgen", "at": ""}).status_code == 422
    assert not CooperationMeeting.objects.exists()
    made = meetings.call_meeting(table.act("doctor"), table.world.units["job_centre"], table.times(3)[0])
    answer = table.post("doctor", f"/faelles/moeder/{made}/", {"_do": "put_on", "name": "A", "cpr": "12"})
    assert answer.status_code == 422 and "CPR-nummeret" in answer.content.decode()


def test_a_request_is_answered_by_putting_the_citizen_on_the_agenda_both_or_neither(table: Table) -> None:
    table.citizen()
    made = meetings.call_meeting(table.act("doctor"), table.world.units["job_centre"], table.times(3)[0])
    sent = table.post("job_centre", "/faelles/henvendelse/ny/", {**TYPED, "cpr": CPRS[0]})
    path = sent["Location"].partition("?")[0]
    assert table.post("doctor", path, {"kind": "agenda", "meeting": ""}).status_code == 422
    assert not AgendaLine.objects.exists()
    assert table.post("doctor", path, {"kind": "agenda", "meeting": str(made)}).status_code == 302
    assert AgendaLine.objects.count() == 1
    assert "Modtaget" in table.page("job_centre", path)


def test_two_work_plans_at_once_and_the_second_is_told(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    path = f"/faelles/borger/{citizen.id}/arbejdsplan/"
    fields = {"hours": "7,5", "tasks": "Lette opgaver", "goals": "Tilbage", "based_on": ""}
    assert table.post("job_centre", path, fields).status_code == 302
    late = table.post("doctor", path, {**fields, "tasks": "Noget andet"})
    assert late.status_code == 409 and "Noget andet" in late.content.decode()
    assert table.post("doctor", path, {**fields, "hours": "mange"}).status_code == 422
    assert "7,5" in table.page("doctor", f"/faelles/borger/{citizen.id}/")
    assert WorkPlan.objects.count() == 1


def test_the_coping_consultant_tells_takes_back_and_proposes_and_the_doctor_decides(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen, "coping")
    about = f"/faelles/borger/{citizen.id}/"
    for fields, status in (
        ({"activity": "graded_work", "mark": "hours", "hours": "4", "on": TODAY.isoformat()}, 302),
        ({"activity": "education", "mark": "hours", "hours": "4", "on": TODAY.isoformat()}, 422),
        ({"activity": "education", "mark": "attended", "on": (TODAY + timedelta(days=1)).isoformat()}, 422),
        ({"activity": "", "mark": "", "on": ""}, 422),
    ):
        assert table.post("coping", about + "mestring/", fields).status_code == status, fields
    note = CopingNote.objects.get()
    assert table.post("coping", about + "mestring/", {"_do": f"strike:{note.id}"}).status_code == 302
    assert table.post("coping", about + "mestring/", {"_do": f"strike:{note.id}"}).status_code == 409
    assert CopingNote.objects.count() == 2, "what was struck stays in the log"
    assert table.post("coping", about + "trin/", {"reason": "up:harder"}).status_code == 302
    assert table.post("coping", about + "trin/", {"reason": "up:harder"}).status_code == 422, "one waits already"
    step = f"/faelles/trin/{StepProposal.objects.get().id}/"
    assert table.post("coping", step, {"answer": "yes"}).status_code == 404, "the doctor decides"
    assert table.post("doctor", step, {"answer": "yes"}).status_code == 302
    assert table.post("doctor", step, {"answer": "not_now"}).status_code == 409


def test_another_practice_and_another_job_centre_meet_nothing(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen, days=(20, 90))
    held = f"aftale/{table.held(citizen)}/"
    for person in ("other_doctor", "other_job_centre", "secretary", "physio", "administrator"):
        for path in (
            f"borger/{citizen.id}/",
            f"aftale/{held}/",
            f"aftale/{held}/kalender.ics",
            f"aftale/{held}/agree/",
        ):
            assert table.get(person, f"/faelles/{path}").status_code == 404, (person, path)


def test_what_was_told_is_never_changed_and_every_act_is_in_the_log(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    table.withdraw(citizen)
    assert {row.deed for row in Audit.objects.all()} >= {"create consent", "edit consent"}
    for name in SHARING_LOGS:
        model = {"records_consent": Consent, "records_consentwithdrawal": ConsentWithdrawal}.get(name, SharedEvent)
        for sql in (f"UPDATE {model._meta.db_table} SET at = at", f"DELETE FROM {model._meta.db_table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


def test_no_number_stands_in_an_address_a_title_or_the_log(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen)
    sent = table.post("job_centre", "/faelles/henvendelse/ny/", {**TYPED, "cpr": CPRS[0]})
    table.post("job_centre", "/faelles/", {"q": CPRS[0]})
    digits = CPRS[0].replace("-", "")
    assert digits not in sent["Location"].replace("-", "")
    assert not any(digits in json.dumps([row.seen, row.route, row.deed]) for row in Audit.objects.all())
    assert digits not in "".join(SharedEvent.objects.values_list("data", flat=True))
    assert requests.own_requests(table.act("job_centre"))[0].name == "Prøve Borger"


def many(table: Table, citizens: list[Citizen], of: int) -> UUID:
    """So many more of everything on every list."""
    for number in range(of):
        table.post("job_centre", "/faelles/henvendelse/ny/", {**TYPED, "cpr": CPRS[number % len(citizens)]})
        for citizen in citizens[:1]:
            fields = TypedMark("education", "attended", TODAY)
            tell(tied_to(table.act("coping"), citizen.id), fields)
    return citizens[0].id


def test_every_page_takes_at_most_twelve_statements_for_few_and_for_many(table: Table) -> None:
    citizens = [table.citizen(number) for number in range(4)]
    for citizen in citizens:
        table.give(citizen, days=(20, 90))
        table.give(citizen, "coping", days=(20, 90))
    held = table.held(citizens[0])
    many(table, citizens, 2)
    about = f"/faelles/borger/{citizens[0].id}/"
    pages = {
        "job_centre": (
            "/hjem/",
            "/faelles/",
            about,
            about + "udskrift/",
            f"/faelles/aftale/{held}/",
            "/faelles/moeder/",
        ),
        "coping": ("/hjem/", "/faelles/", about, about + "mestring/"),
        "doctor": ("/hjem/", "/faelles/", about, f"/faelles/aftale/{held}/", about + "samtykke/"),
    }
    few = {(person, path): statements(table, person, path) for person, paths in pages.items() for path in paths}
    for citizen in citizens[1:]:
        made = table.propose(citizen, days_ago=10)
        table.accept(made, days_ago=9)
        table.hold(made)
    many(table, citizens, 6)
    more = {(person, path): statements(table, person, path) for person, paths in pages.items() for path in paths}
    assert few == more
    assert max(more.values()) <= MOST_STATEMENTS, more


def statements(table: Table, person: str, path: str) -> int:
    table.get(person, path)
    with CaptureQueriesContext(connection) as taken:
        assert table.get(person, path).status_code == 200
    return len(taken)


def test_consents_of_the_doctor_say_where_each_stands(table: Table) -> None:
    citizen = table.citizen()
    table.give(citizen, days=(40, 39))
    table.give(citizen, days=(20, 25))
    table.give(citizen, "coping")
    table.withdraw(citizen, "coping")
    found = [line.standing for line in consents.consents_of(tied_to(table.act("doctor"), citizen.id))]
    assert sorted(found) == ["ends_soon", "expired", "withdrawn"]
