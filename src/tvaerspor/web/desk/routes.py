"""The addresses that everybody who logs in has."""

from __future__ import annotations

from tvaerspor.access.ask import Deed
from tvaerspor.actions.desk import owed_letters
from tvaerspor.web.desk import owed
from tvaerspor.web.desk.home import home
from tvaerspor.web.desk.referral import referral
from tvaerspor.web.gate import Route

DESK_ROUTES = (
    Route("hjem/", "home", home, Deed("read", "own_desk")),
    Route("henvisning/<uuid:referral>/", "referral", referral, Deed("read", "referral_status")),
    Route("epikriser/", "owed_letters", owed.owed, owed_letters.FIND),
    Route("epikriser/antal/", "owed_letter_counts", owed.counts, owed_letters.COUNT),
    Route("epikriser/<uuid:course>/ryk/", "remind_letter", owed.remind_letter, owed_letters.REMIND, ("POST",)),
)
