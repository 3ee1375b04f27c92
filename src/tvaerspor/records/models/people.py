"""Citizens, units, and the people who work there."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tvaerspor.records.sealing import Place, blind_index, seal, unseal
from tvaerspor.records.search_keys import name_key, sort_key


class Unit(models.Model):
    """A place where people work: a practice, a clinic, a department, a municipal team.

    `kind` is one of the programme's kinds of destination. `identifier` with `identifier_kind` is the number that
    MedCom's messages use beside the location number (`gln`), for example a ydernummer.
    """

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=70)
    name_key = models.CharField(max_length=140, db_index=True)
    kind = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20, default="treatment")
    region = models.CharField(max_length=20)
    municipality = models.CharField(max_length=4, blank=True)
    gln = models.CharField(max_length=13, blank=True, db_index=True)
    identifier = models.CharField(max_length=17, blank=True)
    identifier_kind = models.CharField(max_length=30, blank=True)
    speciality = models.CharField(max_length=40, blank=True)
    street = models.CharField(max_length=35, blank=True)
    postcode = models.CharField(max_length=4, blank=True)
    district = models.CharField(max_length=35, blank=True)
    phone = models.CharField(max_length=25, blank=True)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name

    def set_name(self, name: str) -> None:
        """Names the unit, and keys the name."""
        self.name, self.name_key = name, name_key(name)


class Service(models.Model):
    """A unit takes referrals to a destination, for one municipality, one region or everybody, between two dates.

    This is the routing: destination, residence and date give the units that may be chosen.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services")
    destination = models.CharField(max_length=60)
    region = models.CharField(max_length=20, blank=True)
    municipality = models.CharField(max_length=4, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["destination", "municipality"], name="service_by_destination")]


class Users(BaseUserManager["User"]):
    """Everybody who can log in."""


class User(AbstractBaseUser):
    """Somebody who logs in. A person is shown by role and unit; no personal name is kept."""

    id = models.UUIDField(primary_key=True)
    username = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = Users()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Membership(models.Model):
    """A person's role at a unit."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once")]


class Citizen(models.Model):
    """A citizen. The CPR number is sealed and found by its blind index; `listed_unit` is the own doctor's practice."""

    id = models.UUIDField(primary_key=True)
    cpr_sealed = models.BinaryField()
    cpr_index = models.CharField(max_length=64, unique=True)
    given_name = models.CharField(max_length=70)
    surname = models.CharField(max_length=70)
    given_key = models.CharField(max_length=140, db_index=True)
    sort_key = models.CharField(max_length=290, db_index=True)
    birth_date = models.DateField(null=True)
    municipality = models.CharField(max_length=4, blank=True)
    listed_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="listed_citizens")

    def __str__(self) -> str:
        return str(self.id)

    @property
    def name(self) -> str:
        """Given name and surname."""
        return f"{self.given_name} {self.surname}".strip()

    @property
    def cpr(self) -> str:
        """The ten signs of the number, unsealed."""
        return unseal(Place("citizen", "cpr", self.id), self.cpr_sealed).decode("utf-8")

    def set_cpr(self, number: str) -> None:
        """Seals the number and keys it."""
        self.cpr_sealed = seal(Place("citizen", "cpr", self.id), number.encode("utf-8"))
        self.cpr_index = blind_index(number)

    def set_name(self, given_name: str, surname: str) -> None:
        """Names the citizen, and keys the name."""
        self.given_name, self.surname = given_name, surname
        self.given_key, self.sort_key = name_key(given_name), sort_key(surname, given_name)


class BlockedUnit(models.Model):
    """A citizen has blocked a unit from looking (sundhedsloven § 42 a)."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="blocked_units")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "unit"], name="blocked_once")]
