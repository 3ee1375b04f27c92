"""Doctors who write and send referrals over HTTP, one after the other, and send a form again when nobody answered."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from tests.shell.crash.browser import Browser
from tvaerspor.actions.demo.made_up_citizens import numbers_for

PATIENCE_SECONDS = 60


def citizen(number: int, programme: str) -> dict[str, str]:
    """The form that begins a referral for a citizen nobody knew."""
    born = date(1950, 1, 1) + timedelta(days=number)
    about = {"cpr": next(numbers_for(born)), "given_name": "Prøve", "surname": f"Borger {number}"}
    return {**about, "municipality": "0851", "programme": programme}


def choice(known: dict[str, Any]) -> dict[str, str]:
    """The form that sends it, without the version that was seen."""
    goal = known["destination"]
    return {"_destination": goal, f"_unit-{goal}": known["unit"], "_do": "send"}


@dataclass
class Writers:
    """Several doctors at once, until they are told to stop. `sent` are the referrals whose sending was acknowledged."""

    port: int
    known: dict[str, Any]
    sent: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    answered: int = 0
    again: int = 0
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._citizens = itertools.count(1)
        self._threads: list[threading.Thread] = []

    def start(self, count: int) -> None:
        """So many doctors begin."""
        self._threads = [threading.Thread(target=self._write) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def await_forms(self, count: int) -> None:
        """Waits until so many more forms have been answered."""
        goal, deadline = self.answered + count, time.monotonic() + PATIENCE_SECONDS
        while self.answered < goal and not self.wrong:
            assert time.monotonic() < deadline, "nobody answers"
            time.sleep(0.002)

    def stop(self) -> None:
        """Each finishes the referral at hand."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        while not self._stop.is_set():
            try:
                self._one()
            except AssertionError as wrong:
                self.wrong.append(str(wrong))
                return

    def _one(self) -> None:
        about = citizen(next(self._citizens), self.known["programme"])
        referral = self._form("/borgere/ny/", about).split("/")[2]
        self.begun.append(referral)
        self._form(f"/henvisning/{referral}/skriv/", {**self.known["fields"], "_version": "1"})
        self._form(f"/henvisning/{referral}/send/", {**choice(self.known), "_version": "2"})
        self.sent.append(referral)

    def _form(self, path: str, fields: dict[str, str]) -> str:
        """Sends a form until somebody answers, each time with the same key; where it led to."""
        browser, form = Browser(self.port, self.known["sessions"]["doctor"]), {**fields, "_key": str(uuid4())}
        for attempt in itertools.count():
            try:
                shown = browser.post(path, form)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            self.again += attempt > 0
            self.answered += 1
            assert shown.status in (200, 302), f"{path}: {shown.status}"
            return urlsplit(shown.location).path
        raise AssertionError("unreachable")
