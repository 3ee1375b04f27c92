"""Includes: a list item `use: <id>` is replaced by the item of that name in an included folder's pool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from tvaerspor.programme.complaints import suggestion
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.yaml_nodes import Tree

_POOL_OF = {"exceptions": "rules"}
"""Where a list draws from a pool of another name: exceptions are rules."""

Pools = dict[str, dict[str, yaml.Node]]


def pull_in(trees: Mapping[str, Tree], lent: Mapping[str, Tree]) -> list[Fault]:
    """Replace every `use: <id>` in `trees`, which keep the lines of the folder they came from."""
    pools = _pools(lent)
    return [fault for tree in trees.values() if tree.root is not None for fault in _replace(tree.root, pools)]


def _pools(lent: Mapping[str, Tree]) -> Pools:
    pools: Pools = {}
    for tree in lent.values():
        if not isinstance(tree.root, yaml.MappingNode):
            continue
        for key, content in tree.root.value:
            if isinstance(content, yaml.SequenceNode):
                named = {_entry(item, "id"): item for item in content.value}
                pools.setdefault(key.value, {}).update({name: item for name, item in named.items() if name})
    return pools


def _entry(node: yaml.Node, key: str) -> str | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((str(content.value) for name, content in node.value if name.value == key), None)


def _replace(node: yaml.Node, pools: Pools) -> Iterator[Fault]:
    if isinstance(node, yaml.MappingNode):
        for key, content in node.value:
            if isinstance(content, yaml.SequenceNode):
                pool = pools.get(_POOL_OF.get(key.value, key.value), {})
                yield from _replace_items(content, str(key.value), pool)
            yield from _replace(content, pools)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _replace(item, pools)


def _replace_items(items: yaml.SequenceNode, key: str, pool: dict[str, yaml.Node]) -> Iterator[Fault]:
    for index, item in enumerate(items.value):
        name = _entry(item, "use")
        if name is None:
            continue
        if name in pool:
            items.value[index] = pool[name]
        else:
            near = suggestion(name, sorted(pool))
            yield Fault(
                item.start_mark.name, item.start_mark.line + 1, key, f"«{name}» kan ikke hentes{near}", blocks=True
            )
            items.value[index] = None
    items.value[:] = [item for item in items.value if item is not None]
