"""What the employment side sees of a citizen who has consented: a type of its own, with nothing else in it.

It is never a case with fields left out: what has no field here cannot be shown, searched, printed or sent. Its fields:
those of the access model, section 4: name and contact, milestones from-to, the plan for work and function, joint
appointments with each party's tasks, and the unit's own contact requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tvaerspor.terms.text import Text


@dataclass(frozen=True)
class Milestone:
    """A part of the course, from its first day to its last; `until` is None while it goes on."""

    title: Text
    since: date
    until: date | None


@dataclass(frozen=True)
class SharedWorkPlan:
    """What the citizen can do and what is tried. `hours_per_week` is None where no number has been agreed."""

    id: UUID
    written_on: date
    unit: str
    hours_per_week: str | None
    tasks: str
    goals: str


@dataclass(frozen=True)
class WeekOfWork:
    """The hours of graded work in the week that begins on `monday`."""

    monday: date
    hours: str


@dataclass(frozen=True)
class SharedTask:
    """Who is to do what by when; `done_on` is None until somebody says that it is done."""

    id: UUID
    owner: str
    track: str
    words: str
    due: date
    done_on: date | None

    def days_late(self, today: date) -> int:
        """How many days it is over its date; 0 when it is not, or done."""
        return max(0, (today - self.due).days) if self.done_on is None else 0


@dataclass(frozen=True)
class ProposedTime:
    """A time to choose among."""

    id: UUID
    at: datetime


@dataclass(frozen=True)
class AppointmentParties:
    """Who meets: the practice, the unit across the table with its kind, and who else is there."""

    practice: str
    partner: str
    partner_kind: str
    companions: tuple[str, ...]


@dataclass(frozen=True)
class SharedAppointment:
    """A shared appointment as one side sees it. `at` is None until a time has been accepted.

    `is_asked` says whether the answer to a proposal is this side's; `tracks` and `tasks` are those that it may see.
    """

    id: UUID
    citizen: UUID
    name: str
    state: str
    version: int
    at: datetime | None
    minutes: int
    changed_at: datetime
    parties: AppointmentParties
    times: tuple[ProposedTime, ...]
    tracks: tuple[str, ...]
    tasks: tuple[SharedTask, ...]
    reason: str
    is_asked: bool


@dataclass(frozen=True)
class OwnRequest:
    """A contact request as its sender sees it: what was sent; `answer` is empty unless a consent lets it be told."""

    id: UUID
    name: str
    contact: str
    purpose: str
    sent_at: datetime
    answer: str


@dataclass(frozen=True)
class SharedSlice:
    """Everything that is shared about one citizen. A part that is not shared is None, so that a page says so."""

    citizen: UUID
    name: str
    contact: str
    until: date
    milestones: tuple[Milestone, ...] | None
    work_plan: SharedWorkPlan | None
    shows_work_plan: bool
    weeks: tuple[WeekOfWork, ...]
    appointments: tuple[SharedAppointment, ...] | None
    requests: tuple[OwnRequest, ...]


@dataclass(frozen=True)
class DeskLine:
    """One thing that waits, is late or has changed: what it is, about whom, since or by when, and where it leads."""

    kind: str
    name: str
    on: date
    leads_to: str
    id: UUID
    days_late: int = 0
