"""The planner's addresses."""

from __future__ import annotations

from tvaerspor.actions.planner.plans import CREATE, EDIT, FIND, READ
from tvaerspor.web.gate import Route
from tvaerspor.web.planner.exporting import application, export, run_export
from tvaerspor.web.planner.listing import bring_along, plans
from tvaerspor.web.planner.plan import plan
from tvaerspor.web.planner.running import again, begin_run, plan_run, plan_runs, stop

FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
PLANNER_ROUTES = (
    Route("planlaegning/", "plans", plans, FIND),
    Route("planlaegning/indlaes/", "plan_bring", bring_along, CREATE, FORM),
    Route("planlaegning/beregninger/", "plan_runs", plan_runs, FIND),
    Route("planlaegning/beregninger/<uuid:run>/", "plan_run", plan_run, READ),
    Route("planlaegning/beregninger/<uuid:run>/stop/", "plan_run_stop", stop, EDIT, POST),
    Route("planlaegning/beregninger/<uuid:run>/igen/", "plan_run_again", again, CREATE, POST),
    Route("planlaegning/beregninger/<uuid:run>/fil/<str:form>/", "plan_run_export", run_export, READ),
    Route("planlaegning/scenarie/<str:scenario>/", "plan", plan, READ, FORM),
    Route("planlaegning/scenarie/<str:scenario>/ansoegning/", "plan_application", application, READ),
    Route("planlaegning/scenarie/<str:scenario>/beregn/", "plan_run_new", begin_run, CREATE, POST),
    Route("planlaegning/scenarie/<str:scenario>/fil/<str:form>/", "plan_export", export, READ),
)
