"""Publishes a version: proves it, and puts its files where nothing is ever written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tvaerspor.actions.open_programme import check_programme, read_texts, shipped_folder
from tvaerspor.programme.faults import UnfinishedProgramme
from tvaerspor.programme.load import load
from tvaerspor.programme.programme import Programme
from tvaerspor.programme.prove import prove


class UnknownVersion(Exception):
    """No version answers to that name."""


def archive_folder() -> Path:
    """Where published versions lie: TVAERSPOR_PUBLISHED, or `published` in the working folder."""
    return Path(os.environ.get("TVAERSPOR_PUBLISHED", "published"))


def publish_programme(id_: str, folder: Path | None = None, archive: Path | None = None) -> tuple[Programme, Path]:
    """The version and its file; raises UnfinishedProgramme for any fault. Publishing again changes nothing."""
    programme, faults = check_programme(id_, folder)
    if programme is None or faults:
        raise UnfinishedProgramme(id_, faults)
    texts = read_texts(folder or shipped_folder(), with_cases=False)
    kept = (id_, *programme.header.includes)
    content = {path: text for path, text in texts.items() if path.split("/")[0] in kept}
    file = (archive or archive_folder()) / id_ / f"{programme.version}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        with file.open("x", encoding="utf-8") as out:
            json.dump(content, out, ensure_ascii=False, indent=1, sort_keys=True)
    return programme, file


def open_version(id_: str, version: str, archive: Path | None = None) -> Programme:
    """A version by the beginning of its id, or by the path of a folder of programmes; `now` is the shipped one.

    Raises UnknownVersion, and UnfinishedProgramme where the folder has faults.
    """
    if version == "now" or Path(version).is_dir():
        texts = read_texts(shipped_folder() if version == "now" else Path(version), with_cases=False)
    else:
        texts = json.loads(_archived(id_, version, archive or archive_folder()).read_text(encoding="utf-8"))
    if f"{id_}/programme.yaml" not in texts:
        raise UnknownVersion(f"der er intet program «{id_}» i {version}")
    programme = load(texts, id_)
    faults = prove(programme)
    if faults:
        raise UnfinishedProgramme(id_, faults)
    return programme


def _archived(id_: str, version: str, archive: Path) -> Path:
    found = sorted((archive / id_).glob(f"{version}*.json"))
    if len(found) == 1:
        return found[0]
    many = "flere versioner begynder med" if found else "ingen udgivet version begynder med"
    raise UnknownVersion(f"{many} «{version}» i {archive / id_}; skriv flere tegn, en mappe med programmer, eller now")
