"""Folders that two systems share: whole files are fetched and moved aside, and delivered whole or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

AT_REST_SECONDS = 5
"""A file that was changed less than this long ago may still be growing."""
UNFINISHED = (".part", ".tmp", ".temp", ".filepart", ".crdownload", ".swp", "~")
MOST_AT_A_TIME = 200
SHARED = 0o660  # whoever carries the files on is in the folder's group
Aside = Literal["taget", "fejl"]
"""Where a file goes when it has been dealt with: taken, or refused. Nothing is ever deleted."""


@dataclass(frozen=True)
class Waiting:
    """A whole file that waits in a folder: where, and its size and time of change when it was seen."""

    path: Path
    bytes: int
    changed_ns: int


def waiting(folder: Path, now: float) -> tuple[Waiting, ...]:
    """The whole files in a folder, oldest first; `now` is in seconds since 1970. Raises OSError.

    Hidden files, those with a name of something unfinished, folders, links and files that were just changed are left.
    """
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.name.lower().endswith(UNFINISHED):
                continue
            if not entry.is_file(follow_symlinks=False):
                continue
            about = entry.stat(follow_symlinks=False)
            if now - about.st_mtime >= AT_REST_SECONDS:
                found.append(Waiting(Path(entry.path), about.st_size, about.st_mtime_ns))
    return tuple(sorted(found, key=lambda each: (each.changed_ns, each.path.name))[:MOST_AT_A_TIME])


def content(file: Waiting, most: int) -> bytes | None:
    """The bytes, at most one more than `most`; None where the file has changed since it was seen. Raises OSError."""
    opened = os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(opened, "rb") as stream:
        raw = stream.read(most + 1)
        about = os.fstat(stream.fileno())
    return raw if (about.st_size, about.st_mtime_ns) == (file.bytes, file.changed_ns) else None


def move_aside(file: Waiting, to: Aside) -> Path:
    """Moves the file into the folder beside it, under a number where its name is taken; where it lies now."""
    folder = file.path.parent / to
    folder.mkdir(exist_ok=True)
    number = 0
    while True:
        name = file.path.name if not number else f"{file.path.stem}-{number}{file.path.suffix}"
        goal = folder / name
        try:
            os.link(file.path, goal, follow_symlinks=False)
        except FileExistsError:
            number += 1
            continue
        file.path.unlink()
        return goal


def deliver(folder: Path, name: str, raw: bytes) -> Path:
    """Puts a file into a folder: on disk under a name that nobody fetches, and then renamed. Raises OSError.

    Delivering the same again puts the same file in the same place: a receiver sees it at most twice, never in part.
    """
    part, goal = folder / f".{name}.part", folder / name
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, SHARED)
    with os.fdopen(opened, "wb") as out:
        os.fchmod(opened, SHARED)
        out.write(raw)
        out.flush()
        os.fsync(out.fileno())
    os.replace(part, goal)
    _settle(folder)
    return goal


def _settle(folder: Path) -> None:
    """Waits until the folder's own list of names is on disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
