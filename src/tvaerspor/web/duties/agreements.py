"""Who has what, by date, for everybody on the staff; and the administrator's rows with their picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from tvaerspor.actions.duties import agreements as acting
from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.organisation import municipality_names, regions
from tvaerspor.duties.agreements import MAIN, Agreement, Capability, Found, capability_on
from tvaerspor.terms.text import Language
from tvaerspor.web.dates import as_iso, is_date
from tvaerspor.web.duties.picture import Row, drawn
from tvaerspor.web.duties.tabs import tabs
from tvaerspor.web.visit import Visit

SIDE = 25
TYPED: tuple[str, ...] = (
    "municipality",
    "programme",
    "offer",
    "valid_from",
    "valid_until",
    "has_offer",
    "joined",
    "dynamic_referral",
)
TYPED += ("source",)


@dataclass(frozen=True)
class Line:
    """One municipality on a day."""

    code: str
    name: str
    found: Found


def agreements(visit: Visit) -> HttpResponse:
    """All municipalities of a region on a day, for one programme and offer."""
    asked = visit.request.GET
    on = _day(asked.get("dato", ""), visit.act.today)
    titles, offers = acting.programme_titles(), acting.offers()
    chosen = asked.get("emne", "")
    programme, _, offer = chosen.partition("/")
    if programme not in titles or (offer and (programme, offer) not in offers):
        programme, offer = "", ""
    region = asked.get("region", "") or visit.member.unit.region
    by_municipality: dict[str, list[Agreement]] = {}
    for row in acting.all_agreements(visit.act):
        by_municipality.setdefault(row.municipality, []).append(row)
    lines = tuple(
        Line(code, name, capability_on(by_municipality.get(code, ()), programme, on, offer))
        for each in regions()
        if each.id == region
        for code, name in each.municipalities
    )
    known = {
        "here": "agreements",
        "tab": "agreements",
        "visit_tabs": tabs(visit),
        "lines": lines,
        "on_day": on,
        "regions": regions(),
        "region": region,
        "subjects": subjects(visit.language),
        "chosen": f"{programme}/{offer}" if offer else programme,
        "is_main": offer == MAIN,
        "subject": _subject(programme, offer, dict(subjects(visit.language))),
        "counts": _counts(lines, is_common=not programme),
        "is_common": not programme,
    }
    return visit.show("duties/agreements", known)


def subjects(language: Language) -> tuple[tuple[str, str], ...]:
    """What a row can be about, as the choice in a form: the programme and, where it is another, the offer."""
    titles = acting.programme_titles()
    main = [(id_, title.in_language(language)) for id_, title in titles.items()]
    other = [
        (f"{id_}/{offer}", f"{titles[id_].in_language(language)}: {title.in_language(language)}")
        for (id_, offer), title in acting.offers().items()
    ]
    return (*main, *other)


def agreement_rows(visit: Visit) -> HttpResponse:
    """The rows in force, with their picture; to add to and to end."""
    code = visit.request.GET.get("kommune", "")
    rows = [row for row in acting.all_agreements(visit.act) if not code or row.municipality == code]
    page = Paginator(rows, SIDE).get_page(visit.request.GET.get("side"))
    titles = dict(subjects(visit.language))
    names = {row.id: _subject(row.programme, row.offer, titles) for row in page}
    lanes = [
        Row(f"{municipality_names()[row.municipality]}: {names[row.id]}", row.period, _state(row.capability))
        for row in page
    ]
    known = {
        "here": "administration",
        "tab": "agreement_rows",
        "page": page,
        "names": names,
        "picture": drawn(lanes, visit.act.today),
        "regions": regions(),
        "code": code,
    }
    return visit.show("duties/agreement_rows", known)


def new_agreement(visit: Visit) -> HttpResponse:
    """A new row."""
    typed = {name: visit.posted.get(name, "").strip() for name in TYPED}
    faults = None
    if visit.request.method == "POST":
        programme, _, offer = visit.posted.get("programme", "").partition("/")
        days = {name: as_iso(typed[name]) for name in ("valid_from", "valid_until")}
        try:
            acting.add_agreement(
                visit.act, acting.NewAgreement(**{**typed, **days, "programme": programme, "offer": offer})
            )
            return visit.to("agreement_rows", "agreement_added")
        except FaultyForm as found:
            faults = found
    known = {
        "here": "administration",
        "tab": "agreement_rows",
        "typed": typed,
        "faults": faults,
        "regions": regions(),
        "subjects": subjects(visit.language),
    }
    return visit.show("duties/new_agreement", known, 422 if faults else 200)


def end_agreement(visit: Visit, agreement: UUID) -> HttpResponse:
    """The row holds until a day."""
    rows = {row.id: row for row in acting.all_agreements(visit.act)}
    row, faults = rows.get(str(agreement)), None
    if visit.request.method == "POST":
        try:
            acting.end_agreement(visit.act, agreement, as_iso(visit.posted.get("valid_until", "")))
            return visit.to("agreement_rows", "agreement_ended")
        except FaultyForm as found:
            faults = found
    if row is None:
        return visit.to("agreement_rows")
    known = {
        "here": "administration",
        "row": row,
        "subject": _subject(row.programme, row.offer, dict(subjects(visit.language))),
        "faults": faults,
    }
    return visit.show("duties/end_agreement", known, 422 if faults else 200)


def _subject(programme: str, offer: str, titles: Mapping[str, str]) -> str:
    key = f"{programme}/{offer}" if offer else programme
    return titles.get(key, key)


def _state(capability: Capability) -> str:
    """The one colour of a lane: a no anywhere, else a yes, else unknown."""
    said = (capability.has_offer, capability.joined)
    return "no" if False in said else "yes" if True in said else "unknown"


def _counts(lines: tuple[Line, ...], is_common: bool) -> Mapping[str, int]:
    """Of the offer; of the common agreement how many have joined."""
    said = [line.found.capability for line in lines]
    known = [each.joined if is_common else each.has_offer for each in said]
    return {"yes": known.count(True), "no": known.count(False), "unknown": known.count(None)}


def _day(typed: str, today: date) -> date:
    iso = as_iso(typed)
    return date.fromisoformat(iso) if is_date(iso) else today
