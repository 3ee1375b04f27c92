"""The plan that therapist and citizen agree on: activities with dose, goals, self-care, and what is measured when."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from tvaerspor.terms.model import Model

Standing = Literal["proposed", "to_ask", "agreed"]
"""Of a goal: the programme proposes it; it may be relevant, but what decides it has not been asked; it is agreed."""
Setting = Literal["supervised", "home", "other"]

START, END = "start", "end"  # checkpoints that every course has; the words of a letter's blanks (measure.<id>.start)
SELF_TRAINING = "self_training"  # the activity of the programmes that a letter asks for (plan.self_training)


class PlannedActivity(Model):
    """One activity of the programme with the dose for this citizen; None: not agreed, which is never zero.

    `reason` says why the dose lies below the programme's least; empty where it does not.
    """

    id: str
    setting: Setting
    group: bool = False
    per_week: int | None = None
    weeks: int | None = None
    sessions: int | None = None
    minutes: int | None = None
    reason: str = ""


class PlannedGoal(Model):
    """A self-care goal of the programme; `words` are the citizen's own, empty until there are any."""

    id: str
    standing: Standing
    words: str = ""


class Checkpoint(Model):
    """A day on which measures are taken: `start`, `end`, or the id of one of the programme's follow-ups."""

    id: str
    due: date
    measures: tuple[str, ...] = ()


class Plan(Model):
    """What is agreed for one citizen under one version of a programme. `self_care` is what the citizen does alone."""

    programme: str
    version: str
    start: date
    activities: tuple[PlannedActivity, ...] = ()
    goals: tuple[PlannedGoal, ...] = ()
    self_care: str = ""
    checkpoints: tuple[Checkpoint, ...] = ()


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain data, for canonical JSON."""
    return plan.model_dump(mode="json")


def from_data(data: Any) -> Plan:
    """The plan that `as_data` wrote; raises pydantic's ValidationError for anything else."""
    return Plan.model_validate(data)
