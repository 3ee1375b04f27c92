"""The tabs above the pages on who offers what: those that the visitor's role may open."""

from __future__ import annotations

from tvaerspor.actions.duties import agreements, needs, providers
from tvaerspor.web.visit import Visit


def tabs(visit: Visit) -> tuple[str, ...]:
    """Names of routes, in order."""
    pages = (("agreements", agreements.READ), ("providers", providers.READ), ("unmet_needs", needs.READ))
    return (*(name for name, deed in pages if visit.may(deed)), "open_offers")
