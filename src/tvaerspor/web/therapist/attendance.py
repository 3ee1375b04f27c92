"""Sessions and attendance: one course by week, or a unit's whole day; one press registers, one takes it back."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.therapist.attend import (
    Booking,
    book_sessions,
    register,
    remove_session,
    sessions_of,
    sessions_on,
    undo_registering,
)
from tvaerspor.actions.therapist.open_course import BOOK, READ, SEE_SESSIONS, OpenCourse, open_course
from tvaerspor.pathway.course import State
from tvaerspor.pathway.dose import Attendance, monday_of
from tvaerspor.web.dates import as_iso, is_date
from tvaerspor.web.therapist.presenting import by_week, doses_said, title_of, weeks_said
from tvaerspor.web.visit import Visit

DONE = {"register": "attended", "undo": "unregistered", "remove": "removed"}


def sessions(visit: Visit, course: UUID) -> HttpResponse:
    """The sessions of a course by week, and the form that books more of them."""
    opened = open_course(visit.act, course, SEE_SESSIONS)
    if visit.request.method != "POST":
        return _page(visit, opened)
    opened.case.require(BOOK)
    try:
        done = _done(visit, opened)
    except FaultyForm as faults:
        return _page(visit, opened, faults)
    return visit.to("sessions", done, course=course)


def day(visit: Visit) -> HttpResponse:
    """The unit's sessions of one day."""
    chosen = as_iso(visit.request.GET.get("dag", ""))
    when = date.fromisoformat(chosen) if is_date(chosen) else visit.act.today
    known = {
        "here": "attendance",
        "when": when,
        "before": when - timedelta(days=1),
        "after": when + timedelta(days=1),
        "sessions": sessions_on(visit.act, when),
        "choices": tuple(Attendance),
        "title_of": title_of,
    }
    return visit.show("therapist/course_day", known)


def register_on_day(visit: Visit, course: UUID) -> HttpResponse:
    """Registers from the page of a day, and goes back to it."""
    opened = open_course(visit.act, course, BOOK)
    back = as_iso(visit.posted.get("_day", ""))
    try:
        done = _done(visit, opened)
    except FaultyForm as faults:
        return _page(visit, opened, faults)
    answer = visit.to("attendance", done)
    if is_date(back):
        answer["Location"] += f"&dag={back}"
    return answer


def _done(visit: Visit, course: OpenCourse) -> str:
    """Does what the pressed button says; the phrase that tells it."""
    verb, _, rest = visit.posted.get("_do", "").partition(":")
    if verb == "book":
        booked, left_out = book_sessions(course, booking_of(visit))
        return "booked_some" if booked and left_out else "booked" if booked else "booked_none"
    session, _, attendance = rest.partition(":")
    try:
        id_ = UUID(session)
        if verb == "remove":
            remove_session(course, id_)
        else:
            {"register": register, "undo": undo_registering}[verb](course, id_, Attendance(attendance))
    except (ValueError, KeyError):
        raise FaultyForm((FieldFault("_sessions", "Tryk på en af knapperne ved gangen."),)) from None
    return DONE[verb]


def booking_of(visit: Visit) -> Booking:
    """The first day, the weekdays and the weeks that were typed; raises FaultyForm for what is neither."""
    typed = visit.posted
    first, weeks = as_iso(typed.get("first", "")), typed.get("weeks", "").strip() or "1"
    if not is_date(first):
        raise FaultyForm((FieldFault("first", "Skriv den første dag som en dato, fx 2026-11-22."),))
    if not (weeks.isascii() and weeks.isdigit() and len(weeks) < 5):
        raise FaultyForm((FieldFault("weeks", "Skriv antallet af uger som et tal."),))
    weekdays = frozenset(number for number in range(7) if typed.get(f"weekday-{number}"))
    return Booking(typed.get("activity", ""), date.fromisoformat(first), weekdays, int(weeks))


def _page(visit: Visit, course: OpenCourse, faults: FaultyForm | None = None) -> HttpResponse:
    rows = sessions_of(course)
    agreed = course.plan.activities if course.plan else ()
    known = {
        "course": course,
        "row": course.case.row,
        "weeks": tuple(week for week in by_week(rows) if week.monday >= monday_of(visit.act.today)),
        "weeks_before": tuple(week for week in by_week(rows)[::-1] if week.monday < monday_of(visit.act.today)),
        "agreed": agreed,
        "weekdays_needed": max((each.per_week or 0 for each in agreed), default=0),
        "weeks_needed": next((each.weeks for each in agreed if each.setting == "supervised" and each.weeks), 1),
        "doses": doses_said(course, rows, visit.language),
        "trained": weeks_said(course, rows, visit.language),
        "title_of": lambda activity: title_of(course.programme, activity),
        "typed": visit.posted,
        "faults": faults,
        "choices": tuple(Attendance),
        "may_book": course.case.may(BOOK) and course.state is not State.CLOSED,
        "may_read": course.case.may(READ),
    }
    return visit.show("therapist/course_sessions", known, 422 if faults else 200)
