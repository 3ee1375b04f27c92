"""What must be mended before a plan can be agreed, in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.pathway.least_dose import activity_of, least_dose
from tvaerspor.pathway.plan import Plan, PlannedActivity
from tvaerspor.programme.programme import Programme

_MOST = {"per_week": 21, "weeks": 104, "sessions": 500, "minutes": 480}
"""Beyond these a number is a slip of the finger. They are no clinical limits."""
_CALLED = {"per_week": "gange om ugen", "weeks": "uger", "sessions": "gange i alt", "minutes": "minutter"}
_ONE = {"per_week": "gang om ugen", "weeks": "uge", "sessions": "gang i alt", "minutes": "minut"}


def plan_faults(programme: Programme, plan: Plan) -> tuple[str, ...]:
    """What must be mended, in Danish; empty when the plan can be agreed."""
    if (plan.programme, plan.version) != (programme.id, programme.version):
        return ("Planen er lavet på en anden version af forløbsprogrammet; åbn den på sin egen version.",)
    every = [
        *(sentence for activity in plan.activities for sentence in _activity_faults(programme, activity)),
        *_names_twice(programme, plan),
        *_unknown_names(programme, plan),
        *_home_alone(programme, plan),
        *_checkpoints_before_start(plan),
    ]
    return tuple(dict.fromkeys(every))


def _activity_faults(programme: Programme, activity: PlannedActivity) -> Iterator[str]:
    title = _title(programme, activity.id)
    absurd = list(_absurd(title, activity))
    yield from absurd
    if absurd:
        return
    if activity.per_week and activity.weeks and (activity.sessions or 0) > activity.per_week * activity.weeks:
        yield (
            f"«{title}»: {_said('sessions', activity.sessions)} kan ikke nås med {_said('per_week', activity.per_week)}"
            f" i {_said('weeks', activity.weeks)}; ret et af tallene."
        )
    yield from _too_little(programme, title, activity)


def _absurd(title: str, activity: PlannedActivity) -> Iterator[str]:
    for name, most in _MOST.items():
        value = getattr(activity, name)
        if value is not None and not 1 <= value <= most:
            yield (
                f"«{title}»: {value} {_CALLED[name]} kan ikke passe; "
                f"skriv et tal fra 1 til {most}, eller lad feltet stå tomt."
            )


def _too_little(programme: Programme, title: str, activity: PlannedActivity) -> Iterator[str]:
    least = least_dose(programme, activity.id)
    for name in ("per_week", "weeks", "sessions"):
        asked, agreed = getattr(least, name), getattr(activity, name)
        if asked is None:
            continue
        if agreed is None:
            yield f"«{title}»: antallet af {_CALLED[name]} mangler; programmet siger mindst {asked}."
        elif agreed < asked and not activity.reason.strip():
            yield (
                f"«{title}»: {_said(name, agreed)} er under programmets mindste dosis på {asked}; "
                "sæt tallet op, eller skriv en begrundelse."
            )


def _said(name: str, number: int | None) -> str:
    return f"{number} {_ONE[name] if number == 1 else _CALLED[name]}"


def _title(programme: Programme, activity: str) -> str:
    known = activity_of(programme, activity)
    return known.title.da if known else activity


def _names_twice(programme: Programme, plan: Plan) -> Iterator[str]:
    ids = [activity.id for activity in plan.activities]
    for id_ in ids:
        if ids.count(id_) > 1:
            yield f"«{_title(programme, id_)}» står to gange i planen; fjern den ene."


def _unknown_names(programme: Programme, plan: Plan) -> Iterator[str]:
    pathway = programme.pathway
    named = {
        "aktiviteten": ({each.id for each in plan.activities}, {each.id for each in pathway.activities}),
        "målet": ({each.id for each in plan.goals}, {each.id for each in pathway.self_care_goals}),
        "målingen": (
            {name for checkpoint in plan.checkpoints for name in checkpoint.measures},
            {each.id for each in pathway.measures},
        ),
    }
    for kind, (used, known) in named.items():
        for name in sorted(used - known):
            yield f"Planen nævner {kind} «{name}», som programmet ikke har; fjern den fra planen."


def _home_alone(programme: Programme, plan: Plan) -> Iterator[str]:
    """The programme's supervised activities are there because home training begins with one (a recommendation)."""
    supervised = [activity for activity in programme.pathway.activities if activity.supervised]
    settings = {activity.setting for activity in plan.activities}
    is_explained = any(activity.setting == "home" and activity.reason.strip() for activity in plan.activities)
    if supervised and "home" in settings and "supervised" not in settings and not is_explained:
        yield (
            "Planen har hjemmetræning uden en superviseret start; tilføj "
            f"«{supervised[0].title.da}», eller skriv en begrundelse ved hjemmetræningen."
        )


def _checkpoints_before_start(plan: Plan) -> Iterator[str]:
    for checkpoint in plan.checkpoints:
        if checkpoint.due < plan.start:
            yield f"Målingen «{checkpoint.id}» ligger før forløbets start; vælg en dag, der er senere."
