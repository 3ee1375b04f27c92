"""Who offers what where and when: rows are appended and never changed; a later one takes an earlier one's place."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Unit, User
from tvaerspor.records.models.referrals import Referral


class AgreementRow(models.Model):
    """What a municipality offers and has joined for a programme in a period. NULL: nobody has said.

    `programme` blank is the common agreement, `offer` blank the programme's training offer. A row is never changed:
    one that `replaces` it says the same with another last day, and only rows that nothing replaces are in force.
    """

    id = models.UUIDField(primary_key=True)
    municipality = models.CharField(max_length=4)
    programme = models.CharField(max_length=60, blank=True)
    offer = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    has_offer = models.BooleanField(null=True)
    joined = models.BooleanField(null=True)
    dynamic_referral = models.BooleanField(null=True)
    source = models.CharField(max_length=200)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "programme"], name="agreement_by_municipality")]


class UnmetNeed(models.Model):
    """A need that nobody could meet when a referral was sent: what was wished, and what was chosen instead."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="unmet_needs")
    municipality = models.CharField(max_length=4)
    programme = models.CharField(max_length=60)
    wished = models.CharField(max_length=60)
    fallback = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "wished"], name="unmet_once")]
        indexes = [models.Index(fields=["on", "municipality"], name="unmet_by_day")]


class CriterionRow(models.Model):
    """What is stated of one of the criteria a to e at a unit, in a period, with the evidence in words."""

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="criteria")
    criterion = models.CharField(max_length=1)
    is_met = models.BooleanField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    evidence = models.CharField(max_length=400)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "criterion"], name="criterion_by_unit")]
