"""The states of a long run, and which of them somebody may stop or begin again."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from tvaerspor.terms.text import Text


class RunState(StrEnum):
    """Where a long run stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


RUN_WORDS = {
    RunState.QUEUED: Text(da="Venter på tur", en="Waiting its turn"),
    RunState.RUNNING: Text(da="I gang", en="Under way"),
    RunState.DONE: Text(da="Færdig", en="Done"),
    RunState.FAILED: Text(da="Kunne ikke regnes", en="Could not be reckoned"),
    RunState.CANCELLED: Text(da="Stoppet", en="Stopped"),
    RunState.INTERRUPTED: Text(da="Afbrudt", en="Interrupted"),
}
UNDER_WAY = frozenset({RunState.QUEUED, RunState.RUNNING})
AGAIN = frozenset({RunState.FAILED, RunState.CANCELLED, RunState.INTERRUPTED})
"""What a person may begin again; nothing begins again by itself."""
SILENT = timedelta(seconds=30)
"""Whoever works says so at least every few seconds; after so long without a word it is taken for dead."""


def state_at(state: str, beat_at: datetime | None, now: datetime) -> RunState:
    """Where a run stands now: one whose worker has fallen silent is interrupted, whatever its row says."""
    known = RunState(state)
    is_silent = beat_at is None or now - beat_at > SILENT
    return RunState.INTERRUPTED if known is RunState.RUNNING and is_silent else known
