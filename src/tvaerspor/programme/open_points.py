"""What a new programme still has to say: duties without an answer, and places that are marked to be filled in."""

from __future__ import annotations

from collections.abc import Iterator

from tvaerspor.programme.faults import Fault
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.yaml_nodes import Tree

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
            yield from _to_fill(tree, tree.value(), ())
    for name, text in programme.texts.items():
        for language, words in (("da", text.da), ("en", text.en or "")):
            yield from _lines_to_fill(f"{programme.id}/texts/{name}.{language}.md", words)


def _lines_to_fill(file: str, words: str) -> Iterator[Fault]:
    for number, line in enumerate(words.splitlines(), start=1):
        if any(mark in line for mark in TO_FILL):
            yield Fault(file, number, "", f"skal udfyldes: {line.strip()[:80]}")


def _to_fill(tree: Tree, value: object, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if isinstance(value, str):
        if any(mark in value for mark in TO_FILL):
            yield Fault(*tree.place(path), ".".join(map(str, path)), f"skal udfyldes: {value[:80]}")
        return
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from _to_fill(tree, child, (*path, key))
