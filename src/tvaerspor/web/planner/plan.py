"""A scenario's page: its figures to change, and what it costs before and after - without anything being saved."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.planner.kinds import KINDS
from tvaerspor.actions.planner.plans import Plan, open_plan
from tvaerspor.actions.planner.runs import runs
from tvaerspor.actions.planner.save_plan import change, save_new
from tvaerspor.actions.planner.typed_wish import TypedPlan, read_wish, typed_of, whole_region
from tvaerspor.planning.money import PriceLevelsDiffer
from tvaerspor.planning.reading import FaultyPlanning
from tvaerspor.planning.scenario import Scenario
from tvaerspor.web.planner.presenting import Sheet, sheet_of
from tvaerspor.web.planner.running import RUN_TITLES
from tvaerspor.web.visit import Visit

SAVE, COPY = "save", "copy"
TROUBLE = (FaultyForm, FaultyPlanning, PriceLevelsDiffer)


def plan(visit: Visit, scenario: str) -> HttpResponse:
    """The page; with a form that was sent, what it comes to, or the scenario saved."""
    opened = open_plan(visit.act, scenario)
    try:
        opened.scenario, opened.of_model(opened.scenario.written.service_model)
    except FaultyPlanning as faulty:
        known = {"here": "plans", "plan": opened, "faults": faulty.faults}
        return visit.show("planner/faulty", known, 409)
    if visit.request.method != "POST":
        return _page(visit, opened, typed_of(opened.scenario), None)
    typed, wanted = _typed(visit, opened), visit.posted.get("_do", "")
    try:
        if wanted in (SAVE, COPY):
            return _saved(visit, opened, typed, wanted)
    except TROUBLE as trouble:
        return _page(visit, opened, typed, trouble)
    return _page(visit, opened, typed, None)


def _saved(visit: Visit, opened: Plan, typed: TypedPlan, wanted: str) -> HttpResponse:
    wish = read_wish(typed, opened, needs_title=True)
    if opened.row is not None and wanted == SAVE:
        change(visit.act, opened, wish, visit.seen_version)
        return visit.to("plan", "plan_changed", scenario=opened.id)
    return visit.to("plan", "plan_saved", scenario=save_new(visit.act, opened, wish))


def _typed(visit: Visit, opened: Plan) -> TypedPlan:
    """What was sent; a figure that is to go back to its source, and a region that is to be ticked, are so already."""
    chosen = tuple(str(code) for code in visit.request.POST.getlist("municipality"))
    typed = TypedPlan({name: value for name, value in visit.posted.items() if name[:1] != "_"}, chosen)
    wanted, _, what = visit.posted.get("_do", "").partition("|")
    if wanted == "region":
        return replace(typed, municipalities=(*chosen, *whole_region(what, opened)))
    if wanted == "source":
        model = typed.of("service_model") or opened.scenario.written.service_model
        there = typed_of(_source(opened, model)).fields
        back = {name: value for name, value in there.items() if name.partition("|")[2] == what}
        return replace(typed, fields={**typed.fields, **back})
    return typed


def _source(opened: Plan, model: str | None) -> Scenario:
    known = opened.under.get("service_models") or {}
    return opened.of_model(model if model in known else opened.under.get("service_model"))


def _page(visit: Visit, opened: Plan, typed: TypedPlan, trouble: Exception | None) -> HttpResponse:
    sheet = _reckoned(visit, opened, typed, trouble)
    known = {
        "here": "plans",
        "plan": opened,
        "typed": typed,
        "sheet": sheet,
        "kinds": {name: kind for name, kind in KINDS.items() if kind.fits(opened)},
        "runs": runs(visit.act, opened.id, most=5),
        "titles": RUN_TITLES,
    }
    return visit.show("planner/plan", known, 422 if sheet.faults or sheet.broken else 200)


def _reckoned(visit: Visit, opened: Plan, typed: TypedPlan, trouble: Exception | None) -> Sheet:
    """Both sides of the budget; or, where it cannot be reckoned, only the form with what to do."""
    source = _source(opened, typed.of("service_model") or opened.scenario.written.service_model)
    try:
        if trouble is not None:
            raise trouble
        wish = read_wish(typed, opened)
        sides = opened.framed(wish), opened.changed(wish)[0]
        return sheet_of(opened, source, typed, visit.language, sides)
    except FaultyForm as faulty:
        return replace(sheet_of(opened, source, typed, visit.language), faults=faulty)
    except FaultyPlanning as faulty:
        sentences = tuple(fault.sentence for fault in faulty.faults)
        return replace(sheet_of(opened, source, typed, visit.language), broken=sentences)
    except PriceLevelsDiffer as differ:
        return replace(sheet_of(opened, source, typed, visit.language), broken=(str(differ),))
