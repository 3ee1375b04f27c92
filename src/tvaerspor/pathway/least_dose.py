"""The least dose of an activity, as the programme's own numbers give it."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.programme.contents import Activity
from tvaerspor.programme.programme import Programme


@dataclass(frozen=True, slots=True)
class LeastDose:
    """The least that a programme writes for an activity, each number in the unit of its name; None: it writes none."""

    per_week: int | None = None
    weeks: int | None = None
    sessions: int | None = None


def activity_of(programme: Programme, id_: str) -> Activity | None:
    """The programme's activity of that name; None when it has none."""
    return next((each for each in programme.pathway.activities if each.id == id_), None)


def least_dose(programme: Programme, activity: str) -> LeastDose:
    """The least of each range that the programme writes for the activity; empty for one that it does not know."""
    known = activity_of(programme, activity)
    dose = known.dose if known else None
    if dose is None:
        return LeastDose()
    weeks = dose.weeks_at_least if dose.weeks_at_least is not None else _least(dose.weeks)
    return LeastDose(_least(dose.per_week), weeks, _least(dose.sessions))


def _least(number: int | tuple[int, ...] | None) -> int | None:
    return min(number) if isinstance(number, tuple) else number
