"""What a new programme still has to say: duties without an answer, and places that are marked to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.programme.faults import Fault
from tvaerspor.programme.programme import Programme

TO_FILL = ("UDFYLD", "FILL IN")
"""How the skeleton marks what an author must write."""


def open_points(programme: Programme) -> Iterator[Fault]:
    """The points that an author must close before the programme is finished; it can be tried meanwhile."""
    for index, duty in enumerate(programme.header.implementation):
        if duty.answer is None:
            place = programme.place("programme.yaml", ("implementation", index))
            yield Fault(*place, f"implementation.{index}", f"pligt uden svar: {duty.duty.da}")
    for path, tree in programme.trees.items():
        if path.startswith(f"{programme.id}/"):
            yield from _to_fill(path, tree.value(), ())
    for name, text in programme.texts.items():
        for number, line in enumerate(text.da.splitlines(), start=1):
            if any(mark in line for mark in TO_FILL):
                yield Fault(f"{programme.id}/texts/{name}.da.md", number, "", f"skal udfyldes: {line.strip()[:80]}")


def _to_fill(file: str, value: object, path: tuple[str, ...]) -> Iterator[Fault]:
    if isinstance(value, str):
        if value.startswith(TO_FILL[0]):
            yield Fault(file, 0, ".".join(path), f"skal udfyldes: {value[:80]}")
        return
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _to_fill(file, child, (*path, str(key)))
