"""Visits at fixed moments, whether or not the server keeps up: how long each took from its planned moment on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from urllib.parse import urlencode

from _web_visits import Office, Visit

LATE_SECONDS = 20.0
RESUMABLE = (ConnectionError, asyncio.IncompleteReadError)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: bytes

    def number(self, header: str) -> float:
        """A number that the watch has told; 0 where it told none."""
        return float(self.headers.get(header.lower(), "0"))


@dataclass(frozen=True)
class Took:
    """One visit as it went: seconds from the planned moment to the last byte; `wrong` says what was not as expected."""

    visit: Visit
    seconds: float
    answer: Answer | None
    wrong: str = ""


class Connections:
    """Connections to the server that are kept open and lent out."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, request: bytes) -> Answer:
        """The answer to one request; a kept connection that the server has closed meanwhile is opened again."""
        while self.free:
            reader, writer = self.free.pop()
            try:
                return await self._asked(reader, writer, request)
            except RESUMABLE:
                writer.close()
        return await self._asked(*await asyncio.open_connection("127.0.0.1", self.port), request)

    async def _asked(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> Answer:
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = [line.split(": ", 1) for line in head[1:] if line]
        headers = {name.lower(): value for name, value in pairs}
        cookies = dict(value.split(";")[0].split("=", 1) for name, value in pairs if name.lower() == "set-cookie")
        body = await _body(reader, headers)
        if headers.get("connection", "").lower() == "close":
            writer.close()
        else:
            self.free.append((reader, writer))
        return Answer(int(head[0].split()[1]), headers, cookies, body)


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    parts = []
    while size := int(await reader.readline(), 16):
        parts.append(await reader.readexactly(size + 2))
    await reader.readline()
    return b"".join(part[:-2] for part in parts)


@dataclass
class Load:
    """An open loop of `rate` visits a second, of which `writes` is the share that changes something."""

    office: Office
    port: int
    rate: float
    writes: float
    took: list[Took] = field(default_factory=list)
    span: float = 0.0  # seconds from the first planned moment to the last answer

    async def run(self, seconds: float) -> None:
        """Visits until the time is up, and waits for the last answers."""
        connections, chance = Connections(self.port), Random(11)
        begun = perf_counter()
        running = []
        for number in range(int(self.rate * seconds)):
            planned = begun + number / self.rate
            await asyncio.sleep(max(0.0, planned - perf_counter()))
            running.append(asyncio.create_task(self._one(connections, self._next(chance), planned)))
        await asyncio.gather(*running)
        self.span = perf_counter() - begun

    def _next(self, chance: Random) -> Visit:
        """A write in its share of cases; and so that there is one, a page with a form somewhat oftener than that."""
        drawn = chance.random()
        write = self.office.write() if drawn < self.writes else None
        if write is not None:
            return write
        wanted = len(self.office.ready) < self.rate * 4
        return self.office.open_form() if wanted and drawn < 2.4 * self.writes else self.office.read()

    async def _one(self, connections: Connections, visit: Visit, planned: float) -> None:
        try:
            answer = await asyncio.wait_for(connections.ask(_request(visit)), LATE_SECONDS)
        except (*RESUMABLE, TimeoutError) as lost:
            self.took.append(Took(visit, perf_counter() - planned, None, type(lost).__name__))
            return
        seconds = perf_counter() - planned
        visit.person.cookies.update(answer.cookies)
        self.took.append(Took(visit, seconds, answer, _wrong(visit, answer)))
        if answer.status == 200:
            self.office.answered(visit, answer.body)


def _request(visit: Visit) -> bytes:
    cookies = "; ".join(f"{name}={value}" for name, value in visit.person.cookies.items())
    lines = [
        f"{'GET' if visit.fields is None else 'POST'} {visit.path} HTTP/1.1",
        "Host: localhost",
        f"Cookie: {cookies}",
    ]
    body = b""
    if visit.fields is not None:
        body = urlencode(visit.fields).encode("ascii")
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    if visit.is_part:
        lines.append("HX-Request: true")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def _wrong(visit: Visit, answer: Answer) -> str:
    """What was not as it should be; empty where nothing was."""
    if answer.status >= 400:
        return f"{answer.status}"
    told = answer.headers.get("location", "") if answer.status >= 300 else ""
    if visit.expect in told or visit.expect.encode("utf-8") in answer.body:
        return ""
    return f"{answer.status} without {visit.expect!r} {told}"
