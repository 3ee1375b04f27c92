"""The demo's units with their services and people: made up from the blueprint, in an order that is always the same."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tvaerspor.actions.demo.blueprint import Blueprint, UnitKind
from tvaerspor.actions.demo.chance import Chance
from tvaerspor.actions.organisation import matrix, municipality_names, region_of
from tvaerspor.records.models import Membership, Service, Unit, User

DEMO_NUMBERS = 952_000_000_000  # GS1 keeps the prefix 952 for demonstrations and examples
OFFICE, OFFICE_ROLE = "office", "administrator"
LONGEST = 35  # signs of a unit's name that MedCom's messages have room for
NO_PASSWORD = "!demo"  # a hash that no password has


@dataclass(eq=False)
class Workplace:
    """A unit, the people who work there in its role, and its services. `others` work there in other roles."""

    unit: Unit
    role: str
    people: list[User]
    services: tuple[Service, ...]
    others: dict[str, list[User]] = field(default_factory=dict)


@dataclass
class Landscape:
    """Every workplace, found by what one looks for. `homes` are those of the demo accounts, by kind of unit."""

    workplaces: list[Workplace] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    homes: dict[str, Workplace] = field(default_factory=dict)
    practices: dict[str, list[Workplace]] = field(default_factory=dict)
    _takers: dict[tuple[str, str], list[Workplace]] = field(default_factory=dict)
    _municipal: set[str] = field(default_factory=set)
    _units: dict[UUID, Unit] = field(default_factory=dict)

    def add(self, workplace: Workplace) -> None:
        """One more."""
        self.workplaces.append(workplace)
        self._units[workplace.unit.id] = workplace.unit
        if workplace.unit.kind == "general_practice":
            self.practices.setdefault(workplace.unit.municipality, []).append(workplace)
        for service in workplace.services:
            where = service.municipality or service.region
            self._takers.setdefault((service.destination, where), []).append(workplace)
            if service.municipality:
                self._municipal.add(service.municipality)
        self.memberships += [
            Membership(user=user, unit=workplace.unit, role=role)
            for role, people in ((workplace.role, workplace.people), *workplace.others.items())
            for user in people
        ]

    def takers(self, destination: str, municipality: str) -> tuple[Workplace, ...]:
        """Who takes referrals to a destination from a municipality."""
        places = (municipality, region_of(municipality) or "")
        return tuple(itertools.chain.from_iterable(self._takers.get((destination, place), ()) for place in places))

    def has_offer(self, municipality: str) -> bool:
        """Whether there is a unit that takes referrals from that municipality alone."""
        return municipality in self._municipal

    def unit(self, id_: UUID | None) -> Unit | None:
        """The unit of that id; None for none."""
        return self._units[id_] if id_ else None


@dataclass(frozen=True)
class _Wanted:
    """A unit that is to be made."""

    name: str
    kind: str
    municipality: str
    role: str
    people: tuple[str, ...] = ()
    identifier_kind: str = "ydernummer"
    speciality: str = ""
    takes: tuple[str, ...] = ()
    is_first: bool = True
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def make_landscape(blueprint: Blueprint, size: int, now: datetime, destinations: Mapping[str, str]) -> Landscape:
    """The units for so many referrals. `destinations` are the programmes' with their kinds.

    One that the blueprint does not name is taken by every unit of its kind; at a hospital by the triage team.
    """
    maker = _Maker(blueprint, now, destinations)
    for wanted in _wanted(blueprint, size):
        maker.make(wanted)
    maker.let_accounts_in()
    return maker.made


class _Maker:
    """Makes units one after the other, each with the next number."""

    def __init__(self, blueprint: Blueprint, now: datetime, destinations: Mapping[str, str]) -> None:
        self.region = blueprint.region
        self.unnamed = _unnamed(blueprint, destinations)
        self.now = now
        self.opened = date(now.year - 3, 1, 1)
        self.chance = Chance("units")
        self.numbers = itertools.count(1)
        self.made = Landscape()

    def make(self, wanted: _Wanted) -> None:
        """One unit; the first of its kind in the demo accounts' municipality is theirs."""
        unit = self._unit(wanted)
        where = {"municipality": unit.municipality} if unit.kind == "municipal" else {"region": unit.region}
        takes = (*wanted.takes, *(self.unnamed.get(unit.kind, ()) if wanted.is_first else ()))
        services = tuple(Service(unit=unit, destination=goal, valid_from=self.opened, **where) for goal in takes)
        others = {role: [self._user(title) for title in titles] for role, titles in wanted.also.items()}
        workplace = Workplace(unit, wanted.role, [self._user(title) for title in wanted.people], services, others)
        self.made.add(workplace)
        if wanted.municipality == self.region.home.municipality:
            self.made.homes.setdefault(OFFICE if wanted.role == OFFICE_ROLE else unit.kind, workplace)
            self.made.homes.setdefault(wanted.role, workplace)

    def _unit(self, wanted: _Wanted) -> Unit:
        number = next(self.numbers)
        _, postcode, district = self.region.municipalities[wanted.municipality]
        unit = Unit(
            id=self.chance.id_at(self.now),
            kind=wanted.kind,
            purpose=min(matrix().roles[wanted.role].purposes),
            region=region_of(wanted.municipality) or "",
            municipality=wanted.municipality,
            gln=location_number(number),
            identifier=f"{number:06}",
            identifier_kind=wanted.identifier_kind,
            speciality=wanted.speciality,
            street=f"Prøvevej {number % 199 + 1}",
            postcode=postcode,
            district=district,
        )
        unit.set_name(wanted.name)
        return unit

    def _user(self, title: str) -> User:
        number = next(self.numbers)
        id_ = self.chance.id_at(self.now)
        return User(id=id_, username=f"{title}-{number:05}", password=NO_PASSWORD, created_at=self.now)

    def let_accounts_in(self) -> None:
        """The demo accounts, each first among the people of its workplace where it has their role."""
        for username, account in self.region.accounts.items():
            home = self.made.homes[account.at]
            user = self._user("demo")
            user.username = username
            self.made.memberships.append(Membership(user=user, unit=home.unit, role=account.role))
            people = home.people if account.role == home.role else home.others.setdefault(account.role, [])
            people.insert(0, user)


def location_number(number: int) -> str:
    """A location number with GS1's check digit that nobody has."""
    digits = f"{DEMO_NUMBERS + number}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _wanted(blueprint: Blueprint, size: int) -> Iterator[_Wanted]:
    for code in sorted(blueprint.region.municipalities):
        yield from _in_municipality(blueprint, size, code)
    yield from _departments(blueprint)
    home = blueprint.region.home.municipality
    yield _Wanted("Systemdrift (prøve)", "elsewhere", home, OFFICE_ROLE)
    yield _Wanted("Regional planlægning (prøve)", "elsewhere", home, "planner")
    for each in blueprint.region.employment:
        name = f"{each.name}, {municipality_names()[home]}"
        yield _Wanted(name, each.kind, home, each.role, each.people, identifier_kind="kommunenummer")


def _in_municipality(blueprint: Blueprint, size: int, code: str) -> Iterator[_Wanted]:
    town, region = municipality_names()[code], blueprint.region
    for kind in region.units:
        names = itertools.islice(_names(blueprint, kind, code), _count(blueprint, kind, code, size))
        for name in names:
            about = kind.model_dump(include={"kind", "role", "people", "identifier_kind", "speciality", "takes"})
            yield _Wanted(name=f"{name}, {town}", municipality=code, **about)
    about = region.municipal.model_dump(exclude={"name"})
    yield _Wanted(name=f"{region.municipal.name}, {town}", municipality=code, **about)


def _count(blueprint: Blueprint, kind: UnitKind, code: str, size: int) -> int:
    municipalities = blueprint.region.municipalities
    here = municipalities[code][0]
    wanted = size * here / sum(about[0] for about in municipalities.values()) / kind.referrals
    return max(1, round(min(here / kind.inhabitants, wanted)))


def _names(blueprint: Blueprint, kind: UnitKind, code: str) -> Iterator[str]:
    """Every name of the kind once, in an order of the municipality's own; then all of them again with numbers."""
    places = blueprint.region.places
    every = [name.format(place=f"{a}{b}") for name in kind.names for a in places.first for b in places.last]
    mixed = Chance(f"names {kind.kind} {code}").some(every, len(every))
    room = LONGEST - len(f" 99, {municipality_names()[code]}")
    fitting = [name for name in mixed if len(name) <= room] or mixed[:1]
    yield from fitting
    for number in itertools.count(2):
        yield from (f"{name} {number}" for name in fitting)


def _departments(blueprint: Blueprint) -> Iterator[_Wanted]:
    for _, hospital in sorted(blueprint.region.hospital.items()):
        kinds: set[str] = set()
        for each in blueprint.region.departments:
            yield _Wanted(
                name=f"{each.name}, {hospital.place}",
                kind=each.kind,
                municipality=hospital.municipality,
                role=each.role,
                people=each.people,
                identifier_kind="sygehusafdelingsnummer",
                takes=each.takes,
                is_first=each.kind not in kinds,
                also=each.also,
            )
            kinds.add(each.kind)


def _unnamed(blueprint: Blueprint, destinations: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """By kind the destinations that no unit of the blueprint takes by name."""
    region = blueprint.region
    by_kind = [each.takes for each in region.units] + [each.takes for each in region.departments]
    named = {goal for takes in (region.municipal.takes, *by_kind) for goal in takes}
    left = [(goal, kind) for goal, kind in sorted(destinations.items()) if goal not in named]
    return {kind: tuple(goal for goal, its in left if its == kind) for kind in {kind for _, kind in left}}
