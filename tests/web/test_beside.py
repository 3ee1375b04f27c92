"""The server as a person starts it: ready, working beside, begun again when that fails, and gone when it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import run_apart

pytestmark = pytest.mark.slow
SOON = 60.0


class Served:
    """A server in a process and a home of its own."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TVAERSPOR_")}
        inbox = home.parent / "inbox"
        inbox.mkdir()
        settings = {"TVAERSPOR_HOME": str(home), "TVAERSPOR_INBOX": str(inbox)}
        self.inbox, self.said = inbox, home.parent / "said.txt"
        with self.said.open("wb") as out:
            command = [sys.executable, "-c", "from tvaerspor.cli import main; main()", "serve", "--workers", "1"]
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)], env={**kept, **settings}, stdout=out, stderr=out
            )
        until(self.answers)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/log-ind/", timeout=5) as page:
                return bool(page.status == 200)
        except OSError:
            return False

    def children(self) -> dict[int, int]:
        """Every process below it, with its parent."""
        listed = subprocess.run(["ps", "-eo", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
        parents = {int(pid): int(parent) for pid, parent in map(str.split, listed.splitlines())}
        below = {self.process.pid}
        for _ in range(4):
            below |= {pid for pid, parent in parents.items() if parent in below}
        return {pid: parents[pid] for pid in below - {self.process.pid} if pid in parents}

    def worker(self) -> int:
        """The process that fetches, delivers and seals: of the two grandchildren the one that steps back for nobody."""
        found = [pid for pid, parent in self.children().items() if parent != self.process.pid]
        return min(found, key=niceness)


def niceness(pid: int) -> int:
    """How far back a process steps for the others."""
    said = subprocess.run(["ps", "-o", "ni=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return int(said) if said else 0


def until(is_so: object) -> None:
    """Waits until it is so."""
    end = time.monotonic() + SOON
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < end, is_so
        time.sleep(0.2)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path / "home")
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()


def test_it_works_beside_begins_again_and_leaves_nothing_behind(served: Served) -> None:
    assert (served.inbox.parent / "home" / "tvaerspor.sqlite3").stat().st_mode & 0o077 == 0
    before = served.worker()
    os.kill(before, signal.SIGKILL)
    until(lambda: len(served.children()) >= 5 and served.worker() != before)
    file = served.inbox / "010150-0010.xml"
    file.write_bytes(b"hej")
    os.utime(file, (1, 1))
    until(lambda: (served.inbox / "fejl" / file.name).exists())
    assert file.name not in served.said.read_text()
    home = served.inbox.parent / "home"
    assert run_apart(home, "admin", "backup", home.parent / "copy").status == 0
    refused = run_apart(home, "admin", "restore", home.parent / "copy", "--yes")
    assert refused.status == 2 and "serveren kører" in refused.err
    below = served.children()
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(SOON) == 0
    until(lambda: not any(_lives(pid) for pid in below))
    assert run_apart(home, "admin", "restore", home.parent / "copy", "--yes").status == 0


def test_everything_ends_with_a_server_that_is_killed(served: Served) -> None:
    below = served.children()
    assert len(below) == 5
    served.process.kill()
    served.process.wait()
    until(lambda: not any(_lives(pid) for pid in below))


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
