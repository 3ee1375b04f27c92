"""Calls between a practice and a pain clinic, written down in seconds; corrected by a counter-row, never changed.

The clinic sees the question and what was attached, and never which citizen it was about: that is the practice's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tvaerspor.access.ask import Deed, is_allowed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere, citizen_relations
from tvaerspor.actions.duties.typed_days import typed_day
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.planning.settlement import LEAST_MINUTES, MOST_MINUTES, is_possible
from tvaerspor.records.models import Citizen, Membership, PaidTime, Unit

FIND, LOG, CORRECT = Deed("find", "sparring"), Deed("create", "sparring"), Deed("edit", "sparring")
READ_CITIZEN = Deed("read", "citizen")
SPARRING = "sparring"
PRACTICE, CLINIC_ROLE = "general_practice", "pain_clinic"
MAX_QUESTION, MAX_ATTACHED, MAX_REASON = 500, 4000, 200
RECENT = 5


@dataclass(frozen=True)
class NewCall:
    """A call as typed; `other` is the unit at the other end, `citizen` an id or blank."""

    on: str
    minutes: str
    other: str
    question: str
    attached: str = ""
    citizen: str = ""


def is_practice(act: Act) -> bool:
    """Whether it is the practice that writes; otherwise it is the clinic."""
    return Unit.objects.filter(id=act.at, kind=PRACTICE).exists()


def other_units(act: Act) -> tuple[Unit, ...]:
    """Whom one may have spoken with: for a practice the clinics; for a clinic its region's practices, latest first."""
    require(matrix(), act.holder, LOG)
    own = Unit.objects.get(id=act.at)
    units = Unit.objects.filter(is_open=True).exclude(id=own.id).order_by("name_key")
    if own.kind == PRACTICE:
        clinic = Membership.objects.filter(unit=OuterRef("pk"), role=CLINIC_ROLE, is_active=True)
        found = tuple(units.filter(Exists(clinic)))
        return tuple(sorted(found, key=lambda unit: unit.region != own.region))
    found = tuple(units.filter(kind=PRACTICE, region=own.region))
    rows = PaidTime.objects.filter(other=own.id, kind=SPARRING).order_by("-at")[: 4 * RECENT]
    latest = list(dict.fromkeys(rows.values_list("practice", flat=True)))[:RECENT]
    return tuple(sorted(found, key=lambda unit: latest.index(unit.id) if unit.id in latest else RECENT))


def calls(act: Act) -> QuerySet[PaidTime]:
    """The unit's own calls, newest first."""
    require(matrix(), act.holder, FIND)
    own = PaidTime.objects.filter(Q(practice=act.unit) | Q(other=act.unit), kind=SPARRING)
    return own.select_related("practice", "other", "corrected_by", "settled").order_by("-on", "-at")


def call(act: Act, id_: UUID) -> PaidTime:
    """One of the unit's own calls; raises NothingThere."""
    found = calls(act).filter(id=id_).first()
    if found is None:
        raise NothingThere
    act.saw("call", found.id)
    return found


def citizen_of(act: Act, row: PaidTime) -> Citizen | None:
    """Whom the call was about, for the practice alone and while it has a relation; otherwise None."""
    if row.citizen_id is None or row.practice_id != act.unit:
        return None
    found = Citizen.objects.get(id=row.citizen_id)
    if not is_allowed(matrix(), act.holder, READ_CITIZEN, citizen_relations(act, found)):
        return None
    act.saw("citizen", found.id)
    return found


def citizen_to_ask_about(act: Act, typed: str) -> Citizen | None:
    """The citizen of that id, if one is named; raises NothingThere for one that the unit has no relation to."""
    if not typed:
        return None
    try:
        found = Citizen.objects.filter(id=UUID(typed)).first()
    except ValueError:
        found = None
    if found is None or not is_allowed(matrix(), act.holder, READ_CITIZEN, citizen_relations(act, found)):
        raise NothingThere
    act.saw("citizen", found.id)
    return found


def log_call(act: Act, typed: NewCall) -> UUID:
    """Writes the call; raises FaultyForm and NothingThere."""
    require(matrix(), act.holder, LOG)
    citizen = citizen_to_ask_about(act, typed.citizen)
    known = {str(unit.id): unit for unit in other_units(act)}
    on, faults = typed_day("on", typed.on, "dagen")
    found = (*faults, *_faults(act, typed, on, known))
    if on is None or found:
        raise FaultyForm(found)
    other, own = known[typed.other].id, act.at
    practice, clinic = (own, other) if is_practice(act) else (other, own)
    row = PaidTime(id=act.new_id(), kind=SPARRING, practice_id=practice, other_id=clinic, on=on, at=act.now)
    row.minutes, row.citizen, row.author_id, row.unit_id = int(typed.minutes), citizen, act.actor, act.unit
    row.set_words(typed.question.strip(), typed.attached.strip())
    act.saw("call", row.id)
    with saving(act, LOG, f"call:{row.id}"):
        row.save(force_insert=True)
    return row.id


def correct_call(act: Act, id_: UUID, reason: str) -> None:
    """Appends the counter-row: the call counts for nothing. Raises FaultyForm, JustChanged and NothingThere."""
    require(matrix(), act.holder, CORRECT)
    row = call(act, id_)
    if row.unit_id != act.unit or row.minutes < 0:
        raise NothingThere
    if not reason.strip() or len(reason) > MAX_REASON:
        raise FaultyForm((FieldFault("reason", f"Skriv kort, hvad der var forkert, højst {MAX_REASON} tegn."),))
    with saving(act, CORRECT, f"call:{row.id}"):
        if PaidTime.objects.filter(corrects=row).exists():
            raise JustChanged(f"call:{row.id}")
        counter_row(act, row, reason.strip()).save(force_insert=True)


def counter_row(act: Act, row: PaidTime, reason: str) -> PaidTime:
    """A row that takes another's minutes back."""
    counter = PaidTime(id=act.new_id(), kind=row.kind, practice_id=row.practice_id, other_id=row.other_id, on=row.on)
    counter.minutes, counter.people, counter.corrects, counter.teaching_id = (
        -row.minutes,
        row.people,
        row,
        row.teaching_id,
    )
    counter.author_id, counter.unit_id, counter.at = act.actor, act.unit, act.now
    counter.set_words(reason)
    act.saw("call", counter.id)
    return counter


def minutes_fault(typed: str) -> FieldFault | None:
    """What is wrong with typed minutes; None where nothing is."""
    text = typed.strip()
    if text.isascii() and text.removeprefix("-").isdigit() and len(text) < 7 and is_possible(int(text)):
        return None
    return FieldFault("minutes", f"Skriv minutter som et helt tal fra {LEAST_MINUTES} til {MOST_MINUTES}.")


def _faults(act: Act, typed: NewCall, on: date | None, known: dict[str, Unit]) -> Iterator[FieldFault]:
    if on is not None and on > act.today:
        yield FieldFault("on", "Dagen er ikke kommet endnu; skriv den dag, I talte sammen.")
    wrong = minutes_fault(typed.minutes)
    if wrong is not None:
        yield wrong
    if typed.other not in known:
        yield FieldFault("other", "Vælg, hvem du talte med.")
    if not typed.question.strip() or len(typed.question) > MAX_QUESTION:
        yield FieldFault(
            "question", f"Skriv kort, hvad der blev spurgt om, højst {MAX_QUESTION} tegn; intet navn eller CPR."
        )
    if len(typed.attached) > MAX_ATTACHED:
        yield FieldFault("attached", f"Der er plads til {MAX_ATTACHED} tegn.")
