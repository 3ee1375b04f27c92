"""Offers that a citizen may come to without a referral: what, where, when, and how many came."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Citizen, Unit, User


class OpenOffer(models.Model):
    """An open offer. `seats` None: as many as come. `programme` blank: for no condition in particular."""

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="open_offers")
    title = models.CharField(max_length=100)
    about = models.TextField(blank=True)
    place = models.CharField(max_length=150)
    programme = models.CharField(max_length=60, blank=True)
    seats = models.PositiveSmallIntegerField(null=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class OpenDate(models.Model):
    """One time that the offer is held; a date that is cancelled stays and says so."""

    id = models.UUIDField(primary_key=True)
    offer = models.ForeignKey(OpenOffer, on_delete=models.PROTECT, related_name="dates")
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField()
    cancelled_at = models.DateTimeField(null=True)


class OpenAttendance(models.Model):
    """How many came to a date, or that one citizen did; appended. The newest count is the one that stands."""

    date = models.ForeignKey(OpenDate, on_delete=models.PROTECT, related_name="attendances")
    count = models.PositiveSmallIntegerField(null=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["date", "citizen"], name="open_attendance_once")]
