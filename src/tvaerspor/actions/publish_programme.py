"""Publishes a version: proves it, and puts its files where nothing is ever written over."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from tvaerspor.actions.open_programme import check_programme, read_texts, shipped_folder
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.programme.load import load
from tvaerspor.programme.open_points import open_points
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.prove import prove


class UnknownVersion(Exception):
    """No version answers to that name."""


def archive_folder() -> Path:
    """Where published versions lie: TVAERSPOR_PUBLISHED, or `published` in the working folder."""
    return Path(os.environ.get("TVAERSPOR_PUBLISHED", "published"))


def publish_programme(
    id_: str, folder: Path | None = None, archive: Path | None = None
) -> tuple[Programme, Path, bool]:
    """The version, its file, and whether it is new: publishing a version again changes nothing.

    Raises UnfinishedProgramme for any fault, and for any open point.
    """
    programme, faults = check_programme(id_, folder)
    if programme is None or faults:
        raise UnfinishedProgramme(id_, faults)
    points = tuple(open_points(programme))
    if points:
        raise UnfinishedProgramme(id_, points)
    texts = read_texts(folder or shipped_folder(), with_cases=False)
    kept = (id_, *programme.header.includes)
    content = {path: text for path, text in texts.items() if path.split("/")[0] in kept}
    file = (archive or archive_folder()) / id_ / f"{programme.version}.json"
    return programme, file, _put_for_good(file, content)


def _put_for_good(file: Path, content: Mapping[str, str]) -> bool:
    """Writes the whole file or nothing, and never over another; whether it was written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, suffix=".part") as out:
        json.dump(content, out, ensure_ascii=False, indent=1, sort_keys=True)
        out.flush()
        os.fsync(out.fileno())
        try:
            os.link(out.name, file)
        except FileExistsError:
            return False
    file.chmod(0o444)
    return True


def open_version(id_: str, version: str, archive: Path | None = None) -> Programme:
    """A version by the beginning of its id, or by the path of a folder of programmes; `now` is the shipped one.

    Raises UnknownVersion, and UnfinishedProgramme where the folder has faults.
    """
    if version == "now" or Path(version).is_dir():
        texts = read_texts(shipped_folder() if version == "now" else Path(version), with_cases=False)
        where = "den medfølgende mappe" if version == "now" else version
        return _loaded(id_, texts, where)
    file = _archived(id_, version, archive or archive_folder())
    programme = _loaded(id_, _published(file), str(file))
    if programme.version != file.stem:
        raise UnknownVersion(f"{file}: filen er ændret, siden versionen blev udgivet; hent den rigtige fra en kopi")
    return programme


def _published(file: Path) -> Mapping[str, str]:
    try:
        texts: Any = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        texts = None
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise UnknownVersion(f"{file}: filen er ikke en udgivet version, eller den er ødelagt; hent den fra en kopi")
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


def _archived(id_: str, version: str, archive: Path) -> Path:
    published = sorted((archive / id_).glob("*.json"))
    found = [file for file in published if version and file.stem.startswith(version)]
    if len(found) == 1:
        return found[0]
    many = "flere versioner begynder med" if found else "ingen udgivet version begynder med"
    raise UnknownVersion(f"{many} «{version}» i {archive / id_}; skriv flere tegn, en mappe med programmer, eller now")
