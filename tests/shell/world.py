"""A small made-up world for the tests that use the tables: units, people and citizens, all by role."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from tvaerspor.actions.act import Act
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.stored_programmes import store_shipped
from tvaerspor.records.models import Citizen, Membership, Service, Unit, User
from tvaerspor.web.account.signing_in import BACKEND

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SINCE = date(2024, 1, 1)
NORTH, AALBORG = "nordjylland", "0851"
UNITS = {
    # key: (name, kind, destinations that it takes)
    "practice": ("Lægerne Prøvegade", "general_practice", ()),
    "other_practice": ("Lægehuset Eksempelvej", "general_practice", ()),
    "physio": ("Fysioterapi Prøvetorv", "private", ("private_physiotherapist",)),
    "other_physio": ("Fysioterapi Eksempelhavn", "private", ("private_physiotherapist",)),
    "municipality": ("Træningscenter Aalborg (prøve)", "municipal", ("municipal_training", "municipal_kram")),
    "hospital": ("Ortopædkirurgi Prøvesygehus", "hospital", ("orthopaedics", "rheumatology")),
    "office": ("Drift", "elsewhere", ()),
    "pain_clinic": ("Smerteklinik Prøvesygehus", "hospital", ("pain_clinic",)),
    "planning": ("Planlægning Prøveregion", "planning", ()),
    "other_planning": ("Planlægning Eksempelregion", "planning", ()),
    "job_centre": ("Jobcenter Prøvested", "job_centre", ()),
    "coping": ("Mestring Prøvested", "coping", ()),
    "other_job_centre": ("Jobcenter Eksempelby", "job_centre", ()),
}
PEOPLE = {
    # key: (unit, role)
    "doctor": ("practice", "doctor"),
    "other_doctor": ("other_practice", "doctor"),
    "physio": ("physio", "private_physiotherapist"),
    "other_physio": ("other_physio", "private_physiotherapist"),
    "therapist": ("municipality", "municipal_therapist"),
    "triage": ("hospital", "triage_team"),
    "secretary": ("physio", "secretary"),
    "administrator": ("office", "administrator"),
    "pain_doctor": ("pain_clinic", "pain_clinic"),
    "planner": ("planning", "planner"),
    "surgeon": ("hospital", "surgeon"),
    "rheumatologist": ("hospital", "rheumatologist"),
    "other_surgeon": ("hospital", "surgeon"),
    "other_planner": ("other_planning", "planner"),
    "job_centre": ("job_centre", "job_centre"),
    "coping": ("coping", "coping_consultant"),
    "other_job_centre": ("other_job_centre", "job_centre"),
}
PARTNERS = {"job_centre": "employment", "coping": "employment"}
CPRS = ("010150-0010", "020248-0011", "030355-0012", "040460-0014")
"""Numbers that fail modulus 11: nobody has them."""


class World:
    """Everything in `UNITS` and `PEOPLE`, with acts and browsers for each person."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.units = {key: self._unit(number, *about) for number, (key, about) in enumerate(UNITS.items())}
        self.members = {key: self._member(key, *about) for key, about in PEOPLE.items()}
        self._names = itertools.count(1)
        store_shipped(self.act("administrator"))

    def act(self, person: str, route: str = "test") -> Act:
        """An act by one of the people, at the world's time."""
        member = self.members[person]
        return Act(self.now, member.user_id, member.role, member.unit_id, member.unit.purpose, new_id, route)

    def browser(self, person: str) -> Client:
        """A browser in which one of the people has logged in."""
        member, client = self.members[person], Client(headers={"host": "localhost"})
        session = client.session
        session[SESSION_KEY] = str(member.user_id)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
        session["member"] = member.pk
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
        return client

    def citizen(self, cpr: str = CPRS[0], unit: str = "practice", municipality: str = AALBORG) -> Citizen:
        """A citizen on a practice's list."""
        row = Citizen(id=new_id(), birth_date=date(1950, 1, 1), municipality=municipality)
        row.listed_unit = self.units[unit]
        row.set_cpr(cpr.replace("-", ""))
        row.set_name("Prøve", f"Borger {next(self._names)}")
        row.save()
        return row

    @cached_property
    def anybody(self) -> UUID:
        """An id that nothing has."""
        return new_id()

    def _unit(self, number: int, name: str, kind: str, destinations: tuple[str, ...]) -> Unit:
        purpose = {"elsewhere": "administration", "planning": "planning", **PARTNERS}.get(kind, "treatment")
        kind = "elsewhere" if kind == "planning" else kind
        municipality = AALBORG if kind == "municipal" or kind in PARTNERS else ""
        row = Unit(id=new_id(), kind=kind, purpose=purpose, region=NORTH, municipality=municipality)
        row.gln, row.identifier, row.identifier_kind = location_number(number), f"{number:06}", "ydernummer"
        row.set_name(name)
        row.save()
        for destination in destinations:
            Service.objects.create(unit=row, destination=destination, municipality=municipality, valid_from=SINCE)
        return row

    def _member(self, key: str, unit: str, role: str) -> Membership:
        user = User(id=new_id(), username=f"test-{key}", created_at=self.now)
        user.set_password("en lang prøvekode")
        user.save()
        return Membership.objects.create(user=user, unit=self.units[unit], role=role)


def location_number(number: int) -> str:
    """A GLN with its check digit, from a series that nobody has."""
    digits = f"57900000{number:04}"
    return digits + str(-sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10)
