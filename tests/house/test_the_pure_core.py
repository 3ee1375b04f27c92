"""The core reads no clock, makes no id and throws no dice: such things come in as arguments."""

import ast
import tomllib
from collections.abc import Iterator

from tests.house.sources import PACKAGE, ROOT, SHELL, Offender, assert_none, core_files, room_of, tree_of

FORBIDDEN_CALLS = {"now", "today", "utcnow", "localtime", "gmtime", "perf_counter", "monotonic"}
FORBIDDEN_CALLS |= {"uuid1", "uuid4", "urandom", "token_hex", "token_bytes", "getrandbits", "default_rng"}
FORBIDDEN_WHEN_EMPTY = {"time", "random"}  # datetime.time(8, 0) is a value, time() is a clock


def called_name(call: ast.Call) -> str:
    """`today` for both today() and date.today()."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def reads_the_world(call: ast.Call) -> bool:
    name = called_name(call)
    empty = not call.args and not call.keywords
    return name in FORBIDDEN_CALLS or (name in FORBIDDEN_WHEN_EMPTY and empty)


def uses_numpy_random(node: ast.AST) -> bool:
    """`np.random...`, `import numpy.random`, `from numpy import random`, `from numpy.random import ...`."""
    if isinstance(node, ast.Attribute):
        return node.attr == "random" and isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy")
    if isinstance(node, ast.Import):
        return any(name.name.startswith("numpy.random") for name in node.names)
    if isinstance(node, ast.ImportFrom) and node.module:
        named = node.module == "numpy" and any(name.name == "random" for name in node.names)
        return named or node.module.startswith("numpy.random")
    return False


def offences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and wording of each."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and reads_the_world(node):
            yield node.lineno, f"calls {called_name(node)}()"
        if uses_numpy_random(node):
            yield getattr(node, "lineno", 1), "uses numpy.random"


def test_the_core_reads_no_clock_and_takes_no_chance() -> None:
    assert_none(Offender(path, line, what) for path in core_files() for line, what in offences(tree_of(path)))


def test_every_room_of_the_core_stands_in_the_contract_of_purity() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    pure = next(contract for contract in contracts if contract["name"] == "The core is pure")
    under_contract = {name.removeprefix("tvaerspor.") for name in pure["source_modules"]}
    rooms = {room_of(path) for path in PACKAGE.rglob("*.py")} - {"__init__", "__main__", *SHELL}
    assert rooms == under_contract
