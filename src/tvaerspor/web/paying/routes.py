"""The addresses of sparring, teaching, tariffs and settlement."""

from __future__ import annotations

from tvaerspor.actions.paying import settle
from tvaerspor.actions.paying import sparring as calls
from tvaerspor.actions.paying import tariffs as pricing
from tvaerspor.actions.paying import teaching as taught
from tvaerspor.web.gate import Route
from tvaerspor.web.paying import settling, sparring, teaching

FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
PAYING_ROUTES = (
    Route("sparring/", "sparring", sparring.sparring, calls.LOG, FORM),
    Route("sparring/<uuid:call>/", "call", sparring.call, calls.FIND),
    Route("sparring/<uuid:call>/ret/", "correct_call", sparring.correct_call, calls.CORRECT, POST),
    Route("undervisning/", "teachings", teaching.teachings, taught.FIND),
    Route("undervisning/ny/", "new_teaching", teaching.new_teaching, taught.ADD, FORM),
    Route("undervisning/<uuid:teaching>/", "teaching", teaching.teaching, taught.FIND),
    Route(
        "undervisning/<uuid:teaching>/<uuid:attendance>/ret/",
        "correct_attendance",
        teaching.correct_attendance,
        taught.CORRECT,
        POST,
    ),
    Route("afregning/", "settlements", settling.settlements, settle.FIND, FORM),
    Route("afregning/<uuid:settlement>/", "settlement", settling.settlement, settle.READ),
    Route("afregning/<uuid:settlement>/liste.csv", "settlement_csv", settling.settlement_csv, settle.READ),
    Route("administration/takster/", "tariffs", settling.tariffs, pricing.EDIT, FORM),
    Route("administration/takster/<uuid:tariff>/afslut/", "end_tariff", settling.end_tariff, pricing.EDIT, POST),
)
