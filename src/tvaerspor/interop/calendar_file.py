"""A calendar file for one event: iCalendar, RFC 5545. It says what it is given: never who is ill, or with what.

Times are written in UTC (form #2 of RFC 5545, 3.3.5), so that no time zone rules have to travel with the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

MAX_OCTETS = 75  # RFC 5545, 3.1: "Lines of text SHOULD NOT be longer than 75 octets, excluding the line break"
PRODUCT = "-//Tvaerspor//Tvaerspor//DA"


@dataclass(frozen=True)
class CalendarEvent:
    """An appointment, or a date that anybody may come to (`is_public`).

    `number` rises with every change (SEQUENCE); the moments have a time zone. An empty `place` or `about` is no line.
    """

    id: UUID
    number: int
    begins: datetime
    ends: datetime
    changed_at: datetime
    summary: str
    place: str
    is_cancelled: bool
    about: str = ""
    is_public: bool = False


def calendar_file(event: CalendarEvent) -> bytes:
    """The file: CRLF after every line, long lines folded."""
    return b"".join(_folded(line) for line in _lines(event))


def _lines(event: CalendarEvent) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN")
    yield f"METHOD:{'CANCEL' if event.is_cancelled else 'PUBLISH'}"
    yield from ("BEGIN:VEVENT", f"UID:{event.id}", f"SEQUENCE:{event.number}")
    yield f"DTSTAMP:{_moment(event.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(event.changed_at)}"
    yield f"DTSTART:{_moment(event.begins)}"
    yield f"DTEND:{_moment(event.ends)}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.place:
        yield f"LOCATION:{_escaped(event.place)}"
    if event.about:
        yield f"DESCRIPTION:{_escaped(event.about)}"
    yield f"CLASS:{'PUBLIC' if event.is_public else 'PRIVATE'}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11: backslash, semicolon, comma and line break."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """RFC 5545, 3.1: a break and one space, never inside a character."""
    folded, room = bytearray(), MAX_OCTETS
    for sign in line:
        octets = sign.encode("utf-8")
        if len(octets) > room:
            folded += b"\r\n "
            room = MAX_OCTETS - 1
        folded += octets
        room -= len(octets)
    return bytes(folded) + b"\r\n"
