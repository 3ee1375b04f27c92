"""The provider register: which of the criteria a to e a unit meets, from when, until when, and how one knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.duties.typed_days import typed_period
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.duties.criteria import CRITERIA, WARNED_DAYS, Standing, Statement, standing_on
from tvaerspor.records.models import CriterionRow, Unit
from tvaerspor.records.search_keys import name_key
from tvaerspor.terms.period import Period

READ, EDIT = Deed("read", "provider_register"), Deed("edit", "provider_register")
MAX_EVIDENCE = 400
PROVIDERS = ("private", "municipal", "hospital")
"""The kinds of unit that provide something the criteria are about."""


@dataclass(frozen=True)
class NewStatement:
    """One criterion as typed; `is_met` is «yes» or «no»."""

    criterion: str
    is_met: str = ""
    valid_from: str = ""
    valid_until: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Provider:
    """A unit with where it stands on a day."""

    unit: Unit
    standing: Mapping[str, Standing]


def rows_in_force() -> QuerySet[CriterionRow]:
    """The statements that nothing has taken the place of."""
    return CriterionRow.objects.filter(replaced_by__isnull=True).order_by("criterion", "valid_from")


def standings(units: Iterable[UUID], on: date) -> Mapping[UUID, Mapping[str, Standing]]:
    """Where each of the units stands with each criterion on a day; every one of them is there."""
    stated: dict[UUID, list[Statement]] = {unit: [] for unit in units}
    for row in rows_in_force().filter(unit__in=list(stated)):
        stated[row.unit_id].append(_statement(row))
    return {unit: standing_on(found, on) for unit, found in stated.items()}


def provider_units(act: Act, searched: str = "") -> QuerySet[Unit]:
    """The units that provide something, by name."""
    require(matrix(), act.holder, READ)
    return Unit.objects.filter(kind__in=PROVIDERS, name_key__contains=name_key(searched)).order_by("name_key", "id")


def with_standing(units: Iterable[Unit], on: date) -> tuple[Provider, ...]:
    """The units with where they stand."""
    found = tuple(units)
    known = standings((unit.id for unit in found), on)
    return tuple(Provider(unit, known[unit.id]) for unit in found)


def runs_out(act: Act) -> QuerySet[CriterionRow]:
    """Every statement whose last day is within the warned days or has passed, without a newer one of the same."""
    require(matrix(), act.holder, READ)
    last = act.today + timedelta(days=WARNED_DAYS)
    found = rows_in_force().filter(is_met=True, valid_until__lte=last).select_related("unit")
    return found.order_by("valid_until", "unit__name_key")


def statements_of(act: Act, unit: UUID) -> tuple[Unit, tuple[CriterionRow, ...]]:
    """A unit and all that is stated of it; raises NothingThere."""
    require(matrix(), act.holder, READ)
    found = Unit.objects.filter(id=unit, kind__in=PROVIDERS).first()
    if found is None:
        raise NothingThere
    act.saw("unit", unit)
    return found, tuple(rows_in_force().filter(unit=unit))


def state_criterion(act: Act, unit: UUID, typed: NewStatement) -> None:
    """Appends a statement; one for some of the same days must be ended first. Raises FaultyForm."""
    require(matrix(), act.holder, EDIT)
    found, known = statements_of(act, unit)
    period, faults = typed_period(typed.valid_from, typed.valid_until)
    wrong = [*faults, *_faults(typed)]
    if period is None or wrong:
        raise FaultyForm(tuple(wrong))
    row = CriterionRow(id=act.new_id(), unit=found, criterion=typed.criterion, is_met=typed.is_met == "yes")
    _fill(act, row, period, typed.evidence.strip())
    with saving(act, EDIT, f"criterion:{unit}"):
        _refuse_overlap(row, known)
        row.save(force_insert=True)


def end_statement(act: Act, id_: UUID, last_day: str) -> UUID:
    """Writes a statement again with its last day; the unit's id. Raises FaultyForm, JustChanged and NothingThere."""
    require(matrix(), act.holder, EDIT)
    before = CriterionRow.objects.filter(id=id_).first()
    if before is None:
        raise NothingThere
    if CriterionRow.objects.filter(replaces=before).exists():
        raise JustChanged(f"criterion:{id_}")
    period, faults = typed_period(before.valid_from.isoformat(), last_day, needs_end=True)
    if period is None:
        raise FaultyForm(faults)
    row = CriterionRow(id=act.new_id(), unit_id=before.unit_id, criterion=before.criterion, is_met=before.is_met)
    row.replaces = before
    _fill(act, row, period, before.evidence)
    with saving(act, EDIT, f"criterion:{before.unit_id}"):
        row.save(force_insert=True)
    return before.unit_id


def _fill(act: Act, row: CriterionRow, period: Period, evidence: str) -> None:
    row.valid_from, row.valid_until = period.start, period.end
    row.evidence, row.author_id, row.at = evidence, act.actor, act.now
    act.saw("unit", row.unit_id)


def _statement(row: CriterionRow) -> Statement:
    return Statement(row.criterion, row.is_met, Period(row.valid_from, row.valid_until))


def _faults(typed: NewStatement) -> Iterator[FieldFault]:
    if typed.criterion not in CRITERIA:
        yield FieldFault("criterion", "Vælg et af kriterierne a til e.")
    if typed.is_met not in ("yes", "no"):
        yield FieldFault("is_met", "Svar ja eller nej. Er det ukendt, så skriv ingen række.")
    if not typed.evidence.strip() or len(typed.evidence) > MAX_EVIDENCE:
        yield FieldFault("evidence", f"Skriv kort, hvor man ser det, fx kursus eller bevis, højst {MAX_EVIDENCE} tegn.")


def _refuse_overlap(new: CriterionRow, known: tuple[CriterionRow, ...]) -> None:
    period = Period(new.valid_from, new.valid_until)
    for old in known:
        before = Period(old.valid_from, old.valid_until)
        if old.criterion == new.criterion and before.overlaps(period):
            both = f"{period} og {before}"
            sentence = f"Kriterium {new.criterion} har allerede en række på nogle af de dage: {both}. Afslut den først."
            raise FaultyForm((FieldFault("valid_from", sentence),))
