"""Jinja as Django's template engine: what every template can say, and how a page is rendered in a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from tvaerspor import __version__
from tvaerspor.terms.text import Language
from tvaerspor.web.dates import said_date
from tvaerspor.web.form.said import Voice
from tvaerspor.web.rows import age_on, day_of, municipality_name, programme_title, status_text, time_of, urgency_name
from tvaerspor.web.wording import WORDS, ui

_OF_ROWS = (age_on, municipality_name, programme_title, status_text, urgency_name)

_ANY = str(UUID(int=0))

HTMX_CONFIG = (
    '{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"historyCacheSize":0,'
    '"selfRequestsOnly":true,"timeout":10000,"responseHandling":[{"code":"204","swap":false},'
    '{"code":"[23]..","swap":true},{"code":"422","swap":true},{"code":"[45]..","swap":false,"error":true}]}'
)


def environment(**options: Any) -> Environment:
    """The environment that Django asks for; a name that a view forgot is an error, not a blank."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    made.globals.update(static=_static, htmx_config=HTMX_CONFIG, has_word=WORDS.__contains__)
    made.globals.update({each.__name__: each for each in _OF_ROWS})
    return made


@cache
def _static(path: str) -> str:
    """A static file's address; a new release has new addresses, so that browsers may keep the files."""
    return f"{static(path)}?v={__version__}"


def address(language: Language, name: str, **parts: str | UUID) -> str:
    """The address of a page in a language: Danish at the root, English under /en/."""
    if not parts:
        return _reversed(f"{language}:{name}", ())
    (first, value), *others = parts.items()
    if others or not isinstance(value, UUID):
        return reverse(f"{language}:{name}", kwargs=parts)
    return _reversed(f"{language}:{name}", (first,)).replace(_ANY, str(value))


@cache
def _reversed(name: str, parts: tuple[str, ...]) -> str:
    return reverse(name, kwargs=dict.fromkeys(parts, _ANY))


def show(
    request: HttpRequest, template: str, language: Language, values: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page in a language."""

    def url(name: str, **parts: str | UUID) -> str:
        return address(language, name, **parts)

    def say(name: str, **said: object) -> str:
        return ui(name, language, **said)

    def on(iso: str | None) -> str:
        return said_date(iso, language) if iso else ui("no_date", language)

    known = {
        "language": language,
        "url": url,
        "ui": say,
        "on": on,
        "voice": Voice(language),
        "mirror": _mirror(request.path, language),
        "day": lambda moment: day_of(moment, language),
        "time": lambda moment: time_of(moment, language),
        "is_known": settings.SESSION_COOKIE_NAME in request.COOKIES,
        **values,
    }
    return render(request, f"{template}.html.jinja", known, status=status)


def _mirror(path: str, language: Language) -> str:
    """The same page in the other language."""
    return f"/en{path}" if language == "da" else path.removeprefix("/en") or "/"
