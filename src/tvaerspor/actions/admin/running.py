"""Whether the application runs on this home: a lock on a file, which the system lets go of when its holder ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tvaerspor.actions.refused import Refused


def home() -> Path:
    """The folder of the embedded database and the keys, as the settings have it; known before Django is set up."""
    return Path(os.environ.get("TVAERSPOR_HOME", ".tvaerspor"))


def hold_running() -> int:
    """Says, until this process and its children end, that the application runs; the open file. Raises Refused."""
    opened = _open()
    try:
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(opened)
        raise Refused("databasen er ved at blive lagt tilbage eller begyndt forfra; vent, til det er færdigt") from None
    return opened


@contextmanager
def only_one(refusal: str) -> Iterator[None]:
    """Keeps the application from starting meanwhile; raises Refused with that sentence where it runs already."""
    opened = _open()
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused(refusal) from None
    else:
        yield
    finally:
        os.close(opened)


def _open() -> int:
    file = home() / "running.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
