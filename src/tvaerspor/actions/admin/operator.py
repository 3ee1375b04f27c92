"""The operator: whoever has the machine's terminal acts as an administrator, without a log-in and without citizens."""

from __future__ import annotations

from django.utils import timezone

from tvaerspor.actions.act import Act
from tvaerspor.actions.new_ids import new_id


def operator_act(command: str) -> Act:
    """The act of a command that somebody gave in the terminal."""
    return Act(timezone.now(), None, "administrator", None, "administration", new_id, command)
