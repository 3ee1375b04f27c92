"""Reads what may be shared, and what the programme behind it says about minutes, activities and sessions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import yaml

from tvaerspor.actions.organisation import organisation_folder
from tvaerspor.actions.stored_programmes import current_version, open_stored
from tvaerspor.pathway.sharing_rules import SharingRules
from tvaerspor.programme.contents import Activity
from tvaerspor.terms.text import Text

EVERY_PART = ("discuss", "milestones", "work_plan", "appointments")
DISCUSS, MILESTONES, WORK_PLAN, APPOINTMENTS = EVERY_PART
"""The parts of a consent that the pages know; their words are in the file."""


@cache
def rules() -> SharingRules:
    """organisation/sharing.yaml."""
    raw = yaml.safe_load((organisation_folder() / "sharing.yaml").read_text(encoding="utf-8"))
    return SharingRules.model_validate(raw)


def activities() -> Mapping[str, Activity]:
    """The activities of the programme in its newest version."""
    programme = open_stored(current_version(rules().programme))
    return {each.id: each for each in programme.pathway.activities}


def double_slot_minutes() -> int:
    """How long a shared appointment is: the dose of the programme's own activity."""
    dose = activities()[rules().double_appointment].dose
    assert dose is not None and isinstance(dose.minutes, int), "the programme gives the double slot its minutes"
    return dose.minutes


def coping_titles(known: Mapping[str, Activity]) -> Mapping[str, Text]:
    """The activities of the coping course with their titles, in the order of the file."""
    return {name: known[name].title for name in rules().coping if name in known}


def coping_sessions(known: Mapping[str, Activity]) -> Mapping[str, int]:
    """How many sessions the programme gives each activity of the coping course, where it gives a number."""
    found = {}
    for name in rules().coping:
        dose = known[name].dose if name in known else None
        if dose is not None and isinstance(dose.sessions, int):
            found[name] = dose.sessions
        elif dose is not None and isinstance(dose.per_week, int) and isinstance(dose.weeks, int):
            found[name] = dose.per_week * dose.weeks
    return found
