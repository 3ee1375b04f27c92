"""What waits, what is late and what has changed in what is shared: lines of the slice, never cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tvaerspor.access.ask import Deed, may_ever, require
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.sharing.meetings import FIND as FIND_MEETINGS
from tvaerspor.actions.sharing.meetings import coming_meetings
from tvaerspor.actions.sharing.read_appointments import appointments_under_way
from tvaerspor.actions.sharing.requests import waiting_for_doctor, waiting_for_partner
from tvaerspor.actions.sharing.rules import DISCUSS, rules
from tvaerspor.actions.sharing.standing import FIND, Tied, is_partner, shared_citizens
from tvaerspor.pathway.shared_slice import DeskLine, SharedAppointment
from tvaerspor.records.models import Citizen, CooperationMeeting, StepProposal
from tvaerspor.records.models import SharedAppointment as AppointmentRow

DAYS_BACK = 7
SHOWN = 20


@dataclass(frozen=True)
class SharedDesk:
    """Lines by what they ask of the person; `people` is how many citizens are shared with a partner."""

    waiting: tuple[DeskLine, ...]
    late: tuple[DeskLine, ...]
    changed: tuple[DeskLine, ...]
    coming: tuple[DeskLine, ...]
    people: int

    @property
    def counts(self) -> Mapping[str, int]:
        """How many lines of each kind."""
        return {"waiting": len(self.waiting), "late": len(self.late), "coming": len(self.coming)}


def shared_desk(act: Act) -> SharedDesk:
    """The desk of a partner or, for what is shared alone, of a doctor."""
    require(matrix(), act.holder, FIND)
    tied = shared_citizens(act)
    act.saw("citizen", *tied)
    found = appointments_under_way(act, tied.values() if is_partner(act) else None)
    requests = _asked_of_partner(act, tied) if is_partner(act) else _asked_of_doctor(act)
    meetings = coming_meetings(act) if may_ever(matrix(), act.holder, FIND_MEETINGS) else ()
    return SharedDesk(
        waiting=(*requests, *(_line("appointment_asked", each) for each in found if each.is_asked)),
        late=tuple(_late(act, found)),
        changed=tuple(_changed(act, found)),
        coming=(
            *(_line("appointment_agreed", each) for each in found if each.state == "accepted"),
            *(DeskLine("meeting", _across(act, each), _day(each.at), "meeting", each.id) for each in meetings),
            *_ending(act, tied.values()),
        ),
        people=len(tied),
    )


def waiting_count(act: Act) -> int:
    """How many requests, proposed appointments and proposed steps wait for a doctor, in one statement."""
    if is_partner(act) or not may_ever(matrix(), act.holder, Deed("decide", "contact_request")):
        return 0
    mine = Citizen.objects.filter(listed_unit=act.unit).values("id")
    proposed = AppointmentRow.objects.filter(practice=act.unit, state="proposed", proposed_by="partner")
    steps = StepProposal.objects.filter(answer="", citizen__in=mine)
    requests = waiting_for_doctor(act).order_by().values_list("id", flat=True)
    rows = proposed.filter(citizen__in=mine).values_list("id", flat=True)
    return requests.union(rows, steps.values_list("id", flat=True), all=True).count()


def _asked_of_partner(act: Act, tied: Mapping[UUID, Tied]) -> tuple[DeskLine, ...]:
    allowed = {each.citizen.cpr_index: each for each in tied.values() if each.sharing and each.sharing.allows(DISCUSS)}
    return tuple(
        DeskLine("request", each.citizen.name, _day(row.at), "contact_request", row.id)
        for row, each in waiting_for_partner(act, allowed)
    )


def _asked_of_doctor(act: Act) -> tuple[DeskLine, ...]:
    requests = tuple(waiting_for_doctor(act)[:SHOWN])
    steps = StepProposal.objects.filter(answer="", citizen__listed_unit=act.unit).select_related("citizen")
    return (
        *(DeskLine("request", row.body["name"], _day(row.at), "contact_request", row.id) for row in requests),
        *(
            DeskLine(f"step_{row.direction}", row.citizen.name, _day(row.at), "shared_citizen", row.citizen_id)
            for row in steps.order_by("at")[:SHOWN]
        ),
    )


def _late(act: Act, found: Iterable[SharedAppointment]) -> Iterator[DeskLine]:
    """Tasks over their day, and appointments whose time has passed without anybody writing what was agreed."""
    for each in found:
        if each.state == "accepted" and each.at and _day(each.at) < act.today:
            yield _line("appointment_unwritten", each, (act.today - _day(each.at)).days)
        for task in each.tasks:
            if (days := task.days_late(act.today)) > 0:
                yield DeskLine(f"task_{task.owner}", each.name, task.due, "shared_appointment", each.id, days)


def _changed(act: Act, found: Iterable[SharedAppointment]) -> Iterator[DeskLine]:
    since = act.now - timedelta(days=DAYS_BACK)
    for each in found:
        if each.changed_at >= since and not each.is_asked:
            yield DeskLine(f"appointment_{each.state}", each.name, _day(each.changed_at), "shared_appointment", each.id)


def _ending(act: Act, tied: Iterable[Tied]) -> Iterator[DeskLine]:
    """Consents that end soon, so that the citizen can be asked in time."""
    soon = act.today + timedelta(days=rules().consent.warn_days)
    for each in tied:
        if each.sharing and each.sharing.until <= soon:
            yield DeskLine("consent_ends", each.citizen.name, each.sharing.until, "shared_citizen", each.citizen.id)


def _line(kind: str, each: SharedAppointment, days_late: int = 0) -> DeskLine:
    on = _day(each.at) if each.at else _day(each.changed_at)
    return DeskLine(kind, each.name, on, "shared_appointment", each.id, days_late)


def _across(act: Act, row: CooperationMeeting) -> str:
    return row.practice.name if is_partner(act) else row.job_centre.name


def _day(moment: datetime) -> date:
    return moment.astimezone(COPENHAGEN).date()
