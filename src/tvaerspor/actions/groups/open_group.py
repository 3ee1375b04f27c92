"""Loads one group with those who are enrolled in it, and lists a unit's groups."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, NothingThere
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.actions.therapist.open_course import SEE_SESSIONS, small_cases
from tvaerspor.pathway.groups import GroupState, Roster
from tvaerspor.pathway.least_dose import activity_of
from tvaerspor.programme.contents import Activity
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Enrolment, Group

FIND = Deed("find", "group")
READ = Deed("read", "group")
CREATE = Deed("create", "group")
MANAGE = Deed("edit", "group")
PLACED, WAITING, LEFT = "placed", "waiting", "left"
MOST = 60


@dataclass(frozen=True)
class Enrolled:
    """Somebody who is enrolled, with the case that the course belongs to; None where the person may not see it."""

    row: Enrolment
    case: Case | None


@dataclass(frozen=True)
class OpenGroup:
    """A group as one person meets it."""

    act: Act
    row: Group
    enrolled: tuple[Enrolled, ...]

    @property
    def state(self) -> GroupState:
        """Where the group stands."""
        return GroupState(self.row.state)

    @property
    def programme(self) -> Programme:
        """The programme, in the version that the group was made under."""
        return open_stored(self.row.version_id)

    @property
    def activity(self) -> Activity | None:
        """What the group does; None where the version has no such activity."""
        return activity_of(self.programme, self.row.activity)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Its days, earliest first."""
        return tuple(date.fromisoformat(each) for each in json.loads(self.row.days))

    @cached_property
    def roster(self) -> Roster:
        """Who has a place and who waits, each in order."""
        return roster_of(self.row, (each.row for each in self.enrolled))

    def of(self, standing: str) -> tuple[Enrolled, ...]:
        """Those with a place, or those who wait, in order."""
        return tuple(each for each in self.enrolled if each.row.standing == standing)


@dataclass(frozen=True)
class ListedGroup:
    """A group on a list, with how many have a place and how many wait."""

    row: Group
    placed: int
    waiting: int

    @property
    def activity(self) -> Activity | None:
        """What the group does."""
        return activity_of(open_stored(self.row.version_id), self.row.activity)


def roster_of(row: Group, enrolments: Iterable[Enrolment]) -> Roster:
    """The core's roster of a group's rows."""
    every = sorted(enrolments, key=lambda each: (each.at, str(each.id)))
    by_standing: Mapping[str, list[str]] = {PLACED: [], WAITING: [], LEFT: []}
    for each in every:
        by_standing[each.standing].append(str(each.id))
    return Roster(row.places, row.least, tuple(by_standing[PLACED]), tuple(by_standing[WAITING]))


def open_group(act: Act, group: UUID, deed: Deed) -> OpenGroup:
    """The group, if the person's unit has it; raises NothingThere and NotAllowed."""
    require(matrix(), act.holder, deed)
    row = Group.objects.filter(id=group, unit=act.unit).first()
    if row is None:
        act.saw("sought", group)
        raise NothingThere
    act.saw("group", row.id)
    found = Enrolment.objects.filter(group=row).exclude(standing=LEFT).select_related("course").order_by("at", "id")
    rows = list(found)
    cases = small_cases(act, (each.course.referral_id for each in rows))
    enrolled = tuple(Enrolled(each, _seen(cases.get(each.course.referral_id))) for each in rows)
    act.saw("citizen", *(each.case.row.citizen_id for each in enrolled if each.case))
    return OpenGroup(act, row, enrolled)


def list_groups(act: Act, only: Q | None = None) -> tuple[ListedGroup, ...]:
    """The unit's groups, those that are not over first, the earliest start at the top; raises NotAllowed."""
    require(matrix(), act.holder, FIND)
    rows = Group.objects.filter(unit=act.unit) if only is None else Group.objects.filter(only, unit=act.unit)
    counted = rows.annotate(
        placed=Count("enrolments", filter=Q(enrolments__standing=PLACED)),
        waiting=Count("enrolments", filter=Q(enrolments__standing=WAITING)),
    )
    over = (GroupState.ENDED, GroupState.CANCELLED)
    found = counted.order_by("-starts_on", "id")[:MOST]
    listed = [ListedGroup(each, each.placed, each.waiting) for each in found]
    act.saw("group", *(each.row.id for each in listed))
    return tuple(sorted(listed, key=lambda each: (each.row.state in over, each.row.starts_on)))


def touch(group: OpenGroup, seen: int, **columns: object) -> None:
    """Changes the row if it is as it was seen; raises JustChanged."""
    rows = Group.objects.filter(id=group.row.id, version_number=seen)
    if not rows.update(**columns, version_number=seen + 1):
        raise JustChanged(f"group:{group.row.id}")


def _seen(case: Case | None) -> Case | None:
    return case if case and case.may(SEE_SESSIONS) else None
