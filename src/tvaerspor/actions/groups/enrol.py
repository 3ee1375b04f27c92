"""Enrols a course in a group: a place where one is free and nobody waits, otherwise last in line."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.groups.open_group import (
    LEFT,
    MANAGE,
    PLACED,
    READ,
    WAITING,
    Enrolled,
    ListedGroup,
    OpenGroup,
    list_groups,
    open_group,
    touch,
)
from tvaerspor.actions.groups.run_group import book_for, take_out
from tvaerspor.actions.saving import happened, saving
from tvaerspor.actions.therapist.agree_plan import CHANGEABLE
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse
from tvaerspor.pathway.course import CannotMove
from tvaerspor.pathway.groups import ENROLLING, GroupState
from tvaerspor.records.models import Enrolment, Group

ENROLLED, IN_LINE, GOT_PLACE, HAS_LEFT = "group_enrolled", "group_waiting", "group_placed", "group_left"


def groups_for(course: OpenCourse) -> tuple[ListedGroup, ...]:
    """The unit's groups in which the course may be enrolled: open or running, for an activity of its plan."""
    agreed = [each.id for each in course.plan.activities if each.group] if course.plan else []
    return list_groups(
        course.act,
        Q(programme=course.case.row.programme, activity__in=agreed, state__in=[each.value for each in ENROLLING]),
    )


def enrolments_of(course: OpenCourse) -> tuple[Enrolment, ...]:
    """The groups that the course is in or waits for."""
    rows = Enrolment.objects.filter(course=course.row.id).exclude(standing=LEFT)
    return tuple(rows.select_related("group").order_by("at"))


def enrol(course: OpenCourse, group: UUID) -> str:
    """`placed` or `waiting`. Raises FaultyForm, NothingThere, CannotMove, JustChanged and AlreadyDone."""
    if course.state not in CHANGEABLE:
        raise CannotMove(course.state, "start")
    opened = open_group(course.act, group, READ)
    _require_fits(course, opened)
    standing = PLACED if opened.roster.may_take else WAITING
    row = Enrolment.objects.filter(group=group, course=course.row.id).first()
    if row is not None and row.standing != LEFT:
        raise FaultyForm((FieldFault("_group", "Borgeren er allerede tilmeldt holdet; intet er ændret."),))
    row = row or Enrolment(id=course.act.new_id(), group=opened.row, course=course.row)
    row.standing, row.at, row.course = standing, course.act.now, course.row
    with saving(course.act, EDIT, f"course:{course.row.id}"):
        touch(opened, opened.row.version_number)
        row.save()
        if standing == PLACED and opened.state is GroupState.RUNNING:
            _join(opened, row)
        happened(course.act, course.case.row, ENROLLED if standing == PLACED else IN_LINE, {"group": str(group)})
    return standing


def give_place(group: OpenGroup, enrolment: UUID, seen: int) -> None:
    """Gives the first in line the place that is free. Raises FaultyForm, JustChanged and AlreadyDone."""
    found = _one(group, enrolment)
    if not group.roster.is_next(str(enrolment)):
        raise FaultyForm(
            (FieldFault("_group", "Ventelisten følges: giv pladsen til den første, når en plads er fri."),)
        )
    with saving(group.act, MANAGE, f"group:{group.row.id}"):
        touch(group, seen)
        Enrolment.objects.filter(id=enrolment).update(standing=PLACED)
        if group.state is GroupState.RUNNING:
            _join(group, found.row)
        if found.case:
            happened(group.act, found.case.row, GOT_PLACE, {"group": str(group.row.id)})


def leave(group: OpenGroup, enrolment: UUID, seen: int) -> None:
    """Takes somebody out of the group or the line; what was attended stays. Raises JustChanged and AlreadyDone."""
    found = _one(group, enrolment)
    with saving(group.act, MANAGE, f"group:{group.row.id}"):
        touch(group, seen)
        Enrolment.objects.filter(id=enrolment).update(standing=LEFT)
        take_out(group, found.row.course)
        if found.case:
            happened(group.act, found.case.row, HAS_LEFT, {"group": str(group.row.id)})


def _join(group: OpenGroup, row: Enrolment) -> None:
    """The days that are left, for somebody who comes to a group that runs."""
    book_for(group, [row], (day for day in group.days if day >= group.act.today))


def _one(group: OpenGroup, enrolment: UUID) -> Enrolled:
    found = next((each for each in group.enrolled if each.row.id == enrolment), None)
    if found is None:
        raise NothingThere
    return found


def _require_fits(course: OpenCourse, group: OpenGroup) -> None:
    row: Group = group.row
    agreed = {each.id for each in course.plan.activities if each.group} if course.plan else set()
    if row.programme != course.case.row.programme or row.activity not in agreed:
        raise FaultyForm(
            (FieldFault("_group", "Holdets aktivitet står ikke i borgerens plan; tilføj den i planen, og prøv igen."),)
        )
    if group.state not in ENROLLING:
        raise FaultyForm((FieldFault("_group", "Holdet er ikke åbent for tilmelding; vælg et andet, eller åbn det."),))
