"""Takes the README's pictures of the demo region: `make screenshots`."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SIZE = ViewportSize(width=1280, height=860)


def main() -> None:
    """Serves the demo in a folder of its own, and takes every picture."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        surroundings = {**os.environ, "TVAERSPOR_HOME": home}
        command = [str(Path(sys.executable).with_name("tvaerspor")), "serve", "--demo", "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=surroundings) as server:
            assert server.stdout is not None, "the server's words are read"
            next(line for line in server.stdout if f":{port}/" in line)
            take_pictures(f"http://127.0.0.1:{port}")
            server.terminate()


def take_pictures(site: str) -> None:
    """One picture for each of the pages that the README shows."""
    PICTURES.mkdir(exist_ok=True)
    found = next(path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for name, person, path in (
            ("home", "demo-laege", "/hjem/"),
            ("worklist", "demo-visitation", "/arbejdsliste/?liste=all"),
        ):
            page = log_in(browser.new_page(locale="da-DK", viewport=SIZE), site, person)
            page.goto(site + path)
            keep(page, name)
        page = log_in(browser.new_page(locale="da-DK", viewport=SIZE), site, "demo-visitation")
        page.goto(f"{site}/arbejdsliste/?liste=unit")
        page.locator("tbody a").first.click()
        keep(page, "referral")
        page = log_in(browser.new_page(locale="da-DK", viewport=SIZE), site, "demo-fysioterapeut")
        page.goto(f"{site}/forloeb/")
        page.locator(".found a").nth(4).click()
        keep(page, "course")
        page = log_in(browser.new_page(locale="da-DK", viewport=SIZE), site, "demo-laege")
        page.goto(f"{site}/arbejdsliste/?status=draft&liste=all")
        page.locator("tbody a").first.click()
        page.wait_for_selector("#trial")
        keep(page, "write")
        browser.close()


def log_in(page: Page, site: str, person: str) -> Page:
    """The page, logged in with one click."""
    page.goto(f"{site}/log-ind/")
    page.click(f"button[value={person}]")
    page.wait_for_load_state()
    return page


def keep(page: Page, name: str) -> None:
    """The picture of what is in the window."""
    page.wait_for_load_state()
    page.screenshot(path=str(PICTURES / f"{name}.png"))
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    main()
