"""Adds, closes, opens and lists units, and says which destinations they take referrals to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import matrix, region_of, regions
from tvaerspor.actions.saving import saving
from tvaerspor.actions.stored_programmes import current_programmes
from tvaerspor.interop.checks import is_gln
from tvaerspor.records.models import Service, Unit
from tvaerspor.records.search_keys import name_key

READ, ADD, CHANGE = Deed("read", "directory"), Deed("create", "directory"), Deed("edit", "directory")
MAX_NAME = 35  # what MedCom's messages have room for
KINDS = ("general_practice", "private", "municipal", "hospital", "acute", "elsewhere", "job_centre", "coping")
"""The programme's kinds of destination; `elsewhere` is for units that take no referrals, such as the administration."""
PURPOSES = ("treatment", "administration", "employment", "planning")
MUNICIPAL = frozenset({"municipal", "job_centre", "coping"})
"""The kinds that belong to one municipality."""
IDENTIFIER_KINDS = ("ydernummer", "sygehusafdelingsnummer", "lokationsnummer", "kommunenummer", "sorkode")
_PATTERNS = (
    ("postcode", r"\d{4}", "Postnummeret har fire cifre."),
    ("phone", r"[\d +]{5,25}", "Telefonnummeret må kun have cifre, mellemrum og +."),
)
_LONGEST = {"identifier": 17, "street": 35, "district": 35, "speciality": 40}


@dataclass(frozen=True)
class NewUnit:
    """What is typed about a unit; `takes` are the destinations to which it takes referrals from today."""

    name: str
    kind: str
    region: str
    purpose: str = "treatment"
    municipality: str = ""
    gln: str = ""
    identifier: str = ""
    identifier_kind: str = ""
    speciality: str = ""
    street: str = ""
    postcode: str = ""
    district: str = ""
    phone: str = ""
    takes: tuple[str, ...] = ()


def add_unit(act: Act, typed: NewUnit) -> UUID:
    """The id of the new unit; raises FaultyForm for what cannot be meant."""
    require(matrix(), act.holder, ADD)
    faults = tuple(_faults(typed))
    if faults:
        raise FaultyForm(faults)
    unit = Unit(
        id=act.new_id(), **{name: value for name, value in vars(typed).items() if name not in ("name", "takes")}
    )
    unit.set_name(" ".join(typed.name.split()))
    act.saw("unit", unit.id)
    with saving(act, ADD, f"unit:{unit.id}"):
        unit.save(force_insert=True)
        Service.objects.bulk_create(_services(act, unit, typed.takes))
    return unit.id


def _services(act: Act, unit: Unit, takes: tuple[str, ...]) -> list[Service]:
    """A municipal unit takes its own municipality's citizens, others those of their region."""
    where = {"municipality": unit.municipality} if unit.kind == "municipal" else {"region": unit.region}
    return [Service(unit=unit, destination=each, valid_from=act.today, **where) for each in takes]


def _faults(typed: NewUnit) -> Iterator[FieldFault]:
    if not name_key(typed.name) or len(typed.name) > MAX_NAME:
        yield FieldFault("name", f"Skriv enhedens navn, højst {MAX_NAME} tegn.")
    elif Unit.objects.filter(name_key=name_key(typed.name), region=typed.region).exists():
        yield FieldFault("name", "Der er allerede en enhed med det navn i regionen.")
    if typed.kind not in KINDS:
        yield FieldFault("kind", f"Vælg, hvad enheden er: {', '.join(KINDS)}.")
    if typed.purpose not in PURPOSES:
        yield FieldFault("purpose", f"Vælg et formål: {', '.join(PURPOSES)}.")
    elif (typed.purpose == "employment") != (typed.kind in ("job_centre", "coping")):
        yield FieldFault("purpose", "Jobcenter og mestring har formålet beskæftigelse, og kun de.")
    yield from _misplaced(typed)
    yield from _miswritten(typed)
    unknown = set(typed.takes) - {name for name, _ in destinations()}
    if unknown:
        yield FieldFault("takes", f"Destinationen «{sorted(unknown)[0]}» findes ikke i noget program.")


def _misplaced(typed: NewUnit) -> Iterator[FieldFault]:
    if typed.region not in {region.id for region in regions()}:
        yield FieldFault("region", f"Vælg en region: {', '.join(region.id for region in regions())}.")
    elif typed.municipality and region_of(typed.municipality) != typed.region:
        yield FieldFault("municipality", "Kommunen ligger ikke i regionen; vælg en af regionens kommuner.")
    elif typed.kind in MUNICIPAL and not typed.municipality:
        yield FieldFault("municipality", "Vælg, hvilken kommune enheden hører til.")


def _miswritten(typed: NewUnit) -> Iterator[FieldFault]:
    for field, pattern, sentence in _PATTERNS:
        value = getattr(typed, field)
        if value and not re.fullmatch(pattern, value):
            yield FieldFault(field, sentence)
    for field, longest in _LONGEST.items():
        if len(getattr(typed, field)) > longest:
            yield FieldFault(field, f"Der er plads til {longest} tegn.")
    if typed.gln and not is_gln(typed.gln):
        yield FieldFault("gln", "GLN-nummeret (lokationsnummeret) har 13 cifre, og det sidste er et kontrolciffer.")
    elif typed.gln and Unit.objects.filter(gln=typed.gln).exists():
        yield FieldFault("gln", "En anden enhed har allerede det GLN-nummer.")
    if bool(typed.identifier) != (typed.identifier_kind in IDENTIFIER_KINDS):
        yield FieldFault("identifier_kind", f"Skriv både nummer og art; arten er en af {', '.join(IDENTIFIER_KINDS)}.")


def destinations() -> tuple[tuple[str, str], ...]:
    """Every destination of the current programmes that a unit can take referrals to: name and Danish title.

    Where two have the same title, the programme is named too.
    """
    named = {
        name: (destination.title.da, programme.title.da)
        for programme in current_programmes()
        for name, destination in programme.destinations.items()
        if destination.kind not in ("general_practice", "elsewhere")
    }
    titles = Counter(title for title, _ in named.values())
    said = {name: f"{title} ({of})" if titles[title] > 1 else title for name, (title, of) in named.items()}
    return tuple(sorted(said.items(), key=lambda pair: name_key(pair[1])))


def close_unit(act: Act, unit: UUID) -> None:
    """Closes a unit for new referrals; what lies with it stays there, and its people keep their roles."""
    _set_open(act, unit, False)


def open_unit(act: Act, unit: UUID) -> None:
    """Opens a unit again."""
    _set_open(act, unit, True)


def _set_open(act: Act, unit: UUID, is_open: bool) -> None:
    require(matrix(), act.holder, CHANGE)
    act.saw("unit", unit)
    with saving(act, CHANGE, f"unit:{unit}"):
        if not Unit.objects.filter(id=unit).update(is_open=is_open):
            raise NothingThere


def units(act: Act, searched: str = "") -> QuerySet[Unit]:
    """The units whose name has what is searched for, by name."""
    require(matrix(), act.holder, READ)
    return Unit.objects.filter(name_key__contains=name_key(searched)).order_by("name_key", "id")
