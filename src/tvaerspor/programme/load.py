"""From the texts of a programme folder to a Programme, or to every fault in them at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tvaerspor.programme.assemble import Parts, assemble
from tvaerspor.programme.contents import Header
from tvaerspor.programme.faults import Fault, UnfinishedProgramme
from tvaerspor.programme.files import TEXT_FILE, model_of
from tvaerspor.programme.includes import pull_in
from tvaerspor.programme.names import check_names
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.shape import check_shape
from tvaerspor.programme.validate import validate
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
            place = trees[f"{programme}/programme.yaml"].place(("includes",))
            faults.append(Fault(*place, "includes", f"mappen «{name}» findes ikke"))
        more, complaints = _trees(folder)
        lent |= more
        faults += complaints
    faults += pull_in(trees, lent)
    parts, complaints = _validated({**lent, **trees}, texts)
    faults += complaints
    if not isinstance(parts.own(programme, "programme.yaml"), Header):
        return None, tuple(faults) or (Fault(f"{programme}/programme.yaml", 0, "", "filen er tom"),)
    whole = {path: text for path, text in texts.items() if path.split("/")[0] in (programme, *included)}
    loaded, complaints = assemble(parts, programme, included, version_of(whole))
    return loaded, tuple(faults + complaints + [*check_names(loaded), *check_shape(loaded)])


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
