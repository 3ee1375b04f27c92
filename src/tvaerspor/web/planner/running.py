"""The pages of long runs: begun from a scenario, watched while they work, stopped, begun again."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils.safestring import mark_safe

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.planner.kinds import KINDS, RunSettings
from tvaerspor.actions.planner.plans import open_plan
from tvaerspor.actions.planner.runs import cancel_run, open_run, runs, start_again, start_run
from tvaerspor.documents.print_html import html_part
from tvaerspor.planning.runs import RUN_WORDS
from tvaerspor.planning.typed import NotANumber, read_typed
from tvaerspor.terms.text import Text
from tvaerspor.web.visit import Visit

RUN_TITLES: Mapping[str, Text] = {
    **{str(state): words for state, words in RUN_WORDS.items()},
    **{name: kind.title for name, kind in KINDS.items()},
}
"""What templates say of a run's state and of its kind."""
DRAWS = ("1000", "10000", "100000")


def begin_run(visit: Visit, scenario: str) -> HttpResponse:
    """Puts a run in the queue and shows how it goes."""
    opened = open_plan(visit.act, scenario)
    draws = visit.posted.get("draws", "")
    asked = RunSettings(draws=int(draws) if draws in DRAWS else int(DRAWS[1]), ceiling=_ceiling(visit))
    return visit.to("plan_run", run=start_run(visit.act, opened, visit.posted.get("kind", ""), asked))


def _ceiling(visit: Visit) -> float | None:
    said = visit.posted.get("ceiling", "").strip()
    try:
        return float(read_typed(said)) if said else None
    except NotANumber as fault:
        raise FaultyForm((FieldFault("ceiling", str(fault)),)) from None


def plan_runs(visit: Visit) -> HttpResponse:
    """The unit's latest runs."""
    return visit.show("planner/runs", {"here": "plan_runs", "runs": runs(visit.act), "titles": RUN_TITLES})


def plan_run(visit: Visit, run: UUID) -> HttpResponse:
    """How a run goes, and then its result; only how it goes when htmx asks."""
    found = open_run(visit.act, run)
    known = {
        "here": "plan_runs",
        "run": found,
        "titles": RUN_TITLES,
        "result": mark_safe(html_part(found.page)) if found.page else "",  # our own words, each of them escaped
    }
    return visit.show("planner/run_part" if visit.is_part else "planner/run", known)


def stop(visit: Visit, run: UUID) -> HttpResponse:
    """No more of it."""
    cancel_run(visit.act, run)
    return visit.to("plan_run", "plan_run_stopped", run=run)


def again(visit: Visit, run: UUID) -> HttpResponse:
    """The same once more."""
    return visit.to("plan_run", "plan_run_again", run=start_again(visit.act, run))
