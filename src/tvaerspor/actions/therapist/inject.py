"""Writes down an injection that was given: by site and day, with a warning beyond the programme's limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.recommend import context_of
from tvaerspor.actions.saving import happened, saving
from tvaerspor.actions.therapist.open_course import EDIT, OpenCourse, require_open
from tvaerspor.pathway.injections import (
    Injection,
    InjectionLimits,
    InjectionsAtSite,
    injections_at,
    limits_of,
    warnings,
)
from tvaerspor.records.models import Event

INJECTED = "injection"
MAX_SITE = 60
ANYWAY = "_anyway"


@dataclass(frozen=True)
class Given:
    """An injection as it was typed. `anyway` says that somebody has read the warnings and writes it all the same."""

    on: str
    site: str
    anyway: bool = False


def limits_for(course: OpenCourse) -> InjectionLimits | None:
    """The limits of the course's programme; None where it writes none."""
    return limits_of(course.programme, context_of(course.act, course.case.row.citizen).region, course.act.today)


def injections_of(course: OpenCourse) -> tuple[Injection, ...]:
    """Every injection written down in this referral's course, earliest first."""
    rows = Event.objects.filter(referral=course.case.row.id, kind=INJECTED).values_list("data", flat=True)
    told = (json.loads(data) for data in rows)
    return tuple(sorted((Injection(date.fromisoformat(each["on"]), each["site"]) for each in told), key=_day))


def at_sites(course: OpenCourse) -> tuple[InjectionsAtSite, ...]:
    """Each site with what was given in the last twelve months; empty without limits or injections."""
    limits, every = limits_for(course), injections_of(course)
    if limits is None:
        return ()
    sites = dict.fromkeys(each.site for each in every)
    return tuple(injections_at(every, site, limits, course.act.today) for site in sites)


def write_injection(course: OpenCourse, given: Given) -> None:
    """Appends it to the referral's history. Raises FaultyForm, also for a warning that nobody has answered."""
    require_open(course)
    faults = tuple(_faults(course, given))
    if faults:
        raise FaultyForm(faults)
    site = " ".join(given.site.lower().split())
    warned = _warned(course, site, date.fromisoformat(given.on))
    if warned and not given.anyway:
        raise FaultyForm(
            tuple(FieldFault(ANYWAY, f"{each} Sæt kryds, hvis den er givet alligevel.") for each in warned)
        )
    said = "\n".join([f"{site}, {given.on}", *warned])
    with saving(course.act, EDIT, f"course:{course.row.id}"):
        happened(
            course.act, course.case.row, INJECTED, {"on": given.on, "site": site, "warned": list(warned), "told": said}
        )


def _warned(course: OpenCourse, site: str, on: date) -> tuple[str, ...]:
    limits = limits_for(course)
    if limits is None:
        return ()
    return warnings(injections_at(injections_of(course), site, limits, on), limits, on)


def _faults(course: OpenCourse, given: Given) -> Iterator[FieldFault]:
    try:
        if date.fromisoformat(given.on) > course.act.today:
            yield FieldFault("on", "Dagen er ikke kommet endnu; skriv den dag, injektionen blev givet.")
    except ValueError:
        yield FieldFault("on", "Skriv dagen som en dato, fx 2026-11-22.")
    if not given.site.strip():
        yield FieldFault("site", "Skriv stedet med side, fx «højre side»; der tælles pr. sted.")
    elif len(given.site) > MAX_SITE:
        yield FieldFault("site", f"Teksten er for lang; der er plads til {MAX_SITE} tegn.")


def _day(injection: Injection) -> date:
    return injection.on
