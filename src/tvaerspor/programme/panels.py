"""What can be wrong with a programme's panels: who sits there, where it decides, and whether it is written at all."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.programme.model import Conclusion, Panel
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.references import items
from tvaerspor.programme.yaml_nodes import Path

LEAST_SEATS = 2  # one alone decides nothing together


def panel_faults(programme: Programme) -> Iterator[tuple[Path, str]]:
    """Each fault with its place in triage.yaml."""
    decided: dict[str, str] = {}
    for index, panel in enumerate(programme.panels):
        here: Path = ("panels", index)
        yield from ((here, sentence) for sentence in _of_one(panel))
        for destination in panel.at:
            if destination in decided:
                sentence = f"«{destination}» afgøres allerede af «{decided[destination]}»; nævn den kun ét sted (at)"
                yield here, sentence
            decided.setdefault(destination, panel.id)
    if not programme.panels:
        yield from _unwritten(programme)


def _of_one(panel: Panel) -> Iterator[str]:
    if len(panel.seats) < LEAST_SEATS:
        yield f"en fælles visitation har mindst {LEAST_SEATS} pladser (seats)"
    if not panel.at:
        yield "skriv, hvilke modtagere der visiteres i fællesskab (at)"
    if not panel.to:
        yield "skriv, hvad der kan vælges uden begrundelse (to)"
    seats = [seat.id for seat in panel.seats]
    yield from (f"pladsen «{seat}» findes to gange" for seat in dict.fromkeys(seats) if seats.count(seat) > 1)
    roles = [role for seat in panel.seats for role in dict.fromkeys(seat.roles)]
    for role in dict.fromkeys(roles):
        if roles.count(role) > 1:
            yield f"rollen «{role}» har to pladser; den ene stemme skal ikke kunne gives to gange"
    yield from (f"pladsen «{seat.id}» har ingen roller (roles)" for seat in panel.seats if not seat.roles)


def _unwritten(programme: Programme) -> Iterator[tuple[Path, str]]:
    """The first rule that lets a panel decide, where nobody has said how a panel decides."""
    for file, path, item in items(programme):
        if file == "triage.yaml" and isinstance(item, Conclusion) and item.decided_by == "panel":
            yield path, "her afgør et panel (decided_by: panel); skriv under panels, hvem det er, og hvordan de afgør"
            return
