"""Finds scenario files - the shipped ones, or one that somebody names - and opens them with all that they lean on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from tvaerspor.actions.open_programme import open_programme, programme_ids
from tvaerspor.actions.organisation import municipality_names, organisation_folder
from tvaerspor.actions.reading_files import BadFile, read_bytes
from tvaerspor.planning.base import Texts, with_base
from tvaerspor.planning.load_scenario import load_scenario
from tvaerspor.planning.populations import load_populations
from tvaerspor.planning.price_index import load_price_indices
from tvaerspor.planning.reading import FaultyPlanning
from tvaerspor.planning.scenario import Scenario, Surroundings
from tvaerspor.programme.faults import Fault

YAML = (".yaml", ".yml")


@cache
def shipped_scenarios() -> Texts:
    """The shipped scenario files by id."""
    found = sorted((organisation_folder() / "scenarios").glob("*.yaml"))
    return {path.stem: path.read_text(encoding="utf-8") for path in found}


def open_scenario(texts: Texts, scenario: str) -> Scenario:
    """A scenario ready to be reckoned; raises FaultyPlanning, and UnfinishedProgramme for what it leans on."""
    return load_scenario(texts, scenario, surroundings(_programmes(texts, scenario)))


def surroundings(programmes: tuple[str, ...]) -> Surroundings:
    """What a scenario with these programmes leans on; a name that nobody has is left for the loader to tell."""
    folder = organisation_folder()
    known = set(programme_ids())
    return Surroundings(
        {id_: open_programme(id_) for id_ in programmes if id_ in known},
        load_populations((folder / "populations.yaml").read_text(encoding="utf-8")),
        load_price_indices((folder / "price_index.yaml").read_text(encoding="utf-8")),
        municipality_names(),
    )


def _programmes(texts: Texts, scenario: str) -> tuple[str, ...]:
    """The programmes that a file names, as far as it can be read: opening one costs more than reading a scenario."""
    value = with_base(texts, scenario)[0].value()
    named = value.get("programmes") if isinstance(value, dict) else None
    listed = named if isinstance(named, list) else [named]
    return tuple(name for name in listed if isinstance(name, str))


def named_scenario(named: str) -> tuple[Texts, str]:
    """A scenario file by its path, with its neighbours and the shipped ones as bases; or a shipped one by its id.

    Raises BadFile.
    """
    path = Path(named)
    if named in shipped_scenarios() and not path.exists():
        return shipped_scenarios(), named
    if path.suffix not in YAML and not path.exists():
        ids = ", ".join(shipped_scenarios())
        raise BadFile(f"«{named}» er hverken en fil eller et medfølgende scenarie; de medfølgende er {ids}")
    own = read_text(path)
    beside = {each.stem: read_text(each) for each in sorted(path.parent.glob("*.yaml")) if each.is_file()}
    return {**shipped_scenarios(), **beside, path.stem: own}, path.stem


def read_text(path: Path) -> str:
    """A text file's words; raises BadFile."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise BadFile(f"{path}: filen er ikke en tekst i UTF-8") from None


def open_named(named: str, changes: Mapping[str, object] | None = None) -> Scenario:
    """A scenario by path or id, with other years or municipalities than the file's where they are given.

    Raises BadFile and FaultyPlanning, whose faults name the file as it was named.
    """
    texts, id_ = named_scenario(named)
    try:
        if changes:
            from tvaerspor.planning.changes import written_file

            on_top = {"id": id_, "title": open_scenario(texts, id_).title, "base": id_, **changes}
            return open_scenario({**texts, "valgt": written_file(on_top)}, "valgt")
        return open_scenario(texts, id_)
    except FaultyPlanning as faulty:
        raise FaultyPlanning(_as_named(fault, id_, named) for fault in faulty.faults) from None


def _as_named(fault: Fault, id_: str, named: str) -> Fault:
    if fault.file == "valgt.yaml":
        return replace(fault, file="det valgte", line=0)
    return replace(fault, file=named) if fault.file == f"{id_}.yaml" and Path(named).suffix in YAML else fault
