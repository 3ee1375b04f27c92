"""The sessions of a course: booked many at a time, registered with one press, and undone the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tvaerspor.access.ask import require
from tvaerspor.access.relation import Relation
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.actions.therapist.open_course import BOOK, OpenCourse, require_open, small_cases
from tvaerspor.pathway.calendar import is_working_day
from tvaerspor.pathway.dose import Attendance, monday_of
from tvaerspor.records.models import Session

MOST_AT_ONCE = 100
MAX_WEEKS = 104


@dataclass(frozen=True)
class Booking:
    """Sessions to be booked: one on `first`, or one on each of `weekdays` (Monday is 0) for some weeks from then."""

    activity: str
    first: date
    weekdays: frozenset[int]
    weeks: int

    def days(self) -> tuple[date, ...]:
        """Every day, earliest first."""
        if not self.weekdays:
            return (self.first,)
        last = monday_of(self.first) + timedelta(weeks=self.weeks)
        span = (last - self.first).days
        every = (self.first + timedelta(days=number) for number in range(span))
        return tuple(day for day in every if day.weekday() in self.weekdays)


def sessions_of(course: OpenCourse) -> tuple[Session, ...]:
    """All sessions of a course, earliest first."""
    return tuple(Session.objects.filter(course=course.row.id).order_by("on", "id"))


def book_sessions(course: OpenCourse, booking: Booking) -> tuple[int, int]:
    """How many sessions were booked, and how many days were left out: holidays, and days that have one already.

    Raises FaultyForm, CourseClosed where the course is closed, and AlreadyDone.
    """
    require_open(course)
    days = _checked(course, booking)
    held = set(Session.objects.filter(course=course.row.id, activity=booking.activity).values_list("on", flat=True))
    free = [day for day in days if day not in held and (len(days) == 1 or not _is_holiday(day))]
    rows = [Session(id=course.act.new_id(), course=course.row, on=day, activity=booking.activity) for day in free]
    with saving(course.act, BOOK, f"sessions:{course.row.id}"):
        Session.objects.bulk_create(rows)
    return len(rows), len(days) - len(rows)


def register(course: OpenCourse, session: UUID, attendance: Attendance) -> None:
    """Says whether the citizen came; raises JustChanged where that has been said, FaultyForm for a day to come."""
    require_open(course)
    row = _one(course, session)
    if row.on > course.act.today and attendance is not Attendance.EXCUSED:
        raise FaultyForm((FieldFault(str(session), "Dagen er ikke kommet endnu; kun afbud kan skrives på forhånd."),))
    _write(course, session, "", attendance.value)


def undo_registering(course: OpenCourse, session: UUID, attendance: Attendance) -> None:
    """Takes a registration back; raises JustChanged where it is no longer what the person saw."""
    require_open(course)
    _write(course, session, attendance.value, "")


def remove_session(course: OpenCourse, session: UUID) -> None:
    """Takes away a booked session about which nothing has been said; raises JustChanged for any other."""
    require_open(course)
    with saving(course.act, BOOK, f"sessions:{course.row.id}"):
        gone, _ = Session.objects.filter(id=session, course=course.row.id, attendance="").delete()
        if not gone:
            raise JustChanged(f"session:{session}")


@dataclass(frozen=True)
class OnTheDay:
    """A session of a day, with the case that it belongs to."""

    row: Session
    case: Case


def sessions_on(act: Act, day: date) -> tuple[OnTheDay, ...]:
    """The sessions of a day at the person's unit that they may register, by the citizens' names; raises NotAllowed."""
    require(matrix(), act.holder, BOOK, frozenset({Relation.RECEIVER}))
    rows = list(Session.objects.filter(on=day, course__unit=act.unit).select_related("course").order_by("id"))
    cases = small_cases(act, (row.course.referral_id for row in rows))
    every = [OnTheDay(row, cases[row.course.referral_id]) for row in rows]
    shown = [each for each in every if each.case.may(BOOK)]
    act.saw("citizen", *(each.case.row.citizen_id for each in shown))
    return tuple(sorted(shown, key=lambda each: (each.case.row.citizen.sort_key, each.row.id)))


def _write(course: OpenCourse, session: UUID, before: str, now: str) -> None:
    with saving(course.act, BOOK, f"sessions:{course.row.id}"):
        rows = Session.objects.filter(id=session, course=course.row.id, attendance=before)
        if not rows.update(attendance=now):
            raise JustChanged(f"session:{session}")


def _one(course: OpenCourse, session: UUID) -> Session:
    row = Session.objects.filter(id=session, course=course.row.id).first()
    if row is None:
        raise JustChanged(f"session:{session}")
    return row


def _checked(course: OpenCourse, booking: Booking) -> tuple[date, ...]:
    """The days of a booking that can be meant; raises FaultyForm."""
    known = {each.id for each in course.plan.activities} if course.plan else set()
    faults = [] if booking.activity in known else [FieldFault("activity", "Vælg en af planens aktiviteter.")]
    if not 1 <= booking.weeks <= MAX_WEEKS:
        faults.append(FieldFault("weeks", f"Skriv et antal uger fra 1 til {MAX_WEEKS}."))
    elif booking.first < course.row.started_on:
        faults.append(FieldFault("first", "Dagen ligger før forløbets start; vælg en senere dag."))
    elif len(booking.days()) > MOST_AT_ONCE:
        faults.append(FieldFault("weeks", f"Det er mere end {MOST_AT_ONCE} gange; tilføj færre uger ad gangen."))
    if faults:
        raise FaultyForm(tuple(faults))
    return booking.days()


def _is_holiday(day: date) -> bool:
    return day.weekday() < 5 and not is_working_day(day)


def registered(rows: Iterable[Session]) -> tuple[Session, ...]:
    """Those about which it is known whether the citizen came."""
    return tuple(row for row in rows if row.attendance)
