"""Rehabilitation plans after a hospital stay, and the events that are their history."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Citizen, Unit, User
from tvaerspor.records.models.referrals import Referral
from tvaerspor.records.sealing import Place, seal, unseal


class RehabilitationPlan(models.Model):
    """A plan that a hospital sent to a municipal unit. What the citizen needs is sealed.

    `not_before` is a later day that the plan itself sets; `offered_on` the day of the first contact that was offered;
    `due` the last day in time, None while the clock stands. `pauses` is a list of begin, until and reason as JSON.
    `reason` is why it stopped or left. `referral` is the course of treatment that it belongs to, where there is one.
    """

    id = models.UUIDField(primary_key=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="rehabilitation_plans")
    hospital = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sent_plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="received_plans")
    level = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    need_sealed = models.BinaryField()
    discharged_on = models.DateField()
    not_before = models.DateField(null=True)
    offered_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    pauses = models.TextField(default="[]")
    reason = models.CharField(max_length=30, blank=True)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="rehabilitation_plans")
    received_at = models.DateTimeField()
    version_number = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "due"], name="rehab_by_unit"),
            models.Index(fields=["hospital", "state", "due"], name="rehab_by_hospital"),
        ]

    @property
    def need(self) -> str:
        """What the citizen needs, unsealed."""
        return unseal(Place("rehabilitation_plan", "need", self.id), self.need_sealed).decode("utf-8")

    def set_need(self, words: str) -> None:
        """Seals what the citizen needs."""
        self.need_sealed = seal(Place("rehabilitation_plan", "need", self.id), words.encode("utf-8"))


class RehabilitationEvent(models.Model):
    """Something that happened to a rehabilitation plan: appended, never changed. `data` is canonical JSON about it."""

    plan = models.ForeignKey(RehabilitationPlan, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    data = models.TextField(default="{}")

    class Meta:
        indexes = [models.Index(fields=["plan", "id"], name="rehab_event_by_plan")]
