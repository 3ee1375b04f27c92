"""The shared slice's fields, what each side sees of an agenda, and what the coping course's marks come to."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from uuid import UUID

from tvaerspor.pathway.agenda import AgendaItem, agenda_for
from tvaerspor.pathway.coping import CopingMark, CopingTold, attendance, milestones, said_hours, weeks_of_work
from tvaerspor.pathway.shared_slice import AppointmentParties, OwnRequest, SharedAppointment, SharedSlice, SharedTask
from tvaerspor.terms.text import Text

PRACTICE, JOB_CENTRE, CITIZEN = (UUID(int=number) for number in range(1, 4))
TITLES = {"group": Text(da="Hold"), "work": Text(da="Praktik")}


def test_the_slice_has_exactly_the_fields_that_the_access_model_allows() -> None:
    """A new field here is a new disclosure: it needs a consent, a source and a line in the access model first."""
    assert {each.name for each in fields(SharedSlice)} == {
        *("citizen", "name", "contact", "until"),
        *("milestones", "work_plan", "shows_work_plan", "weeks", "appointments", "requests"),
    }
    assert {each.name for each in fields(SharedAppointment)} == {
        *("id", "citizen", "name", "state", "version", "at", "minutes", "changed_at", "parties", "times"),
        *("tracks", "tasks", "reason", "is_asked"),
    }
    assert {each.name for each in fields(SharedTask)} == {"id", "owner", "track", "words", "due", "done_on"}
    assert {each.name for each in fields(AppointmentParties)} == {"practice", "partner", "partner_kind", "companions"}
    assert {each.name for each in fields(OwnRequest)} == {"id", "name", "contact", "purpose", "sent_at", "answer"}


def item(number: int, owner: UUID, is_shared: bool) -> AgendaItem:
    return AgendaItem(UUID(int=number), owner, f"Borger {number}", CITIZEN if is_shared else None, "", "", 1, is_shared)


def test_a_side_sees_its_own_lines_and_of_the_others_only_those_with_consent() -> None:
    items = [item(1, PRACTICE, True), item(2, PRACTICE, False), item(3, JOB_CENTRE, True), item(4, JOB_CENTRE, False)]
    doctor, job_centre = agenda_for(PRACTICE, items), agenda_for(JOB_CENTRE, items)
    assert [line.id.int for line in doctor.lines] == [1, 2, 3]
    assert [line.id.int for line in job_centre.lines] == [1, 3, 4]
    assert (doctor.unseen, job_centre.unseen) == (1, 1), "each is told of its own alone"


def told(activity: str, mark: CopingMark, day: int, hours: str | None = None) -> CopingTold:
    return CopingTold(CITIZEN, activity, mark, date(2026, 11, day), Decimal(hours) if hours else None)


def test_a_milestone_runs_from_the_first_day_to_the_end_that_was_told() -> None:
    marks = [
        told("group", CopingMark.ATTENDED, 4),
        told("group", CopingMark.BEGUN, 2),
        told("work", CopingMark.BEGUN, 9),
    ]
    group, work = milestones(marks, TITLES)
    assert (group.since.day, group.until, work.since.day) == (2, None, 9)
    ended = milestones([*marks, told("group", CopingMark.ENDED, 20)], TITLES)[0]
    assert ended.until == date(2026, 11, 20)
    again = milestones([*marks, told("group", CopingMark.ENDED, 20), told("group", CopingMark.BEGUN, 25)], TITLES)[0]
    assert again.until is None, "it was begun again"


def test_attendance_counts_each_mark_and_a_week_has_the_hours_told_last() -> None:
    marks = [told("group", mark, 2) for mark in (CopingMark.ATTENDED, CopingMark.ATTENDED, CopingMark.EXCUSED)]
    (group,) = attendance(marks, TITLES, {"group": 6})
    assert (group.attended, group.excused, group.stayed_away, group.planned) == (2, 1, 0, 6)
    hours = [told("work", CopingMark.HOURS, 4, "2"), told("work", CopingMark.HOURS, 5, "3.5")]
    assert [(week.monday.day, week.hours) for week in weeks_of_work(hours)] == [(2, "3,5")]
    assert [said_hours(Decimal(each)) for each in ("12.0", "10", "0.5")] == ["12", "10", "0,5"]
