"""Settles a region's sparring and teaching until a day: a frozen list by practice that the region can pay from.

A period begins the day after the one before. What is written later, also about a day in a settled period, goes into the
next; a counter-row of something that is paid for is taken off there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet, Sum

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.duties.typed_days import typed_day
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix, regions
from tvaerspor.actions.paying.tariffs import as_rate, tariffs
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.planning.settlement import KINDS, Line, NoTariff, Work, settle, total
from tvaerspor.records.models import PaidTime, SettledTime, Settlement, SettlementLine, Unit
from tvaerspor.terms.period import said_day

FIND, READ, SETTLE = Deed("find", "settlement"), Deed("read", "settlement"), Deed("create", "settlement")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Shown:
    """A line as it is printed."""

    practice: Unit
    kind: str
    minutes: int
    kroner_per_hour: Decimal
    price_level: str
    kroner: Decimal


@dataclass(frozen=True)
class Draft:
    """What a settlement would be: the period, the lines, the total."""

    region: str
    first_day: date
    last_day: date
    lines: tuple[Line, ...]
    shown: tuple[Shown, ...]

    @property
    def total(self) -> Decimal:
        """To the øre."""
        return total(line.kroner for line in self.lines)


def settlements(act: Act) -> QuerySet[Settlement]:
    """Every settlement, newest first, with its total."""
    require(matrix(), act.holder, FIND)
    return Settlement.objects.annotate(kroner=Sum("lines__kroner")).order_by("-last_day", "region")


def draft(act: Act, region: str, last_day: str) -> Draft:
    """What would be settled; nothing is saved. Raises FaultyForm."""
    require(matrix(), act.holder, SETTLE)
    last, faults = typed_day("last_day", last_day, "periodens sidste dag")
    found = (*faults, *_faults(act, region, last))
    if last is None or found:
        raise FaultyForm(found)
    return _draft(region, last)


def settle_period(act: Act, region: str, last_day: str) -> UUID:
    """Settles and freezes; the settlement's id. Raises FaultyForm, and JustChanged where somebody was first."""
    wanted = draft(act, region, last_day)
    row = Settlement(id=act.new_id(), region=region, first_day=wanted.first_day, last_day=wanted.last_day)
    row.author_id, row.at = act.actor, act.now
    act.saw("settlement", row.id)
    try:
        with saving(act, SETTLE, f"settlement:{row.id}"):
            _freeze(row, _draft(region, wanted.last_day))
    except IntegrityError:
        raise JustChanged(f"settlement:{region}") from None
    return row.id


def _freeze(row: Settlement, settled: Draft) -> None:
    row.save(force_insert=True)
    for line in settled.lines:
        kept = SettlementLine.objects.create(
            settlement=row,
            practice_id=UUID(line.practice),
            kind=line.kind,
            tariff_id=UUID(line.rate.id),
            minutes=line.minutes,
            kroner=line.kroner,
        )
        SettledTime.objects.bulk_create(SettledTime(paid_time_id=UUID(id_), line=kept) for id_ in line.work)


def settlement(act: Act, id_: UUID) -> tuple[Settlement, tuple[Shown, ...], Decimal]:
    """One settlement with its lines and total; raises NothingThere."""
    require(matrix(), act.holder, READ)
    row = Settlement.objects.filter(id=id_).first()
    if row is None:
        raise NothingThere
    act.saw("settlement", row.id)
    lines = row.lines.select_related("practice", "tariff").order_by("practice__name_key", "kind", "tariff__valid_from")
    shown = tuple(_of_row(line) for line in lines)
    return row, shown, total(line.kroner for line in shown)


def as_csv(lines: Iterable[Shown]) -> str:
    """The list as a spreadsheet reads it in Danish: semicolons, a comma before the øre, and no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Praksis", "Nummer", "Art", "Minutter", "Kr. pr. time", "Prisniveau", "Beløb i kr."))
    for line in lines:
        name = f"'{line.practice.name}" if line.practice.name.startswith(FORMULA_SIGNS) else line.practice.name
        number, kind = line.practice.identifier, KINDS[line.kind].da
        money = (str(each).replace(".", ",") for each in (line.kroner_per_hour, line.kroner))
        per_hour, kroner = money
        writer.writerow((name, number, kind, line.minutes, per_hour, line.price_level, kroner))
    return out.getvalue()


def next_first_day(region: str) -> date | None:
    """The day after the region's last settlement; None where there is none yet."""
    last = Settlement.objects.filter(region=region).order_by("-last_day").values_list("last_day", flat=True).first()
    return last + timedelta(days=1) if last else None


def _draft(region: str, last: date) -> Draft:
    rows = tuple(_unsettled(region, last))
    first = next_first_day(region) or min((row.on for row in rows), default=last)
    try:
        lines = settle(map(_work, rows), tuple(map(as_rate, tariffs())))
    except NoTariff as missing:
        raise FaultyForm((FieldFault("last_day", str(missing)),)) from None
    units = {str(row.practice_id): row.practice for row in rows}
    shown = sorted((_of_line(line, units[line.practice]) for line in lines), key=lambda each: each.practice.name_key)
    return Draft(region, first, last, lines, tuple(shown))


def _unsettled(region: str, last: date) -> QuerySet[PaidTime]:
    found = PaidTime.objects.filter(settled__isnull=True, practice__region=region, on__lte=last)
    return found.select_related("practice").defer("words_sealed", "attached_sealed")


def _work(row: PaidTime) -> Work:
    return Work(str(row.id), str(row.practice_id), row.kind, row.on, row.minutes, row.people)


def _of_line(line: Line, unit: Unit) -> Shown:
    return Shown(unit, line.kind, line.minutes, line.rate.kroner_per_hour, line.rate.price_level, line.kroner)


def _of_row(row: SettlementLine) -> Shown:
    tariff = row.tariff
    return Shown(row.practice, row.kind, row.minutes, tariff.kroner_per_hour, tariff.price_level, row.kroner)


def _faults(act: Act, region: str, last: date | None) -> Iterator[FieldFault]:
    if region not in {each.id for each in regions()}:
        yield FieldFault("region", "Vælg den region, der skal betale.")
    elif last is not None and last > act.today:
        yield FieldFault("last_day", "Perioden kan ikke slutte efter i dag; vælg en dag, der er gået.")
    elif last is not None and (first := next_first_day(region)) and last < first:
        until = said_day(first - timedelta(days=1))
        yield FieldFault("last_day", f"Der er allerede afregnet til og med {until}; vælg en senere dag.")
