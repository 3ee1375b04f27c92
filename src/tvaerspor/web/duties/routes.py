"""The addresses of the pages on who offers what where and when."""

from __future__ import annotations

from tvaerspor.actions.duties import agreements as register
from tvaerspor.actions.duties import needs as counted
from tvaerspor.actions.duties import providers as criteria
from tvaerspor.actions.duties import services as taking
from tvaerspor.web.duties import agreements, needs, providers, services
from tvaerspor.web.gate import Route

FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
DUTY_ROUTES = (
    Route("aftaler/", "agreements", agreements.agreements, register.READ),
    Route("udbydere/", "providers", providers.providers, criteria.READ),
    Route("udbydere/<uuid:unit>/", "provider", providers.provider, criteria.READ),
    Route("udbydere/<uuid:unit>/kriterium/", "state_criterion", providers.state_criterion, criteria.EDIT, POST),
    Route(
        "udbydere/<uuid:unit>/kriterium/<uuid:statement>/afslut/",
        "end_criterion",
        providers.end_criterion,
        criteria.EDIT,
        POST,
    ),
    Route("udaekkede-behov/", "unmet_needs", needs.unmet_needs, counted.READ),
    Route("administration/aftaler/", "agreement_rows", agreements.agreement_rows, register.EDIT),
    Route("administration/aftaler/ny/", "new_agreement", agreements.new_agreement, register.EDIT, FORM),
    Route(
        "administration/aftaler/<uuid:agreement>/afslut/",
        "end_agreement",
        agreements.end_agreement,
        register.EDIT,
        FORM,
    ),
    Route("administration/opgaver/", "services", services.services, taking.CHANGE),
    Route("administration/opgaver/ny/", "new_service", services.new_service, taking.CHANGE, POST),
    Route("administration/opgaver/<int:service>/afslut/", "end_service", services.end_service, taking.CHANGE, POST),
)
