"""The course that follows a referral: its plan, its sessions, its groups, its follow-ups."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Citizen, Unit, User
from tvaerspor.records.models.referrals import Referral
from tvaerspor.records.models.versions import ProgrammeVersion


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


class Group(models.Model):
    """A group course at a unit: one activity of a programme, with places. `days` is a list of ISO dates as JSON.

    `least` is how many must be enrolled before a person may begin it. `reason` is there where it was cancelled.
    """

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="groups")
    programme = models.CharField(max_length=60)
    version = models.ForeignKey(ProgrammeVersion, on_delete=models.PROTECT)
    activity = models.CharField(max_length=60)
    state = models.CharField(max_length=12)
    places = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    days = models.TextField(default="[]")
    reason = models.TextField(blank=True)
    version_number = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["unit", "state", "starts_on"], name="group_by_unit")]


class Enrolment(models.Model):
    """A course in a group: with a place, on the waiting list (in order of `at`), or gone from it."""

    id = models.UUIDField(primary_key=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="enrolments")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    standing = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "course"], name="enrolled_once")]


class Session(models.Model):
    """One training or contact: when, what, and whether the citizen came. `attendance` is blank until it is known.

    `group` is the group that it was booked with; None where it was booked for the citizen alone.
    """

    id = models.UUIDField(primary_key=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    on = models.DateField()
    activity = models.CharField(max_length=60)
    attendance = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="sessions")

    class Meta:
        indexes = [
            models.Index(fields=["course", "on"], name="session_by_course"),
            models.Index(fields=["group", "on"], name="session_by_group"),
        ]


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
