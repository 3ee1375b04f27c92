"""Agrees on a plan with the citizen, or changes the one that was agreed; what it was before stays in the history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tvaerspor.actions.recommend import context_of
from tvaerspor.actions.therapist.assessing import carried_over
from tvaerspor.actions.therapist.open_course import Change, OpenCourse, change_course
from tvaerspor.actions.therapist.typed_plan import read_plan
from tvaerspor.pathway.course import CannotMove, State, move
from tvaerspor.pathway.plan import Plan, as_data
from tvaerspor.pathway.proposal import proposed_plan
from tvaerspor.programme.programme import Programme
from tvaerspor.triage.decision import canonical

AGREED, CHANGED = "plan_agreed", "plan_changed"
CHANGEABLE = frozenset({State.PLANNED, State.RUNNING, State.PAUSED})


def plan_to_edit(course: OpenCourse) -> Plan:
    """The plan as it was agreed, or the programme's proposal."""
    if course.plan is not None:
        return course.plan
    answers = carried_over(course.case, course.first_visit)
    region = context_of(course.act, course.case.row.citizen).region
    return proposed_plan(course.programme, answers, course.row.started_on, region)


def agree_plan(course: OpenCourse, typed: Mapping[str, str], seen: int) -> bool:
    """Agrees; whether anything was changed. Raises FaultyForm, CannotMove where the course is over, and JustChanged."""
    if course.state not in CHANGEABLE:
        raise CannotMove(course.state, "start")
    plan = read_plan(course.programme, plan_to_edit(course), typed)
    if plan == course.plan:
        return False
    columns: dict[str, Any] = {"plan": canonical(as_data(plan))}
    if course.state is State.PLANNED:
        columns["state"] = move(State.PLANNED, "start", {"plan", "first_visit"})
    kind = AGREED if course.plan is None else CHANGED
    about = _told(course.programme, list(differences(course.plan, plan))) if course.plan else {}
    change_course(course, Change(seen, columns, kind, about))
    return True


def differences(before: Plan, now: Plan) -> Iterator[dict[str, Any]]:
    """What differs between two plans: which part, and what it said before and says now; None for nothing."""
    old, new = _flat(before), _flat(now)
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield {"what": name, "before": old.get(name), "now": new.get(name)}


_CALLED = {
    "start": "træningen begynder",
    "self_care": "det, borgeren gør selv",
    "per_week": "gange om ugen",
    "weeks": "uger",
    "sessions": "gange i alt",
    "minutes": "minutter ad gangen",
    "setting": "hvordan",
    "reason": "begrundelse",
}


def _told(programme: Programme, changed: list[dict[str, Any]]) -> dict[str, Any]:
    """What the event tells: every difference, and the same as one reads it in the history."""
    said = [_said(programme, each) for each in changed]
    return {"changed": changed, "told": "\n".join(dict.fromkeys(filter(None, said)))}


def _said(programme: Programme, change: Mapping[str, Any]) -> str:
    """One difference in words; empty for what another difference tells."""
    kind, _, rest = str(change["what"]).partition(".")
    name, _, part = rest.partition(".")
    titles = {each.id: each.title.da for each in programme.pathway.activities}
    titles |= {each.id: each.title.da for each in programme.pathway.self_care_goals}
    if part == "id":
        return f"{titles.get(name, name)}: {'tilføjet' if change['before'] is None else 'fjernet'}"
    if kind == "activity" and part not in _CALLED:
        return ""
    titles |= {each.id: each.title.da for each in programme.pathway.follow_ups if each.title}
    what = ", ".join(filter(None, (titles.get(name, name), _CALLED.get(part or kind, ""))))
    return f"{what}: fra {_value(change['before'])} til {_value(change['now'])}"


def _value(value: Any) -> str:
    return "intet" if value in (None, "") else f"«{value}»" if isinstance(value, str) else str(value)


def _flat(plan: Plan) -> dict[str, Any]:
    flat: dict[str, Any] = {"start": plan.start.isoformat(), "self_care": plan.self_care}
    for activity in plan.activities:
        flat |= {f"activity.{activity.id}.{name}": value for name, value in activity.model_dump().items()}
    for goal in plan.goals:
        flat[f"goal.{goal.id}"] = goal.words if goal.standing == "agreed" else None
    return flat | {f"checkpoint.{each.id}": each.due.isoformat() for each in plan.checkpoints}
