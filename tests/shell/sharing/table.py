"""Those who sit at the table in the tests of what is shared: a doctor, a job centre and a coping consultant."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.shell.world import CPRS, World
from tvaerspor.access.consent import WrittenConsent
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.sharing import appointments, consents
from tvaerspor.actions.sharing.agreeing import Agreement, TypedTask, write_agreement
from tvaerspor.actions.sharing.appointments import TypedProposal
from tvaerspor.actions.sharing.consents import TypedConsent, register_consent
from tvaerspor.actions.sharing.read_appointments import EDIT, open_appointment
from tvaerspor.actions.sharing.rules import EVERY_PART
from tvaerspor.actions.sharing.standing import tied_to
from tvaerspor.records.models import Citizen, SharedAppointment

VARYING = re.compile(r'(name="(?:csrfmiddlewaretoken|_key)" value=")[^"]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')
TYPED = {"name": "Prøve Borger", "contact": "ring efter 15", "purpose": "candidate"}


class Table:
    """A world with citizens on the practice's list, and what people do at the table; pages run at the real time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.now = timezone.now()
        self.browsers: dict[str, Client] = {}

    def act(self, person: str, days_ago: int = 0) -> Act:
        return replace(self.world.act(person), now=self.now - timedelta(days=days_ago))

    def citizen(self, number: int = 0, unit: str = "practice") -> Citizen:
        return self.world.citizen(CPRS[number], unit)

    def give(
        self,
        citizen: Citizen,
        to: str = "job_centre",
        parts: tuple[str, ...] = EVERY_PART,
        days: tuple[int, int] = (0, 90),
    ) -> UUID:
        """The citizen's written consent: registered so many days ago, and lasting so many."""
        tied = tied_to(self.act("doctor", days[0]), citizen.id)
        today = tied.act.today
        written = WrittenConsent(
            self.world.units[to].id, frozenset(parts), "at_visit", today, today + timedelta(days=days[1])
        )
        others = frozenset(self.world.units[name].id for name in ("coping", "job_centre"))
        return register_consent(tied, TypedConsent(written, others, "ring efter kl. 15"))

    def withdraw(self, citizen: Citizen, to: str = "job_centre") -> None:
        consents.withdraw_consent(tied_to(self.act("doctor"), citizen.id), str(self.world.units[to].id))

    def times(self, *days: int) -> tuple[datetime, ...]:
        first = (self.now.astimezone(COPENHAGEN) + timedelta(days=1)).replace(
            hour=10, minute=0, second=0, microsecond=0
        )
        return tuple(first + timedelta(days=day) for day in days)

    def propose(self, citizen: Citizen, by: str = "doctor", days_ago: int = 0, to: str = "job_centre") -> UUID:
        tied = tied_to(self.act(by, days_ago), citizen.id)
        times = tuple(each - timedelta(days=days_ago) for each in self.times(1, 2, 3))
        partner = self.world.units[to] if by == "doctor" else None
        return appointments.propose(tied, partner, TypedProposal(times))

    def accept(self, appointment: UUID, by: str = "job_centre", days_ago: int = 0) -> None:
        opened = open_appointment(self.act(by, days_ago), appointment, EDIT)
        appointments.accept(opened, str(opened.shown.times[0].id), opened.row.version_number)

    def hold(self, appointment: UUID, words: str = "Ringe til virksomheden") -> None:
        opened = open_appointment(self.act("doctor"), appointment, EDIT)
        due = self.act("doctor").today + timedelta(days=7)
        tasks = (
            TypedTask("partner", "work_ability", words, due),
            TypedTask("doctor", "work_up", "KANARIE-LÆGEOPGAVE", due),
        )
        tracks = frozenset({"work_up", "psychologist", "coping"})
        write_agreement(opened, "hold", Agreement(tracks, tasks), opened.row.version_number)

    def held(self, citizen: Citizen) -> UUID:
        """An appointment that was held some days ago."""
        made = self.propose(citizen, days_ago=10)
        self.accept(made, days_ago=9)
        self.hold(made)
        return made

    def get(self, person: str, path: str) -> HttpResponse:
        return self._browser(person).get(path)

    def post(self, person: str, path: str, fields: dict[str, str]) -> HttpResponse:
        return self._browser(person).post(path, {"_key": str(uuid4()), **fields})

    def page(self, person: str, path: str) -> str:
        answer = self.get(person, path)
        assert answer.status_code == 200, (person, path, answer.status_code)
        return answer.content.decode()

    def version(self, appointment: UUID) -> str:
        return str(SharedAppointment.objects.get(id=appointment).version_number)

    def _browser(self, person: str) -> Client:
        if person not in self.browsers:
            self.browsers[person] = self.world.browser(person)
        return self.browsers[person]


def same_for_all(answer: HttpResponse) -> tuple[int, str]:
    """An answer without what differs each time: the form's keys and the ids in addresses."""
    return answer.status_code, VARYING.sub(r"\1", answer.content.decode())
