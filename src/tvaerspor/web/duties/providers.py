"""The provider register: every provider with the criteria a to e, one provider's rows, and what runs out."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from tvaerspor.actions.duties import providers as acting
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.duties.criteria import CRITERIA, WARNED_DAYS, runs_out_soon
from tvaerspor.terms.period import Period
from tvaerspor.web.dates import as_iso
from tvaerspor.web.duties.tabs import tabs
from tvaerspor.web.visit import Visit

SIDE = 25
MAX_SEARCH = 70
TYPED = ("criterion", "is_met", "valid_from", "valid_until", "evidence")
MOST_EXPIRING = 50


def providers(visit: Visit) -> HttpResponse:
    """Every provider by name, and the statements that run out."""
    searched = visit.request.GET.get("soeg", "").strip()[:MAX_SEARCH]
    page = Paginator(acting.provider_units(visit.act, searched), SIDE).get_page(visit.request.GET.get("side"))
    visit.act.saw("unit", *(each.id for each in page))
    known = {
        "here": "agreements",
        "tab": "providers",
        "visit_tabs": tabs(visit),
        "page": page,
        "lines": acting.with_standing(page, visit.act.today),
        "expiring": tuple(acting.runs_out(visit.act)[:MOST_EXPIRING]),
        "searched": searched,
        "criteria": CRITERIA,
        "warned_days": WARNED_DAYS,
    }
    return visit.show("duties/providers", known)


def provider(visit: Visit, unit: UUID) -> HttpResponse:
    """One provider; whoever may edit states a criterion here."""
    return _page(visit, unit, {})


def state_criterion(visit: Visit, unit: UUID) -> HttpResponse:
    """A new statement of one criterion."""
    typed = {name: visit.posted.get(name, "").strip() for name in TYPED}
    days = {name: as_iso(typed[name]) for name in ("valid_from", "valid_until")}
    try:
        acting.state_criterion(visit.act, unit, acting.NewStatement(**{**typed, **days}))
    except FaultyForm as faults:
        return _page(visit, unit, typed, faults)
    return visit.to("provider", "criterion_stated", unit=unit)


def end_criterion(visit: Visit, unit: UUID, statement: UUID) -> HttpResponse:
    """A statement holds until a day."""
    try:
        acting.end_statement(visit.act, statement, as_iso(visit.posted.get("last_day", "")))
    except FaultyForm as faults:
        return _page(visit, unit, {}, faults)
    return visit.to("provider", "criterion_ended", unit=unit)


def _page(visit: Visit, unit: UUID, typed: dict[str, str], faults: FaultyForm | None = None) -> HttpResponse:
    found, rows = acting.statements_of(visit.act, unit)
    today = visit.act.today
    soon = {row.id for row in rows if runs_out_soon(Period(row.valid_from, row.valid_until), today)}
    known = {
        "here": "agreements",
        "unit": found,
        "rows": rows,
        "soon": soon,
        "line": acting.with_standing([found], today)[0],
        "criteria": CRITERIA,
        "letters": [(letter, f"{letter}: {title.in_language(visit.language)}") for letter, title in CRITERIA.items()],
        "may_edit": visit.may(acting.EDIT),
        "typed": typed,
        "faults": faults,
    }
    return visit.show("duties/provider", known, 422 if faults else 200)
