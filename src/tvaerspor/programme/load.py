"""From the texts of a programme folder to a Programme, or to every fault in them at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from tvaerspor.programme.assemble import Parts, assemble
from tvaerspor.programme.complaints import complaint
from tvaerspor.programme.contents import Header
from tvaerspor.programme.faults import Fault, UnfinishedProgramme
from tvaerspor.programme.files import TEXT_FILE, model_of
from tvaerspor.programme.includes import pull_in
from tvaerspor.programme.names import check_names
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.version import version_of
from tvaerspor.programme.yaml_nodes import Tree, read_tree

Texts = Mapping[str, str]
"""Path inside the collection of programmes ("common/triage.yaml") -> content."""


def load(texts: Texts, programme: str) -> Programme:
    """The programme whose folder is `programme`; raises UnfinishedProgramme with every fault of its writing.

    Faults of meaning (gaps, contradictions, unreachable rules) are found by `prove`.
    """
    loaded, faults = read(texts, programme)
    if loaded is None or faults:
        raise UnfinishedProgramme(programme, faults)
    return loaded


def read(texts: Texts, programme: str) -> tuple[Programme | None, tuple[Fault, ...]]:
    """As much of the programme as can be understood, and every fault of its writing."""
    own = _folder(texts, programme)
    if f"{programme}/programme.yaml" not in own:
        return None, (Fault(f"{programme}/programme.yaml", 0, "", "filen mangler; den siger, hvad programmet er"),)
    trees, faults = _trees(own)
    included = _includes(trees[f"{programme}/programme.yaml"])
    lent: dict[str, Tree] = {}
    for name in included:
        folder = _folder(texts, name)
        if not folder:
            faults.append(Fault(f"{programme}/programme.yaml", 0, "includes", f"mappen «{name}» findes ikke"))
        more, complaints = _trees(folder)
        lent |= more
        faults += complaints
    faults += pull_in(trees, lent)
    parts, complaints = _validated({**lent, **trees}, texts)
    faults += complaints
    if not isinstance(parts.own(programme, "programme.yaml"), Header):
        return None, tuple(faults)
    whole = {path: text for path, text in texts.items() if path.split("/")[0] in (programme, *included)}
    loaded, complaints = assemble(parts, programme, included, version_of(whole))
    return loaded, tuple(faults + complaints + list(check_names(loaded)))


def _folder(texts: Texts, name: str) -> dict[str, str]:
    return {path: text for path, text in texts.items() if path.startswith(f"{name}/")}


def _includes(tree: Tree) -> tuple[str, ...]:
    value = tree.value()
    names = value.get("includes", ()) if isinstance(value, dict) else ()
    return tuple(str(name) for name in names) if isinstance(names, list) else ()


def _trees(folder: Texts) -> tuple[dict[str, Tree], list[Fault]]:
    trees: dict[str, Tree] = {}
    faults: list[Fault] = []
    for path, text in folder.items():
        if path.endswith((".yaml", ".yml")):
            trees[path], wrong = read_tree(path, text)
            faults += wrong
    return trees, faults


def _validated(trees: Mapping[str, Tree], texts: Texts) -> tuple[Parts, list[Fault]]:
    read_parts: dict[str, Any] = {}
    faults: list[Fault] = []
    for path, tree in trees.items():
        model = model_of(path.split("/", 1)[1])
        if model is None:
            faults.append(Fault(path, 0, "", "filen hører ikke til i en programmappe; se docs/programme-format.md"))
        elif tree.root is not None:
            read_parts[path], wrong = validate(model, tree)
            faults += wrong
    folders = {path.split("/")[0] for path in trees}
    prose = {path: text for path, text in texts.items() if path.endswith(".md") and path.split("/")[0] in folders}
    faults += [
        Fault(path, 0, "", "tekster hedder texts/<navn>.da.md eller texts/<navn>.en.md")
        for path in prose
        if not TEXT_FILE.fullmatch(path.split("/", 1)[1])
    ]
    return Parts(read_parts, prose, dict(trees)), faults


def validate(model: type[Any], tree: Tree) -> tuple[Any, list[Fault]]:
    """The file as its model, and its faults; what is faulty is left out, so that the rest can be read on."""
    raw = tree.value()
    faults: dict[Fault, None] = {}
    for _ in range(50):
        try:
            return model.model_validate(raw), list(faults)
        except ValidationError as error:
            found = list(_complaints(model, tree, raw, error))
            faults |= dict.fromkeys(fault for fault, _ in found)
            if not _prune(raw, [path for _, path in found]):
                break
    return None, list(faults)


def _complaints(model: type[Any], tree: Tree, raw: Any, error: ValidationError) -> Iterator[tuple[Fault, list[Any]]]:
    for wrong in error.errors():
        path = _real_path(raw, wrong["loc"])
        file, line = tree.place(path)
        field = ".".join(str(step) for step in path)
        yield Fault(file, line, field, complaint(wrong, model)), path


def _real_path(raw: Any, loc: tuple[int | str, ...]) -> list[Any]:
    """The part of pydantic's location that is written in the file (it also names the models it tried)."""
    path: list[Any] = []
    here = raw
    for step in loc:
        if _holds(here, step):
            path.append(step)
            here = here[step]
        elif step == loc[-1]:
            path.append(step)
    return path


def _prune(raw: Any, paths: list[list[Any]]) -> bool:
    """Take the smallest list item or named entry around each fault out of `raw`; False when nothing can go."""
    victims = {tuple(_victim(raw, path)) for path in paths}
    for victim in sorted(victims, key=lambda path: tuple(map(str, path)), reverse=True):
        if not victim:
            return False
        here: Any = raw
        for step in victim[:-1]:
            here = here[step]
        here[victim[-1]] = _GONE
    _sweep(raw)
    return True


_GONE = object()


def _sweep(raw: Any) -> None:
    if isinstance(raw, list):
        raw[:] = [item for item in raw if item is not _GONE]
    elif isinstance(raw, dict):
        for key in [key for key, item in raw.items() if item is _GONE]:
            del raw[key]
    for child in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        _sweep(child)


_NAMED_ENTRIES = {"facts", "concepts", "destinations", "orders", "offers", "values", "sources", "parameters"}


def _holds(here: Any, step: int | str) -> bool:
    if isinstance(here, list):
        return isinstance(step, int) and step < len(here)
    return isinstance(here, dict) and step in here


def _victim(raw: Any, path: list[Any]) -> list[Any]:
    here, longest = raw, 0
    for depth, step in enumerate(path):
        named = depth and path[depth - 1] in _NAMED_ENTRIES and isinstance(here, dict)
        if isinstance(here, list) or named:
            longest = depth + 1
        here = here[step] if _holds(here, step) else None
    if not longest and path and isinstance(raw, dict) and path[0] in raw:
        longest = 1
    return path[:longest]
