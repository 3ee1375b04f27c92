"""A referral's whole way as one list of what happened: the same for everybody who may see it, everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tvaerspor.actions.cases import Case
from tvaerspor.actions.organisation import matrix
from tvaerspor.records.models import Event, Unit
from tvaerspor.terms.text import Text

HIDDEN = frozenset({"begun"})
"""Events of a draft, before anybody else knew of it."""


@dataclass(frozen=True)
class Happening:
    """One event: what, when, by whom (role and unit; blank where a system did it), and what was said with it.

    `about` names units by their names and has the questions that were asked in their own words; it is empty for
    somebody who may not read the content of the referral.
    """

    kind: str
    at: datetime
    role: Text | None
    unit: str
    about: Mapping[str, Any]


def timeline(case: Case) -> tuple[Happening, ...]:
    """Everything that has happened, oldest first."""
    rows = list(Event.objects.filter(referral=case.row.id).select_related("unit").order_by("id"))
    told = [(row, json.loads(row.data)) for row in rows if row.kind not in HIDDEN]
    named = _unit_names({about["to"] for _, about in told if "to" in about})
    may_read = any(move_read in case.held for move_read in _readers(case))
    return tuple(
        Happening(
            row.kind,
            row.at,
            matrix().roles[row.role].title if row.role in matrix().roles else None,
            row.unit.name if row.unit else "",
            _told(case, about, named) if may_read else {},
        )
        for row, about in told
    )


def _readers(case: Case) -> frozenset[Any]:
    return matrix().relations_for(case.act.role, "read", "visitation")


def _told(case: Case, about: dict[str, Any], named: Mapping[str, str]) -> dict[str, Any]:
    told = {**about, "to": named.get(about["to"], "")} if "to" in about else about
    told = {**told, **_of_panel(case, told)} if "panel" in told else told
    return {**told, "asked": tuple(_asked(case, told["asked"]))} if "asked" in told else told


def _of_panel(case: Case, told: Mapping[str, Any]) -> dict[str, Any]:
    """What was chosen or proposed, and who decided, in words; a vote is never among it."""
    panel = next((each for each in case.programme.panels if each.id == told["panel"]), None)
    chosen = case.programme.destinations.get(told.get("destination", ""))
    named = [seat.title for seat in panel.seats if seat.id in told.get("deciders", ())] if panel else []
    return {"chosen": chosen.title if chosen else None, "deciders": tuple(named)}


def _asked(case: Case, facts: list[str]) -> Iterator[Text]:
    for fact in (case.programme.facts[name] for name in facts if name in case.programme.facts):
        said = fact.title or fact.ask
        if said is not None:
            yield said


def _unit_names(ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    return {str(id_): name for id_, name in Unit.objects.filter(id__in=ids).values_list("id", "name")}
