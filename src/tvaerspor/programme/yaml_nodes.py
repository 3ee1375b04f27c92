"""YAML 1.2 as a tree that remembers file and line, and as plain values read from it by the core schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from tvaerspor.programme.faults import Fault

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar a text: we read them by the core schema
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

Path = Sequence[str | int]


class Tree:
    """One YAML file: its nodes, from which plain values and the line of every place are read."""

    def __init__(self, file: str, root: yaml.Node | None) -> None:
        self.file = file
        self.root = root

    def value(self) -> Any:
        """The file as plain dicts, lists and scalars."""
        return {} if self.root is None else _value(self.root)

    def place(self, path: Path) -> tuple[str, int]:
        """File and line of the deepest node that `path` reaches; an included node keeps its own file."""
        node, mark = self.root, getattr(self.root, "start_mark", None)
        for step in path:
            node, mark = _child(node, step, mark)
            if node is None:
                break
        return (mark.name, mark.line + 1) if mark else (self.file, 0)


def read_tree(file: str, text: str) -> tuple[Tree, tuple[Fault, ...]]:
    """The tree of one file, and what is wrong with it as YAML."""
    try:
        root = _compose(file, text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "kan ikke læses"
        return Tree(file, None), (
            Fault(file, mark.line + 1 if mark else 0, "", f"ikke gyldig YAML: {problem}", blocks=True),
        )
    return Tree(file, root), tuple(_double_keys(file, root))


def _compose(file: str, text: str) -> yaml.Node | None:
    loader = _Loader(text)
    loader.name = file
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    _name(root, file)
    return root  # type: ignore[no-any-return]


class _Mark:
    """The place of a node, with the name of its file (the fast parser leaves the name out)."""

    __slots__ = ("line", "name")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line


def _name(node: yaml.Node | None, file: str) -> None:
    if node is None:
        return
    if isinstance(node.start_mark, _Mark):
        raise _refused("ankre og henvisninger (& og *) bruges ikke", node)
    node.start_mark = _Mark(file, node.start_mark.line)
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refused("en nøgle er et ord; en tekst, der begynder med { eller [, sættes i anførselstegn", key)
    for child in _children(node):
        _name(child, file)


def _refused(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for key, content in node.value:
            yield key
            yield content
    elif isinstance(node, yaml.SequenceNode):
        yield from node.value


def _child(node: yaml.Node | None, step: str | int, mark: Any) -> tuple[yaml.Node | None, Any]:
    if isinstance(node, yaml.MappingNode):
        for key, content in node.value:
            if key.value == str(step):
                return content, key.start_mark
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark
    return None, mark


def _double_keys(file: str, node: yaml.Node | None) -> Iterator[Fault]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                yield Fault(file, key.start_mark.line + 1, str(key.value), "nøglen står to gange")
            seen.add(key.value)
    for child in _children(node) if node is not None else ():
        yield from _double_keys(file, child)


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {
            str(_value(key)) if isinstance(key, yaml.ScalarNode) else str(key): _value(content)
            for key, content in node.value
        }
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    """A plain scalar by YAML 1.2's core schema: `yes` and `no` are words, dates are words."""
    text = str(node.value)
    if getattr(node, "style", None):  # quoted or block: a text, whatever it looks like
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
