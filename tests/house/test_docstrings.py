"""Every public name of the package says what it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import PACKAGE, Function, Offender, assert_none, python_files, tree_of


def public_names(module: ast.Module) -> Iterator[ast.ClassDef | Function]:
    """The classes and functions that a module offers to others."""
    for node in module.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node


def is_public(path: Path) -> bool:
    return not any(part.startswith("_") and not part.startswith("__") for part in path.relative_to(PACKAGE).parts)


def test_every_module_says_what_it_knows() -> None:
    assert_none(
        Offender(path, 1, "the module has no docstring")
        for path in python_files()
        if "migrations" not in path.parts and not ast.get_docstring(tree_of(path))
    )


def test_every_public_class_and_function_has_a_docstring() -> None:
    assert_none(
        Offender(path, node.lineno, f"{node.name} has no docstring")
        for path in python_files()
        if is_public(path) and "migrations" not in path.parts
        for node in public_names(tree_of(path))
        if not ast.get_docstring(node)
    )
