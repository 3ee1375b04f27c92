"""What the demo is made from: the data files in organisation/demo, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml
from pydantic import Field

from tvaerspor.actions.organisation import organisation_folder
from tvaerspor.terms.model import Model

Range = tuple[int, int]
Weights = Mapping[str, float]


class UnitKind(Model):
    """Units of which a municipality has several: never more than one for so many inhabitants, or referrals."""

    kind: str
    names: tuple[str, ...]
    role: str
    people: tuple[str, ...]
    inhabitants: int
    referrals: int
    identifier_kind: str
    speciality: str = ""
    takes: tuple[str, ...] = ()


class MunicipalUnit(Model):
    """The unit that each municipality has one of."""

    kind: str
    name: str
    role: str
    people: tuple[str, ...]
    identifier_kind: str
    speciality: str
    takes: tuple[str, ...]


class Department(Model):
    """A department that each region has one of; `also` are people there in other roles, by role."""

    name: str
    kind: str
    takes: tuple[str, ...]
    people: tuple[str, ...]
    role: str = "triage_team"
    also: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class EmploymentUnit(Model):
    """A unit on the employment side of the demo accounts' municipality."""

    name: str
    kind: str
    role: str
    people: tuple[str, ...]


class Hospital(Model):
    """Where a region's departments are."""

    place: str
    municipality: str


class Account(Model):
    """A demo log-in: its role, and the kind of unit it works at."""

    role: str
    at: str


class Home(Model):
    """Where the demo accounts work; the share of all referrals that their practice writes, and the most it writes."""

    region: str
    municipality: str
    referrals: float
    most: int


class Places(Model):
    """Parts of made-up street names."""

    first: tuple[str, ...]
    last: tuple[str, ...]


class DemoRegion(Model):
    """region.yaml. A municipality has inhabitants, postcode and district."""

    municipalities: Mapping[str, tuple[int, str, str]]
    units: tuple[UnitKind, ...]
    municipal: MunicipalUnit
    employment: tuple[EmploymentUnit, ...] = ()
    hospital: Mapping[str, Hospital]
    departments: tuple[Department, ...]
    places: Places
    accounts: Mapping[str, Account]
    home: Home


class Recent(Model):
    """The share of the referrals that is begun in the newest days."""

    days: int
    share: float


class ProgrammeMix(Model):
    """Which worked citizens of a programme are varied, how often, and with which texts."""

    weight: float = 1
    cases: Weights = Field(default_factory=dict)
    alike: Mapping[str, tuple[tuple[str, ...], ...]] = Field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class JointVolumes(Model):
    """How many referrals each state of joint triage has in a demo of at least so many, and how old they are."""

    each: int
    least: int
    days_back: Mapping[str, int]


class Volumes(Model):
    """volumes.yaml. Of many referrals only about `lived` are lived; the others are their twins, at least `twins`."""

    twins: int
    lived: int
    days_back: int
    recent: Recent
    former_citizen: float
    other_programmes: float
    ages: Mapping[int, float]
    programmes: Mapping[str, ProgrammeMix]
    plain_texts: tuple[str, ...]
    shares: Weights
    working_days: Mapping[str, Range]
    hospital_days_back: int
    texts: Mapping[str, tuple[str, ...]]
    joint_triage: JointVolumes


class Names(Model):
    """names.yaml."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    surname: tuple[str, ...]


class Blueprint(Model):
    """All of it."""

    region: DemoRegion
    volumes: Volumes
    names: Names

    def mix(self, programme: str) -> ProgrammeMix:
        """How a programme is filled; plainly where nobody has written it."""
        return self.volumes.programmes.get(programme, ProgrammeMix(weight=self.volumes.other_programmes))


@cache
def blueprint() -> Blueprint:
    """The data files as they are shipped."""
    folder = organisation_folder() / "demo"
    parts = ("region", "volumes", "names")
    raw = {part: yaml.safe_load((folder / f"{part}.yaml").read_text(encoding="utf-8")) for part in parts}
    return Blueprint.model_validate(raw)
