"""The first page after logging in: what waits, what is late, what has changed."""

from __future__ import annotations

from django.http import HttpResponse

from tvaerspor.web.visit import Visit


def home(visit: Visit) -> HttpResponse:
    """The visitor's own desk."""
    return visit.show("home", {"here": "home"})
