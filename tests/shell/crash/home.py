"""A home of its own for a server in a process group of its own, which can be killed and started again."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
START_SECONDS = 60
PROGRAMME = "proeve"
SERVE = "import sys; from tvaerspor.web.serve import serve; serve(port=int(sys.argv[1]))"
AGAIN = """
import sys
from tvaerspor.web.serve import _application, _settle_environment
_settle_environment("127.0.0.1")
_application("127.0.0.1", int(sys.argv[1]), 2).run()
"""
"""The same server without making the database ready and without the work beside it: it is there four times as soon."""
FULL = f"""
import os
from tvaerspor.records import database
database.SQLITE += " PRAGMA max_page_count=" + os.environ["MOST_PAGES"] + ";"
{AGAIN}"""
"""On a disk on which the database cannot grow."""


class Home:
    """The folder, its environment, and the server that runs in it."""

    def __init__(self, folder: Path, address: str = "", **environment: str) -> None:
        self.folder = folder
        self.programmes = one_small_programme(folder / "programmes")
        own = {"TVAERSPOR_HOME": str(folder), "TVAERSPOR_DATABASE": address, "TVAERSPOR_DEMO": ""}
        own |= {"TVAERSPOR_PROGRAMMES": str(self.programmes)}
        own |= {"DJANGO_SETTINGS_MODULE": "tvaerspor.web.settings", "PYTHONPATH": str(ROOT)}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TVAERSPOR_")}
        self.environment = {**kept, **own, **environment}
        self.port = _free_port()
        self.log = folder / "server.log"
        self.server: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> Path:
        """The embedded database."""
        return self.folder / "tvaerspor.sqlite3"

    def prepare(self) -> dict[str, Any]:
        """Makes a small world; what writers need to know."""
        command = [sys.executable, "-m", "tests.shell.crash.prepare"]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, check=True)
        known: dict[str, Any] = json.loads(done.stdout)
        return known

    def start(self, script: str = SERVE) -> None:
        """Starts the server as `tvaerspor serve` does, and waits until it takes visitors."""
        with self.log.open("ab") as said:
            command = [sys.executable, "-c", script, str(self.port)]
            self.server = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=said, stderr=said, start_new_session=True
            )
        for _ in range(START_SECONDS * 20):
            if self.is_open():
                return
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def is_open(self) -> bool:
        """Whether somebody takes visitors."""
        with socket.socket() as trial:
            return trial.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        """Ends every process of the server at once, without a word."""
        assert self.server is not None, "started before"
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        while self.is_open():  # the last of them is still dying
            time.sleep(0.01)


def one_small_programme(folder: Path) -> Path:
    """A folder with one programme that is quickly opened: the start of a new condition, as it stands."""
    shipped = ROOT / "programmes"
    if not folder.exists():
        shutil.copytree(shipped / "common", folder / "common")
        shutil.copytree(shipped / "skeleton", folder / PROGRAMME)
        header = folder / PROGRAMME / "programme.yaml"
        header.write_text(header.read_text("utf-8").replace("id: skeleton\n", f"id: {PROGRAMME}\n"), "utf-8")
    return folder


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
