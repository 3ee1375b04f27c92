"""The addresses of open offers."""

from __future__ import annotations

from tvaerspor.actions.open_offers import announce
from tvaerspor.web.gate import OPEN, Route
from tvaerspor.web.open_offers import pages

FORM = ("GET", "HEAD", "POST")
POST = ("POST",)
_OWN = "vores-aabne-tilbud/"
_ONE = f"{_OWN}<uuid:offer>/"
OPEN_OFFER_ROUTES = (
    Route("aabne-tilbud/", "open_offers", pages.open_offers, OPEN),
    Route("aabne-tilbud/<uuid:date>/kalender.ics", "open_date_calendar", pages.calendar, OPEN),
    Route(_OWN, "our_open_offers", pages.our_open_offers, announce.FIND),
    Route(f"{_OWN}nyt/", "new_open_offer", pages.new_open_offer, announce.ADD, FORM),
    Route(_ONE, "our_open_offer", pages.our_open_offer, announce.FIND),
    Route(f"{_ONE}dato/", "add_open_date", pages.add_date, announce.EDIT, POST),
    Route(f"{_ONE}dato/<uuid:date>/aflys/", "cancel_open_date", pages.cancel_date, announce.EDIT, POST),
    Route(f"{_ONE}dato/<uuid:date>/fremmoede/", "attend_open_date", pages.attend, announce.EDIT, POST),
)
