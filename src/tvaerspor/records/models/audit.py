"""Who did and saw what: appended, never changed, sealed in a chain by a job; and the forms that were sent once."""

from __future__ import annotations

from django.db import models


class Audit(models.Model):
    """One act or one page shown. People and units are kept as ids without links, so that the log stands alone.

    `deed` is what was asked for («read referral»), `outcome` is `ok`, `denied` or `failed`; `seen` is canonical JSON of
    the ids shown or changed, by kind.
    """

    at = models.DateTimeField()
    user = models.CharField(max_length=36, blank=True)
    unit = models.CharField(max_length=36, blank=True)
    role = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=20, blank=True)
    route = models.CharField(max_length=40)
    deed = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8)
    seen = models.TextField(default="{}")

    class Meta:
        indexes = [models.Index(fields=["user", "id"], name="audit_by_user")]


class AuditSeal(models.Model):
    """A link of the chain: the rows from `first` to `last`, how many they were, and their HMAC over the link before."""

    first = models.BigIntegerField()
    last = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()


class Submission(models.Model):
    """A form that was sent: the same key again is the same act, and gives the same answer."""

    key = models.UUIDField(primary_key=True)
    user = models.CharField(max_length=36)
    digest = models.CharField(max_length=64)
    result = models.CharField(max_length=120)
    at = models.DateTimeField(db_index=True)
