"""Reads a file that somebody names on the command line, or says in one sentence why it cannot be used."""

from __future__ import annotations

import errno
from pathlib import Path

MAX_BYTES = 5_000_000

_REASONS = {
    errno.ENOENT: "filen findes ikke",
    errno.ENOTDIR: "filen findes ikke",
    errno.EISDIR: "det er en mappe; skriv navnet på en fil i den",
    errno.EACCES: "filen må ikke læses af denne bruger; ret dens rettigheder",
    errno.EPERM: "filen må ikke læses af denne bruger; ret dens rettigheder",
}


class BadFile(Exception):
    """The file cannot be used: what is wrong, and what to do."""


def read_bytes(file: Path) -> bytes:
    """The file's bytes; raises BadFile when it is not there or is too large."""
    try:
        with file.open("rb") as content:
            raw = content.read(MAX_BYTES + 1)
    except OSError as error:
        raise cannot_read(file, error) from None
    except ValueError:
        raise BadFile(f"{str(file)!r}: sådan kan en fil ikke hedde") from None
    if len(raw) > MAX_BYTES:
        raise BadFile(f"{file}: filen er over 5 MB; giv den ene besked eller de svar, det drejer sig om")
    return raw


def cannot_read(file: Path, error: OSError) -> BadFile:
    """Why the operating system will not give us the file."""
    reason = _REASONS.get(error.errno or 0, f"filen kan ikke læses ({error.strerror})")
    return BadFile(f"{file}: {reason}")
