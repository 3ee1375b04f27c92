"""What holds for every answer: nothing is kept by browsers on the way, and nobody sends more than a letter."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tvaerspor.web.errors import too_large

MAX_REQUEST_BYTES = 50_000_000  # read and answered with a sentence up to here; refused unread above it
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

Respond = Callable[[HttpRequest], HttpResponse]


def guard(respond: Respond) -> Respond:
    """Refuses what is far too large; keeps pages out of caches, because they may show a citizen's answers."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = too_large(request) if _bytes_in(request) > MAX_REQUEST_BYTES else respond(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = PERMISSIONS
        return response

    return guarded


def _bytes_in(request: HttpRequest) -> int:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(length) if length.isdigit() else 0
