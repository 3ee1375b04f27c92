"""The course that follows a referral: its plan, its sessions, its follow-ups."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Citizen, Unit, User
from tvaerspor.records.models.referrals import Referral


class Course(models.Model):
    """A course at a provider. `first_visit`, `plan`, `measures`, `ending`, `letter_draft` are canonical JSON."""

    id = models.UUIDField(primary_key=True)
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="course")
    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="courses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courses")
    therapist = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12)
    first_visit = models.TextField(default="{}")
    plan = models.TextField(default="{}")
    measures = models.TextField(default="[]")
    ending = models.TextField(default="{}")
    letter_draft = models.TextField(default="{}")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)
    letter_due = models.DateField(null=True)
    version_number = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "started_on"], name="course_by_unit"),
            models.Index(fields=["citizen", "state"], name="course_by_citizen"),
        ]


class Session(models.Model):
    """One training or contact: when, what, and whether the citizen came. `attendance` is blank until it is known."""

    id = models.UUIDField(primary_key=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    on = models.DateField()
    activity = models.CharField(max_length=60)
    attendance = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["course", "on"], name="session_by_course")]


class FollowUp(models.Model):
    """A planned look back: due on a date at the unit that is to make it; done when somebody says so."""

    id = models.UUIDField(primary_key=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="follow_ups")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=60)
    due = models.DateField()
    done_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "done_at", "due"], name="follow_up_by_unit")]
