"""What was sent with a form, as pairs that a page can carry along and send again."""

from __future__ import annotations

from django.http import HttpRequest


def typed(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """The fields and their values, without the mark that the form is ours."""
    if request.method != "POST":
        return ()
    return tuple((name, str(value)) for name, value in request.POST.items() if name != "csrfmiddlewaretoken")
