"""Makes a group, gives it days, and moves it: opened, begun when enough are enrolled, ended or cancelled by people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tvaerspor.access.ask import require
from tvaerspor.actions.act import Act
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.groups.open_group import CREATE, MANAGE, PLACED, OpenGroup, touch
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import happened, saving
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.actions.therapist.attend import MOST_AT_ONCE, Booking
from tvaerspor.pathway.calendar import is_working_day
from tvaerspor.pathway.course import State
from tvaerspor.pathway.groups import CannotMoveGroup, GroupState, days_for, move_group, roster_faults, too_early
from tvaerspor.programme.contents import Activity
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Course, Enrolment, Group, Session

MAX_REASON = 500
BEGUN, CANCELLED = "group_begun", "group_cancelled"
OVER = frozenset({State.STOPPED, State.ENDED, State.CLOSED})


@dataclass(frozen=True)
class NewGroup:
    """A group as it was typed: programme and activity in one, numbers and the day as they stand in their fields."""

    what: str
    places: str
    least: str
    starts_on: str


def choices() -> tuple[tuple[Programme, Activity], ...]:
    """Every activity that the current programmes hold as a group."""
    return tuple(
        (programme, activity)
        for programme in current_programmes()
        for activity in programme.pathway.activities
        if activity.group
    )


def make_group(act: Act, new: NewGroup) -> UUID:
    """The id of a planned group. Raises NotAllowed, FaultyForm and AlreadyDone."""
    require(matrix(), act.holder, CREATE)
    found = next((each for each in choices() if f"{each[0].id}:{each[1].id}" == new.what), None)
    places, least, starts_on = _whole(new.places), _whole(new.least), _day(new.starts_on)
    faults = [FieldFault(*each) for each in roster_faults(places, least)]
    if found is None:
        faults.append(FieldFault("what", "Vælg, hvad holdet skal lave."))
    if starts_on is None:
        faults.append(FieldFault("starts_on", "Skriv den første dag som en dato, fx 2026-11-22."))
    elif starts_on < act.today:
        faults.append(FieldFault("starts_on", "Dagen er gået; vælg i dag eller en senere dag."))
    if faults or found is None or starts_on is None:
        raise FaultyForm(tuple(faults))
    programme, activity = found
    assert act.unit is not None, "only people at a unit make groups"
    row = Group(id=act.new_id(), unit_id=act.unit, programme=programme.id, version_id=programme.version)
    row.activity, row.state, row.starts_on = activity.id, GroupState.PLANNED, starts_on
    row.places, row.least = places or 0, least or 0
    act.saw("group", row.id)
    with saving(act, CREATE, f"group:{row.id}"):
        row.save(force_insert=True)
    return row.id


def add_days(group: OpenGroup, booking: Booking, seen: int) -> tuple[int, int]:
    """How many days were added, and how many left out: holidays and days it has. Raises FaultyForm and JustChanged."""
    if group.state in (GroupState.ENDED, GroupState.CANCELLED):
        raise CannotMoveGroup("Holdet er slut, og der kan ikke tilføjes dage. Lav et nyt hold.")
    days = booking.days() if 1 <= booking.weeks <= 104 else ()
    if not 1 <= len(days) <= MOST_AT_ONCE:
        raise FaultyForm((FieldFault("weeks", f"Vælg fra 1 til {MOST_AT_ONCE} dage ad gangen; ret ugerne."),))
    if too_early(days, group.row.starts_on):
        raise FaultyForm((FieldFault("first", "Dagen ligger før holdets start; vælg en senere dag."),))
    free = [day for day in days if day not in group.days and (len(days) == 1 or not _is_holiday(day))]
    written = json.dumps(sorted({*(day.isoformat() for day in (*group.days, *free))}))
    with saving(group.act, MANAGE, f"group:{group.row.id}"):
        touch(group, seen, days=written)
        if group.state is GroupState.RUNNING:
            book_for(group, (each.row for each in group.of(PLACED)), free)
    return len(free), len(days) - len(free)


def move(group: OpenGroup, verb: str, reason: str, seen: int) -> None:
    """Moves the group. Raises FaultyForm, CannotMoveGroup, JustChanged and AlreadyDone."""
    state = move_group(group.state, verb)
    columns: dict[str, object] = {"state": state}
    if verb == "start":
        _require_ready(group)
    if verb == "cancel":
        if not reason.strip():
            raise FaultyForm(
                (FieldFault("reason", "Skriv, hvorfor holdet aflyses; de tilmeldte skal have det at vide."),)
            )
        columns["reason"] = reason.strip()[:MAX_REASON]
    with saving(group.act, MANAGE, f"group:{group.row.id}"):
        touch(group, seen, **columns)
        if verb == "start":
            book_for(group, (each.row for each in group.of(PLACED)), group.days)
        if verb == "cancel":
            _to_come(group).delete()
        if verb in ("start", "cancel"):
            _tell(group, BEGUN if verb == "start" else CANCELLED, {"reason": reason.strip()[:MAX_REASON]})


def book_for(group: OpenGroup, enrolments: Iterable[Enrolment], days: Iterable[date]) -> None:
    """Puts the group's days into the courses of those enrolled, inside a transaction that somebody else opened.

    None before the citizen's own course, and none in a course that is over.
    """
    every, rows = tuple(days), list(enrolments)
    held = set(
        Session.objects.filter(group=group.row.id, course__in=[each.course_id for each in rows]).values_list(
            "course", "on"
        )
    )
    Session.objects.bulk_create(
        Session(
            id=group.act.new_id(), course_id=each.course_id, on=day, activity=group.row.activity, group_id=group.row.id
        )
        for each in rows
        if State(each.course.state) not in OVER
        for day in days_for(every, each.course.started_on, group.row.starts_on)
        if (each.course_id, day) not in held
    )


def take_out(group: OpenGroup, course: Course) -> None:
    """Takes the sessions to come, of which nothing is known, out of one course; inside another's transaction."""
    _to_come(group).filter(course=course).delete()


def _to_come(group: OpenGroup) -> QuerySet[Session]:
    return Session.objects.filter(group=group.row.id, attendance="", on__gte=group.act.today)


def _require_ready(group: OpenGroup) -> None:
    if group.roster.lacking:
        raise FaultyForm(
            (
                FieldFault(
                    "_group",
                    f"Holdet begynder med mindst {group.row.least}, og {len(group.roster.placed)} er tilmeldt; "
                    "tilmeld flere, eller aflys holdet.",
                ),
            )
        )
    if not group.days:
        raise FaultyForm((FieldFault("first", "Holdet har ingen dage endnu; tilføj dem, før det begynder."),))


def _tell(group: OpenGroup, kind: str, about: Mapping[str, str]) -> None:
    said = {name: words for name, words in about.items() if words}
    for each in group.enrolled:
        if each.case is not None:
            happened(group.act, each.case.row, kind, {"group": str(group.row.id), **said})


def _is_holiday(day: date) -> bool:
    return day.weekday() < 5 and not is_working_day(day)


def _whole(words: str) -> int | None:
    words = words.strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 5 else None


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None
