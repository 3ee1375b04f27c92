"""The coping course as its activities are told: begun, attended, hours in a week, ended; and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from tvaerspor.pathway.dose import monday_of
from tvaerspor.pathway.shared_slice import Milestone, WeekOfWork
from tvaerspor.terms.text import Text


class CopingMark(StrEnum):
    """What is told about an activity on a day."""

    BEGUN = "begun"
    ATTENDED = "attended"
    EXCUSED = "excused"
    STAYED_AWAY = "stayed_away"
    HOURS = "hours"
    ENDED = "ended"


COPING_MARK_TEXT = {
    CopingMark.BEGUN: Text(da="Begyndt", en="Begun"),
    CopingMark.ATTENDED: Text(da="Mødt", en="Attended"),
    CopingMark.EXCUSED: Text(da="Afbud", en="Excused"),
    CopingMark.STAYED_AWAY: Text(da="Udeblevet", en="Stayed away"),
    CopingMark.HOURS: Text(da="Timer i ugen", en="Hours in the week"),
    CopingMark.ENDED: Text(da="Afsluttet", en="Ended"),
}


@dataclass(frozen=True)
class CopingTold:
    """One thing told about an activity on a day. `hours` is there for hours in a week alone."""

    id: UUID
    activity: str
    mark: CopingMark
    on: date
    hours: Decimal | None = None


@dataclass(frozen=True)
class CopingActivity:
    """What became of one activity. `planned` is the number of sessions in the programme, None where it gives none."""

    title: Text
    attended: int
    excused: int
    stayed_away: int
    planned: int | None


@dataclass(frozen=True)
class ProposedStep:
    """A step `up` or `down` that is proposed to the doctor; `answer` is blank until the doctor has decided."""

    id: UUID
    direction: str
    reason: str
    at: datetime
    answer: str


def milestones(told: Iterable[CopingTold], titles: Mapping[str, Text]) -> tuple[Milestone, ...]:
    """Each activity from the first day that it is told about to its end, in the order of the titles."""
    every = tuple(told)
    found = []
    for activity, title in titles.items():
        days = sorted(each.on for each in every if each.activity == activity)
        ends = [each.on for each in every if each.activity == activity and each.mark is CopingMark.ENDED]
        if days:
            found.append(Milestone(title, days[0], max(ends) if ends and max(ends) == days[-1] else None))
    return tuple(found)


def weeks_of_work(told: Iterable[CopingTold]) -> tuple[WeekOfWork, ...]:
    """The hours of each week in which some were told, earliest first; of two about one week the later counts."""
    hours = {monday_of(each.on): each.hours for each in told if each.hours is not None}
    return tuple(WeekOfWork(monday, said_hours(hours[monday])) for monday in sorted(hours))


def said_hours(hours: Decimal) -> str:
    """«12» or «7,5», as Danes write a number."""
    return f"{hours.normalize():f}".replace(".", ",")


def attendance(
    told: Sequence[CopingTold], titles: Mapping[str, Text], planned: Mapping[str, int]
) -> tuple[CopingActivity, ...]:
    """How often the citizen came to each activity that has been told about."""
    found = []
    for activity, title in titles.items():
        marks = Counter(each.mark for each in told if each.activity == activity)
        if marks:
            came = marks[CopingMark.ATTENDED], marks[CopingMark.EXCUSED], marks[CopingMark.STAYED_AWAY]
            found.append(CopingActivity(title, *came, planned.get(activity)))
    return tuple(found)
