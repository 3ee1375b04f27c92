"""Cooperation meetings of a practice and a job centre: called by either, with an agenda on which both put citizens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q

from tvaerspor.access.ask import Deed, require
from tvaerspor.access.consent import sharing
from tvaerspor.access.relation import Relation
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.doctor.find_citizens import cpr_digits
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, refuse_again, saving
from tvaerspor.actions.sharing.requests import OpenRequest, answer_within
from tvaerspor.actions.sharing.rules import DISCUSS
from tvaerspor.actions.sharing.standing import consent_of, happened_shared, is_partner, unit_of
from tvaerspor.interop.cpr import birth_date
from tvaerspor.pathway.agenda import AGENDA_OUTCOMES, Agenda, AgendaItem, agenda_for
from tvaerspor.records.models import AgendaLine, BlockedUnit, Citizen, Consent, CooperationMeeting, Unit
from tvaerspor.records.sealing import blind_index
from tvaerspor.records.search_keys import name_key

FIND, CREATE, READ, EDIT = (Deed(verb, "cooperation_meeting") for verb in ("find", "create", "read", "edit"))
PLANNED, HELD, CANCELLED = "planned", "held", "cancelled"
MAX_NAME, MAX_NOTE, SHOWN = 70, 300, 50


@dataclass(frozen=True)
class OpenMeeting:
    """A meeting as one of its sides meets it."""

    act: Act
    row: CooperationMeeting
    agenda: Agenda

    @property
    def is_planned(self) -> bool:
        """Whether it is still to come, so that the agenda can be written on."""
        return self.row.state == PLANNED


@dataclass(frozen=True)
class Minutes:
    """What a line of the agenda ended with; `seen` is its version number on the page."""

    line: str
    outcome: str
    note: str
    seen: int


def meetings(act: Act) -> tuple[CooperationMeeting, ...]:
    """The unit's meetings, newest first."""
    require(matrix(), act.holder, FIND)
    own = Q(practice=act.unit) | Q(job_centre=act.unit)
    return tuple(
        CooperationMeeting.objects.filter(own).select_related("practice", "job_centre").order_by("-at")[:SHOWN]
    )


def coming_meetings(act: Act) -> tuple[CooperationMeeting, ...]:
    """Those that are planned, earliest first."""
    return tuple(sorted((each for each in meetings(act) if each.state == PLANNED), key=lambda each: each.at))


def call_meeting(act: Act, unit: Unit | None, at: datetime | None) -> UUID:
    """The id of a new meeting; raises FaultyForm."""
    require(matrix(), act.holder, CREATE)
    faults = [FieldFault("unit", "Vælg, hvem mødet er med.")] if unit is None else []
    if at is None:
        faults.append(FieldFault("on", "Skriv dag og klokkeslæt, fx 1.12.2026 og 9.30."))
    elif at <= act.now:
        faults.append(FieldFault("on", "Tiden er allerede gået; vælg en i fremtiden."))
    if faults or unit is None or at is None:
        raise FaultyForm(tuple(faults))
    sides = (unit.id, unit_of(act)) if is_partner(act) else (unit_of(act), unit.id)
    row = CooperationMeeting(
        id=act.new_id(), practice_id=sides[0], job_centre_id=sides[1], at=at, state=PLANNED, created_by_id=unit_of(act)
    )
    row.changed_at = act.now
    act.saw("meeting", row.id)
    try:
        with saving(act, CREATE, f"meeting:{row.id}"):
            row.save(force_insert=True)
            happened_shared(act, "meeting_called", row.id, None)
    except IntegrityError:
        raise FaultyForm((FieldFault("on", "I har allerede et møde på den tid; åbn det fra listen."),)) from None
    return row.id


def open_meeting(act: Act, meeting: UUID, deed: Deed) -> OpenMeeting:
    """The meeting with the agenda that this side may see; raises NothingThere and NotAllowed."""
    row = CooperationMeeting.objects.filter(id=meeting).select_related("practice", "job_centre").first()
    if row is None:
        act.saw("sought", meeting)
        raise NothingThere
    require(matrix(), act.holder, deed, _held(act, row))
    agenda = agenda_for(unit_of(act), _items(act, row))
    act.saw("meeting", row.id)
    act.saw("citizen", *(each.citizen for each in agenda.lines if each.citizen))
    return OpenMeeting(act, row, agenda)


def put_on(opened: OpenMeeting, name: str, cpr: str) -> None:
    """Puts a citizen on the agenda; nothing is looked up, so nothing is told. Raises FaultyForm."""
    digits = cpr_digits(cpr) or ""
    faults = []
    if not name_key(name) or len(name) > MAX_NAME:
        faults.append(FieldFault("name", f"Skriv borgerens navn, højst {MAX_NAME} tegn."))
    if not digits or birth_date(digits) is None:
        sentence = "Skriv CPR-nummeret som seks cifre for fødselsdagen og fire til, fx 010203-4567."
        faults.append(FieldFault("cpr", sentence))
    if faults:
        raise FaultyForm(tuple(faults))
    with _saving_line(opened):
        add_line(opened, name, blind_index(digits))


def answer_with_agenda(opened: OpenMeeting, request: OpenRequest) -> None:
    """Answers a contact request by putting the citizen on the agenda: both, or neither."""
    with _saving_line(opened):
        answer_within(request, "agenda")
        add_line(opened, request.shown.name, request.row.cpr_index)


def add_line(opened: OpenMeeting, name: str, cpr_index: str) -> None:
    """Appends the line inside a transaction; raises FaultyForm where the unit has it, or the meeting is over."""
    require_planned(opened)
    act = opened.act
    if AgendaLine.objects.filter(meeting=opened.row, owner=act.unit, cpr_index=cpr_index).exists():
        raise FaultyForm((FieldFault("cpr", "I har allerede sat borgeren på dagsordenen til det møde."),))
    row = AgendaLine(id=act.new_id(), meeting=opened.row, owner_id=unit_of(act), cpr_index=cpr_index, at=act.now)
    row.set_name(" ".join(name.split()))
    row.save(force_insert=True)
    happened_shared(act, "line_put_on", opened.row.id, None, {"line": str(row.id)})


def take_off(opened: OpenMeeting, line: str) -> None:
    """Takes one of the unit's own lines off the agenda before anything was written; raises JustChanged."""
    require_planned(opened)
    own = next((each for each in opened.agenda.lines if str(each.id) == line and each.owner == opened.act.unit), None)
    if own is None:
        raise JustChanged(f"line:{line}")
    with _saving_line(opened):
        gone, _ = AgendaLine.objects.filter(id=own.id, outcome="").delete()
        if not gone:
            raise JustChanged(f"line:{line}")
        happened_shared(opened.act, "line_taken_off", opened.row.id, None, {"line": line})


def write_minutes(opened: OpenMeeting, minutes: Minutes) -> None:
    """What a line ended with. Raises FaultyForm where it is not shared, JustChanged for the second of two."""
    line = next((each for each in opened.agenda.lines if str(each.id) == minutes.line), None)
    if line is None:
        raise JustChanged(f"line:{minutes.line}")
    if not line.is_shared:
        sentence = "Borgeren har ikke et gældende samtykke, og sagen må ikke drøftes. Tag den af dagsordenen."
        raise FaultyForm((FieldFault(minutes.line, sentence),))
    if minutes.outcome not in AGENDA_OUTCOMES:
        raise FaultyForm((FieldFault(minutes.line, "Vælg, hvad I blev enige om."),))
    if len(minutes.note) > MAX_NOTE:
        raise FaultyForm((FieldFault(minutes.line, f"Noten er for lang; der er plads til {MAX_NOTE} tegn."),))
    rows = AgendaLine.objects.filter(id=line.id, version_number=minutes.seen)
    with _saving_line(opened):
        again = open_meeting(opened.act, opened.row.id, EDIT)
        if not any(each.id == line.id and each.is_shared for each in again.agenda.lines):
            raise JustChanged(f"line:{minutes.line}")
        if not rows.update(outcome=minutes.outcome, note=minutes.note.strip(), version_number=minutes.seen + 1):
            raise JustChanged(f"line:{minutes.line}")
        about = {"line": minutes.line, "outcome": minutes.outcome}
        happened_shared(opened.act, "minutes_written", opened.row.id, line.citizen, about)


def end_meeting(opened: OpenMeeting, state: str, seen: int) -> None:
    """Says that it was held or is cancelled; raises FaultyForm and JustChanged."""
    refuse_again(opened.act)
    require_planned(opened)
    if state not in (HELD, CANCELLED):
        raise FaultyForm((FieldFault("state", "Vælg, om mødet er holdt eller aflyst."),))
    if state == HELD and opened.row.at > opened.act.now:
        raise FaultyForm(
            (FieldFault("state", "Mødet er ikke begyndt endnu; aflys det, eller vent, til det er holdt."),)
        )
    with _saving_line(opened):
        rows = CooperationMeeting.objects.filter(id=opened.row.id, version_number=seen, state=PLANNED)
        if not rows.update(state=state, changed_at=opened.act.now, version_number=seen + 1):
            raise JustChanged(f"meeting:{opened.row.id}")
        happened_shared(opened.act, f"meeting_{state}", opened.row.id, None)


def require_planned(opened: OpenMeeting) -> None:
    """Raises FaultyForm for a meeting that is over."""
    if not opened.is_planned:
        sentence = "Mødet er holdt eller aflyst, og dagsordenen kan ikke ændres; vælg et møde, der er planlagt."
        raise FaultyForm((FieldFault("state", sentence),))


def _saving_line(opened: OpenMeeting) -> AbstractContextManager[None]:
    return saving(opened.act, EDIT, f"meeting:{opened.row.id}")


def _held(act: Act, row: CooperationMeeting) -> frozenset[Relation]:
    if act.unit not in (row.practice_id, row.job_centre_id):
        return frozenset()
    return frozenset({Relation.SENDER if row.created_by_id == act.unit else Relation.RECEIVER})


def _items(act: Act, row: CooperationMeeting) -> Iterator[AgendaItem]:
    """Every line with whether both sides may speak of the citizen: the consent is read each time."""
    lines = tuple(AgendaLine.objects.filter(meeting=row).order_by("at", "id"))
    citizens = _shared_on(act, row, {line.cpr_index for line in lines})
    for line in lines:
        citizen = citizens.get(line.cpr_index)
        name = line.name if line.owner_id == act.unit or citizen is None else citizen.name
        is_shared = citizen is not None
        is_told = is_shared or not is_partner(act)
        yield AgendaItem(
            id=line.id,
            owner=line.owner_id,
            name=name,
            citizen=citizen.id if citizen else None,
            outcome=line.outcome if is_told else "",
            note=line.note if is_told else "",
            version=line.version_number,
            is_shared=is_shared,
        )


def _shared_on(act: Act, row: CooperationMeeting, indexes: Iterable[str]) -> Mapping[str, Citizen]:
    """The citizens on the practice's list whose consent lets practice and job centre speak of them."""
    people = Citizen.objects.filter(cpr_index__in=tuple(indexes), listed_unit=row.practice_id).defer("cpr_sealed")
    known = {citizen.id: citizen for citizen in people}
    purpose, unit = row.job_centre.purpose, row.job_centre_id
    given = Consent.objects.filter(citizen__in=tuple(known), to_unit=unit, purpose=purpose)
    rows = tuple(given.select_related("withdrawal"))
    sides = (row.practice_id, row.job_centre_id)
    blocked = set(
        BlockedUnit.objects.filter(citizen__in=tuple(known), unit__in=sides).values_list("citizen", flat=True)
    )
    found = {}
    for id_, citizen in known.items():
        held = sharing((consent_of(each) for each in rows if each.citizen_id == id_), unit, purpose, act.today)
        if id_ not in blocked and held is not None and row.practice_id in held.of(DISCUSS):
            found[citizen.cpr_index] = citizen
    return found
