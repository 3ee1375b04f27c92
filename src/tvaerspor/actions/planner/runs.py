"""Long runs as planners meet them: asked for, watched, stopped, begun again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.planner.kinds import KINDS, Kind, RunSettings
from tvaerspor.actions.planner.plans import CREATE, EDIT, READ, Plan
from tvaerspor.actions.saving import saving
from tvaerspor.documents.budget_columns import csv_text
from tvaerspor.documents.form import Form
from tvaerspor.planning.changes import whole_file
from tvaerspor.planning.runs import AGAIN, UNDER_WAY, RunState, state_at
from tvaerspor.records.models import PlanRun
from tvaerspor.triage.decision import canonical

SHOWN = 50


class CannotNow(Exception):
    """The run is no longer in a state where that can be done to it."""


@dataclass(frozen=True)
class Run:
    """A run as its unit sees it now."""

    row: PlanRun
    state: RunState

    @property
    def kind(self) -> Kind:
        """What it reckons."""
        return KINDS[self.row.kind]

    @property
    def is_under_way(self) -> bool:
        """Whether something may still come of it by itself."""
        return self.state in UNDER_WAY

    @property
    def may_begin_again(self) -> bool:
        """Whether a person may begin it again."""
        return self.state in AGAIN

    @cached_property
    def page(self) -> Form | None:
        """Its result as a document; None while there is none."""
        return self.kind.page(json.loads(self.row.result)) if self.row.result else None

    @property
    def csv(self) -> str | None:
        """Its numbers for a spreadsheet; None while there is no result, or where its kind has no columns."""
        rows = self.kind.rows
        return csv_text(rows(json.loads(self.row.result))) if rows and self.row.result else None


def start_run(act: Act, plan: Plan, kind: str, settings: RunSettings) -> UUID:
    """Puts a run in the queue, over the scenario as it is now; raises NothingThere for a kind that there is not."""
    require(matrix(), act.holder, CREATE)
    if kind not in KINDS or not KINDS[kind].fits(plan):
        raise NothingThere
    text = whole_file(plan.texts, plan.file)
    if KINDS[kind].pairs:
        settings = settings.model_copy(update={"against": whole_file(plan.texts, plan.foundation)})
    made = PlanRun(kind=kind, title=plan.title[:120], scenario=plan.id, text=text)
    made.settings = canonical(settings.model_dump(mode="json"))
    return _queue(act, made)


def start_again(act: Act, run: UUID) -> UUID:
    """The same once more, as a run of its own; raises CannotNow for one that is under way or done."""
    require(matrix(), act.holder, CREATE)
    found = open_run(act, run)
    if not found.may_begin_again:
        raise CannotNow("Beregningen er i gang eller færdig; der er intet at begynde igen.")
    old = found.row
    made = PlanRun(kind=old.kind, title=old.title, scenario=old.scenario, text=old.text, settings=old.settings)
    return _queue(act, made)


def _queue(act: Act, made: PlanRun) -> UUID:
    assert act.unit is not None and act.actor is not None, "only people at a unit plan"
    made.id, made.unit_id, made.owner_id, made.created_at = act.new_id(), act.unit, act.actor, act.now
    act.saw("plan_run", made.id)
    with saving(act, CREATE, f"plan_run:{made.id}"):
        made.save(force_insert=True)
    return made.id


def cancel_run(act: Act, run: UUID) -> None:
    """Stops it: whoever works on it gives up at the next step, and there is no result. Raises CannotNow."""
    require(matrix(), act.holder, EDIT)
    found = open_run(act, run)
    with saving(act, EDIT, f"plan_run:{run}"):
        rows = PlanRun.objects.filter(id=found.row.id, state__in=[str(state) for state in UNDER_WAY])
        if not rows.update(state=RunState.CANCELLED, ended_at=act.now):
            raise CannotNow("Beregningen er ikke længere i gang; der er intet at stoppe.")


def open_run(act: Act, run: UUID) -> Run:
    """One of the unit's own runs; raises NothingThere."""
    require(matrix(), act.holder, READ)
    row = PlanRun.objects.filter(id=run, unit=act.unit).first()
    act.saw("plan_run", run)
    if row is None:
        raise NothingThere
    return Run(row, state_at(row.state, row.beat_at, act.now))


def runs(act: Act, scenario: str = "", most: int = SHOWN) -> tuple[Run, ...]:
    """The unit's latest runs, without their texts; those of one scenario where it is named."""
    require(matrix(), act.holder, Deed("find", "plan"))
    rows = PlanRun.objects.filter(unit=act.unit, **({"scenario": scenario} if scenario else {}))
    found = rows.defer("text", "result", "settings").order_by("-created_at")[:most]
    return tuple(Run(row, state_at(row.state, row.beat_at, act.now)) for row in found)
