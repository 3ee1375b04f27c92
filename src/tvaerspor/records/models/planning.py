"""Planners' own scenarios, and the long runs that work on them. No person is in either: nothing here is sealed."""

from __future__ import annotations

from django.db import models

from tvaerspor.records.models.people import Unit, User


class PlanScenario(models.Model):
    """A scenario of a unit's own: a file on top of its foundation, which it changes.

    `foundation` is the id of a shipped scenario, or of the file in `under` where somebody brought one along.
    """

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    file = models.CharField(max_length=60)
    foundation = models.CharField(max_length=60)
    under = models.TextField(blank=True)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-changed_at"], name="plans_by_unit")]


class PlanRun(models.Model):
    """A long run over one scenario, as it was when it was asked for: `text` is all of it in one file.

    `state` is one of `planning`'s words: queued, running, done, failed, cancelled, interrupted. `result` is canonical
    JSON and is there only when the run is done; `fault` is the sentence of one that failed.
    """

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    scenario = models.CharField(max_length=60)
    text = models.TextField()
    settings = models.TextField(default="{}")
    state = models.CharField(max_length=12, default="queued")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    result = models.TextField(blank=True)
    fault = models.TextField(blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "created_at"], name="runs_by_state"),
            models.Index(fields=["unit", "-created_at"], name="runs_by_unit"),
        ]
