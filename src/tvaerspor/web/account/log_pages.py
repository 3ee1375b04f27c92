"""The pages of the log: what I did and saw, and for the administrator what everybody did, without what it was about."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from tvaerspor.access.matrix import OPERATIONS
from tvaerspor.actions.log.read_log import Page, own_log, technical_log
from tvaerspor.actions.organisation import matrix
from tvaerspor.terms.text import Language
from tvaerspor.web.dates import as_iso, is_date
from tvaerspor.web.visit import Visit
from tvaerspor.web.wording import ui

OUTCOMES = {"ok": "log_ok", "denied": "log_denied", "failed": "log_failed"}


def my_log(visit: Visit) -> HttpResponse:
    """One's own acts, by day."""
    day, side = _asked(visit)
    return visit.show("account/my_log", {"here": "my_log", **_known(visit, own_log(visit.act, day, side), day)})


def technical(visit: Visit) -> HttpResponse:
    """Everybody's acts, by day and by how they ended."""
    day, side = _asked(visit)
    outcome = next((name for name in OUTCOMES if name == visit.request.GET.get("udfald")), "")
    page = technical_log(visit.act, day, side, outcome)
    known = {"here": "administration", "tab": "technical_log", "outcome": outcome, "roles": matrix().roles}
    return visit.show("account/administration_log", {**known, **_known(visit, page, day)})


def _asked(visit: Visit) -> tuple[date | None, int]:
    """The day and the side; what cannot be meant is left out."""
    day, side = as_iso(visit.request.GET.get("dag", "")), visit.request.GET.get("side", "")
    number = int(side) if side.isascii() and side.isdigit() and len(side) < 6 else 1
    return date.fromisoformat(day) if is_date(day) else None, max(number, 1)


def _known(visit: Visit, page: Page, day: date | None) -> dict[str, object]:
    return {
        "page": page,
        "day": day.isoformat() if day else "",
        "outcomes": OUTCOMES,
        "said": lambda deed: said_deed(deed, visit.language),
    }


def said_deed(deed: str, language: Language) -> str:
    """«læse: Epikrisen», from what the log keeps; what the matrix does not know stands as it is."""
    operation, _, resource = deed.partition(" ")
    verbs: dict[str, str] = {name: matrix().operations[name].in_language(language) for name in OPERATIONS}
    known = matrix().resources.get(resource)
    title = known.title.in_language(language) if known else ui("log_other", language)
    return f"{title}: {verbs.get(operation, operation)}"
