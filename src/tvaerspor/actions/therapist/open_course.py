"""Loads one course for somebody: the case that it belongs to, its row, and what the core makes of the row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, NothingThere, case_of, with_blocks
from tvaerspor.actions.saving import JustChanged, happened, saving
from tvaerspor.pathway.course import State
from tvaerspor.pathway.letter_parts import Measurement
from tvaerspor.pathway.plan import Plan, from_data
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import Course, Referral

READ = Deed("read", "course")
EDIT = Deed("edit", "course")
SEE_SESSIONS = Deed("read", "appointment")
BOOK = Deed("edit", "appointment")


class CourseClosed(Exception):
    """The course has its closing letter: nothing in it changes any more."""

    def __init__(self) -> None:
        super().__init__(
            "Epikrisen er sendt, og forløbet kan ikke længere ændres. Intet er gemt. Skal borgeren i gang igen, "
            "skal der en ny henvisning til."
        )


@dataclass(frozen=True)
class OpenCourse:
    """A course as one person meets it."""

    case: Case
    row: Course

    @property
    def act(self) -> Act:
        """The act in which it was opened."""
        return self.case.act

    @property
    def programme(self) -> Programme:
        """The programme, in the version of the referral."""
        return self.case.programme

    @property
    def state(self) -> State:
        """Where the course stands."""
        return State(self.row.state)

    @cached_property
    def plan(self) -> Plan | None:
        """The plan; None while none has been agreed."""
        raw = json.loads(self.row.plan)
        return from_data(raw) if raw else None

    @cached_property
    def first_visit(self) -> Mapping[str, Any]:
        """What the first visit found, as the row keeps it."""
        kept: dict[str, Any] = json.loads(self.row.first_visit)
        return kept

    @cached_property
    def ending(self) -> Mapping[str, Any]:
        """How the course ended, as the row keeps it; empty while it goes on."""
        kept: dict[str, Any] = json.loads(self.row.ending)
        return kept

    @cached_property
    def measurements(self) -> tuple[Measurement, ...]:
        """Every measure that was taken, in the order in which they were written."""
        return tuple(
            Measurement(each["measure"], each["checkpoint"], date.fromisoformat(each["on"]), each["value"])
            for each in json.loads(self.row.measures)
        )


@dataclass(frozen=True)
class Change:
    """A change of a course: the version that the person saw, the columns, and the event that tells it."""

    seen: int
    columns: Mapping[str, Any]
    kind: str
    about: Mapping[str, Any] = field(default_factory=dict)


def open_course(act: Act, course: UUID, deed: Deed) -> OpenCourse:
    """The course, if there is one and the person may do that to it; raises NothingThere and NotAllowed."""
    return _opened(act, Referral.objects.filter(course=course), course, deed)


def course_of(act: Act, referral: UUID, deed: Deed) -> OpenCourse:
    """The course of a referral; raises as `open_course`, also where no course has started."""
    return _opened(act, Referral.objects.filter(id=referral, course__isnull=False), referral, deed)


def require_open(course: OpenCourse) -> None:
    """Raises CourseClosed when the closing letter has been sent."""
    if course.state is State.CLOSED:
        raise CourseClosed


def small_cases(act: Act, referrals: Iterable[UUID]) -> dict[UUID, Case]:
    """The cases of several referrals for a list, without their long columns; whoever shows one asks what is allowed."""
    rows = with_blocks(act, Referral.objects.filter(id__in=set(referrals)))
    small = rows.defer("typed", "answers", "decision", "context", "read_answers", "read_decision")
    return {row.id: case_of(act, row) for row in small}


def _opened(act: Act, rows: Any, sought: UUID, deed: Deed) -> OpenCourse:
    row = with_blocks(act, rows).select_related("course").first()
    if row is None:
        act.saw("sought", sought)
        raise NothingThere
    case = case_of(act, row)
    act.saw("referral", row.id)
    case.require(deed)
    act.saw("citizen", row.citizen_id)
    act.saw("course", row.course.id)
    return OpenCourse(case, row.course)


def change_course(course: OpenCourse, change: Change) -> None:
    """Makes the change in a transaction of its own; raises JustChanged and AlreadyDone."""
    with saving(course.act, EDIT, f"course:{course.row.id}"):
        write_course(course, change)


def write_course(course: OpenCourse, change: Change) -> None:
    """Makes the change inside a transaction that somebody else opened."""
    rows = Course.objects.filter(id=course.row.id, version_number=change.seen)
    if not rows.update(**change.columns, version_number=change.seen + 1):
        raise JustChanged(f"course:{course.row.id}")
    happened(course.act, course.case.row, change.kind, change.about)
