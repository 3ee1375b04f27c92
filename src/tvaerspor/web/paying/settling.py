"""Tariffs and settlements: what would be paid, what has been, and the list as a spreadsheet."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse

from tvaerspor.actions.faulty_form import FaultyForm
from tvaerspor.actions.organisation import regions
from tvaerspor.actions.paying import settle as acting
from tvaerspor.actions.paying import tariffs as pricing
from tvaerspor.planning.settlement import KINDS, ROUNDING
from tvaerspor.web.dates import as_iso
from tvaerspor.web.visit import Visit

SIDE = 25
TYPED = ("kind", "kroner_per_hour", "price_level", "source", "valid_from", "valid_until")


def settlements(visit: Visit) -> HttpResponse:
    """The settlements; whoever may settle sees first what a new one would be, and then makes it."""
    typed, faults, wanted = dict(visit.posted), None, None
    if visit.request.method == "POST" and visit.may(acting.SETTLE):
        region, last = typed.get("region", ""), as_iso(typed.get("last_day", ""))
        try:
            if typed.get("_do") == "settle":
                made = acting.settle_period(visit.act, region, last)
                return visit.to("settlement", "settled", settlement=made)
            wanted = acting.draft(visit.act, region, last)
        except FaultyForm as found:
            faults = found
    page = Paginator(acting.settlements(visit.act), SIDE).get_page(visit.request.GET.get("side"))
    visit.act.saw("settlement", *(row.id for row in page))
    known = {
        "here": "settlements",
        "page": page,
        "typed": typed or {"region": visit.member.unit.region},
        "faults": faults,
        "draft": wanted,
        "regions": [(each.id, each.title.in_language(visit.language)) for each in regions()],
        "may_settle": visit.may(acting.SETTLE),
        "kinds": KINDS,
        "rounding": ROUNDING,
        "titles": {each.id: each.title for each in regions()},
    }
    return visit.show("paying/settlements", known, 422 if faults else 200)


def settlement(visit: Visit, settlement: UUID) -> HttpResponse:
    """One settlement: by practice, to the øre, ready to be printed."""
    row, lines, kroner = acting.settlement(visit.act, settlement)
    known = {
        "here": "settlements",
        "row": row,
        "lines": lines,
        "total": kroner,
        "kinds": KINDS,
        "rounding": ROUNDING,
        "titles": {each.id: each.title for each in regions()},
    }
    return visit.show("paying/settlement", known)


def settlement_csv(visit: Visit, settlement: UUID) -> HttpResponse:
    """The same list for a spreadsheet."""
    row, lines, _ = acting.settlement(visit.act, settlement)
    answer = HttpResponse("\ufeff" + acting.as_csv(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="afregning-{row.region}-{row.last_day}.csv"'
    return answer


def tariffs(visit: Visit) -> HttpResponse:
    """The tariffs, and a new one."""
    typed = {name: visit.posted.get(name, "").strip() for name in TYPED}
    faults = None
    if visit.request.method == "POST":
        days = {name: as_iso(typed[name]) for name in ("valid_from", "valid_until")}
        try:
            pricing.add_tariff(visit.act, pricing.NewTariff(**{**typed, **days}))
            return visit.to("tariffs", "tariff_added")
        except FaultyForm as found:
            faults = found
    return _tariffs(visit, typed, faults)


def end_tariff(visit: Visit, tariff: UUID) -> HttpResponse:
    """A tariff holds until a day."""
    try:
        pricing.end_tariff(visit.act, tariff, as_iso(visit.posted.get("last_day", "")))
    except FaultyForm as faults:
        return _tariffs(visit, {}, faults)
    return visit.to("tariffs", "tariff_ended")


def _tariffs(visit: Visit, typed: dict[str, str], faults: FaultyForm | None) -> HttpResponse:
    known = {
        "here": "administration",
        "tab": "tariffs",
        "rows": tuple(pricing.tariffs()),
        "typed": typed,
        "faults": faults,
        "kinds": KINDS,
        "kind_options": [(id_, title.in_language(visit.language)) for id_, title in KINDS.items()],
    }
    return visit.show("paying/tariffs", known, 422 if faults else 200)
