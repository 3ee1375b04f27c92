"""The addresses. Danish stands at the root, English under /en/; no address says anything about a person.

Every page is one line of a table of routes, with what one must be allowed to do to enter: there is no other way in.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from tvaerspor.terms.text import Language
from tvaerspor.web.account.administration_routes import ADMINISTRATION_ROUTES
from tvaerspor.web.account.routes import ACCOUNT_ROUTES
from tvaerspor.web.desk.routes import DESK_ROUTES
from tvaerspor.web.doctor.routes import DOCTOR_ROUTES
from tvaerspor.web.duties.routes import DUTY_ROUTES
from tvaerspor.web.gate import OPEN, Route, enter
from tvaerspor.web.groups.routes import GROUP_ROUTES
from tvaerspor.web.messages.routes import MESSAGE_ROUTES
from tvaerspor.web.open_offers.routes import OPEN_OFFER_ROUTES
from tvaerspor.web.panel.routes import PANEL_ROUTES
from tvaerspor.web.paying.routes import PAYING_ROUTES
from tvaerspor.web.planner.routes import PLANNER_ROUTES
from tvaerspor.web.receiver.routes import RECEIVER_ROUTES
from tvaerspor.web.rehabilitation.routes import REHABILITATION_ROUTES
from tvaerspor.web.sharing.routes import SHARING_ROUTES
from tvaerspor.web.therapist.routes import THERAPIST_ROUTES
from tvaerspor.web.trying import views

handler400 = "tvaerspor.web.errors.bad_request"
handler403 = "tvaerspor.web.errors.forbidden"
handler404 = "tvaerspor.web.errors.not_found"
handler500 = "tvaerspor.web.errors.server_error"

FORM = ("GET", "HEAD", "POST")
OPEN_ROUTES = (
    Route("", "front", views.front, OPEN),
    Route("programmer/<str:programme>/", "read", views.read_aloud, OPEN),
    Route("programmer/<str:programme>/sager/", "cases", views.cases, OPEN),
    Route("afproev/<str:programme>/", "programme", views.first_decision, OPEN),
    Route("afproev/<str:programme>/<str:decision>/", "try", views.try_out, OPEN, FORM),
    Route("afproev/<str:programme>/<str:decision>/sag/<str:case>/", "case", views.try_case, OPEN),
)
ROUTES: tuple[Route, ...] = (
    *OPEN_ROUTES,
    *ACCOUNT_ROUTES,
    *DESK_ROUTES,
    *DOCTOR_ROUTES,
    *RECEIVER_ROUTES,
    *THERAPIST_ROUTES,
    *MESSAGE_ROUTES,
    *ADMINISTRATION_ROUTES,
    *DUTY_ROUTES,
    *PAYING_ROUTES,
    *OPEN_OFFER_ROUTES,
    *PANEL_ROUTES,
    *PLANNER_ROUTES,
    *GROUP_ROUTES,
    *REHABILITATION_ROUTES,
    *SHARING_ROUTES,
)


def _pages(language: Language) -> list[URLPattern]:
    said = {"language": language}
    return [path(route.path, enter(route), said, name=route.name) for route in ROUTES]


def _icon(request: HttpRequest, language: Language) -> HttpResponse:
    """Browsers ask for it unasked; the pages name their own."""
    return HttpResponse(status=204)


urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", enter(Route("favicon.ico", "icon", _icon, OPEN)), {"language": "da"}),
    path("en/", include((_pages("en"), "tvaerspor"), namespace="en")),
    path("", include((_pages("da"), "tvaerspor"), namespace="da")),
]
