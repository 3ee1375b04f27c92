"""The planned looks back: made when a course starts, listed where they are due, done when somebody says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case, NothingThere
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, happened, saving
from tvaerspor.actions.therapist.open_course import small_cases
from tvaerspor.pathway.calendar import add_duration
from tvaerspor.programme.contents import FollowUp as Planned
from tvaerspor.records.models import Course, FollowUp

FIND = Deed("find", "follow_up")
EDIT = Deed("edit", "follow_up")
DONE, UNDONE = "follow_up_done", "follow_up_undone"
MOST = 50


@dataclass(frozen=True)
class Listed:
    """A follow-up on the list, with its case and what its programme says of it."""

    row: FollowUp
    case: Case
    planned: Planned | None

    def days_late(self, today: date) -> int:
        """Days since it was due; 0 until then."""
        return max(0, (today - self.row.due).days)


@dataclass(frozen=True)
class FollowUps:
    """A unit's follow-ups: those to come, those done lately, and how many it may no longer look at."""

    waiting: tuple[Listed, ...]
    done: tuple[Listed, ...]
    out_of_reach: int
    has_more: bool


def planned_follow_ups(case: Case, course: Course) -> tuple[FollowUp, ...]:
    """The rows for a course that starts: at the unit that referred, or at the provider where no unit did."""
    unit = case.row.sender_id or course.unit_id
    return tuple(
        FollowUp(
            id=case.act.new_id(),
            course=course,
            unit_id=unit,
            kind=each.id,
            due=add_duration(course.started_on, each.at),
        )
        for each in case.programme.pathway.follow_ups
    )


def follow_ups(act: Act, newest_first: bool = False) -> FollowUps:
    """The unit's follow-ups, the one that is due first at the top; raises NotAllowed."""
    require(matrix(), act.holder, FIND)
    order = F("due").desc() if newest_first else F("due").asc()
    waiting = list(_rows(act).filter(done_at__isnull=True).order_by(order, "id")[: MOST + 1])
    done = list(_rows(act).filter(done_at__isnull=False).order_by("-done_at")[:10])
    cases = small_cases(act, (row.course.referral_id for row in (*waiting, *done)))
    shown, hidden = _listed(act, waiting[:MOST], cases)
    lately, _ = _listed(act, done, cases)
    return FollowUps(shown, lately, hidden, len(waiting) > MOST)


def mark_done(act: Act, follow_up: UUID, note: str) -> None:
    """Says that a follow-up has been made. Raises JustChanged where somebody has said so before."""
    row, case = _open(act, follow_up)
    with saving(act, EDIT, "follow_ups:"):
        if not FollowUp.objects.filter(id=row.id, done_at__isnull=True).update(done_at=act.now, note=note.strip()):
            raise JustChanged(f"follow_up:{row.id}")
        happened(act, case.row, DONE, {"follow_up": row.kind, "note": note.strip()})


def undo_done(act: Act, follow_up: UUID) -> None:
    """Takes it back; the event that said so stays, and this one after it."""
    row, case = _open(act, follow_up)
    with saving(act, EDIT, "follow_ups:"):
        if not FollowUp.objects.filter(id=row.id, done_at__isnull=False).update(done_at=None):
            raise JustChanged(f"follow_up:{row.id}")
        happened(act, case.row, UNDONE, {"follow_up": row.kind})


def _rows(act: Act) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(unit=act.unit).select_related("course")


def _open(act: Act, follow_up: UUID) -> tuple[FollowUp, Case]:
    row = _rows(act).filter(id=follow_up).first()
    if row is None:
        act.saw("sought", follow_up)
        raise NothingThere
    case = small_cases(act, (row.course.referral_id,))[row.course.referral_id]
    act.saw("follow_up", row.id)
    case.require(EDIT)
    act.saw("citizen", case.row.citizen_id)
    return row, case


def _listed(act: Act, rows: Iterable[FollowUp], cases: Mapping[UUID, Case]) -> tuple[tuple[Listed, ...], int]:
    every = [(row, cases[row.course.referral_id]) for row in rows]
    shown = [(row, case) for row, case in every if case.may(EDIT)]
    act.saw("citizen", *(case.row.citizen_id for _, case in shown))
    listed = tuple(Listed(row, case, _planned(case, row.kind)) for row, case in shown)
    return listed, len(every) - len(shown)


def _planned(case: Case, kind: str) -> Planned | None:
    return next((each for each in case.programme.pathway.follow_ups if each.id == kind), None)
