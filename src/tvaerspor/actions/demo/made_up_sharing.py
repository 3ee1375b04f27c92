"""Some of the demo's citizens share: consents, requests, appointments in every state, and a cooperation meeting.

Everything is done by the actions that people use, at moments that have passed, so that nothing here can be impossible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tvaerspor.access.consent import WrittenConsent
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.demo.chance import Chance
from tvaerspor.actions.demo.doings import Worker
from tvaerspor.actions.demo.made_up_units import Landscape
from tvaerspor.actions.sharing import appointments, meetings, requests, steps
from tvaerspor.actions.sharing.agreeing import Agreement, TypedTask, mark_task, write_agreement
from tvaerspor.actions.sharing.appointments import TypedProposal
from tvaerspor.actions.sharing.consents import TypedConsent, register_consent, withdraw_consent
from tvaerspor.actions.sharing.coping_course import TypedMark, tell
from tvaerspor.actions.sharing.read_appointments import EDIT, OpenAppointment, open_appointment
from tvaerspor.actions.sharing.requests import TypedRequest
from tvaerspor.actions.sharing.rules import EVERY_PART, activities, coping_titles, rules
from tvaerspor.actions.sharing.standing import Tied, tied_to
from tvaerspor.actions.sharing.work_plans import TypedWorkPlan, write_work_plan
from tvaerspor.records.models import Citizen

NEEDED = 8
CONTACT = "ring efter kl. 15"


@dataclass(frozen=True)
class Table:
    """Who sits at it: a worker of the practice, of the job centre and of the coping course, each at some day."""

    practice: Worker
    job_centre: Worker
    coping: Worker
    now: datetime
    new_id: Callable[[datetime], Callable[[], UUID]]

    def act(self, who: Worker, days: int, hour: int = 9) -> Act:
        """An act so many days ago (negative: to come), at an hour in Denmark, but never after now."""
        day = (self.now.astimezone(COPENHAGEN) - timedelta(days=days)).replace(hour=hour, minute=0, second=0)
        at = min(day.replace(microsecond=0), self.now)
        return who.act(at, self.new_id(at))

    def tied(self, who: Worker, citizen: Citizen, days: int, hour: int = 9) -> Tied:
        """A citizen as somebody met them then."""
        return tied_to(self.act(who, days, hour), citizen.id)


def share_some(landscape: Landscape, now: datetime) -> None:
    """Makes up the sharing at the demo accounts' own practice; nothing where there are too few people."""
    homes = landscape.homes
    if not {"general_practice", *rules().partners} <= set(homes):
        return
    people = list(Citizen.objects.filter(listed_unit=homes["general_practice"].unit).order_by("id")[:NEEDED])
    if len(people) < NEEDED:
        return
    chance = Chance("sharing")
    doctor, job_centre, coping = (
        Worker(homes[kind].people[0], homes[kind]) for kind in ("general_practice", "job_centre", "coping")
    )
    table = Table(doctor, job_centre, coping, now, lambda at: lambda: chance.id_at(at))
    _requests(table, people)
    _consents(table, people)
    _appointments(table, people)
    _coping(table, people[0])
    _meeting(table, people)


def _requests(table: Table, people: list[Citizen]) -> None:
    """The job centre asks about two, one of them answered; somebody unknown is asked about in just the same way."""
    for citizen, days in ((people[5], 3), (people[0], 55)):
        typed = TypedRequest(citizen.name, citizen.cpr, CONTACT, "candidate")
        sent = requests.send_request(table.act(table.job_centre, days), typed)
        if days > 50:
            opened = requests.open_request(table.act(table.practice, days - 2), sent, requests.DECIDE)
            requests.answer_request(opened, "invited")


def _consents(table: Table, people: list[Citizen]) -> None:
    """Four in force, one about to end, one that has ended, one that was withdrawn."""
    lasting = ((60, 300), (40, 300), (30, 200), (20, 180), (80, 88), (200, 150), (60, 300))
    for number, (days, lasts) in enumerate(lasting):
        _give(table, people[number], table.job_centre, (days, lasts))
    _give(table, people[0], table.coping, (60, 300))
    _give(table, people[1], table.coping, (40, 300))
    tied = table.tied(table.practice, people[6], 5)
    withdraw_consent(tied, str(table.job_centre.at.unit.id))


def _give(table: Table, citizen: Citizen, to: Worker, days: tuple[int, int]) -> None:
    ago, lasts = days
    tied = table.tied(table.practice, citizen, ago)
    today = tied.act.today
    unit, others = to.at.unit.id, {table.coping.at.unit.id, table.job_centre.at.unit.id}
    written = WrittenConsent(unit, frozenset(EVERY_PART), "at_visit", today, today + timedelta(days=lasts))
    register_consent(tied, TypedConsent(written, frozenset(others), CONTACT))


def _appointments(table: Table, people: list[Citizen]) -> None:
    """One in each state: held with tasks, agreed, proposed by either side, and cancelled."""
    held = _proposed(table, people[0], table.practice, 48)
    _accept(table, held, table.job_centre, 46)
    _hold(table, held)
    agreed = _proposed(table, people[1], table.job_centre, 6)
    _accept(table, agreed, table.practice, 4)
    _proposed(table, people[2], table.job_centre, 2)
    _proposed(table, people[3], table.practice, 1)
    cancelled = _proposed(table, people[4], table.practice, 12)
    opened = _opened(table, table.job_centre, cancelled, 10)
    appointments.cancel(opened, "Borgeren er bortrejst; vi foreslår nye tider.", opened.row.version_number)


def _proposed(table: Table, citizen: Citizen, who: Worker, days: int) -> UUID:
    tied = table.tied(who, citizen, days)
    beginning = tied.act.now.astimezone(COPENHAGEN).replace(hour=10, minute=0)
    times = tuple(beginning + timedelta(days=ahead) for ahead in (8, 9, 12))
    partner = None if who is table.job_centre else table.job_centre.at.unit
    return appointments.propose(tied, partner, TypedProposal(times))


def _opened(table: Table, who: Worker, appointment: UUID, days: int) -> OpenAppointment:
    return open_appointment(table.act(who, days), appointment, EDIT)


def _accept(table: Table, appointment: UUID, who: Worker, days: int) -> None:
    opened = _opened(table, who, appointment, days)
    appointments.accept(opened, str(opened.shown.times[0].id), opened.row.version_number)


def _hold(table: Table, appointment: UUID) -> None:
    opened = _opened(table, table.practice, appointment, 39)
    today = opened.tied.act.today
    tasks = (
        TypedTask("citizen", "coping", "Møde til den første gang i mestringsforløbet", today + timedelta(days=9)),
        TypedTask("partner", "work_ability", "Finde en virksomhed, der passer", today + timedelta(days=30)),
        TypedTask("doctor", "work_up", "Se på svarene sammen med borgeren", today + timedelta(days=45)),
    )
    tracks = frozenset({"work_up", "coping", "work_ability"})
    write_agreement(opened, "hold", Agreement(tracks, tasks), opened.row.version_number)
    again = _opened(table, table.job_centre, appointment, 30)
    done = next(each for each in again.shown.tasks if each.owner == "citizen")
    mark_task(again, done.id, True)


def _coping(table: Table, citizen: Citizen) -> None:
    """Some weeks of the coping course, the work plan, and a step that is proposed."""
    first, second, hours = (*list(coping_titles(activities()))[:2], rules().hours)
    for days, activity, mark, worked in (
        *(
            (35, first, "begun", ""),
            (35, first, "attended", ""),
            (28, first, "attended", ""),
            (21, first, "excused", ""),
        ),
        *((28, second, "begun", ""), (27, second, "attended", ""), (20, second, "attended", "")),
        *((21, hours, "begun", ""), (21, hours, "hours", "2"), (14, hours, "hours", "4"), (7, hours, "hours", "6,5")),
    ):
        tied = table.tied(table.coping, citizen, days, 15)
        tell(tied, TypedMark(activity, mark, tied.act.today, worked))
    plan = TypedWorkPlan("6,5", "Lette opgaver på lageret, pause hver time", "Nedsat tid til foråret", "")
    write_work_plan(table.tied(table.job_centre, citizen, 6), plan)
    steps.propose_step(table.tied(table.coping, citizen, 1), "down", "can_alone")


def _meeting(table: Table, people: list[Citizen]) -> None:
    """A meeting to come: each side has put citizens on, one of them without a consent: the other sees nothing of it."""
    made = meetings.call_meeting(table.act(table.job_centre, 9), table.practice.at.unit, _ahead(table, 11))
    for who, citizen in ((table.job_centre, people[2]), (table.practice, people[3]), (table.practice, people[7])):
        opened = meetings.open_meeting(table.act(who, 3), made, meetings.EDIT)
        meetings.put_on(opened, citizen.name, citizen.cpr)


def _ahead(table: Table, days: int) -> datetime:
    return (table.now.astimezone(COPENHAGEN) + timedelta(days=days)).replace(hour=13, minute=0, second=0, microsecond=0)
