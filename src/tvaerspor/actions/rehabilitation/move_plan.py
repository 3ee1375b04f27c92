"""Moves a rehabilitation plan: a first time offered, the clock paused, begun, ended, stopped or no longer ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.rehabilitation.open_plan import EDIT, OpenPlan, clock_of
from tvaerspor.actions.rehabilitation.send_plan import tell
from tvaerspor.actions.saving import JustChanged, saving
from tvaerspor.pathway.rehabilitation import (
    LATE_REASONS,
    NO_LONGER_OURS,
    OVER,
    PLAN_MOVES,
    PLAN_STOPS,
    PlanMove,
    move_plan,
)
from tvaerspor.records.models import Referral, RehabilitationPlan

MAX_WORDS = 500
LINKED = "plan_linked"


@dataclass(frozen=True)
class Given:
    """What was given with a move: a day as ISO, a reason that was chosen, and words."""

    on: str = ""
    chosen: str = ""
    words: str = ""


def move(plan: OpenPlan, verb: str, given: Given, seen: int) -> None:
    """Makes the move. Raises CannotMovePlan, FaultyForm, JustChanged and AlreadyDone."""
    asked = next(each for each in PLAN_MOVES if each.verb == verb)
    state = move_plan(plan.state, verb)
    faults = tuple(_faults(plan, asked, given))
    if faults:
        raise FaultyForm(faults)
    row = plan.row
    for name, value in _columns(plan, asked, given).items():
        setattr(row, name, value)
    row.state = state
    row.ended_at = plan.act.now if state in OVER else None
    row.due = clock_of(row, plan.act.today).due
    names = ("state", "ended_at", "due", "offered_on", "started_on", "pauses", "reason")
    about = {
        name: words for name, words in (("on", given.on), ("chosen", given.chosen), ("words", given.words)) if words
    }
    with saving(plan.act, EDIT, f"rehabilitation_plan:{row.id}"):
        _write(row, seen, {name: getattr(row, name) for name in names})
        tell(plan.act, row, f"plan_{verb}", {name: words[:MAX_WORDS] for name, words in about.items()})


def link(plan: OpenPlan, referral: UUID | None, seen: int) -> None:
    """Says which of the citizen's referrals at the unit the plan belongs to; None for none. Raises FaultyForm."""
    if referral is not None and referral not in {each.id for each in referrals_of(plan)}:
        raise FaultyForm((FieldFault("referral", "Vælg en af borgerens henvisninger på listen."),))
    with saving(plan.act, EDIT, f"rehabilitation_plan:{plan.row.id}"):
        _write(plan.row, seen, {"referral_id": referral})
        tell(plan.act, plan.row, LINKED, {"referral": str(referral or "")})


def referrals_of(plan: OpenPlan) -> tuple[Referral, ...]:
    """The citizen's referrals that lie with the unit, the latest first."""
    rows = Referral.objects.filter(citizen=plan.row.citizen_id, receiver=plan.row.unit_id, sent_at__isnull=False)
    return tuple(rows.only("id", "reference", "programme", "version", "sent_at").order_by("-sent_at"))


def _write(row: RehabilitationPlan, seen: int, columns: dict[str, Any]) -> None:
    rows = RehabilitationPlan.objects.filter(id=row.id, version_number=seen)
    if not rows.update(**columns, version_number=seen + 1):
        raise JustChanged(f"rehabilitation_plan:{row.id}")


def _columns(plan: OpenPlan, asked: PlanMove, given: Given) -> dict[str, Any]:
    today, pauses = plan.act.today.isoformat(), json.loads(plan.row.pauses)
    if asked.verb == "pause":
        return {
            "pauses": json.dumps([*pauses, {"begin": today, "until": None, "reason": given.words.strip()[:MAX_WORDS]}])
        }
    ended = json.dumps([{**each, "until": each["until"] or today} for each in pauses])
    columns: dict[str, Any] = {"pauses": ended, "reason": given.chosen}
    if asked.verb == "offer":
        columns["offered_on"] = date.fromisoformat(given.on)
    if asked.verb == "start":
        columns["started_on"] = date.fromisoformat(given.on)
    if asked.verb == "reopen":
        columns |= {"offered_on": None, "started_on": None}
    return columns


def _faults(plan: OpenPlan, asked: PlanMove, given: Given) -> Iterator[FieldFault]:
    if "on" in asked.needs:
        yield from _day_faults(plan, asked.verb, given.on)
    if "reason" in asked.needs and not given.words.strip():
        yield FieldFault("words", "Skriv kort hvorfor.")
    if "stop_reason" in asked.needs and given.chosen not in PLAN_STOPS:
        yield FieldFault("chosen", "Vælg, hvorfor genoptræningen stopper.")
    if "late_reason" in asked.needs and given.chosen not in NO_LONGER_OURS:
        yield FieldFault("chosen", "Vælg, hvorfor planen ikke længere er kommunens.")


def _day_faults(plan: OpenPlan, verb: str, on: str) -> Iterator[FieldFault]:
    try:
        day = date.fromisoformat(on)
    except ValueError:
        yield FieldFault("on", "Skriv dagen som en dato, fx 2026-11-22.")
        return
    if day < plan.row.discharged_on:
        yield FieldFault("on", "Dagen ligger før udskrivningen; skriv en senere dag.")
    elif verb == "start" and day > plan.act.today:
        yield FieldFault("on", "Dagen er ikke kommet endnu; skriv den dag, genoptræningen begyndte.")


LEAVING = {name: text for name, text in LATE_REASONS.items() if name in NO_LONGER_OURS}
