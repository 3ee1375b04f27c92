"""Contact requests: either side asks to speak with the other about a citizen, and learns nothing by asking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tvaerspor.access.ask import Deed, is_allowed, require
from tvaerspor.access.relation import Relation
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.doctor.find_citizens import cpr_digits
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.actions.sharing.partners import partner_units, purpose_of
from tvaerspor.actions.sharing.rules import DISCUSS, rules
from tvaerspor.actions.sharing.standing import (
    Tied,
    happened_shared,
    is_partner,
    saving_shared,
    sharing_with,
    tied_to,
    unit_of,
)
from tvaerspor.interop.cpr import birth_date
from tvaerspor.pathway.shared_slice import OwnRequest
from tvaerspor.records.models import BlockedUnit, Citizen, ContactRequest, RequestAnswer, Unit
from tvaerspor.records.sealing import blind_index
from tvaerspor.records.search_keys import name_key

CREATE, READ, DECIDE = (Deed(verb, "contact_request") for verb in ("create", "read", "decide"))
MAX_NAME, MAX_CONTACT = 70, 100
SHOWN = 20
ANSWERS = ("invited", "agenda", "not_now")


@dataclass(frozen=True)
class TypedRequest:
    """A request as it is typed: nothing but name, number, how to reach the citizen, and a chosen purpose."""

    name: str
    cpr: str
    contact: str
    purpose: str


@dataclass(frozen=True)
class OpenRequest:
    """A request as somebody meets it. `citizen` is who it is about, where this person may know that."""

    act: Act
    row: ContactRequest
    held: frozenset[Relation]
    citizen: Citizen | None
    shown: OwnRequest

    @property
    def can_answer(self) -> bool:
        """Whether it waits for this person's unit."""
        return not hasattr(self.row, "answer") and is_allowed(matrix(), self.act.holder, DECIDE, self.held)


def send_request(act: Act, typed: TypedRequest) -> UUID:
    """The id of a request to the citizen's own doctor, whoever that is; nothing is looked up. Raises FaultyForm."""
    require(matrix(), act.holder, CREATE, frozenset())
    digits = _checked(typed)
    row = _row(act, typed, blind_index(digits))
    with saving(act, CREATE, f"contact_request:{row.id}"):
        row.save(force_insert=True)
        happened_shared(act, "request_sent", row.id, None, {"purpose": typed.purpose})
    return row.id


def raise_request(tied: Tied, unit: Unit | None, typed: TypedRequest) -> UUID:
    """The id of the doctor's request to a partner, which must have the citizen's consent first; raises FaultyForm."""
    faults = [] if typed.purpose in rules().request_purposes else [FieldFault("purpose", "Vælg, hvad det handler om.")]
    if unit is None:
        faults.append(FieldFault("unit", "Vælg, hvem henvendelsen er til."))
    elif not may_discuss(tied, unit):
        faults.append(FieldFault("unit", no_consent(unit)))
    if faults:
        raise FaultyForm(tuple(faults))
    row = _row(tied.act, typed, tied.citizen.cpr_index)
    row.to_unit = unit
    with saving_shared(tied, CREATE, f"contact_request:{row.id}"):
        row.save(force_insert=True)
        happened_shared(tied.act, "request_sent", row.id, tied.citizen.id, {"purpose": typed.purpose})
    return row.id


def may_discuss(tied: Tied, unit: Unit) -> bool:
    """Whether a consent in force lets the practice speak with the unit about the citizen."""
    found = sharing_with(tied.citizen.id, unit.id, purpose_of(unit), tied.act.today)
    return found is not None and tied.act.unit in found.of(DISCUSS)


def no_consent(unit: Unit) -> str:
    """What to do where there is no consent, or none any more."""
    return (
        f"Borgeren har ikke et gældende samtykke til, at I drøfter det med {unit.name}. Spørg borgeren, og registrér "
        "samtykket først; intet er sendt."
    )


def possible_units(tied: Tied) -> tuple[Unit, ...]:
    """The units that a doctor can turn to about the citizen."""
    return partner_units(tied.citizen.municipality)


def open_request(act: Act, request: UUID, deed: Deed) -> OpenRequest:
    """The request, for somebody who may do that to it; raises NothingThere and NotAllowed."""
    rows = ContactRequest.objects.filter(id=request).select_related("from_unit", "to_unit", "answer")
    row = rows.first()
    if row is None:
        act.saw("sought", request)
        raise NothingThere
    found = _opened(act, row, Citizen.objects.filter(cpr_index=row.cpr_index).first())
    require(matrix(), act.holder, deed, found.held)
    act.saw("contact_request", row.id)
    return found


def answer_request(opened: OpenRequest, kind: str) -> None:
    """Notes what is done about it. Raises FaultyForm, and JustChanged where a colleague has answered."""
    if kind not in ANSWERS:
        raise FaultyForm((FieldFault("kind", "Vælg, hvad I gør."),))
    with saving(opened.act, DECIDE, f"contact_request:{opened.row.id}"):
        answer_within(opened, kind)


def answer_within(opened: OpenRequest, kind: str) -> None:
    """The same inside a transaction that somebody else opened."""
    again = open_request(opened.act, opened.row.id, DECIDE)
    if hasattr(again.row, "answer"):
        raise JustChanged(f"contact_request:{opened.row.id}")
    act = opened.act
    RequestAnswer.objects.create(request=opened.row, kind=kind, at=act.now, author_id=act.actor, unit_id=unit_of(act))
    citizen = again.citizen.id if again.citizen else None
    happened_shared(act, "request_answered", opened.row.id, citizen, {"answer": kind})


def own_requests(act: Act) -> tuple[OwnRequest, ...]:
    """The newest requests that the unit has sent; what became of each stands on its own page, where it may be told."""
    rows = ContactRequest.objects.filter(from_unit=act.unit).select_related("answer").order_by("-at")
    return tuple(_own(row, False) for row in rows[:SHOWN])


def own_requests_about(tied: Tied) -> tuple[OwnRequest, ...]:
    """The requests that the unit has sent about one citizen, newest first."""
    rows = ContactRequest.objects.filter(from_unit=tied.act.unit, cpr_index=tied.citizen.cpr_index)
    found = rows.select_related("answer").order_by("-at")[:SHOWN]
    return tuple(_own(row, not is_partner(tied.act) or _is_discussed(tied, row)) for row in found)


def waiting_for_doctor(act: Act) -> QuerySet[ContactRequest]:
    """The unanswered requests about citizens on the practice's list who have not blocked it, oldest first."""
    blocked = BlockedUnit.objects.filter(citizen=OuterRef("pk"), unit=act.unit)
    listed = Citizen.objects.filter(listed_unit=act.unit).exclude(Exists(blocked)).values("cpr_index")
    rows = ContactRequest.objects.filter(to_unit__isnull=True, answer__isnull=True, cpr_index__in=listed)
    return rows.select_related("from_unit").order_by("at")


def waiting_for_partner(act: Act, allowed: dict[str, Tied]) -> Iterator[tuple[ContactRequest, Tied]]:
    """The doctors' unanswered requests about citizens whose consent lets it be discussed, oldest first."""
    rows = ContactRequest.objects.filter(to_unit=act.unit, answer__isnull=True, cpr_index__in=tuple(allowed))
    for row in rows.select_related("from_unit").order_by("at"):
        tied = allowed[row.cpr_index]
        if row.from_unit_id in (tied.sources(DISCUSS) or ()):
            yield row, tied


def _opened(act: Act, row: ContactRequest, citizen: Citizen | None) -> OpenRequest:
    held = {Relation.SENDER} if row.from_unit_id == act.unit else set()
    tied = tied_to(act, citizen.id) if citizen else None
    is_told = not is_partner(act)
    if tied is not None and Relation.BLOCKED in tied.held:
        held, tied = {Relation.BLOCKED}, None
    if tied is not None and is_partner(act):
        is_told = _is_discussed(tied, row)
        held |= {Relation.SHARED} if is_told and row.to_unit_id == act.unit else set()
    elif tied is not None and (row.to_unit_id is None or row.from_unit_id == act.unit):
        held |= tied.held
    return OpenRequest(act, row, frozenset(held), citizen if is_told else None, _own(row, is_told))


def _is_discussed(tied: Tied, row: ContactRequest) -> bool:
    """Whether a consent lets the partner know what became of it: of what the other side says, and says now."""
    answer = getattr(row, "answer", None)
    told_by = row.from_unit_id if row.from_unit_id != tied.act.unit else answer.unit_id if answer else None
    allowed = tied.sharing.of(DISCUSS) if tied.sharing else frozenset()
    return told_by in allowed or (told_by is None and bool(allowed))


def _own(row: ContactRequest, is_told: bool) -> OwnRequest:
    body = row.body
    answer = getattr(row, "answer", None)
    kind = answer.kind if answer and is_told else ""
    return OwnRequest(row.id, body["name"], body["contact"], row.purpose, row.at, kind)


def _row(act: Act, typed: TypedRequest, cpr_index: str) -> ContactRequest:
    row = ContactRequest(id=act.new_id(), from_unit_id=unit_of(act), cpr_index=cpr_index, at=act.now)
    row.purpose, row.author_id = typed.purpose, act.actor
    row.set_body(" ".join(typed.name.split()), " ".join(typed.contact.split()))
    act.saw("contact_request", row.id)
    return row


def _checked(typed: TypedRequest) -> str:
    digits, faults = cpr_digits(typed.cpr) or "", []
    if not digits or birth_date(digits) is None:
        sentence = "Skriv CPR-nummeret som seks cifre for fødselsdagen og fire til, fx 010203-4567."
        faults.append(FieldFault("cpr", sentence))
    if not name_key(typed.name) or len(typed.name) > MAX_NAME:
        faults.append(FieldFault("name", f"Skriv borgerens navn, højst {MAX_NAME} tegn."))
    if not typed.contact.strip() or len(typed.contact) > MAX_CONTACT:
        faults.append(FieldFault("contact", f"Skriv, hvordan borgeren kan nås, højst {MAX_CONTACT} tegn."))
    if typed.purpose not in rules().request_purposes:
        faults.append(FieldFault("purpose", "Vælg, hvad henvendelsen handler om."))
    if faults:
        raise FaultyForm(tuple(faults))
    return digits
