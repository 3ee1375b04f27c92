"""The register of agreements: what each municipality offers and has joined, by programme and date.

It is a table and not a file, because a municipality joins on a day of its own choosing, and a region's administrator
must be able to say so that day. Rows are appended: whoever ends one writes it again with its last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.duties.typed_days import typed_period
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix, municipality_names
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.duties.agreements import MAIN, Agreement, Capability, first_overlap, overlap_sentence
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import AgreementRow
from tvaerspor.terms.period import Period
from tvaerspor.terms.text import Text

READ, EDIT = Deed("read", "agreement"), Deed("edit", "agreement")
MAX_SOURCE = 200
THREE = {"": None, "unknown": None, "yes": True, "no": False}
_OFFERS = "municipality."
COMMON_TITLE = Text(da="Fælles aftale", en="Common agreement")


@dataclass(frozen=True)
class NewAgreement:
    """A row as typed; the three are «yes», «no» or blank, and blank is unknown."""

    municipality: str
    programme: str = ""
    offer: str = ""
    valid_from: str = ""
    valid_until: str = ""
    has_offer: str = ""
    joined: str = ""
    dynamic_referral: str = ""
    source: str = ""


def rows_in_force() -> QuerySet[AgreementRow]:
    """The rows that nothing has taken the place of."""
    return AgreementRow.objects.filter(replaced_by__isnull=True).order_by("municipality", "programme", "valid_from")


def as_agreement(row: AgreementRow) -> Agreement:
    """A row as the core knows it."""
    return Agreement(
        row.municipality,
        row.programme,
        row.offer,
        Period(row.valid_from, row.valid_until),
        Capability(row.has_offer, row.joined, row.dynamic_referral),
        row.source,
        str(row.id),
    )


def agreements_of(municipality: str) -> tuple[Agreement, ...]:
    """Everything that is in force of one municipality, for any day."""
    return tuple(map(as_agreement, rows_in_force().filter(municipality=municipality)))


def all_agreements(act: Act) -> tuple[Agreement, ...]:
    """Every row in force, of every municipality."""
    require(matrix(), act.holder, READ)
    return tuple(map(as_agreement, rows_in_force()))


def offer_facts(programme: Programme) -> Mapping[str, str]:
    """The facts that say whether a municipality offers something, each with the offer's name in the register."""
    facts = {name: fact.fetched_from or "" for name, fact in programme.facts.items() if fact.ask is None}
    named = {name: source.removeprefix(_OFFERS) for name, source in facts.items() if source.startswith(_OFFERS)}
    return {name: MAIN if offer == "offer" else offer for name, offer in named.items()}


def offers() -> Mapping[tuple[str, str], Text]:
    """Every offer that can be stated, by programme and the register's name: the title of the destination it opens."""
    found: dict[tuple[str, str], Text] = {}
    for programme in current_programmes():
        opened = _opened_by(programme)
        for fact, offer in offer_facts(programme).items():
            says = opened.get(fact) or programme.facts[fact].says
            if offer != MAIN and says is not None:
                found[programme.id, offer] = says
    return found


def _opened_by(programme: Programme) -> Mapping[str, Text]:
    """By fact the title of the first destination whose availability hangs on it."""
    titles: dict[str, Text] = {}
    for item in (item for decision in programme.decisions for item in decision.availability):
        for fact in item.available_when.facts():
            titles.setdefault(fact, programme.destinations[item.destination].title)
    return titles


def programme_titles() -> Mapping[str, Text]:
    """The title of each programme that a row can be about, and of the common agreement."""
    return {"": COMMON_TITLE, **{each.id: each.title for each in current_programmes()}}


def add_agreement(act: Act, typed: NewAgreement) -> UUID:
    """Appends a row; raises FaultyForm for what cannot be meant, and for a row about the same on the same days."""
    require(matrix(), act.holder, EDIT)
    new = _checked(typed)
    row = _row(act, new)
    with saving(act, EDIT, f"agreement:{row.id}"):
        _refuse_overlap(new, rows_in_force().filter(municipality=new.municipality))
        row.save(force_insert=True)
    return row.id


def end_agreement(act: Act, id_: UUID, last_day: str) -> None:
    """Writes a row again with its last day. Raises FaultyForm, JustChanged and NothingThere."""
    require(matrix(), act.holder, EDIT)
    before = AgreementRow.objects.filter(id=id_).first()
    if before is None:
        raise NothingThere
    if AgreementRow.objects.filter(replaces=before).exists():
        raise JustChanged(f"agreement:{id_}")
    known = as_agreement(before)
    period, faults = typed_period(before.valid_from.isoformat(), last_day, needs_end=True)
    if period is None:
        raise FaultyForm(faults)
    row = _row(act, Agreement(known.municipality, known.programme, known.offer, period, known.capability, known.source))
    row.replaces = before
    with saving(act, EDIT, f"agreement:{row.id}"):
        row.save(force_insert=True)


def _row(act: Act, new: Agreement) -> AgreementRow:
    row = AgreementRow(
        id=act.new_id(),
        municipality=new.municipality,
        programme=new.programme,
        offer=new.offer,
        valid_from=new.period.start,
        valid_until=new.period.end,
        has_offer=new.capability.has_offer,
        joined=new.capability.joined,
        dynamic_referral=new.capability.dynamic_referral,
        source=new.source,
        author_id=act.actor,
        at=act.now,
    )
    act.saw("agreement", row.id)
    return row


def _checked(typed: NewAgreement) -> Agreement:
    period, faults = typed_period(typed.valid_from, typed.valid_until)
    said = {name: THREE.get(getattr(typed, name)) for name in ("has_offer", "joined", "dynamic_referral")}
    capability = Capability(**said)
    found = [*faults, *_faults(typed, capability)]
    if period is None or found:
        raise FaultyForm(tuple(found))
    return Agreement(typed.municipality, typed.programme, typed.offer, period, capability, typed.source.strip())


def _faults(typed: NewAgreement, capability: Capability) -> Iterable[FieldFault]:
    if typed.municipality not in municipality_names():
        yield FieldFault("municipality", "Vælg den kommune, rækken handler om.")
    if typed.programme not in programme_titles():
        yield FieldFault("programme", "Vælg et program eller den fælles aftale.")
    elif typed.offer and (typed.programme, typed.offer) not in offers():
        yield FieldFault("offer", "Tilbuddet hører ikke til det program; vælg et af programmets tilbud.")
    if capability.is_silent:
        yield FieldFault(
            "has_offer", "Svar ja eller nej til mindst ét af de tre; en række, der intet siger, er ukendt."
        )
    if typed.offer and (capability.joined is not None or capability.dynamic_referral is not None):
        yield FieldFault(
            "joined", "Tilslutning og dynamisk henvisning hører til programmets aftale; vælg «Træningstilbud»."
        )
    if not typed.source.strip() or len(typed.source) > MAX_SOURCE:
        yield FieldFault("source", f"Skriv, hvor det står, fx aftalens navn og dato, højst {MAX_SOURCE} tegn.")


def _refuse_overlap(new: Agreement, rows: QuerySet[AgreementRow]) -> None:
    old = first_overlap(map(as_agreement, rows), new)
    if old is not None:
        raise FaultyForm((FieldFault("valid_from", overlap_sentence(old, new, _names())),))


def _names() -> Mapping[str, str]:
    titles = {id_ or "common": title.da for id_, title in programme_titles().items()}
    named = {offer: title.da for (_, offer), title in offers().items()}
    return {**municipality_names(), **titles, **named}


def from_day(rows: Iterable[Agreement], on: date) -> tuple[Agreement, ...]:
    """Those that hold on the day."""
    return tuple(row for row in rows if row.period.holds_on(on))
