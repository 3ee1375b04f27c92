"""Routing by date: destination, residence and day of sending give the authority; the unit says who carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tvaerspor.actions.organisation import municipality_names, organisation_folder, region_of, regions
from tvaerspor.actions.receivers import KEPT, Residence
from tvaerspor.duties.authority import OPERATORS, Duties, Duty, load_duties
from tvaerspor.records.models import Unit
from tvaerspor.terms.text import Text

_NOBODY = Text(da="ukendt myndighed", en="unknown authority")


@dataclass(frozen=True)
class Assigned:
    """Who has the duty: the authority by name, and the row that says so."""

    name: Text
    duty: Duty


@cache
def duties() -> Duties:
    """Every duty, as organisation/duties.yaml says."""
    return load_duties((organisation_folder() / "duties.yaml").read_text(encoding="utf-8"))


def assigned(destination: str, kind: str, residence: Residence) -> Assigned | None:
    """The authority on the residence's day; None for what is the writer's own, and where nobody has the duty."""
    duty = None if kind in KEPT else duties().on(destination, kind, residence.on)
    return Assigned(authority_name(duty.authority, residence.municipality), duty) if duty else None


def authority_name(authority: str, municipality: str) -> Text:
    """«Aalborg Kommune», «Region Nordjylland»: the authority of a kind where somebody lives."""
    if authority == "municipality":
        name = municipality_names().get(municipality)
        return Text(da=f"{name} Kommune", en=f"{name} Municipality") if name else _NOBODY
    region = region_of(municipality)
    return next((each.title for each in regions() if each.id == region), _NOBODY)


def operator_of(unit: Unit) -> str:
    """`municipality`, `region` or `private`: who works at the unit."""
    return OPERATORS.get(unit.kind, "private")


def duty_said(destination: str, kind: str, residence: Residence) -> Mapping[str, str]:
    """What is stored with a sent referral of who had the duty that day."""
    found = assigned(destination, kind, residence)
    return {"authority": found.duty.authority, "authority_basis": found.duty.basis} if found else {}
