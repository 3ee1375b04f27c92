"""A database that cannot take more says so, keeps what was typed on the page, saves nothing by half, and recovers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.shell.crash.browser import Browser, Shown
from tests.shell.crash.home import AGAIN, FULL, Home
from tests.shell.crash.writers import choice, citizen

pytestmark = pytest.mark.slow
LONG = "Smerter ved gang og på trapper. " * 600  # more than what is left on the database's last pages


class Desk:
    """A doctor with two drafts, one of them ready to be sent; then the disk is full."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.known: dict[str, Any] = self.home.prepare()
        self.doctor = Browser(self.home.port, self.known["sessions"]["doctor"])
        self.home.start(AGAIN)
        self.empty, self.ready = (self._begun(number) for number in (1, 2))
        self.doctor.post(f"/henvisning/{self.ready}/skriv/", {**self.known["fields"], "_version": "1"})
        self._restart_full()

    def _begun(self, number: int) -> str:
        begun = self.doctor.post("/borgere/ny/", citizen(number, self.known["programme"]))
        return begun.location.split("/")[2]

    def _restart_full(self) -> None:
        self.home.kill()
        with sqlite3.connect(self.home.database) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (pages,) = database.execute("PRAGMA page_count").fetchone()
        self.home.environment["MOST_PAGES"] = str(pages)
        self.home.start(FULL)

    def make_room(self) -> None:
        """The disk has room again."""
        self.home.kill()
        self.home.start(AGAIN)

    def rows(self, question: str, *values: str) -> list[tuple[Any, ...]]:
        """What the database holds."""
        with sqlite3.connect(self.home.database) as database:
            return database.execute(question, values).fetchall()

    def row(self, referral: str) -> tuple[Any, ...]:
        """Status, version and typed fields of a referral."""
        question = "SELECT status, version_number, typed FROM records_referral WHERE id = ?"
        return self.rows(question, referral.replace("-", ""))[0]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("full"))
    yield desk
    desk.home.kill()


def carried(shown: Shown) -> dict[str, str]:
    """The fields of the form that the page carries on."""
    (form,) = html.document_fromstring(shown.body).forms[-1:]
    return dict(form.form_values())


def test_what_is_typed_is_carried_on_and_saved_when_there_is_room_again(desk: Desk) -> None:
    typed = {**desk.known["fields"], "anamnesis": LONG.strip(), "_version": "1"}
    path = f"/henvisning/{desk.empty}/skriv/"
    refused = desk.doctor.post(path, typed)
    assert refused.status == 503
    assert "Det blev ikke gemt" in refused.body
    assert carried(refused).items() >= typed.items()
    assert desk.row(desk.empty) == ("draft", 1, "{}")

    sending = f"/henvisning/{desk.ready}/send/"
    before = desk.row(desk.ready), desk.rows("SELECT count(*) FROM records_event")
    not_sent = desk.doctor.post(sending, {**choice(desk.known), "_reason": LONG, "_version": "2"})
    assert not_sent.status == 503
    assert (desk.row(desk.ready), desk.rows("SELECT count(*) FROM records_event")) == before
    assert desk.rows("SELECT count(*) FROM records_message") == [(0,)]
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]

    desk.make_room()
    assert desk.doctor.post(path, carried(refused)).status == 200
    status, version, saved = desk.row(desk.empty)
    assert (status, version) == ("draft", 2) and LONG.strip() in saved
    assert "gjort=send" in desk.doctor.post(sending, carried(not_sent)).location
    assert desk.row(desk.ready)[0] == "sent"
