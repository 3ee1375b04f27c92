"""What people see when the door does not open or a form cannot be taken: what to do, and nothing typed is lost."""

from __future__ import annotations

import re
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tvaerspor.terms.text import Language
from tvaerspor.web.templating import address, show
from tvaerspor.web.typed import typed
from tvaerspor.web.visit import NOT_CONTENT, Visit

CHOSEN = re.compile(r"yes|no|unknown|none|on|1|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a form holds when somebody has chosen rather than written."""


def ask_to_log_in(request: HttpRequest, language: Language, was_idle: bool) -> HttpResponse:
    """To the log-in page; a form that was sent is kept on a page of its own until its writer is back."""
    if request.method == "POST":
        return resume(request, language, "expired", 401)
    where = f"{address(language, 'log_in')}?next={quote(request.get_full_path())}"
    return redirect(f"{where}&udloebet=1" if was_idle else where)


def choose_role(request: HttpRequest, language: Language) -> HttpResponse:
    """To the page where one chooses among one's roles."""
    return redirect(f"{address(language, 'role')}?next={quote(request.get_full_path())}")


def resume(request: HttpRequest, language: Language, why: str, status: int) -> HttpResponse:
    """A page that carries what was typed, with a button that sends it again."""
    known = {"why": why, "fields": typed(request), "here": request.get_full_path()}
    return show(request, "layout/resume", language, known, status)


def not_saved(request: HttpRequest, language: Language) -> HttpResponse:
    """The database could not take it (a full disk, a lost connection): nothing was saved, nothing is lost."""
    return resume(request, language, "not_saved", 503)


def conflict(visit: Visit, sentence: str, status: int = 409) -> HttpResponse:
    """Somebody else was first, or it is no longer possible: what happened, what was typed, and the way on."""
    sent = (value for name, value in typed(visit.request) if name not in NOT_CONTENT and name[:1] != "_")
    kept = tuple(dict.fromkeys(value for value in sent if value.strip() and not CHOSEN.fullmatch(value)))
    return visit.show("layout/conflict", {"sentence": sentence, "fields": kept}, status)
