"""A scenario that builds on another: what it writes itself wins, and all else is as in its base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from tvaerspor.planning.reading import FaultyPlanning, unknown
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.yaml_nodes import Tree, read_tree

LEVELS: Mapping[str, int] = {
    **dict.fromkeys(("sources", "values", "activities", "build_up", "service_models", "sponsors", "lines"), 2),
    "programme_values": 3,
    "application": 1,
    "simulation": 3,
}
"""How deep a part is inherited key by key: a table entry by entry and field by field. All else is replaced whole,
and what is written as nothing (`payers:` alone, or null) is taken away."""

Texts = Mapping[str, str]
"""Scenario id -> the text of its file, which is named `<id>.yaml`."""


def with_base(texts: Texts, scenario: str) -> tuple[Tree, list[Fault]]:
    """The scenario's tree with its bases put under it; each part keeps the file and line where it is written.

    Raises FaultyPlanning for a base that does not exist, and for a circle.
    """
    return _opened(texts, scenario, ())


def _opened(texts: Texts, scenario: str, above: tuple[str, ...]) -> tuple[Tree, list[Fault]]:
    if scenario not in texts:
        raise FaultyPlanning([Fault(f"{scenario}.yaml", 0, "", unknown("scenariet", scenario, texts))])
    tree, faults = read_tree(f"{scenario}.yaml", texts[scenario])
    value = tree.value()
    base = value.get("base") if isinstance(value, dict) else None
    if base is None:
        return tree, list(faults)
    _refuse_unknown(texts, tree, str(base), (*above, scenario))
    under, more = _opened(texts, str(base), (*above, scenario))
    return Tree(tree.file, _joined(under.root, tree.root, levels=None)), [*more, *faults]


def _refuse_unknown(texts: Texts, tree: Tree, base: str, above: tuple[str, ...]) -> None:
    if base not in texts:
        raise FaultyPlanning([Fault(*tree.place(("base",)), "base", unknown("scenariet", base, set(texts) - {*above}))])
    if base in above:
        circle = " -> ".join((*above[above.index(base) :], base))
        raise FaultyPlanning([Fault(*tree.place(("base",)), "base", f"scenarierne bygger på hinanden: {circle}")])


def _joined(under: Any, own: Any, levels: int | None) -> Any:
    """Both mappings as one, `own` winning key by key for so many levels; None is the file itself."""
    if levels == 0 or not isinstance(under, yaml.MappingNode) or not isinstance(own, yaml.MappingNode):
        return own
    found = {key.value: (key, content) for key, content in under.value}
    for key, content in own.value:
        inherited = found.get(key.value, (None, None))[1]
        if inherited is not None and _is_nothing(content):
            del found[key.value]
        else:  # where it stood in the base, so that a budget's lines keep their order
            deeper = LEVELS.get(key.value, 0) if levels is None else levels - 1
            found[key.value] = (key, _joined(inherited, content, deeper))
    return yaml.MappingNode(own.tag, list(found.values()), own.start_mark, own.end_mark)


def _is_nothing(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null")
