"""The ways between stations as they are written, and those that no citizen ever gets out of."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.planning.simulation.written import LEAVE, REST, Simulation, Station, Way, Ways
from tvaerspor.planning.written_amounts import NamedValue


def written_ways(station: Station) -> Iterator[tuple[tuple[str, ...], Ways]]:
    """Every table of shares of a station, with its path."""
    if station.then:
        yield ("then",), station.then
    for class_, ways in station.then_for.items():
        yield ("then_for", class_), ways


def endless(written: Simulation, offered: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The stations from which no way leads out, with the sentence about it."""
    leads = {name: _leads_to(written.stations[name]) for name in offered}
    out = {name for name, ways in leads.items() if any(to not in leads for to in ways)}
    while more := {name for name, ways in leads.items() if name not in out and ways & out}:
        out |= more
    caught = [name for name in leads if name not in out and leads[name]]
    if caught:
        yield (
            caught[0],
            f"kredsløbet slutter aldrig: fra {', '.join(caught)} fører ingen vej ud; skriv en andel til leave",
        )


def _leads_to(station: Station) -> set[str]:
    """Where some citizen may go; leave among them where a way may be taken only so many times."""
    found = set(station.then_by_triage.values())
    for _, ways in written_ways(station):
        for to, way in ways.items():
            if _is_taken(way):
                found.add(to)
            if way.at_most is not None:
                found.add(LEAVE)
    return found


def _is_taken(way: Way) -> bool:
    return (
        way.share == REST
        or isinstance(way.share, NamedValue)
        or (not isinstance(way.share, str) and way.share.high > 0)
    )
