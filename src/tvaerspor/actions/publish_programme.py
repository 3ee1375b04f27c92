"""Publishes a version: proves it, and puts its files into the table where nothing is ever written over."""

from __future__ import annotations

from pathlib import Path

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.open_programme import check_programme, read_texts, shipped_folder
from tvaerspor.actions.saving import saving
from tvaerspor.actions.stored_programmes import store_version
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.programme.open_points import open_points
from tvaerspor.programme.programme import Programme
from tvaerspor.records.models import ProgrammeVersion

PUBLISH = Deed("create", "programme")


def publish_programme(act: Act, id_: str, folder: Path | None = None) -> tuple[Programme, bool]:
    """The version, and whether it is new: publishing a version again changes nothing.

    Raises UnfinishedProgramme for any fault and for any open point, and KeyError for an unknown id. Only the operator
    publishes, in the terminal: no role of the access matrix may.
    """
    programme, faults = check_programme(id_, folder)
    if programme is None or faults:
        raise UnfinishedProgramme(id_, faults)
    points = tuple(open_points(programme))
    if points:
        raise UnfinishedProgramme(id_, points)
    if ProgrammeVersion.objects.filter(id=programme.version).exists():
        return programme, False
    texts = read_texts(folder or shipped_folder(), with_cases=False)
    with saving(act, PUBLISH, f"version:{programme.version}"):
        store_version(act, programme, texts)
    return programme, True
