"""The doctor's addresses."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.referral.states import MOVES
from tvaerspor.web.doctor import citizens, ending, quality, sending, writing
from tvaerspor.web.gate import Route

FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
FIND = Deed("find", "citizen")
WRITE = Deed("create", "referral")
EDIT = Deed("edit", "referral")
DOCTOR_ROUTES = (
    Route("henvisningskvalitet/", "referral_quality", quality.quality, Deed("read", "referral_quality")),
    Route("borgere/", "citizens", citizens.citizens, FIND, FORM),
    Route("borgere/ny/", "new_citizen", citizens.new_citizen, Deed("create", "citizen"), FORM),
    Route("borgere/<uuid:citizen>/", "citizen", citizens.citizen, Deed("read", "citizen")),
    Route("borgere/<uuid:citizen>/henvis/", "begin", citizens.begin, WRITE, POST),
    Route("henvisning/<uuid:referral>/skriv/", "write", writing.write, EDIT, FORM),
    Route("henvisning/<uuid:referral>/kasser/", "discard", writing.discard, EDIT, FORM),
    Route("henvisning/<uuid:referral>/send/", "send", sending.send, EDIT, FORM),
    Route("henvisning/<uuid:referral>/annuller/", "cancel", ending.cancel, EDIT, FORM),
    Route("henvisning/<uuid:referral>/set/", "see", ending.see, MOVES["see"].deed, POST),
    Route(
        "henvisning/<uuid:referral>/set-annulleret/",
        "see_cancelled",
        ending.see_cancelled,
        MOVES["see_cancelled"].deed,
        POST,
    ),
)
