"""Opens a version of a programme by what somebody calls it: the beginning of its id, a folder, or the shipped one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tvaerspor.actions.open_programme import read_texts, shipped_folder
from tvaerspor.actions.refused import Refused
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.programme.load import load
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.prove import prove

NOW = "now"


class UnknownVersion(Refused):
    """No version answers to that name."""


def is_in_files(version: str) -> bool:
    """Whether the version lies in a folder, so that no database is needed to open it."""
    return version == NOW or Path(version).is_dir()


def open_version(id_: str, version: str) -> Programme:
    """The version; `now` is the shipped one. Django must be set up unless `is_in_files`.

    Raises UnknownVersion, and UnfinishedProgramme where the folder has faults.
    """
    if is_in_files(version):
        texts = read_texts(shipped_folder() if version == NOW else Path(version), with_cases=False)
        return _loaded(id_, texts, "den medfølgende mappe" if version == NOW else version)
    full, published = _published(id_, version)
    programme = _loaded(id_, published, "versionen")
    if programme.version != full:
        raise UnknownVersion(f"version {full[:12]} er ændret i databasen, siden den blev udgivet; hent den fra en kopi")
    return programme


def _published(id_: str, version: str) -> tuple[str, Mapping[str, str]]:
    """The whole id and the files of the one published version that begins so."""
    from tvaerspor.actions.admin.database_state import require_ready
    from tvaerspor.records.models import ProgrammeVersion

    try:
        require_ready()
    except Refused as error:
        raise UnknownVersion(f"{error} - eller skriv en mappe med programmer i stedet for «{version}»") from None
    rows = ProgrammeVersion.objects.filter(programme=id_, id__startswith=version) if version else ()
    found = list(rows[:2])
    if len(found) != 1:
        many = "flere versioner begynder med" if found else "ingen udgivet version begynder med"
        raise UnknownVersion(f"{many} «{version}» af {id_}; skriv flere tegn, en mappe med programmer, eller now")
    return found[0].id, _files(found[0].files, found[0].id)


def _files(text: str, version: str) -> Mapping[str, str]:
    try:
        texts = json.loads(text)
    except ValueError:
        texts = None
    if not isinstance(texts, dict) or not all(isinstance(each, str) for each in texts.values()):
        raise UnknownVersion(f"version {version[:12]} er ødelagt i databasen; hent den fra en kopi")
    return texts


def _loaded(id_: str, texts: Mapping[str, str], where: str) -> Programme:
    if f"{id_}/programme.yaml" not in texts:
        raise UnknownVersion(f"der er intet program «{id_}» i {where}")
    return _proved(id_, tuple(sorted(texts.items())))


@lru_cache(maxsize=8)
def _proved(id_: str, texts: tuple[tuple[str, str], ...]) -> Programme:
    """The same content is the same version: it is read and proved once."""
    programme = load(dict(texts), id_)
    faults = prove(programme)
    if faults:
        raise UnfinishedProgramme(id_, faults)
    return programme
