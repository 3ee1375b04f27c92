"""Copies the embedded database while it is in use, and puts a copy back; the keys are kept apart from both."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from tvaerspor.actions.admin.database_state import embedded_file
from tvaerspor.actions.admin.running import only_one
from tvaerspor.actions.refused import Refused

PAGES_AT_A_TIME = 2_000
_BESIDE = ("", "-wal", "-shm")
Progress = Callable[[int, int], None]


class UseServerTools(Refused):
    """The database is a server's: its own tools make the copies. `str()` says which command to give."""


def back_up(to: Path, tell: Progress) -> None:
    """Writes the whole database into one new file; the application may run meanwhile. Raises Refused."""
    file = _embedded("pg_dump --format=custom --file", to)
    if to.exists():
        raise Refused(f"{to}: filen findes allerede; vælg et andet navn, intet skrives over")
    part = to.with_name(f".{to.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as source:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy, pages=PAGES_AT_A_TIME, progress=lambda _, left, all_: tell(all_ - left, all_))
            copy.execute("PRAGMA journal_mode=DELETE")
        _refuse_damaged(part)
    _settle(part, to)


def restore(file: Path, now: datetime) -> Path | None:
    """Puts a copy back; the database that was there is moved aside, to the path that is given back. Raises Refused."""
    place = _embedded("pg_restore --clean --if-exists --dbname", file)
    _refuse_damaged(file)
    connections.close_all()
    with only_one(f"serveren kører; stop den, før {file} lægges tilbage"):
        part = place.with_name(f".{place.name}.part")
        part.unlink(missing_ok=True)
        address = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        aside = _move_aside(place, now)
        _settle(part, place)
    return aside


def _move_aside(place: Path, now: datetime) -> Path | None:
    """The database with its journal; the journal may hold what is not in the file yet."""
    aside = place.with_name(f"{place.stem}-{now:%Y%m%d-%H%M%S}-aside{place.suffix}")
    was_there = place.exists()
    for ending in _BESIDE:
        found = place.with_name(place.name + ending)
        if found.exists():
            found.rename(aside.with_name(aside.name + ending))
    return aside if was_there else None


def _embedded(command: str, file: Path) -> Path:
    place = embedded_file()
    if place is None:
        known = connection.settings_dict
        address = " ".join(
            f"{name}={known[key]}" for name, key in (("host", "HOST"), ("port", "PORT"), ("user", "USER")) if known[key]
        )
        target = f"dbname={known['NAME']} {address}".strip()
        told = f'{command} "{target}" {file}' if "restore" in command else f'{command} {file} "{target}"'
        raise UseServerTools(
            "databasen er en PostgreSQL-server, og dens egne værktøjer laver kopierne. Brug (adgangskoden spørges der "
            f"om, eller den gives i PGPASSWORD):\n  {told}\nNøglefilen {settings.KEYS} kopieres for sig."
        )
    if not place.is_file() and "dump" in command:
        raise Refused(f"{place}: der er ingen database at kopiere")
    return place


def _refuse_damaged(file: Path) -> None:
    """Raises Refused for a file that is no whole database of ours."""
    if not file.is_file():
        raise Refused(f"{file}: filen findes ikke")
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as trial:
            (said,) = trial.execute("PRAGMA integrity_check").fetchone()
            tables = {name for (name,) in trial.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError:
        raise Refused(f"{file}: filen er ikke en kopi af databasen") from None
    if said != "ok" or "records_referral" not in tables:
        raise Refused(f"{file}: filen er ødelagt eller er ikke en kopi af databasen; brug en anden")


def _settle(part: Path, to: Path) -> None:
    """Names the whole file when it is on disk, and not before."""
    for path in (part, None):
        opened = os.open(path or to.parent, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
        if path is not None:
            part.rename(to)
