"""The coping consultant's own part: the course's activities told day by day, and a wrong one taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError

from tvaerspor.access.ask import Deed
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.saving import JustChanged
from tvaerspor.actions.sharing.rules import activities, coping_titles, rules
from tvaerspor.actions.sharing.standing import Tied, happened_shared, saving_shared, unit_of
from tvaerspor.actions.sharing.typed_moments import hours_typed
from tvaerspor.pathway.coping import CopingMark, CopingTold
from tvaerspor.records.models import CopingNote

EDIT, READ = Deed("edit", "coping_part"), Deed("read", "coping_part")
STRUCK = "struck"


@dataclass(frozen=True)
class TypedMark:
    """What is told about an activity on a day; `on` is None where no day can be read."""

    activity: str
    mark: str
    on: date | None
    hours: str = ""


@dataclass(frozen=True)
class Told:
    """Everything that stands about a citizen's coping course, in the order of the days, each with who told it."""

    tied: Tied
    notes: tuple[tuple[UUID, CopingTold], ...]

    def own(self) -> tuple[CopingTold, ...]:
        """What the person's own unit told; for the doctor everything."""
        return self._from(None if self.tied.sharing is None else frozenset({unit_of(self.tied.act)}))

    def under(self, part: str) -> tuple[CopingTold, ...]:
        """What may be shown under a part of the consent."""
        return self._from(self.tied.sources(part))

    def _from(self, sources: frozenset[UUID] | None) -> tuple[CopingTold, ...]:
        return tuple(told for unit, told in self.notes if sources is None or unit in sources)


def told_about(tied: Tied) -> Told:
    """What has been told, in one statement."""
    rows = CopingNote.objects.filter(citizen=tied.citizen, strikes__isnull=True, struck_by__isnull=True)
    notes = (
        (row.unit_id, CopingTold(row.id, row.activity, CopingMark(row.mark), row.on, row.hours))
        for row in rows.order_by("on", "at")
    )
    return Told(tied, tuple(notes))


def tell(tied: Tied, typed: TypedMark) -> UUID:
    """The id of what was told; raises FaultyForm."""
    hours = _checked(tied, typed)
    act = tied.act
    row = CopingNote(id=act.new_id(), citizen=tied.citizen, unit_id=unit_of(act), author_id=act.actor, at=act.now)
    assert typed.on is not None, "checked"
    row.activity, row.mark, row.on, row.hours = typed.activity, typed.mark, typed.on, hours
    with saving_shared(tied, EDIT, f"coping:{tied.citizen.id}"):
        row.save(force_insert=True)
        happened_shared(act, "coping_told", row.id, tied.citizen.id, {"mark": typed.mark})
    return row.id


def strike(tied: Tied, note: str) -> None:
    """Takes back one that the unit told wrongly; it stays in the log. Raises JustChanged where it is gone already."""
    wrong = next((each for each in told_about(tied).own() if str(each.id) == note), None)
    if wrong is None:
        raise JustChanged(f"coping:{tied.citizen.id}")
    act = tied.act
    row = CopingNote(id=act.new_id(), citizen=tied.citizen, unit_id=unit_of(act), author_id=act.actor, at=act.now)
    row.activity, row.mark, row.on, row.strikes_id = wrong.activity, STRUCK, wrong.on, wrong.id
    try:
        with saving_shared(tied, EDIT, f"coping:{tied.citizen.id}"):
            row.save(force_insert=True)
            happened_shared(act, "coping_struck", row.id, tied.citizen.id)
    except IntegrityError:
        raise JustChanged(f"coping:{tied.citizen.id}") from None


def _checked(tied: Tied, typed: TypedMark) -> Decimal | None:
    """The hours, where it is hours that are told; raises FaultyForm."""
    faults, hours = [], None
    if typed.activity not in coping_titles(activities()):
        faults.append(FieldFault("activity", "Vælg en af forløbets aktiviteter."))
    if typed.mark not in set(CopingMark):
        faults.append(FieldFault("mark", "Vælg, hvad der skete."))
    if typed.on is None:
        faults.append(FieldFault("on", "Skriv dagen som en dato, fx 22.11.2026."))
    elif typed.on > tied.act.today:
        faults.append(FieldFault("on", "Dagen er ikke kommet endnu; skriv det, når det er sket."))
    if typed.mark == CopingMark.HOURS:
        hours = hours_typed(typed.hours)
        if typed.activity != rules().hours:
            faults.append(FieldFault("activity", "Timer skrives ved arbejdstræningen; vælg den, eller noget andet."))
        elif hours is None:
            faults.append(FieldFault("hours", "Skriv ugens timer fra 0 til 60, fx 12 eller 7,5."))
    if faults:
        raise FaultyForm(tuple(faults))
    return hours
