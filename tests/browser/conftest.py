"""A real browser for the tests in this folder: Chromium where the machine has one, otherwise they are skipped."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.people import Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, started once for all tests of a worker."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.skip("no Chromium on this machine: install the package chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty Danish page in a context of its own: no cookies from another test."""
    context = chromium.new_context(locale="da-DK", timezone_id="Europe/Copenhagen")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The web application as it is served to people, on a port of its own; its address without the last slash."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", f"from tvaerspor.web.serve import serve; serve(port={port}, workers=1)"]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("TVAERSPOR_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as server:
        assert server.stdout is not None, "the server's words are read"
        greeting = server.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in greeting, "the server says in Danish where it is"
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="session")
def loop_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The application with a small made-up world, served to people who log in."""
    home = tmp_path_factory.mktemp("loop")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.browser.loop_site", str(home), str(port)]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith(("TVAERSPOR_", "DJANGO_"))}
    log = (home / "server.log").open("w")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=surroundings) as server:
        assert server.stdout is not None, "the server's words are read"
        for line in server.stdout:
            if f"http://127.0.0.1:{port}/" in line:
                break
        else:
            raise AssertionError((home / "server.log").read_text())
        yield Site(f"http://127.0.0.1:{port}", home)
        server.terminate()
