"""Reads one of planning's files as its model, or names every fault in it with file, line and what to change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from tvaerspor.planning.numbers import long_numbers
from tvaerspor.programme.complaints import suggestion
from tvaerspor.programme.faults import Fault
from tvaerspor.programme.validate import validate
from tvaerspor.programme.yaml_nodes import Path, Tree, read_tree
from tvaerspor.terms.source import Sourced

Complaints = Iterable[tuple[Path, str]]
"""Where something is wrong, and the sentence about it."""
M = TypeVar("M")


class FaultyPlanning(Exception):
    """The author of a scenario, or of a table that it leans on, has something to mend; every fault is named at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


def read_table(model: type[M], file: str, text: str, complaints: Callable[[M], Complaints]) -> M:
    """A file as its model; raises FaultyPlanning with what the model and `complaints` find."""
    tree, faults = read_tree(file, text)
    return read_model(model, tree, faults, complaints)


def read_model(model: type[M], tree: Tree, faults: Iterable[Fault], complaints: Callable[[M], Complaints]) -> M:
    """A tree as its model; raises FaultyPlanning with `faults` and what the model and `complaints` find."""
    found = [*faults, *long_numbers(tree)]
    if tree.root is None:
        raise FaultyPlanning(found or [Fault(tree.file, 0, "", "filen er tom")])
    before = _entries(tree)
    read, wrong = validate(model, tree)
    if read is not None:
        lost = before - _entries(tree)
        found += [
            Fault(*tree.place(path), ".".join(map(str, path)), said)
            for path, said in complaints(read)
            if not _follows(path, said, lost)
        ]
    if read is None or found or wrong:
        raise FaultyPlanning([*found, *wrong])
    return read  # type: ignore[no-any-return]


_Entry = tuple[str, str]


def _entries(tree: Tree) -> set[_Entry]:
    """Table and name of everything that stands in the file's tables."""
    value = tree.value()
    tables = value.items() if isinstance(value, dict) else ()
    return {(table, name) for table, entries in tables if isinstance(entries, dict) for name in entries}


def _follows(path: Path, said: str, lost: set[_Entry]) -> bool:
    """Whether a complaint only follows from a faulty entry that had to be left out."""
    return any(path == (table,) or f"«{name}» findes ikke" in said for table, name in lost)


def sources_wanted(sourced: Sourced, path: Path, sources: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """What is wrong with the source of a figure: none, or one that is not declared."""
    known = sorted(sources)
    if not sourced.is_sourced:
        yield path, "kilde mangler: skriv source, eller basis: local"
    for ref in sourced.source:
        if ref.id not in known:
            yield path, f"kilden «{ref.id}» findes ikke{suggestion(ref.id, known)}; skriv den under sources"


def unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """«linjen «x» findes ikke; mente du «y»?», with the choices where none is near and they are few."""
    choices = sorted(known)
    near = suggestion(name, choices)
    few = f"; vælg mellem {', '.join(choices)}" if choices and len(choices) <= 12 else "; her er ingen"
    return f"{kind} «{name}» findes ikke{near or (few if len(choices) <= 12 else '')}"
