"""The plan's form: what is typed becomes a plan, or a sentence for each field that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.pathway.least_dose import activity_of
from tvaerspor.pathway.plan import Checkpoint, Plan, PlannedActivity, PlannedGoal, Setting
from tvaerspor.pathway.plan_faults import plan_faults
from tvaerspor.programme.programme import Programme

Typed = Mapping[str, str]
NUMBERS = ("per_week", "weeks", "sessions", "minutes")
SETTINGS: tuple[Setting, ...] = get_args(Setting)
MAX_WORDS = 2000
WHOLE = "_plan"
"""The field that a fault of the plan as a whole stands at."""


def plan_fields(plan: Plan) -> dict[str, str]:
    """The form as it stands for a plan."""
    fields = {"start": plan.start.isoformat(), "self_care": plan.self_care}
    for activity in plan.activities:
        fields |= _activity_fields(activity)
    for goal in plan.goals:
        fields |= {f"g.{goal.id}": "1" if goal.standing == "agreed" else "", f"g.{goal.id}.words": goal.words}
    return fields | {f"c.{each.id}": each.due.isoformat() for each in plan.checkpoints}


def read_plan(programme: Programme, base: Plan, typed: Typed) -> Plan:
    """The plan that is typed on top of `base`, whose goals and checkpoints it keeps; raises FaultyForm."""
    faults = [*_number_faults(programme, typed), *_date_faults(base, typed), *_long_faults(typed)]
    if faults:
        raise FaultyForm(tuple(faults))
    plan = Plan(
        programme=base.programme,
        version=base.version,
        start=_day(typed["start"]) or base.start,
        activities=tuple(
            _activity(each.id, each.group, typed) for each in programme.pathway.activities if typed.get(f"a.{each.id}")
        ),
        goals=tuple(_goal(goal, typed) for goal in base.goals),
        self_care=typed.get("self_care", "").strip(),
        checkpoints=tuple(_checkpoint(each, typed) for each in base.checkpoints),
    )
    sentences = plan_faults(programme, plan)
    if sentences:
        raise FaultyForm(tuple(FieldFault(_field_of(programme, each), each) for each in sentences))
    return plan


def _activity_fields(activity: PlannedActivity) -> dict[str, str]:
    key = f"a.{activity.id}"
    numbers = {f"{key}.{name}": getattr(activity, name) for name in NUMBERS}
    shown = {name: str(value) for name, value in numbers.items() if value is not None}
    return {key: "1", **shown, f"{key}.setting": activity.setting, f"{key}.reason": activity.reason}


def _activity(id_: str, is_group: bool, typed: Typed) -> PlannedActivity:
    key = f"a.{id_}"
    setting: Setting = next((each for each in SETTINGS if each == typed.get(f"{key}.setting")), "other")
    numbers = {name: _whole(typed.get(f"{key}.{name}", "")) for name in NUMBERS}
    return PlannedActivity(
        id=id_,
        setting=setting,
        group=is_group,
        per_week=numbers["per_week"],
        weeks=numbers["weeks"],
        sessions=numbers["sessions"],
        minutes=numbers["minutes"],
        reason=typed.get(f"{key}.reason", "").strip(),
    )


def _goal(goal: PlannedGoal, typed: Typed) -> PlannedGoal:
    is_agreed = bool(typed.get(f"g.{goal.id}"))
    before = "proposed" if goal.standing == "agreed" else goal.standing
    words = typed.get(f"g.{goal.id}.words", "").strip()
    return PlannedGoal(id=goal.id, standing="agreed" if is_agreed else before, words=words)


def _checkpoint(checkpoint: Checkpoint, typed: Typed) -> Checkpoint:
    due = _day(typed.get(f"c.{checkpoint.id}", "")) or checkpoint.due
    return Checkpoint(id=checkpoint.id, due=due, measures=checkpoint.measures)


def _number_faults(programme: Programme, typed: Typed) -> Iterator[FieldFault]:
    for activity in programme.pathway.activities:
        for name in NUMBERS:
            words = typed.get(f"a.{activity.id}.{name}", "").strip()
            if words and typed.get(f"a.{activity.id}") and _whole(words) is None:
                yield FieldFault(
                    f"a.{activity.id}",
                    f"«{activity.title.da}»: «{words[:20]}» er ikke et helt tal; ret det, eller lad feltet stå tomt.",
                )


def _date_faults(base: Plan, typed: Typed) -> Iterator[FieldFault]:
    for field in ("start", *(f"c.{each.id}" for each in base.checkpoints)):
        words = typed.get(field, "").strip()
        if words and _day(words) is None:
            yield FieldFault(field, f"«{words[:20]}» er ikke en dato som 2026-11-22.")
    if not typed.get("start", "").strip():
        yield FieldFault("start", "Skriv, hvilken dag træningen begynder.")


def _long_faults(typed: Typed) -> Iterator[FieldFault]:
    for field, words in typed.items():
        if len(words) > MAX_WORDS:
            yield FieldFault(field, f"Teksten er for lang; der er plads til {MAX_WORDS} tegn.")


def _field_of(programme: Programme, sentence: str) -> str:
    """The activity that a sentence about the plan is about; the plan as a whole where it names none."""
    named = (each.id for each in programme.pathway.activities if sentence.startswith(f"«{each.title.da}»"))
    found = next(named, None)
    return f"a.{found}" if found and activity_of(programme, found) else WHOLE


def _whole(words: str) -> int | None:
    words = words.strip()
    return int(words) if words.isascii() and words.lstrip("-").isdigit() and len(words) < 9 else None


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        return None
