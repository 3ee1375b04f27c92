"""Sessions that practices were taught at, and who came: so many doctors from each practice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.duties.typed_days import typed_day
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.paying.sparring import PRACTICE, counter_row, minutes_fault
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.records.models import PaidTime, Teaching, Unit

FIND, ADD, CORRECT = Deed("find", "teaching"), Deed("create", "teaching"), Deed("edit", "teaching")
TEACHING = "teaching"
MAX_TITLE, MOST_PEOPLE = 100, 99


@dataclass(frozen=True)
class NewTeaching:
    """A session as typed; `people` are the numbers by the practice's id, blank where nobody came."""

    on: str
    minutes: str
    title: str
    people: Mapping[str, str] = field(default_factory=dict)


def practices(act: Act) -> tuple[Unit, ...]:
    """The region's practices, by name."""
    own = Unit.objects.get(id=act.at)
    return tuple(Unit.objects.filter(kind=PRACTICE, region=own.region, is_open=True).order_by("name_key"))


def teachings(act: Act) -> QuerySet[Teaching]:
    """The unit's own sessions, newest first, with how many practices came."""
    require(matrix(), act.holder, FIND)
    counted = Teaching.objects.filter(unit=act.unit).annotate(rows=Count("attendances"))
    return counted.annotate(sum_minutes=Sum("attendances__minutes")).order_by("-on", "-at")


def teaching(act: Act, id_: UUID) -> tuple[Teaching, tuple[PaidTime, ...]]:
    """One of the unit's own sessions with its rows; raises NothingThere."""
    found = teachings(act).filter(id=id_).first()
    if found is None:
        raise NothingThere
    act.saw("teaching", found.id)
    rows = found.attendances.select_related("practice", "corrected_by", "settled").order_by("practice__name_key", "at")
    return found, tuple(rows)


def add_teaching(act: Act, typed: NewTeaching) -> UUID:
    """Writes a session and who came; raises FaultyForm."""
    require(matrix(), act.holder, ADD)
    on, faults = typed_day("on", typed.on, "dagen")
    came = {unit: number.strip() for unit, number in typed.people.items() if number.strip() not in ("", "0")}
    known = {str(unit.id) for unit in practices(act)}
    found = (*faults, *_faults(act, typed, on), *_people_faults(came, known))
    if on is None or found:
        raise FaultyForm(found)
    row = Teaching(id=act.new_id(), unit_id=act.at, title=typed.title.strip(), on=on, minutes=int(typed.minutes))
    row.author_id, row.at = act.actor, act.now
    act.saw("teaching", row.id)
    with saving(act, ADD, f"teaching:{row.id}"):
        row.save(force_insert=True)
        PaidTime.objects.bulk_create(_attended(act, row, UUID(unit), int(number)) for unit, number in came.items())
    return row.id


def correct_attendance(act: Act, session: UUID, id_: UUID) -> None:
    """Takes one practice's attendance back with a counter-row. Raises JustChanged and NothingThere."""
    require(matrix(), act.holder, CORRECT)
    _, rows = teaching(act, session)
    row = next((each for each in rows if each.id == id_ and each.minutes > 0), None)
    if row is None:
        raise NothingThere
    with saving(act, CORRECT, f"teaching:{session}"):
        if PaidTime.objects.filter(corrects=row).exists():
            raise JustChanged(f"teaching:{session}")
        counter_row(act, row, "Fremmødet er trukket tilbage.").save(force_insert=True)


def _attended(act: Act, row: Teaching, practice: UUID, people: int) -> PaidTime:
    came = PaidTime(id=act.new_id(), kind=TEACHING, practice_id=practice, other_id=act.at, on=row.on, teaching=row)
    came.minutes, came.people = row.minutes, people
    came.author_id, came.unit_id, came.at = act.actor, act.unit, act.now
    return came


def _faults(act: Act, typed: NewTeaching, on: date | None) -> Iterator[FieldFault]:
    if on is not None and on > act.today:
        yield FieldFault("on", "Dagen er ikke kommet endnu; skriv mødet, når det er holdt.")
    wrong = minutes_fault(typed.minutes)
    if wrong is not None:
        yield wrong
    if not typed.title.strip() or len(typed.title) > MAX_TITLE:
        yield FieldFault("title", f"Skriv, hvad der blev undervist i, højst {MAX_TITLE} tegn.")


def _people_faults(came: Mapping[str, str], known: set[str]) -> Iterator[FieldFault]:
    numbers = [number.isascii() and number.isdigit() and 0 < int(number[:4]) <= MOST_PEOPLE for number in came.values()]
    if not all(numbers):
        yield FieldFault("people", f"Antal læger skal være et helt tal fra 1 til {MOST_PEOPLE}.")
    if not came or not came.keys() <= known:
        yield FieldFault("people", "Skriv, hvor mange læger der kom fra mindst én praksis på listen.")
