"""The secret keys: in a file of their own outside the database, one for each use, numbered so that they can change."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32


class NoKeys(Exception):
    """The key file is missing or damaged; one Danish sentence."""


@dataclass(frozen=True)
class Keys:
    """`sealing` by number; `newest` is the number that new fields are sealed with."""

    sealing: dict[int, bytes]
    newest: int
    index: bytes
    audit: bytes


def keys() -> Keys:
    """The keys that the settings name; raises NoKeys."""
    return _read(Path(settings.KEYS))


def make_keys(path: Path) -> bool:
    """Makes a key file that only its owner can read, unless there is one; whether it was made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = {"sealing": {"1": _fresh()}, "index": _fresh(), "audit": _fresh(), "signing": _fresh()}
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(opened, "w", encoding="ascii") as out:
        json.dump(fresh, out)
        out.flush()
        os.fsync(out.fileno())
    return True


def _fresh() -> str:
    return base64.b64encode(os.urandom(KEY_BYTES)).decode("ascii")


@lru_cache(maxsize=4)
def _read(path: Path) -> Keys:
    try:
        held = json.loads(path.read_text(encoding="ascii"))
        sealing = {int(number): _key(text) for number, text in held["sealing"].items()}
        return Keys(sealing, max(sealing), _key(held["index"]), _key(held["audit"]))
    except FileNotFoundError:
        raise NoKeys(
            f"{path}: nøglefilen findes ikke; lav den med «tvaerspor admin keys», eller hent den fra en kopi"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NoKeys(f"{path}: nøglefilen er ødelagt; hent den fra en kopi") from None


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError
    return key
