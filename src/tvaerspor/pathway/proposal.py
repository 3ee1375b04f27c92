"""The plan that a programme proposes for one citizen, to be agreed on, changed and added to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tvaerspor.pathway.calendar import add_duration
from tvaerspor.pathway.known import Citizen
from tvaerspor.pathway.least_dose import least_dose
from tvaerspor.pathway.plan import END, SELF_TRAINING, START, Checkpoint, Plan, PlannedActivity, PlannedGoal, Setting
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.contents import Activity
from tvaerspor.programme.names import BLANK
from tvaerspor.programme.programme import Programme


def proposed_plan(programme: Programme, answers: Answers, start: date, region: str | None = None) -> Plan:
    """The programme's pathway for one citizen; doses are the least that the programme allows.

    Of several supervised activities the first is proposed: a programme writes its preferred one first. Other activities
    without a dose are left to be chosen (`options`), except self-training. A goal whose `when` is unknown is `to_ask`,
    never left out.
    """
    activities = tuple(_proposed(programme, activity) for activity in _chosen(programme))
    return Plan(
        programme=programme.id,
        version=programme.version,
        start=start,
        activities=activities,
        goals=tuple(_goals(programme, Citizen(programme, answers, start, region))),
        checkpoints=_checkpoints(
            programme, start, max((each.weeks for each in activities if each.weeks), default=None)
        ),
    )


def options(programme: Programme, plan: Plan) -> tuple[Activity, ...]:
    """The programme's activities that the plan does not hold, in its order."""
    held = {activity.id for activity in plan.activities}
    return tuple(activity for activity in programme.pathway.activities if activity.id not in held)


def proposed_activity(programme: Programme, activity: Activity) -> PlannedActivity:
    """One of the programme's activities as it may be added to a plan, with the programme's least dose."""
    return _proposed(programme, activity)


def _chosen(programme: Programme) -> Iterator[Activity]:
    supervised = [activity.id for activity in programme.pathway.activities if activity.supervised]
    for activity in programme.pathway.activities:
        is_first = activity.id in supervised[:1]
        if is_first or activity.id == SELF_TRAINING or (activity.dose and not activity.supervised):
            yield activity


def _proposed(programme: Programme, activity: Activity) -> PlannedActivity:
    least = least_dose(programme, activity.id)
    home: Setting = "home" if activity.id == SELF_TRAINING else "other"
    return PlannedActivity(
        id=activity.id,
        setting="supervised" if activity.supervised else home,
        group=activity.group,
        per_week=least.per_week,
        weeks=least.weeks,
        sessions=least.sessions,
        minutes=activity.dose.minutes if activity.dose else None,
    )


def _goals(programme: Programme, citizen: Citizen) -> Iterator[PlannedGoal]:
    for goal in programme.pathway.self_care_goals:
        holds = citizen.judge(goal.when)
        if holds is not False:
            yield PlannedGoal(id=goal.id, standing="proposed" if holds else "to_ask")


def _checkpoints(programme: Programme, start: date, weeks: int | None) -> tuple[Checkpoint, ...]:
    """Start and end with what the closing letter compares, and the follow-ups; only those with something to measure."""
    follow_ups = [
        Checkpoint(id=each.id, due=add_duration(start, each.at), measures=each.measures)
        for each in programme.pathway.follow_ups
    ]
    later = {measure for checkpoint in follow_ups for measure in checkpoint.measures}
    checkpoints = [Checkpoint(id=START, due=start, measures=_in_order(programme, _compared(programme, START) | later))]
    if weeks is not None:
        measures = _in_order(programme, _compared(programme, END))
        checkpoints.append(Checkpoint(id=END, due=start + timedelta(weeks=weeks), measures=measures))
    held = [*(checkpoint for checkpoint in checkpoints if checkpoint.measures), *follow_ups]
    return tuple(sorted(held, key=lambda checkpoint: checkpoint.due))


def _compared(programme: Programme, checkpoint: str) -> set[str]:
    """The measures whose value at that checkpoint the programme's closing letter asks for."""
    letter = programme.texts.get("closing_letter")
    blanks = BLANK.findall(letter.da) if letter else []
    parts = [blank.split(".") for blank in blanks]
    return {part[1] for part in parts if part[0] == "measure" and part[-1] in (checkpoint, "change")}


def _in_order(programme: Programme, names: set[str]) -> tuple[str, ...]:
    return tuple(measure.id for measure in programme.pathway.measures if measure.id in names)
