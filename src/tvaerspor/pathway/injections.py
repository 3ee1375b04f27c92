"""Injections by site and time: how many were given, and from when the limits allow another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tvaerspor.pathway.calendar import add_duration
from tvaerspor.programme.contents import Duration


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
