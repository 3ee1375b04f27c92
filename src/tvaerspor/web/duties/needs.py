"""The counts of unmet needs, for planners and administrators; no citizen is in them."""

from __future__ import annotations

from django.http import HttpResponse

from tvaerspor.actions.duties import needs as acting
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.web.duties.tabs import tabs
from tvaerspor.web.visit import Visit

YEARS_BACK = 2


def unmet_needs(visit: Visit) -> HttpResponse:
    """By month and municipality, since the first of January two years ago."""
    since = visit.act.today.replace(year=visit.act.today.year - YEARS_BACK, month=1, day=1)
    programmes = current_programmes()
    known = {
        "here": "agreements",
        "tab": "unmet_needs",
        "visit_tabs": tabs(visit),
        "needs": acting.unmet_needs(visit.act, since),
        "least": acting.LEAST_SHOWN,
        "titles": {each.id: each.title for each in programmes},
        "goals": {name: goal.title for each in programmes for name, goal in each.destinations.items()},
    }
    return visit.show("duties/unmet_needs", known)
