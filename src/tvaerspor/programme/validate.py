"""Reads a file as its model. What is faulty is named and left out, so that the rest can be read on and proved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import ValidationError

from tvaerspor.programme.complaints import complaint
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.yaml_nodes import Tree

_MAX_ROUNDS = 50
_NAMED_ENTRIES = frozenset(
    "facts concepts destinations orders offers values sources parameters "
    "activities build_up counts indices lines service_models sponsors stations demand cohorts".split()
)
"""Tables whose entries stand on their own: a faulty entry is left out, its neighbours are read."""

Location = tuple[str | int, ...]


def validate(model: type[Any], tree: Tree) -> tuple[Any, list[Fault]]:
    """The file as its model, and its faults; None when too little of it can be understood.

    Faulty parts are taken out of the tree itself, so that the lines of all the rest stay right.
    """
    faults: dict[Fault, None] = {}
    for _ in range(_MAX_ROUNDS):
        raw = tree.value()
        try:
            return model.model_validate(raw), list(faults)
        except ValidationError as error:
            found = list(_complaints(model, tree, raw, error))
            faults |= dict.fromkeys(fault for fault, _ in found)
            if not _prune(tree, {victim for _, victim in found}):
                break
    return None, list(faults)


def _complaints(model: type[Any], tree: Tree, raw: Any, error: ValidationError) -> Iterator[tuple[Fault, Location]]:
    for wrong in error.errors():
        path = _written(raw, wrong["loc"], names_a_key=wrong["type"] in ("missing", "extra_forbidden"))
        is_extra = wrong["type"] == "extra_forbidden"
        victim = path if is_extra else _victim(raw, path)
        yield Fault(*tree.place(path), ".".join(map(str, path)), complaint(wrong, model), blocks=not is_extra), victim


def _written(raw: Any, location: Location, names_a_key: bool) -> Location:
    """The part of pydantic's location that stands in the file (it also names the models it tried).

    `names_a_key`: its last part is a key of the file even where that key is not there.
    """
    path: list[str | int] = []
    here = raw
    for step in location:
        if _holds(here, step):
            path.append(step)
            here = here[step]
    return (*path, location[-1]) if names_a_key and path[-1:] != [location[-1]] else tuple(path)


def _holds(here: Any, step: int | str) -> bool:
    if isinstance(here, list):
        return isinstance(step, int) and step < len(here)
    return isinstance(here, dict) and step in here


def _victim(raw: Any, path: Location) -> Location:
    """The smallest list item or named entry around a fault; else the file's own key."""
    here, longest = raw, 0
    for depth, step in enumerate(path):
        named = depth and path[depth - 1] in _NAMED_ENTRIES and isinstance(here, dict)
        if isinstance(here, list) or named:
            longest = depth + 1
        here = here[step] if _holds(here, step) else None
    return path[: longest or 1]


def _prune(tree: Tree, victims: set[Location]) -> bool:
    """Takes the victims out of the tree; False when there is nothing to take."""
    doomed = [(_node(tree.root, victim[:-1]), _node(tree.root, victim)) for victim in victims if victim]
    taken = False
    for parent, child in doomed:
        if isinstance(parent, yaml.MappingNode) and child is not None:
            parent.value[:] = [pair for pair in parent.value if pair[1] is not child]
            taken = True
        elif isinstance(parent, yaml.SequenceNode) and child is not None:
            parent.value[:] = [item for item in parent.value if item is not child]
            taken = True
    return taken


def _node(node: yaml.Node | None, path: Location) -> yaml.Node | None:
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((content for key, content in node.value if key.value == str(step)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node
