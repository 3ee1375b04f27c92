"""Open offers: the page for anybody, the calendar file, and the provider's own pages."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.open_offers import announce as acting
from tvaerspor.actions.open_offers.public import coming_dates, one_date
from tvaerspor.actions.organisation import regions
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.interop.calendar_file import CalendarEvent, calendar_file
from tvaerspor.terms.text import Language
from tvaerspor.web.dates import as_iso
from tvaerspor.web.errors import error_page
from tvaerspor.web.templating import show
from tvaerspor.web.visit import Visit

SIDE = 25
OFFER = ("title", "place", "about", "programme", "seats")


def open_offers(request: HttpRequest, language: Language) -> HttpResponse:
    """The coming dates, for anybody."""
    now, asked = timezone.now(), request.GET.get("region", "")
    region = asked if asked in {each.id for each in regions()} else ""
    page = Paginator(coming_dates(now, region), SIDE).get_page(request.GET.get("side"))
    known = {
        "page": page,
        "regions": regions(),
        "region": region,
        "titles": {each.id: each.title for each in current_programmes()},
    }
    return show(request, "open_offers/open_offers", language, known)


def calendar(request: HttpRequest, language: Language, date: UUID) -> HttpResponse:
    """One date for a calendar."""
    row = one_date(date)
    if row is None:
        return error_page(request, 404)
    event = CalendarEvent(
        id=row.id,
        number=int(row.cancelled_at is not None),
        begins=row.starts_at,
        ends=row.starts_at + timedelta(minutes=row.minutes),
        changed_at=row.cancelled_at or row.offer.at,
        summary=row.offer.title,
        place=row.offer.place,
        is_cancelled=row.cancelled_at is not None,
        about=row.offer.about,
        is_public=True,
    )
    answer = HttpResponse(calendar_file(event), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="aabent-tilbud.ics"'
    return answer


def our_open_offers(visit: Visit) -> HttpResponse:
    """The unit's own offers."""
    page = Paginator(acting.own_offers(visit.act), SIDE).get_page(visit.request.GET.get("side"))
    visit.act.saw("open_offer", *(row.id for row in page))
    return visit.show("open_offers/our_open_offers", {"here": "our_open_offers", "page": page})


def new_open_offer(visit: Visit) -> HttpResponse:
    """Announces an offer."""
    typed = {name: visit.posted.get(name, "") for name in OFFER}
    faults = None
    if visit.request.method == "POST":
        try:
            made = acting.announce(visit.act, acting.NewOffer(**typed))
            return visit.to("our_open_offer", "offer_announced", offer=made)
        except FaultyForm as found:
            faults = found
    programmes = [(each.id, each.title.in_language(visit.language)) for each in current_programmes()]
    known = {"here": "our_open_offers", "typed": typed, "faults": faults, "programmes": programmes}
    return visit.show("open_offers/new_open_offer", known, 422 if faults else 200)


def our_open_offer(visit: Visit, offer: UUID) -> HttpResponse:
    """One offer with its dates."""
    return _offer(visit, offer)


def add_date(visit: Visit, offer: UUID) -> HttpResponse:
    """Another date."""
    typed = {name: visit.posted.get(name, "") for name in ("on", "at", "minutes")}
    try:
        acting.add_date(visit.act, offer, acting.NewDate(**{**typed, "on": as_iso(typed["on"])}))
    except FaultyForm as faults:
        return _offer(visit, offer, faults)
    return visit.to("our_open_offer", "date_added", offer=offer)


def cancel_date(visit: Visit, offer: UUID, date: UUID) -> HttpResponse:
    """The date is cancelled, and says so."""
    acting.cancel_date(visit.act, offer, date)
    return visit.to("our_open_offer", "date_cancelled", offer=offer)


def attend(visit: Visit, offer: UUID, date: UUID) -> HttpResponse:
    """How many came, or that one of the unit's citizens did."""
    citizen = visit.posted.get("citizen", "")
    try:
        if citizen:
            acting.tick_citizen(visit.act, offer, date, _id(citizen))
        else:
            acting.write_count(visit.act, offer, date, visit.posted.get("count", ""))
    except FaultyForm as faults:
        return _offer(visit, offer, faults)
    return visit.to("our_open_offer", "count_written", offer=offer)


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NothingThere from None


def _offer(visit: Visit, id_: UUID, faults: FaultyForm | None = None) -> HttpResponse:
    row = acting.own_offer(visit.act, id_)
    known = {
        "here": "our_open_offers",
        "offer": row,
        "counts": acting.counts(row),
        "citizens": [(each.id, each.name) for each in acting.citizens_to_tick(visit.act)],
        "typed": {"minutes": "120", **visit.posted},
        "titles": {each.id: each.title for each in current_programmes()},
        "faults": faults,
    }
    return visit.show("open_offers/our_open_offer", known, 422 if faults else 200)
