"""The addresses. Danish stands at the root, English under /en/; no address holds anything about a person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from tvaerspor.terms.text import Language
from tvaerspor.web.trying import views

handler400 = "tvaerspor.web.errors.bad_request"
handler403 = "tvaerspor.web.errors.forbidden"
handler404 = "tvaerspor.web.errors.not_found"
handler500 = "tvaerspor.web.errors.server_error"


def _pages(language: Language) -> list[URLPattern]:
    said = {"language": language}
    return [
        path("", views.front, said, name="front"),
        path("programmer/<str:programme>/", views.read_aloud, said, name="read"),
        path("programmer/<str:programme>/sager/", views.cases, said, name="cases"),
        path("afproev/<str:programme>/", views.first_decision, said, name="programme"),
        path("afproev/<str:programme>/<str:decision>/", views.try_out, said, name="try"),
        path("afproev/<str:programme>/<str:decision>/sag/<str:case>/", views.try_case, said, name="case"),
    ]


def _icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it unasked; the pages name their own."""
    return HttpResponse(status=204)


urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", _icon),
    path("en/", include((_pages("en"), "tvaerspor"), namespace="en")),
    path("", include((_pages("da"), "tvaerspor"), namespace="da")),
]
