"""Closing letters that are owed: by provider and age, the oldest first; a reminder is written down, nothing closes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, Q

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import Case
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import happened, saving
from tvaerspor.actions.therapist.open_course import OpenCourse, open_course, small_cases
from tvaerspor.actions.therapist.unclosed import OVER
from tvaerspor.pathway.course import CannotMove
from tvaerspor.records.models import Course, Event

FIND = Deed("find", "owed_letter")
REMIND = Deed("edit", "owed_letter")
COUNT = Deed("read", "owed_letter_count")
REMINDED = "letter_reminded"
MOST = 100
AGES = (0, 7, 30)
"""Days over the limit after which a letter is in the next group of age. A local choice for the table."""


@dataclass(frozen=True)
class Owed:
    """A course whose letter is owed; `reminded_at` is when somebody last asked for it, None for never."""

    row: Course
    case: Case
    days_late: int
    reminded_at: datetime | None


@dataclass(frozen=True)
class OwedAt:
    """The letters that one provider owes, the oldest first."""

    unit: str
    letters: tuple[Owed, ...]


@dataclass(frozen=True)
class OwedCount:
    """How many letters a provider owes, by how far over the limit: in time, up to a week, up to a month, more."""

    unit: str
    by_age: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_age)


def owed_letters(act: Act) -> tuple[tuple[OwedAt, ...], bool]:
    """The letters that the unit owes, or that are owed to it, by provider; and whether there are more than shown.

    Raises NotAllowed. The provider with the oldest one comes first.
    """
    require(matrix(), act.holder, FIND)
    ours = Q(unit=act.unit) | Q(referral__sender=act.unit)
    small = Course.objects.filter(ours, state__in=[each.value for each in OVER]).select_related("unit")
    rows = small.defer("first_visit", "plan", "measures", "ending", "letter_draft").order_by("ended_on", "id")
    found = list(rows[: MOST + 1])
    cases = small_cases(act, (row.referral_id for row in found[:MOST]))
    shown = [row for row in found[:MOST] if cases[row.referral_id].may(REMIND)]
    reminded = _reminded(row.referral_id for row in shown)
    act.saw("citizen", *(row.citizen_id for row in shown))
    by_unit: dict[str, list[Owed]] = {}
    for row in shown:
        owed = Owed(row, cases[row.referral_id], days_late(row, act.today), reminded.get(row.referral_id))
        by_unit.setdefault(row.unit.name, []).append(owed)
    return tuple(OwedAt(unit, tuple(letters)) for unit, letters in by_unit.items()), len(found) > MOST


def remind(act: Act, course: UUID) -> OpenCourse:
    """Writes in the referral's history that somebody has asked for the letter; raises CannotMove where none is owed."""
    opened = open_course(act, course, REMIND)
    if opened.state not in OVER:
        raise CannotMove(opened.state, "close")
    with saving(act, REMIND, "owed_letters:"):
        happened(act, opened.case.row, REMINDED, {"days_late": days_late(opened.row, act.today)})
    return opened


def owed_counts(act: Act) -> tuple[OwedCount, ...]:
    """How many letters each provider owes and how old they are, without citizens; raises NotAllowed.

    Somebody at a place of treatment sees the own unit; the administration sees every provider.
    """
    require(matrix(), act.holder, COUNT)
    rows = Course.objects.filter(state__in=[each.value for each in OVER])
    rows = rows if act.purpose == "administration" else rows.filter(unit=act.unit)
    counts: dict[str, Counter[int]] = {}
    for unit, due, ended, number in rows.values_list("unit__name", "letter_due", "ended_on").annotate(n=Count("id")):
        counts.setdefault(unit, Counter())[_age(due or ended, act.today)] += number
    every = [OwedCount(unit, tuple(by[age] for age in range(len(AGES) + 1))) for unit, by in counts.items()]
    return tuple(sorted(every, key=lambda each: (*(-number for number in each.by_age[::-1]), each.unit)))


def days_late(row: Course, today: date) -> int:
    """Days since the letter was due, or since the course was over where the programme sets no limit; 0 until then."""
    due = row.letter_due or row.ended_on
    return max(0, (today - due).days) if due else 0


def _age(due: date | None, today: date) -> int:
    late = today - due if due else timedelta()
    return sum(late > timedelta(days=limit) for limit in AGES)


def _reminded(referrals: Iterable[UUID]) -> Mapping[UUID, datetime]:
    rows = Event.objects.filter(kind=REMINDED, referral__in=list(referrals))
    return dict(rows.values_list("referral").annotate(last=Max("at")))
