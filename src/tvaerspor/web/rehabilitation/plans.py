"""Rehabilitation plans: the list by due date, a new one, and one with its clock, its moves and its history."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from tvaerspor.access.ask import require
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import legal_clocks, matrix
from tvaerspor.actions.rehabilitation.move_plan import LEAVING, Given, link, move, referrals_of
from tvaerspor.actions.rehabilitation.open_plan import (
    CREATE,
    EDIT,
    FIND,
    READ,
    OpenPlan,
    about_of,
    history,
    list_plans,
    open_plan,
)
from tvaerspor.actions.rehabilitation.send_plan import NewPlan, municipal_units, send_plan
from tvaerspor.pathway.clocks import ClockState, Phase
from tvaerspor.pathway.rehabilitation import (
    CLOCK,
    LEVELS,
    PLAN_STATE_TEXT,
    PLAN_STOPS,
    CannotMovePlan,
    PlanState,
    plan_moves,
)
from tvaerspor.terms.text import Language
from tvaerspor.web.dates import as_iso, said_date
from tvaerspor.web.visit import Visit
from tvaerspor.web.wording import ui


def plans(visit: Visit) -> HttpResponse:
    """The list."""
    found, has_more = list_plans(visit.act)
    known = {
        "here": "rehabilitation_plans",
        "plans": found,
        "has_more": has_more,
        "levels": LEVELS,
        "state_text": lambda state: PLAN_STATE_TEXT[PlanState(state)],
        "clock_said": lambda clock: clock_said(clock, visit.language),
        "may_create": visit.may(CREATE),
    }
    return visit.show("rehabilitation/plans", known)


def new_plan(visit: Visit) -> HttpResponse:
    """The form with which a hospital sends a plan."""
    typed, faults = visit.posted, None
    if visit.request.method == "POST":
        names = ("cpr", "level", "discharged_on", "not_before", "need", "unit")
        fields = {name: typed.get(name, "") for name in names}
        fields |= {name: as_iso(fields[name]) for name in ("discharged_on", "not_before")}
        try:
            return visit.to("rehabilitation_plan", "plan_sent", plan=send_plan(visit.act, NewPlan(**fields)))
        except FaultyForm as found:
            faults = found
    known = {
        "here": "rehabilitation_plans",
        "levels": LEVELS,
        "units": municipal_units(),
        "typed": typed,
        "faults": faults,
    }
    return visit.show("rehabilitation/new_plan", known, 422 if faults else 200)


def plan(visit: Visit, plan: UUID) -> HttpResponse:
    """The page; each button makes one move."""
    opened = open_plan(visit.act, plan, READ)
    if visit.request.method != "POST":
        return _page(visit, opened)
    require(matrix(), visit.act.holder, EDIT, opened.held)
    try:
        done = _done(visit, opened)
    except CannotMovePlan as cannot:
        return _page(visit, opened, FaultyForm((FieldFault("_plan", str(cannot)),)))
    except FaultyForm as faults:
        return _page(visit, opened, faults)
    return visit.to("rehabilitation_plan", done, plan=plan)


def _done(visit: Visit, plan: OpenPlan) -> str:
    verb, typed = visit.posted.get("_do", ""), visit.posted
    if verb == "link":
        chosen = typed.get("referral", "")
        try:
            link(plan, UUID(chosen) if chosen else None, visit.seen_version)
        except ValueError:
            raise FaultyForm((FieldFault("referral", "Vælg en af borgerens henvisninger på listen."),)) from None
        return "plan_linked"
    if verb not in {each.verb for each in plan_moves(plan.state)}:
        raise FaultyForm((FieldFault("_plan", "Planen er ændret; vælg en af de knapper, der står der nu."),))
    given = Given(as_iso(typed.get("on", "")), typed.get("chosen", ""), typed.get("words", ""))
    move(plan, verb, given, visit.seen_version)
    return "plan_moved"


def clock_said(clock: ClockState, language: Language) -> str:
    """Where the limit stands, in words."""
    due = said_date(clock.due.isoformat(), language) if clock.due else ""
    if clock.phase is Phase.PAUSED or not due:
        return ui("rehab_paused", language)
    if clock.phase is Phase.LATE:
        return ui("rehab_late_kept" if clock.stopped else "rehab_late", language, date=due, days=clock.days_late)
    if clock.phase is Phase.KEPT:
        return ui("rehab_kept", language, date=due)
    return ui("rehab_running", language, date=due, days=clock.days_left)


def _page(visit: Visit, plan: OpenPlan, faults: FaultyForm | None = None) -> HttpResponse:
    may_edit = plan.may(EDIT)
    clock = legal_clocks()[CLOCK]
    known = {
        "here": "rehabilitation_plans",
        "plan": plan,
        "row": plan.row,
        "level": LEVELS[plan.row.level],
        "state": PLAN_STATE_TEXT[plan.state],
        "clock_said": clock_said(plan.clock, visit.language),
        "otherwise": clock.otherwise if plan.clock.phase is Phase.LATE and not plan.clock.stopped else None,
        "moves": plan_moves(plan.state) if may_edit else (),
        "reasons": {"stop_reason": PLAN_STOPS, "late_reason": LEAVING},
        "reason_texts": {**PLAN_STOPS, **LEAVING},
        "referrals": referrals_of(plan) if may_edit else (),
        "events": history(plan),
        "find": FIND,
        "about_of": about_of,
        "may_edit": may_edit,
        "typed": visit.posted,
        "faults": faults,
    }
    return visit.show("rehabilitation/plan", known, 422 if faults else 200)
