"""People at their screens: each has a window of their own, logs in with one click, and fills in forms as people do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page


@dataclass(frozen=True)
class Site:
    """Where the site is, and what the world in it holds."""

    address: str
    home: Path

    @property
    def known(self) -> Any:
        """The fields of an ordinary referral, and the ids of the citizens."""
        return json.loads((self.home / "known.json").read_text(encoding="utf-8"))


class Person:
    """Somebody with a window; without JavaScript where that is asked for."""

    def __init__(self, browser: Browser, site: Site, name: str, scripts: bool = True, width: int = 1280) -> None:
        self.site = site
        self.context = browser.new_context(
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
        )
        self.page: Page = self.context.new_page()
        self.go("/log-ind/")
        self.page.click(f"button[value=demo-{name}]")

    def go(self, path: str) -> None:
        """Opens a page by its address."""
        self.page.goto(self.site.address + path)

    def fill(self, fields: Mapping[str, str]) -> int:
        """Answers every question of the form that is there to be seen; how many controls were touched."""
        touched = 0
        for name, value in fields.items():
            radio = self.page.query_selector(f"input[type=radio][name='{name}'][value='{value}']")
            field = radio or self.page.query_selector(f"[name='{name}']:not([type=radio]):not([type=hidden])")
            if field is None or not field.is_enabled() or not self._is_shown(field):
                continue
            if radio:
                radio.focus()
                self.page.keyboard.press("Space")
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
            touched += 1
        return touched

    def press(self, words: str) -> None:
        """Presses the button or link that says so."""
        target = self.page.get_by_role("button", name=words, exact=True).or_(
            self.page.get_by_role("link", name=words, exact=True)
        )
        target.first.click()
        self.page.wait_for_load_state()

    @property
    def text(self) -> str:
        """All that the page says."""
        return self.page.inner_text("main")

    def close(self) -> None:
        """Closes the window."""
        self.context.close()

    @staticmethod
    def _is_shown(field: Any) -> bool:
        return bool(field.evaluate("field => !!field.closest('.question, .row, fieldset, .single, body').offsetParent"))
