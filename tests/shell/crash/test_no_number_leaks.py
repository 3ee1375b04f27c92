"""Numbers that go through the pages are afterwards in no log, address, title or file name, and nowhere in the clear."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.shell.crash.browser import TOKEN, Browser, Shown
from tests.shell.crash.home import Home
from tests.shell.crash.writers import choice
from tvaerspor.actions.demo.made_up_citizens import numbers_for

pytestmark = pytest.mark.slow
CANARY = "710150" + "7777"  # a replacement number: the day has 60 added, so that it is nobody's
WITH_ACCESS_LOG = """
import sys
from tvaerspor.web import wsgi
answer = wsgi.application
def logged(environ, start):
    print("ACCESS", environ["PATH_INFO"], environ["QUERY_STRING"], file=sys.stderr, flush=True)
    return answer(environ, start)
wsgi.application = logged
from tvaerspor.web.serve import serve
serve(port=int(sys.argv[1]))
"""
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass
class Trail:
    """Everything that the server has let out on the way."""

    home: Home
    numbers: list[str]
    titles: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def kept(self, shown: Shown) -> Shown:
        """Notes a page's title and address."""
        self.titles += TITLE.findall(shown.body)
        self.addresses.append(shown.location)
        return shown


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trail]:
    folder = tmp_path_factory.mktemp("canary")
    home = Home(folder, TVAERSPOR_OUTBOX=str(folder / "outbox"), TVAERSPOR_INBOX=str(folder / "inbox"))
    (folder / "outbox").mkdir()
    (folder / "inbox").mkdir()
    known = home.prepare()
    citizen = next(numbers_for_day())
    trail = Trail(home, [citizen, CANARY])
    (folder / "inbox" / "besked.xml").write_bytes(with_number(known, CANARY))
    home.start(WITH_ACCESS_LOG)
    walk(trail, known, citizen)
    home.kill()
    yield trail


def numbers_for_day() -> Iterator[str]:
    from datetime import date

    return numbers_for(date(1957, 7, 17))


def with_number(known: dict[str, Any], number: str) -> bytes:
    """A message about somebody with another number."""
    return re.sub(r"0101500010", number, known["message"]).encode("latin-1")


def walk(trail: Trail, known: dict[str, Any], citizen: str) -> None:
    """A doctor and a physiotherapist type the numbers wherever a page takes one."""
    port, sessions = trail.home.port, known["sessions"]
    doctor, physio = (Browser(port, sessions[person]) for person in ("doctor", "physio"))
    about = {"given_name": "Prøve", "surname": "Borger", "municipality": "0851", "programme": known["programme"]}
    for browser, path in ((doctor, "/borgere/"), (doctor, "/arbejdsliste/"), (physio, "/arbejdsliste/")):
        for number in (f"{CANARY[:6]}-{CANARY[6:]}", CANARY, citizen):
            trail.kept(browser.post(path, {"q": number}))
    assert trail.kept(doctor.post("/borgere/ny/", {**about, "cpr": CANARY})).status == 422
    begun = trail.kept(doctor.post("/borgere/ny/", {**about, "cpr": citizen}))
    referral = begun.location.split("/")[2]
    write, send = f"/henvisning/{referral}/skriv/", f"/henvisning/{referral}/send/"
    trail.kept(doctor.get(write))
    trail.kept(doctor.post(write, {**known["fields"], "_version": "1"}))
    assert "gjort=send" in trail.kept(doctor.post(send, {**choice(known), "_version": "2"})).location
    for browser in (doctor, physio):
        for path in ("/hjem/", "/arbejdsliste/", f"/henvisning/{referral}/", "/min-log/", "/borgere/"):
            assert trail.kept(browser.get(path)).status == 200
    trail.kept(physio.get("/findes/ikke/"))
    give(trail, physio, with_number(known, CANARY))
    give(trail, physio, with_number(known, citizen)[:-20])
    trail.kept(physio.get("/meddelelser/"))


def give(trail: Trail, browser: Browser, raw: bytes) -> None:
    """Uploads a message."""
    mark, lines = "mark", []
    lines.append(f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n'.encode())
    head = f'--{mark}\r\nContent-Disposition: form-data; name="message"; filename="besked.xml"\r\n\r\n'
    body = b"".join([*lines, head.encode(), raw, f"\r\n--{mark}--\r\n".encode()])
    shown = browser.ask("POST", "/meddelelser/ny/", body, f"multipart/form-data; boundary={mark}")
    assert trail.kept(shown).status < 500


def ways_to_write(numbers: list[str]) -> list[str]:
    return [form for number in numbers for form in (number, f"{number[:6]}-{number[6:]}")]


def test_the_numbers_are_in_no_log_title_or_address(trail: Trail) -> None:
    log = trail.home.log.read_text()
    assert log.count("ACCESS") > 25, "the log was kept"
    for number in ways_to_write(trail.numbers):
        for place in (log, *trail.titles, *trail.addresses):
            assert number not in place


def test_the_numbers_are_in_no_file_name_and_in_the_clear_in_no_file_of_the_database(trail: Trail) -> None:
    files = [path for path in trail.home.folder.rglob("*") if path.is_file()]
    stored = [path for path in files if path.name.startswith("tvaerspor.sqlite3")]
    assert any(b"Borger" in path.read_bytes() for path in stored), "what is not sealed would be found"
    for number in ways_to_write(trail.numbers):
        assert not [path for path in files if number in path.name]
        assert not [path for path in stored if number.encode("ascii") in path.read_bytes()]


def test_what_is_noted_of_people_names_no_number(trail: Trail) -> None:
    with sqlite3.connect(trail.home.database) as database:
        noted = repr(database.execute("SELECT * FROM records_audit").fetchall())
        assert database.execute("SELECT count(*) FROM records_message").fetchone()[0] >= 2, "messages were taken in"
    assert noted.count("find citizen") > 2
    for number in ways_to_write(trail.numbers):
        assert number not in noted
