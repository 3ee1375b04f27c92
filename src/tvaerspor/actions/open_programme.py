"""Finds the programme folders on disk and opens them; a programme with faults never opens."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from tvaerspor.documents.annex import annex_disagreements
from tvaerspor.programme.faults import Fault, UnfinishedProgramme, blocked_decisions
from tvaerspor.programme.load import read
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.prove import prove
from tvaerspor.triage.cases import check_cases

NOT_CONDITIONS = frozenset({"common", "skeleton"})
"""Folders that are lent from or copied, not referred to."""


def shipped_folder() -> Path:
    """The programmes inside the installed package, or those of the checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "programmes"
    return inside if inside.is_dir() else package.parents[1] / "programmes"


def read_texts(folder: Path, with_cases: bool = True) -> dict[str, str]:
    """Every data file below `folder`, by path; the worked citizens may be left out where only rules are needed."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".yaml", ".yml", ".md") and (with_cases or path.parent.name != "cases")
    }


def require_folder(id_: str, folder: Path | None = None) -> None:
    """Raises KeyError where there is no such programme folder at all."""
    if not id_ or not (folder or shipped_folder()).joinpath(id_).is_dir():
        raise KeyError(id_)


def programme_ids(folder: Path | None = None) -> tuple[str, ...]:
    """The conditions that have a programme, in order of name."""
    found = (path.parent.name for path in (folder or shipped_folder()).glob("*/programme.yaml"))
    return tuple(sorted(id_ for id_ in found if id_ not in NOT_CONDITIONS))


def check_programme(id_: str, folder: Path | None = None) -> tuple[Programme | None, tuple[Fault, ...]]:
    """The programme and every fault in it: of writing, of meaning, and of its worked citizens."""
    programme, faults = read(read_texts(folder or shipped_folder()), id_)
    if programme is None:
        return None, tuple(sorted(set(faults)))
    count = len(programme.decisions)
    found = [*faults, *prove(programme, blocked_decisions(faults, count))]
    undecided = frozenset(programme.decisions[number].id for number in blocked_decisions(found, count))
    found += [*check_cases(programme, undecided), *annex_disagreements(programme)]
    return programme, tuple(sorted(set(found)))


@lru_cache(maxsize=32)
def open_programme(id_: str, folder: Path | None = None) -> Programme:
    """A programme ready for use; raises UnfinishedProgramme with every fault, and KeyError for an unknown id."""
    where = folder or shipped_folder()
    if not (where / id_ / "programme.yaml").is_file():
        raise KeyError(id_)
    programme, faults = read(read_texts(where, with_cases=False), id_)
    found = faults or (prove(programme) if programme is not None else ())
    if programme is None or found:
        raise UnfinishedProgramme(id_, found)
    return programme
