"""The browser fixture works, and the accessibility checker finds what it should find."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def test_chromium_speaks_danish(page: Page) -> None:
    page.set_content("<p>Henvisning</p>")
    assert page.evaluate("navigator.language") == "da-DK"


def test_the_accessibility_checker_finds_a_picture_without_a_text(page: Page) -> None:
    page.set_content('<html lang="da"><title>Prøve</title><main><img src="data:,"></main></html>')
    found = {violation["id"] for violation in Axe().run(page).response["violations"]}
    assert "image-alt" in found
