"""Starts a folder for a new condition from the skeleton."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tvaerspor.actions.open_programme import shipped_folder


class CannotStart(Exception):
    """The folder cannot be made, and why."""


def new_programme(id_: str, folder: Path | None = None) -> Path:
    """A copy of the skeleton under the new name; refuses a name that is taken or is no folder name.

    Without `folder` it is made in ./programmes, never inside an installed package.
    """
    where = folder or Path("programmes")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", id_):
        raise CannotStart(f"«{id_}» kan ikke være et navn: brug små bogstaver a-z, tal og bindestreg, fx min-lidelse")
    if (where / id_).exists():
        raise CannotStart(f"mappen {where / id_} findes allerede")
    skeleton = where / "skeleton" if (where / "skeleton").is_dir() else shipped_folder() / "skeleton"
    shutil.copytree(skeleton, where / id_)
    if not (where / "common").is_dir():
        shutil.copytree(shipped_folder() / "common", where / "common")
    header = where / id_ / "programme.yaml"
    header.write_text(re.sub(r"(?m)^id: skeleton$", f"id: {id_}", header.read_text("utf-8")), "utf-8")
    return where / id_
