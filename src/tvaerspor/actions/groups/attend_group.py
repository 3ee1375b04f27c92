"""The attendance of a whole group on one day: one press for each citizen, or one for all who are not registered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tvaerspor.actions.cases import Case
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.groups.open_group import OpenGroup
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.actions.therapist.open_course import BOOK, small_cases
from tvaerspor.pathway.dose import Attendance
from tvaerspor.records.models import Session


@dataclass(frozen=True)
class Attending:
    """A session of the day with the case that it belongs to."""

    row: Session
    case: Case


def day_to_show(group: OpenGroup, asked: date | None) -> date | None:
    """The day that was asked for, or today's, the next one, the last one; None for a group without days."""
    if asked in group.days:
        return asked
    last = group.days[-1] if group.days else None
    return next((day for day in group.days if day >= group.act.today), last)


def attending(group: OpenGroup, day: date) -> tuple[Attending, ...]:
    """Everybody with a session in the group that day whom the person may register, by name."""
    rows = list(Session.objects.filter(group=group.row.id, on=day).select_related("course"))
    cases = small_cases(group.act, (row.course.referral_id for row in rows))
    every = [Attending(row, cases[row.course.referral_id]) for row in rows]
    shown = [each for each in every if each.case.may(BOOK)]
    group.act.saw("citizen", *(each.case.row.citizen_id for each in shown))
    return tuple(sorted(shown, key=lambda each: (each.case.row.citizen.sort_key, str(each.row.id))))


def register_one(group: OpenGroup, session: UUID, before: str, now: str) -> None:
    """Says whether one citizen came, or takes it back. Raises FaultyForm and JustChanged."""
    row = Session.objects.filter(id=session, group=group.row.id).select_related("course").first()
    if row is None:
        raise JustChanged(f"session:{session}")
    case = small_cases(group.act, (row.course.referral_id,))[row.course.referral_id]
    case.require(BOOK)
    group.act.saw("citizen", case.row.citizen_id)
    _refuse_future(group, row.on, now)
    with saving(group.act, BOOK, f"group:{group.row.id}"):
        if not Session.objects.filter(id=session, attendance=before).update(attendance=now):
            raise JustChanged(f"session:{session}")


def register_rest(group: OpenGroup, day: date) -> int:
    """How many of the day's citizens, of whom nothing was said, are now registered as come. Raises FaultyForm."""
    _refuse_future(group, day, Attendance.ATTENDED)
    rows = [each.row.id for each in attending(group, day) if not each.row.attendance]
    with saving(group.act, BOOK, f"group:{group.row.id}"):
        return Session.objects.filter(id__in=rows, attendance="").update(attendance=Attendance.ATTENDED)


def _refuse_future(group: OpenGroup, day: date, now: str) -> None:
    if day > group.act.today and now not in ("", Attendance.EXCUSED):
        raise FaultyForm((FieldFault("_sessions", "Dagen er ikke kommet endnu; kun afbud kan skrives på forhånd."),))
