"""The addresses of rehabilitation plans."""

from __future__ import annotations

from tvaerspor.actions.rehabilitation import open_plan
from tvaerspor.web.gate import Route
from tvaerspor.web.rehabilitation import plans

FORM = ("GET", "HEAD", "POST")
REHABILITATION_ROUTES = (
    Route("genoptraening/", "rehabilitation_plans", plans.plans, open_plan.FIND),
    Route("genoptraening/ny/", "new_rehabilitation_plan", plans.new_plan, open_plan.CREATE, FORM),
    Route("genoptraening/<uuid:plan>/", "rehabilitation_plan", plans.plan, open_plan.READ, FORM),
)
