"""What people see when a page cannot be given: calm, in their language, with a way on."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from tvaerspor.terms.text import Language
from tvaerspor.web.templating import show
from tvaerspor.web.typed import typed


def language_of(request: HttpRequest) -> Language:
    """The language that the address asks for."""
    return "en" if request.path.startswith("/en/") else "da"


def error_page(request: HttpRequest, status: int) -> HttpResponse:
    """The page for a status, in the language of the address."""
    return show(request, "layout/error", language_of(request), {"code": str(status)}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return error_page(request, 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the form's own fields are too large."""
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For a form without our mark; carried on where it came from our own page, because logging in changes the mark."""
    if request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}":
        known = {"why": "stale", "fields": typed(request), "here": request.get_full_path()}
        return show(request, "layout/resume", language_of(request), known, status=403)
    return error_page(request, 403)


def too_large(request: HttpRequest) -> HttpResponse:
    """413 for a request that is not even read."""
    return error_page(request, 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return error_page(request, 500)
