"""Shared appointments with a citizen, and the cooperation meetings of a practice and a job centre."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tvaerspor.records.models.people import Citizen, Unit, User
from tvaerspor.records.sealing import Place, seal, unseal


class SharedAppointment(models.Model):
    """A meeting of citizen, doctor and partner. `proposed_by` is the side whose times are on the table.

    `tracks` (what was agreed) and `companions` are canonical JSON. One at a time is under way between two units.
    """

    id = models.UUIDField(primary_key=True)
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="shared_appointments")
    practice = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="shared_appointments")
    partner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="partner_appointments")
    state = models.CharField(max_length=12)
    proposed_by = models.CharField(max_length=8)
    minutes = models.PositiveSmallIntegerField()
    companions = models.TextField(default="[]")
    at = models.DateTimeField(null=True)
    tracks = models.TextField(default="[]")
    reason = models.TextField(blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    since = models.DateTimeField()
    version_number = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["practice", "state"], name="shared_by_practice"),
            models.Index(fields=["partner", "state"], name="shared_by_partner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "practice", "partner"],
                condition=Q(state__in=("proposed", "accepted")),
                name="shared_one_under_way",
            )
        ]


class AppointmentTime(models.Model):
    """A time that is proposed; other times replace it."""

    id = models.UUIDField(primary_key=True)
    appointment = models.ForeignKey(SharedAppointment, on_delete=models.CASCADE, related_name="times")
    at = models.DateTimeField()


class AppointmentTask(models.Model):
    """What somebody is to do: `owner` is `citizen`, `doctor` or `partner`; `track` says which part of the plan."""

    id = models.UUIDField(primary_key=True)
    appointment = models.ForeignKey(SharedAppointment, on_delete=models.PROTECT, related_name="tasks")
    owner = models.CharField(max_length=8)
    track = models.CharField(max_length=20)
    words = models.TextField()
    due = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["appointment", "due"], name="task_by_appointment")]


class CooperationMeeting(models.Model):
    """A practice visits the job centre, about once in a quarter: `planned`, `held` or `cancelled`."""

    id = models.UUIDField(primary_key=True)
    practice = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cooperation_meetings")
    job_centre = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="held_cooperation_meetings")
    at = models.DateTimeField()
    state = models.CharField(max_length=12)
    created_by = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    version_number = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["practice", "at"], name="meeting_by_practice"),
            models.Index(fields=["job_centre", "at"], name="meeting_by_job_centre"),
        ]
        constraints = [models.UniqueConstraint(fields=["practice", "job_centre", "at"], name="meeting_once")]


class AgendaLine(models.Model):
    """A citizen on an agenda, by name (sealed) and number (its blind index); who else sees it follows from consent."""

    id = models.UUIDField(primary_key=True)
    meeting = models.ForeignKey(CooperationMeeting, on_delete=models.PROTECT, related_name="lines")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    cpr_index = models.CharField(max_length=64)
    name_sealed = models.BinaryField()
    outcome = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    version_number = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["meeting", "at"], name="line_by_meeting")]
        constraints = [models.UniqueConstraint(fields=["meeting", "owner", "cpr_index"], name="line_once")]

    @property
    def name(self) -> str:
        """The name as its owner wrote it, unsealed."""
        return unseal(Place("agenda_line", "name", self.id), self.name_sealed).decode("utf-8")

    def set_name(self, name: str) -> None:
        """Seals the name."""
        self.name_sealed = seal(Place("agenda_line", "name", self.id), name.encode("utf-8"))
