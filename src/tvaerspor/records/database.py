"""Which database the operator chose, and how each is opened; no Django here, because the settings are made from it."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE = (
    # A commit is on disk before anybody is told so: FULL, because NORMAL loses acknowledged rows in a power cut.
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
)
WAIT_SECONDS = 10


class BadDatabaseAddress(Exception):
    """The address in TVAERSPOR_DATABASE cannot be meant; one Danish sentence."""


def database(address: str, home: Path) -> dict[str, Any]:
    """Django's settings for an address; the embedded database in `home` for none. Raises BadDatabaseAddress."""
    if not address:
        return _embedded(home / "tvaerspor.sqlite3")
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadDatabaseAddress(
            "TVAERSPOR_DATABASE skal begynde med postgresql:// – eller udelades, så bruges den indbyggede database."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.removeprefix("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": _host(parts.query) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
    }


def _host(query: str) -> str:
    """A folder with the server's socket, as in `?host=/run/postgresql`."""
    named = dict(pair.partition("=")[::2] for pair in query.split("&"))
    return unquote(named.get("host", ""))


def _embedded(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file.absolute()),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"init_command": SQLITE, "transaction_mode": "IMMEDIATE", "timeout": WAIT_SECONDS},
    }


def signing_key(file: Path) -> str:
    """The key that sessions and forms are signed with; made anew at each start until there is a key file."""
    try:
        return str(json.loads(file.read_text(encoding="ascii"))["signing"])
    except (OSError, ValueError, KeyError):
        return secrets.token_urlsafe(50)
