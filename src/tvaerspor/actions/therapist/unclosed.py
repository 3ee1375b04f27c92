"""A unit's courses that are not closed: those that wait for their closing letter first, the oldest at the top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.therapist.open_course import READ, small_cases
from tvaerspor.pathway.course import STATE_TEXT, State
from tvaerspor.records.models import Course
from tvaerspor.terms.text import Text

FIND = Deed("find", "course")
MOST = 50
OVER = frozenset({State.STOPPED, State.ENDED})


@dataclass(frozen=True)
class Unclosed:
    """A course that is not closed. `age_days` counts from its end, or from its start while it goes on."""

    row: Course
    case: Case
    age_days: int

    @property
    def state(self) -> Text:
        """Where it stands, in words."""
        return STATE_TEXT[State(self.row.state)]

    def days_late(self, today: date) -> int:
        """Days since the closing letter was due; 0 until then."""
        return max(0, (today - self.row.letter_due).days) if self.row.letter_due else 0


@dataclass(frozen=True)
class OpenCourses:
    """Those over without a closing letter, those going on, and whether there are more than are shown."""

    over: tuple[Unclosed, ...]
    going_on: tuple[Unclosed, ...]
    has_more: bool


def unclosed_courses(act: Act, only_mine: bool = False) -> OpenCourses:
    """The unit's courses, or only those of the person's own; raises NotAllowed."""
    require(matrix(), act.holder, FIND)
    rows = Course.objects.filter(unit=act.unit).exclude(state=State.CLOSED)
    rows = rows.filter(therapist=act.actor) if only_mine else rows
    small = rows.defer("first_visit", "plan", "measures", "ending", "letter_draft")
    found = list(small.order_by(F("letter_due").asc(nulls_last=True), "started_on", "id")[: MOST + 1])
    cases = small_cases(act, (row.referral_id for row in found[:MOST]))
    every = [_unclosed(act, row, cases[row.referral_id]) for row in found[:MOST]]
    shown = [each for each in every if each.case.may(READ)]
    act.saw("citizen", *(each.case.row.citizen_id for each in shown))
    over = sorted((each for each in shown if each.row.state in OVER), key=lambda each: -each.age_days)
    return OpenCourses(tuple(over), tuple(each for each in shown if each.row.state not in OVER), len(found) > MOST)


def _unclosed(act: Act, row: Course, case: Case) -> Unclosed:
    return Unclosed(row, case, (act.today - (row.ended_on or row.started_on)).days)
