"""A unit announces an open offer with its dates, cancels one, and writes how many came (seed 004, open counselling)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tvaerspor.access.ask import Deed, is_allowed, require
from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.actions.cases import NothingThere, citizen_relations
from tvaerspor.actions.duties.typed_days import typed_day
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.records.models import Citizen, OpenAttendance, OpenDate, OpenOffer, Referral

FIND, ADD, EDIT = Deed("find", "open_offer"), Deed("create", "open_offer"), Deed("edit", "open_offer")
READ_CITIZEN = Deed("read", "citizen")
MAX_TITLE, MAX_PLACE, MAX_ABOUT, MOST_SEATS, MOST_MINUTES = 100, 150, 1000, 999, 1439
SHOWN_CITIZENS = 50


@dataclass(frozen=True)
class NewOffer:
    """An offer as typed; `seats` blank is as many as come."""

    title: str
    place: str = ""
    about: str = ""
    programme: str = ""
    seats: str = ""


@dataclass(frozen=True)
class NewDate:
    """A date as typed: day, time of day, minutes."""

    on: str
    at: str = ""
    minutes: str = ""


def own_offers(act: Act) -> QuerySet[OpenOffer]:
    """The unit's own offers with their dates."""
    require(matrix(), act.holder, FIND)
    dates = Prefetch("dates", OpenDate.objects.order_by("starts_at"))
    return OpenOffer.objects.filter(unit=act.unit).prefetch_related(dates).order_by("title", "id")


def own_offer(act: Act, id_: UUID) -> OpenOffer:
    """One of the unit's own; raises NothingThere."""
    found = own_offers(act).filter(id=id_).first()
    if found is None:
        raise NothingThere
    act.saw("open_offer", found.id)
    return found


def announce(act: Act, typed: NewOffer) -> UUID:
    """Announces an offer; raises FaultyForm."""
    require(matrix(), act.holder, ADD)
    faults = tuple(_offer_faults(typed))
    if faults:
        raise FaultyForm(faults)
    row = OpenOffer(id=act.new_id(), unit_id=act.at, title=typed.title.strip(), place=typed.place.strip(), at=act.now)
    row.about, row.programme, row.author_id = typed.about.strip(), typed.programme, act.actor
    row.seats = int(typed.seats) if typed.seats.strip() else None
    act.saw("open_offer", row.id)
    with saving(act, ADD, f"open_offer:{row.id}"):
        row.save(force_insert=True)
    return row.id


def add_date(act: Act, offer: UUID, typed: NewDate) -> None:
    """Another time that the offer is held; raises FaultyForm and NothingThere."""
    require(matrix(), act.holder, EDIT)
    row = own_offer(act, offer)
    starts, faults = _starts(act, typed)
    if starts is None or faults:
        raise FaultyForm(faults)
    if any(each.starts_at == starts for each in row.dates.all()):
        raise FaultyForm((FieldFault("on", "Tilbuddet er allerede meldt ud til det tidspunkt."),))
    with saving(act, EDIT, f"open_offer:{row.id}"):
        OpenDate.objects.create(id=act.new_id(), offer=row, starts_at=starts, minutes=int(typed.minutes))


def cancel_date(act: Act, offer: UUID, date_id: UUID) -> None:
    """Cancels a date: it stays and says so. Raises JustChanged and NothingThere."""
    require(matrix(), act.holder, EDIT)
    date = _own_date(act, offer, date_id)
    with saving(act, EDIT, f"open_offer:{offer}"):
        if not OpenDate.objects.filter(id=date.id, cancelled_at__isnull=True).update(cancelled_at=act.now):
            raise JustChanged(f"open_offer:{offer}")


def write_count(act: Act, offer: UUID, date_id: UUID, count: str) -> None:
    """Writes how many came; a later count stands above an earlier one. Raises FaultyForm and NothingThere."""
    require(matrix(), act.holder, EDIT)
    date = _own_date(act, offer, date_id)
    if not _is_whole(count, 0, MOST_SEATS):
        raise FaultyForm((FieldFault("count", f"Skriv, hvor mange der kom, som et helt tal fra 0 til {MOST_SEATS}."),))
    if date.starts_at > act.now or date.cancelled_at is not None:
        raise FaultyForm(
            (FieldFault("count", "Skriv fremmødet, når mødet er holdt; en aflyst dato har intet fremmøde."),)
        )
    with saving(act, EDIT, f"open_offer:{offer}"):
        OpenAttendance.objects.create(date=date, count=int(count), author_id=act.actor, at=act.now)


def citizens_to_tick(act: Act) -> tuple[Citizen, ...]:
    """The unit's own citizens under way, whose attendance can be written by name."""
    rows = Referral.objects.filter(receiver=act.unit, closed_at__isnull=True, sent_at__isnull=False)
    found = Citizen.objects.filter(id__in=rows.values("citizen")).exclude(blocked_units__unit=act.unit)
    citizens = tuple(found.order_by("sort_key")[:SHOWN_CITIZENS])
    act.saw("citizen", *(each.id for each in citizens))
    return citizens


def tick_citizen(act: Act, offer: UUID, date_id: UUID, citizen: UUID) -> None:
    """Writes that a citizen came, whom the unit has a relation to. Raises NothingThere."""
    require(matrix(), act.holder, EDIT)
    date = _own_date(act, offer, date_id)
    found = Citizen.objects.filter(id=citizen).first()
    if found is None or not is_allowed(matrix(), act.holder, READ_CITIZEN, citizen_relations(act, found)):
        raise NothingThere
    act.saw("citizen", found.id)
    with saving(act, EDIT, f"open_offer:{offer}"):
        OpenAttendance.objects.get_or_create(date=date, citizen=found, defaults={"author_id": act.actor, "at": act.now})


def counts(offer: OpenOffer) -> dict[UUID, int]:
    """How many came to each date: the newest count; where none is written, the citizens who are."""
    found: dict[UUID, int] = {}
    named: dict[UUID, int] = {}
    for row in OpenAttendance.objects.filter(date__offer=offer).order_by("id"):
        if row.count is not None:
            found[row.date_id] = row.count
        else:
            named[row.date_id] = named.get(row.date_id, 0) + 1
    return {**named, **found}


def _own_date(act: Act, offer: UUID, date_id: UUID) -> OpenDate:
    own_offer(act, offer)
    found = OpenDate.objects.filter(id=date_id, offer=offer).first()
    if found is None:
        raise NothingThere
    return found


def _starts(act: Act, typed: NewDate) -> tuple[datetime | None, tuple[FieldFault, ...]]:
    on, faults = typed_day("on", typed.on, "dagen")
    if on is not None and not act.today <= on <= act.today + timedelta(days=730):
        faults += (FieldFault("on", "Vælg en dag fra i dag og to år frem."),)
    if not _is_whole(typed.minutes, 1, MOST_MINUTES):
        faults += (FieldFault("minutes", f"Skriv varigheden som et helt tal fra 1 til {MOST_MINUTES} minutter."),)
    try:
        clock = datetime.strptime(typed.at.strip().replace(".", ":"), "%H:%M").time()
    except ValueError:
        return None, (*faults, FieldFault("at", "Skriv klokkeslættet som 16:00."))
    return (datetime.combine(on, clock, COPENHAGEN) if on else None), faults


def _offer_faults(typed: NewOffer) -> Iterator[FieldFault]:
    if not typed.title.strip() or len(typed.title) > MAX_TITLE:
        yield FieldFault("title", f"Skriv, hvad tilbuddet hedder, højst {MAX_TITLE} tegn.")
    if not typed.place.strip() or len(typed.place) > MAX_PLACE:
        yield FieldFault("place", f"Skriv, hvor det holdes, højst {MAX_PLACE} tegn.")
    if len(typed.about) > MAX_ABOUT:
        yield FieldFault("about", f"Der er plads til {MAX_ABOUT} tegn.")
    if typed.programme and typed.programme not in {each.id for each in current_programmes()}:
        yield FieldFault("programme", "Vælg et program, eller lad feltet være tomt.")
    if typed.seats.strip() and not _is_whole(typed.seats, 1, MOST_SEATS):
        yield FieldFault("seats", f"Skriv antal pladser fra 1 til {MOST_SEATS}, eller lad feltet være tomt.")


def _is_whole(typed: str, least: int, most: int) -> bool:
    text = typed.strip()
    return text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most
