"""Sparring and teaching in minutes, the tariffs they are paid by, and what has been settled: all appended only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tvaerspor.records.models.people import Citizen, Unit, User
from tvaerspor.records.sealing import Place, seal, unseal


class Teaching(models.Model):
    """A session that practices were taught at; who came are rows of `PaidTime`."""

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=100)
    on = models.DateField(db_index=True)
    minutes = models.PositiveSmallIntegerField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class PaidTime(models.Model):
    """Minutes that a practice is paid for: a call, or teaching with so many `people` from the practice.

    `other` is the unit at the other end. A row that `corrects` another has its minutes below nought: the two are
    nothing together. Question and attachment are sealed; the citizen is the practice's own business.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10)
    practice = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="paid_times")
    other = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="heard_times")
    on = models.DateField()
    minutes = models.SmallIntegerField()
    people = models.PositiveSmallIntegerField(default=1)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, null=True, related_name="+")
    teaching = models.ForeignKey(Teaching, on_delete=models.PROTECT, null=True, related_name="attendances")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    words_sealed = models.BinaryField(null=True)
    attached_sealed = models.BinaryField(null=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    _COLUMNS: ClassVar[tuple[str, str]] = ("words", "attached")

    class Meta:
        indexes = [
            models.Index(fields=["practice", "on"], name="paid_time_by_practice"),
            models.Index(fields=["other", "on"], name="paid_time_by_other"),
        ]

    @property
    def words(self) -> str:
        """The question, or in a correction the reason; unsealed."""
        return self._unsealed("words", self.words_sealed)

    @property
    def attached(self) -> str:
        """What the other end was given to read; unsealed."""
        return self._unsealed("attached", self.attached_sealed)

    def set_words(self, words: str, attached: str = "") -> None:
        """Seals both."""
        for column, text in zip(self._COLUMNS, (words, attached), strict=True):
            sealed = seal(Place("paid_time", column, self.id), text.encode("utf-8")) if text else None
            setattr(self, f"{column}_sealed", sealed)

    def _unsealed(self, column: str, sealed: bytes | memoryview | None) -> str:
        return unseal(Place("paid_time", column, self.id), sealed).decode("utf-8") if sealed else ""


class Tariff(models.Model):
    """Kroner for an hour of one kind of work in a period; replaced, never changed."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=10)
    kroner_per_hour = models.DecimalField(max_digits=10, decimal_places=2)
    price_level = models.CharField(max_length=10)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Settlement(models.Model):
    """A period that has been settled for a region. What comes later, also for a day in it, goes into the next one."""

    id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=20)
    first_day = models.DateField()
    last_day = models.DateField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "last_day"], name="settlement_once")]


class SettlementLine(models.Model):
    """What one practice is paid in a settlement for one kind of work at one tariff: minutes, and kroner to the øre."""

    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, related_name="lines")
    practice = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    tariff = models.ForeignKey(Tariff, on_delete=models.PROTECT, related_name="+")
    minutes = models.IntegerField()
    kroner = models.DecimalField(max_digits=12, decimal_places=2)


class SettledTime(models.Model):
    """That a row of minutes is in a settlement's line: it can be in no other."""

    paid_time = models.OneToOneField(PaidTime, on_delete=models.PROTECT, related_name="settled")
    line = models.ForeignKey(SettlementLine, on_delete=models.PROTECT, related_name="times")
