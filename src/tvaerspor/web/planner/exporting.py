"""What leaves as a file: a budget for a spreadsheet, a program or a printer, a scenario to share, an application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils.safestring import mark_safe

from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.planner.plans import Plan, open_plan
from tvaerspor.actions.planner.runs import open_run
from tvaerspor.documents.application import application_form
from tvaerspor.documents.budget_columns import budget_rows, csv_text, parquet_bytes
from tvaerspor.documents.budget_pages import budget_page
from tvaerspor.documents.form import Form
from tvaerspor.documents.print_html import html_part
from tvaerspor.documents.print_pdf import pdf_bytes
from tvaerspor.planning.changes import whole_file
from tvaerspor.planning.ledger import budget
from tvaerspor.planning.money import PriceLevelsDiffer
from tvaerspor.planning.reading import FaultyPlanning
from tvaerspor.web.visit import Visit

Written = Callable[[Plan], str | bytes]
FORMS: Mapping[str, tuple[str, str, Written]] = {
    "csv": ("text/csv; charset=utf-8", "csv", lambda plan: csv_text(budget_rows(plan.scenario, budget(plan.scenario)))),
    "parquet": (
        "application/vnd.apache.parquet",
        "parquet",
        lambda plan: parquet_bytes(budget_rows(plan.scenario, budget(plan.scenario))),
    ),
    "pdf": ("application/pdf", "pdf", lambda plan: pdf_bytes(budget_page(plan.scenario, budget(plan.scenario)))),
    "yaml": ("application/yaml; charset=utf-8", "yaml", lambda plan: whole_file(plan.texts, plan.file)),
    "ansoegning": ("application/pdf", "ansoegning.pdf", lambda plan: pdf_bytes(_application(plan))),
}
"""Each form of a scenario by the last part of its address: type, ending, and how it is written."""


def export(visit: Visit, scenario: str, form: str) -> HttpResponse:
    """The scenario as a file."""
    opened = open_plan(visit.act, scenario)
    if form not in FORMS:
        raise NothingThere
    kind, ending, written = FORMS[form]
    try:
        return _file(written(opened), kind, f"{opened.file}.{ending}")
    except FaultyPlanning as faulty:
        raise FaultyForm(tuple(FieldFault("", str(fault)) for fault in faulty.faults)) from None
    except PriceLevelsDiffer as differ:
        raise FaultyForm((FieldFault("", str(differ)),)) from None


def application(visit: Visit, scenario: str) -> HttpResponse:
    """The application to a fund, as it would be printed."""
    opened = open_plan(visit.act, scenario)
    try:
        form = _application(opened)
    except (FaultyPlanning, PriceLevelsDiffer) as fault:
        raise FaultyForm((FieldFault("", str(fault)),)) from None
    known = {"here": "plans", "plan": opened, "form": form, "content": mark_safe(html_part(form))}
    return visit.show("planner/application", known)


def run_export(visit: Visit, run: UUID, form: str) -> HttpResponse:
    """The result of a run as PDF, or its numbers as JSON, and as CSV where it has columns."""
    found = open_run(visit.act, run)
    if found.page is None or form not in ("pdf", "json", "csv"):
        raise NothingThere
    name = f"{found.row.kind}-{str(found.row.id)[:8]}.{form}"
    if form == "csv":
        if found.csv is None:
            raise NothingThere
        return _file(found.csv, FORMS["csv"][0], name)
    if form == "json":
        return _file(found.row.result, "application/json", name)
    return _file(pdf_bytes(found.page), "application/pdf", name)


def _application(plan: Plan) -> Form:
    if plan.scenario.written.application is None:
        raise NothingThere
    return application_form(plan.scenario, budget(plan.scenario))


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
