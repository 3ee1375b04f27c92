"""What somebody does to a made-up referral: the verb, when, by whom and with what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tvaerspor.actions.act import Act
from tvaerspor.actions.demo.made_up_units import Workplace
from tvaerspor.records.models import User


@dataclass(frozen=True)
class Worker:
    """Somebody at work at a unit, in the role of its people unless another is named."""

    user: User
    at: Workplace
    role: str = ""

    def act(self, now: datetime, new_id: Callable[[], UUID]) -> Act:
        """An act of theirs at a moment."""
        unit = self.at.unit
        return Act(now, self.user.id, self.role or self.at.role, unit.id, unit.purpose, new_id, "demo")


@dataclass(frozen=True)
class Doing:
    """One thing done. `given` is what the action of that verb is handed."""

    verb: str
    at: datetime
    by: Worker
    given: Mapping[str, Any] = field(default_factory=dict)
