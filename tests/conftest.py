"""Settings for every test: a folder of its own for keys and the embedded database; PostgreSQL where asked for.

TVAERSPOR_TEST_DATABASE=postgresql runs the tests that use the tables on a server of their own.
"""

import os
import tempfile
from collections.abc import Iterator

import django
import pytest

HOME = tempfile.mkdtemp(prefix="tvaerspor-test-")
os.environ["TVAERSPOR_HOME"] = HOME
os.environ["DJANGO_SETTINGS_MODULE"] = "tvaerspor.web.settings"
for name in ("TVAERSPOR_PROGRAMMES", "TVAERSPOR_DATABASE", "TVAERSPOR_KEYS", "TVAERSPOR_DEMO"):
    os.environ.pop(name, None)

if os.environ.get("TVAERSPOR_TEST_DATABASE") == "postgresql":
    from tests.shell.postgresql import address

    os.environ["TVAERSPOR_DATABASE"] = address()

from pathlib import Path  # noqa: E402

from tvaerspor.records.keys import make_keys  # noqa: E402

make_keys(Path(HOME, "keys.json"))
django.setup()

from django.conf import settings  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody's password is at stake here


@pytest.fixture
def world(db: None) -> Iterator[object]:
    """A small made-up world in an empty database."""
    from tests.shell.world import World

    yield World()
