"""Small functions, small files, few parameters."""

import ast
from collections.abc import Iterator

from tests.house.sources import Function, Offender, assert_none, functions_of, python_files

MAX_FUNCTION_LINES = 40
MAX_FILE_LINES = 400
MAX_PARAMETERS = 5


def parameters(function: Function) -> Iterator[str]:
    """The names of the parameters; `self` and `cls` do not count."""
    taken = function.args
    named = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs]
    named += [rest for rest in (taken.vararg, taken.kwarg) if rest is not None]
    return (parameter.arg for parameter in named if parameter.arg not in ("self", "cls"))


def is_command(function: Function) -> bool:
    """Whether a person calls it from a terminal: its parameters are then the options that its help describes."""
    calls = (each.func for each in function.decorator_list if isinstance(each, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr == "command" for call in calls)


def length(node: ast.stmt) -> int:
    """Lines from the first to the last, both included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_function_is_longer_than_forty_lines() -> None:
    assert_none(
        Offender(path, function.lineno, f"{function.name} has {length(function)} lines")
        for path in python_files()
        for function in functions_of(path)
        if length(function) > MAX_FUNCTION_LINES
    )


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert_none(
        Offender(path, MAX_FILE_LINES + 1, f"the file has {lines} lines")
        for path, lines in lengths.items()
        if lines > MAX_FILE_LINES and "migrations" not in path.parts
    )


def test_no_function_has_more_than_five_parameters() -> None:
    counts = ((path, f, len(list(parameters(f)))) for path in python_files() for f in functions_of(path))
    assert_none(
        Offender(path, function.lineno, f"{function.name} takes {count} parameters")
        for path, function, count in counts
        if count > MAX_PARAMETERS and not is_command(function)
    )
