"""The referral's row, and the events that are its history."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Citizen, Unit, User
from tvaerspor.records.models.versions import ProgrammeVersion


class Referral(models.Model):
    """A referral from its draft to its end. Columns for what is searched; the questions are data, so answers are JSON.

    `typed` is the draft's form as it stands in the fields; `answers`, `context` and `decision` are what was sent and
    what triage said to it, canonical JSON that only a new sending replaces. `read_answers` are facts that the receiver
    read out of the text («læst af»), and `read_decision` the recommendation with them. `asked` are the facts that a
    returned referral waits for. `turn` is the unit whose turn it is; None when nobody waits. `since` is when it entered
    its present status, `due` when the present step should be done. `version_number` is the optimistic lock.
    The long texts stand last, so that a list reads none of their pages.
    """

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(max_length=12, db_index=True)
    programme = models.CharField(max_length=60)
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="referrals")
    sender = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="sent_referrals")
    receiver = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="received_referrals")
    former_receivers = models.TextField(default="[]")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="owned_referrals")
    turn = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="waiting_referrals")
    status = models.CharField(max_length=12)
    urgency = models.PositiveSmallIntegerField(default=0)
    destination = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    since = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    appointment_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due = models.DateField(null=True)
    version_number = models.PositiveIntegerField(default=1)
    reason = models.TextField(blank=True)
    typed = models.TextField(default="{}")
    answers = models.TextField(default="{}")
    context = models.TextField(default="{}")
    decision = models.TextField(default="{}")
    read_answers = models.TextField(default="{}")
    read_decision = models.TextField(default="{}")
    asked = models.TextField(default="[]")

    class Meta:
        indexes = [
            models.Index(fields=["turn", "status", "since"], name="referral_by_turn"),
            models.Index(fields=["receiver", "status", "since"], name="referral_by_receiver"),
            models.Index(fields=["sender", "status", "since"], name="referral_by_sender"),
            models.Index(fields=["owner", "status"], name="referral_by_owner"),
            models.Index(fields=["sender", "changed_at"], name="referral_sent_lately"),
            models.Index(fields=["receiver", "changed_at"], name="referral_received_lately"),
            models.Index(fields=["citizen", "programme"], name="referral_by_citizen"),
        ]

    def __str__(self) -> str:
        return self.reference


class Event(models.Model):
    """Something that happened to a referral: appended, never changed. `data` is canonical JSON about it."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    data = models.TextField(default="{}")

    class Meta:
        indexes = [models.Index(fields=["referral", "id"], name="event_by_referral")]
