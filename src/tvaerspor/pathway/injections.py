"""Injections by site and time: how many were given, and from when the limits allow another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tvaerspor.pathway.calendar import add_duration
from tvaerspor.programme.contents import Duration
from tvaerspor.programme.programme import Programme, parameter_values


@dataclass(frozen=True, slots=True)
class Injection:
    """An injection that was given: its day and its site, side included, in the words that the record uses."""

    on: date
    site: str


@dataclass(frozen=True, slots=True)
class InjectionLimits:
    """At most `most` at one site within any `period`, and at least `apart` between two; they come from a source."""

    most: int
    period: Duration
    apart: Duration


@dataclass(frozen=True, slots=True)
class InjectionsAtSite:
    """What was given at one site within the period up to a day, and from when the limits allow another."""

    site: str
    given: tuple[date, ...]
    earliest_next: date


def injections_at(injections: Iterable[Injection], site: str, limits: InjectionLimits, today: date) -> InjectionsAtSite:
    """The injections at one site on `today`; `earliest_next` is `today` when the limits allow one now.

    The period rolls: an injection counts until it is a whole period old. Raises ValueError where none is ever allowed.
    """
    if limits.most < 1:
        raise ValueError("limits that allow no injection have no earliest next one")
    days = sorted(each.on for each in injections if each.site == site and each.on <= today)
    waits = [add_duration(days[-1], limits.apart)] if days else []
    if len(days) >= limits.most:
        waits.append(add_duration(days[-limits.most], limits.period))
    given = tuple(day for day in days if add_duration(day, limits.period) > today)
    return InjectionsAtSite(site, given, max([today, *waits]))


TOO_MANY, TOO_SOON = "injections_too_many", "injection_too_soon"
"""The programmes' own names for the number at one site in twelve months, and for the weeks between two."""
_YEAR = Duration(value=12, unit="months")


def limits_of(programme: Programme, region: str | None, today: date) -> InjectionLimits | None:
    """The programme's limits in a region on a day; None where it writes none."""
    known = dict(parameter_values(programme, region, today.isoformat()))
    most, weeks = known.get(TOO_MANY), known.get(TOO_SOON)
    if not isinstance(most, int | float) or not isinstance(weeks, int | float) or most < 1:
        return None
    return InjectionLimits(int(most), _YEAR, Duration(value=int(weeks), unit="weeks"))


def warnings(state: InjectionsAtSite, limits: InjectionLimits, on: date) -> tuple[str, ...]:
    """What stands against one more injection on a day, in Danish; `state` is the site's before it was given."""
    said = []
    if len(state.given) >= limits.most:
        said.append(
            f"{state.site}: der er givet {len(state.given)} de seneste 12 måneder; programmets grænse er {limits.most}."
        )
    if state.given and add_duration(state.given[-1], limits.apart) > on:
        said.append(
            f"{state.site}: den seneste er for ny; programmet siger mindst {int(limits.apart.value)} uger imellem."
        )
    return tuple(said)
