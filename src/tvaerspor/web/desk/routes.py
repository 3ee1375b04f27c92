"""The addresses that everybody who logs in has."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.web.desk.home import home
from tvaerspor.web.desk.referral import referral
from tvaerspor.web.gate import Route

DESK_ROUTES = (
    Route("hjem/", "home", home, Deed("read", "own_desk")),
    Route("henvisning/<uuid:referral>/", "referral", referral, Deed("read", "referral_status")),
)
