"""The plan that a programme proposes for one citizen, to be agreed on, changed and added to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tvaerspor.pathway.calendar import add_duration
from tvaerspor.pathway.least_dose import least_dose
from tvaerspor.pathway.plan import END, SELF_TRAINING, START, Moment, Plan, PlannedActivity, PlannedGoal, Setting
from tvaerspor.programme.answers import Answers
from tvaerspor.programme.contents import Activity
from tvaerspor.programme.criteria import Known
from tvaerspor.programme.model import ReadAs
from tvaerspor.programme.names import BLANK
from tvaerspor.programme.programme import Programme, parameter_values, with_parameters
from tvaerspor.triage.situation import derived_in_order


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
        goals=tuple(_goals(programme, answers, start, region)),
        moments=_moments(programme, start, max((each.weeks for each in activities if each.weeks), default=None)),
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


def _goals(programme: Programme, answers: Answers, start: date, region: str | None) -> Iterator[PlannedGoal]:
    known = _known(with_parameters(programme, region, start.isoformat()), answers, start)
    parameters = dict(parameter_values(programme, region, start.isoformat()))
    for goal in programme.pathway.self_care_goals:
        holds = goal.when.with_parameters(parameters).judge(known) if goal.when else True
        if holds is not False:
            yield PlannedGoal(id=goal.id, standing="proposed" if holds else "to_ask")


def _known(programme: Programme, answers: Answers, today: date) -> Known:
    """The answers with what follows from them, and the blanks that the programme reads as a value."""
    read_as = {
        name: fact.if_blank.read_as for name, fact in programme.facts.items() if isinstance(fact.if_blank, ReadAs)
    }
    known = {**read_as, **answers}
    for name, derive in derived_in_order(programme):
        if name not in known and (value := derive.derive(known, today)) is not None:
            known[name] = value
    return known


def _moments(programme: Programme, start: date, weeks: int | None) -> tuple[Moment, ...]:
    """Start and end with what the closing letter compares, and the follow-ups; only those with something to measure."""
    follow_ups = [
        Moment(id=each.id, due=add_duration(start, each.at), measures=each.measures)
        for each in programme.pathway.follow_ups
    ]
    later = {measure for moment in follow_ups for measure in moment.measures}
    moments = [Moment(id=START, due=start, measures=_in_order(programme, _compared(programme, START) | later))]
    if weeks is not None:
        measures = _in_order(programme, _compared(programme, END))
        moments.append(Moment(id=END, due=start + timedelta(weeks=weeks), measures=measures))
    held = [*(moment for moment in moments if moment.measures), *follow_ups]
    return tuple(sorted(held, key=lambda moment: moment.due))


def _compared(programme: Programme, moment: str) -> set[str]:
    """The measures whose value at that moment the programme's closing letter asks for."""
    letter = programme.texts.get("closing_letter")
    blanks = BLANK.findall(letter.da) if letter else []
    parts = [blank.split(".") for blank in blanks]
    return {part[1] for part in parts if part[0] == "measure" and part[-1] in (moment, "change")}


def _in_order(programme: Programme, names: set[str]) -> tuple[str, ...]:
    return tuple(measure.id for measure in programme.pathway.measures if measure.id in names)
