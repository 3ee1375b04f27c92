"""The worker's side of long runs: takes one, reckons it while it says how far it is, and writes the result whole."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress

from django.db import DatabaseError, connections
from django.utils import timezone

from tvaerspor.actions.planner.kinds import KINDS, RunSettings
from tvaerspor.actions.planner.open_scenario import open_scenario
from tvaerspor.planning.progress import Cancelled, Progress
from tvaerspor.planning.reading import FaultyPlanning
from tvaerspor.planning.runs import RunState
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.records.models import PlanRun
from tvaerspor.triage.decision import canonical

SECONDS_BETWEEN = 1.0
SECONDS_BETWEEN_BEATS = 1.0


def run_queued(wait: Callable[[float], bool]) -> None:
    """Run after run until `wait(seconds)` says that it is time to stop; one that is under way is then left."""
    while True:
        is_stopped = False
        with suppress(DatabaseError):
            while not is_stopped and (row := _next()):
                work_on(row, lambda: wait(0))
                is_stopped = wait(0)
        if is_stopped or wait(SECONDS_BETWEEN):
            return
        connections.close_all()


def _next() -> PlanRun | None:
    """The oldest that waits, taken: no other worker gets it too."""
    for id_ in PlanRun.objects.filter(state=RunState.QUEUED).order_by("created_at").values_list("id", flat=True)[:5]:
        now = timezone.now()
        taken = PlanRun.objects.filter(id=id_, state=RunState.QUEUED)
        if taken.update(state=RunState.RUNNING, started_at=now, beat_at=now):
            return PlanRun.objects.get(id=id_)
    return None


def work_on(row: PlanRun, is_stopped: Callable[[], bool] = lambda: False) -> None:
    """Reckons one run. Its end is one write, and only while nobody has stopped it: there is never half a result."""
    try:
        scenario = open_scenario({row.scenario: row.text}, row.scenario)
        asked = RunSettings.model_validate(json.loads(row.settings))
        result = canonical(KINDS[row.kind].reckon(scenario, asked, _beats(row, is_stopped)))
    except Cancelled:
        _end(row, RunState.INTERRUPTED)
    except (FaultyPlanning, UnfinishedProgramme, ValueError) as fault:
        _end(row, RunState.FAILED, fault=str(fault))
    except Exception as fault:
        _end(row, RunState.FAILED, fault=f"Noget gik galt hos os ({type(fault).__name__}). Begynd igen.")
    else:
        _end(row, RunState.DONE, result=result)


def _end(row: PlanRun, state: RunState, **more: str) -> None:
    running = PlanRun.objects.filter(id=row.id, state=RunState.RUNNING)
    running.update(state=state, ended_at=timezone.now(), **more)


def _beats(row: PlanRun, is_stopped: Callable[[], bool]) -> Progress:
    """Writes how far the run is, about once a second; says stop when somebody has stopped it, or the worker."""
    said = 0.0

    def beat(done: int, of: int) -> bool:
        nonlocal said
        if is_stopped():
            return False
        if time.monotonic() - said < SECONDS_BETWEEN_BEATS:
            return True
        said = time.monotonic()
        running = PlanRun.objects.filter(id=row.id, state=RunState.RUNNING)
        return bool(running.update(done=done, of=of, beat_at=timezone.now()))

    return beat
