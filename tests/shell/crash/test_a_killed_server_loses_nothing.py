"""A server that is killed again and again under load loses nothing that it has acknowledged, and doubles nothing."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from tests.shell.crash.home import AGAIN, Home
from tests.shell.crash.writers import Writers

HOMES, KILLS = 2, 10  # twenty in all, two servers at a time because most of it is waiting for one to start
DOCTORS = 4
MOST_FORMS = 25  # that are answered between two kills
LAST_SECONDS = 0.02  # about as long as a form takes, so that every moment of it is met


@pytest.mark.slow
def test_twenty_kills_lose_no_acknowledged_referral_and_double_none(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(HOMES)]
    with ThreadPoolExecutor(HOMES) as pool:
        found = list(pool.map(killed, folders))
    for home, writers in found:
        assert writers.wrong == []
        assert len(writers.sent) >= KILLS, "somebody wrote between the kills"
        with sqlite3.connect(home.database) as database:
            assert_everything_is_there(database, writers)
    assert sum(writers.again for _, writers in found) > 0, "some form was sent twice"


def killed(folder: Path) -> tuple[Home, Writers]:
    """A home whose server was killed ten times at moments that the folder's name gives."""
    folder.mkdir()
    home, chance = Home(folder), random.Random(folder.name)
    writers = Writers(home.port, home.prepare())
    home.start()
    writers.start(DOCTORS)
    try:
        for _ in range(KILLS):
            writers.await_forms(chance.randint(1, MOST_FORMS))
            time.sleep(chance.uniform(0, LAST_SECONDS))
            home.kill()
            home.start(AGAIN)
    finally:
        writers.stop()
        home.kill()
    return home, writers


def assert_everything_is_there(database: sqlite3.Connection, writers: Writers) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    status = {str(UUID(id_)): each for id_, each in database.execute("SELECT id, status FROM records_referral")}
    assert [id_ for id_ in writers.sent if status.get(id_) != "sent"] == []
    assert [id_ for id_ in writers.begun if id_ not in status] == []
    assert_told_once(database, status)
    assert_noted(database, status)


def assert_told_once(database: sqlite3.Connection, status: dict[str, str]) -> None:
    told = Counter(
        (str(UUID(id_)), kind) for id_, kind in database.execute("SELECT referral_id, kind FROM records_event")
    )
    assert [each for each, count in told.items() if count > 1] == []
    assert {id_ for id_, kind in told if kind == "begun"} == set(status)
    assert {id_ for id_, kind in told if kind == "send"} == {id_ for id_, each in status.items() if each == "sent"}
    doubled = "SELECT citizen_id FROM records_referral GROUP BY citizen_id HAVING count(*) > 1"
    assert database.execute(doubled).fetchall() == []


def assert_noted(database: sqlite3.Connection, status: dict[str, str]) -> None:
    """Beginning and sending leave a row in the log each, so one that is sent stands there at least three times."""
    noted = seen(row for (row,) in database.execute("SELECT seen FROM records_audit WHERE outcome = 'ok'"))
    assert [id_ for id_ in status if noted[id_] < 1] == []
    assert [id_ for id_, each in status.items() if each == "sent" and noted[id_] < 3] == []


def seen(rows: Iterable[str]) -> Counter[str]:
    return Counter(id_ for row in rows for id_ in json.loads(row).get("referral", ()))
