"""What is said in joint triage: appended, never changed, also when a vote is given anew."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Unit, User
from tvaerspor.records.models.referrals import Referral


class JointVoice(models.Model):
    """A vote, a proposal or a yes (`kind`) from one seat of a panel, numbered in its round.

    A round begins when the referral comes again with new answers or at a new unit. A vote is nobody's to see but its
    giver's until every seat has voted: read these rows through `actions/panel` only.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="voices")
    panel = models.CharField(max_length=60)
    round = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    seat = models.CharField(max_length=60)
    destination = models.CharField(max_length=60)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "round", "number"], name="voice_once")]
