"""Consents, contact requests and what is told about work: appended, never changed; a withdrawal is a row of its own."""

from __future__ import annotations

import json

from django.db import models

from tvaerspor.records.models.people import Citizen, Unit, User
from tvaerspor.records.sealing import Place, seal, unseal


class Consent(models.Model):
    """A citizen's written consent to let a unit, for a purpose, see some parts until a day.

    `parts` and `sources` (the ids of the units whose knowledge may be shared) are canonical JSON. `contact_sealed` is
    how the citizen wants to be reached; empty where nothing was said.
    """

    id = models.UUIDField(primary_key=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="consents")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20)
    parts = models.TextField()
    sources = models.TextField()
    obtained = models.CharField(max_length=20)
    written_on = models.DateField()
    valid_until = models.DateField()
    contact_sealed = models.BinaryField()
    at = models.DateTimeField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["to_unit", "purpose", "valid_until"], name="consent_by_unit"),
            models.Index(fields=["citizen", "to_unit"], name="consent_by_citizen"),
        ]

    @property
    def contact(self) -> str:
        """How the citizen wants to be reached, unsealed."""
        return unseal(Place("consent", "contact", self.id), self.contact_sealed).decode("utf-8")

    def set_contact(self, words: str) -> None:
        """Seals how the citizen wants to be reached."""
        self.contact_sealed = seal(Place("consent", "contact", self.id), words.encode("utf-8"))


class ConsentWithdrawal(models.Model):
    """A consent is no longer given, from this moment."""

    consent = models.OneToOneField(Consent, on_delete=models.PROTECT, primary_key=True, related_name="withdrawal")
    at = models.DateTimeField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")


class ContactRequest(models.Model):
    """One side asks to speak with the other about a citizen: name, number and contact sealed, and a chosen purpose.

    `to_unit` is None for a request to the citizen's own doctor: it is found by the doctor through `cpr_index` when the
    doctor looks, and nothing is looked up when it is sent, so that its sender can learn nothing.
    """

    id = models.UUIDField(primary_key=True)
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="contact_requests")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="received_contact_requests")
    cpr_index = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=20)
    body_sealed = models.BinaryField()
    at = models.DateTimeField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["from_unit", "at"], name="request_by_sender")]

    @property
    def body(self) -> dict[str, str]:
        """name and contact, unsealed."""
        found: dict[str, str] = json.loads(unseal(Place("contact_request", "body", self.id), self.body_sealed))
        return found

    def set_body(self, name: str, contact: str) -> None:
        """Seals name and contact."""
        text = json.dumps({"name": name, "contact": contact}, ensure_ascii=False)
        self.body_sealed = seal(Place("contact_request", "body", self.id), text.encode("utf-8"))


class RequestAnswer(models.Model):
    """What the other side did about a contact request: `invited`, `agenda` or `not_now`."""

    request = models.OneToOneField(ContactRequest, on_delete=models.PROTECT, primary_key=True, related_name="answer")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")


class WorkPlan(models.Model):
    """The plan for work and function as one unit wrote it; the newest counts. `hours_per_week` None: none agreed."""

    id = models.UUIDField(primary_key=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="work_plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    hours_per_week = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    tasks = models.TextField(blank=True)
    goals = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["citizen", "at"], name="work_plan_by_citizen")]


class CopingNote(models.Model):
    """One thing told about an activity of the coping course on a day; `strikes` takes back one that was wrong."""

    id = models.UUIDField(primary_key=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="coping_notes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    activity = models.CharField(max_length=60)
    mark = models.CharField(max_length=12)
    on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    strikes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="struck_by")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["citizen", "on"], name="coping_by_citizen")]


class StepProposal(models.Model):
    """The coping consultant proposes a step up or down to the doctor, who decides; `answer` is blank until then."""

    id = models.UUIDField(primary_key=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="step_proposals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    direction = models.CharField(max_length=4)
    reason = models.CharField(max_length=20)
    at = models.DateTimeField()
    answer = models.CharField(max_length=8, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["citizen", "answer"], name="step_by_citizen")]


class SharedEvent(models.Model):
    """Something that happened in what two sides share: appended, never changed. `subject` is the row it is about."""

    kind = models.CharField(max_length=30)
    subject = models.UUIDField(db_index=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, null=True, related_name="shared_events")
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    data = models.TextField(default="{}")
