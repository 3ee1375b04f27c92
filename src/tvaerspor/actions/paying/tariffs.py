"""The tariffs by which sparring and teaching are paid: dated, sourced, and replaced rather than changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.duties.typed_days import typed_period
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.planning.settlement import KINDS, Rate, first_overlap
from tvaerspor.records.models import Tariff
from tvaerspor.terms.period import Period

READ, EDIT = Deed("read", "settlement"), Deed("edit", "settlement")
_KRONER = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")
_LEVEL = re.compile(r"\d{4}(?:-\d{2})?")


@dataclass(frozen=True)
class NewTariff:
    """A tariff as typed: kroner for an hour with a comma or a point, the price level as a year or a month."""

    kind: str
    kroner_per_hour: str = ""
    price_level: str = ""
    source: str = ""
    valid_from: str = ""
    valid_until: str = ""


def tariffs() -> QuerySet[Tariff]:
    """The tariffs that nothing has taken the place of, newest first."""
    return Tariff.objects.filter(replaced_by__isnull=True).order_by("kind", "-valid_from")


def as_rate(row: Tariff) -> Rate:
    """A tariff as the core knows it."""
    period = Period(row.valid_from, row.valid_until)
    return Rate(row.kind, row.kroner_per_hour, row.price_level, period, row.source, str(row.id))


def add_tariff(act: Act, typed: NewTariff) -> UUID:
    """Appends a tariff; raises FaultyForm, also for one without a date and for two on the same day."""
    require(matrix(), act.holder, EDIT)
    period, faults = typed_period(typed.valid_from, typed.valid_until)
    found = [*faults, *_faults(typed)]
    if period is None or found:
        raise FaultyForm(tuple(found))
    kroner = Decimal(typed.kroner_per_hour.strip().replace(",", "."))
    rate = Rate(typed.kind, kroner, typed.price_level.strip(), period, typed.source.strip())
    row = _row(act, rate)
    with saving(act, EDIT, f"tariff:{row.id}"):
        _refuse_overlap(rate)
        row.save(force_insert=True)
    return row.id


def end_tariff(act: Act, id_: UUID, last_day: str) -> None:
    """Writes a tariff again with its last day. Raises FaultyForm, JustChanged and NothingThere."""
    require(matrix(), act.holder, EDIT)
    before = Tariff.objects.filter(id=id_).first()
    if before is None:
        raise NothingThere
    if Tariff.objects.filter(replaces=before).exists():
        raise JustChanged(f"tariff:{id_}")
    period, faults = typed_period(before.valid_from.isoformat(), last_day, needs_end=True)
    if period is None:
        raise FaultyForm(faults)
    known = as_rate(before)
    row = _row(act, Rate(known.kind, known.kroner_per_hour, known.price_level, period, known.source))
    row.replaces = before
    with saving(act, EDIT, f"tariff:{row.id}"):
        row.save(force_insert=True)


def _row(act: Act, rate: Rate) -> Tariff:
    row = Tariff(id=act.new_id(), kind=rate.kind, kroner_per_hour=rate.kroner_per_hour, price_level=rate.price_level)
    row.source, row.valid_from, row.valid_until = rate.source, rate.period.start, rate.period.end
    row.author_id, row.at = act.actor, act.now
    act.saw("tariff", row.id)
    return row


def _faults(typed: NewTariff) -> Iterator[FieldFault]:
    if typed.kind not in KINDS:
        yield FieldFault("kind", "Vælg, hvad taksten er for.")
    if not _KRONER.fullmatch(typed.kroner_per_hour.strip()):
        yield FieldFault("kroner_per_hour", "Skriv kroner pr. time som 941,47: højst to decimaler, ikke under nul.")
    if not _LEVEL.fullmatch(typed.price_level.strip()):
        yield FieldFault("price_level", "Skriv prisniveauet som år eller måned, fx 2019-10.")
    if not typed.source.strip() or len(typed.source) > 200:
        yield FieldFault("source", "Skriv, hvem der har oplyst taksten, højst 200 tegn.")


def _refuse_overlap(new: Rate) -> None:
    old = first_overlap(map(as_rate, tariffs()), new)
    if old is not None:
        both = f"{new.period} og {old.period}"
        sentence = f"To takster for det samme må ikke gælde samme dag: {both}. Afslut den gamle dagen før."
        raise FaultyForm((FieldFault("valid_from", sentence),))
