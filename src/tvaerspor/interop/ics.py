"""A date as a calendar reads it: one event in iCalendar (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LINE_OCTETS = 75  # RFC 5545, section 3.1: lines are folded before this many octets


@dataclass(frozen=True)
class CalendarEvent:
    """What is held, where, when and for how long; `stamp` is when the file was made."""

    id: str
    title: str
    place: str
    about: str
    starts_at: datetime
    minutes: int
    stamp: datetime
    is_cancelled: bool = False


def ics(event: CalendarEvent) -> bytes:
    """The file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tvaerspor//Open offers//DA",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{event.id}@tvaerspor",
        f"DTSTAMP:{_moment(event.stamp)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.starts_at + timedelta(minutes=event.minutes))}",
        f"SUMMARY:{_text(event.title)}",
        f"LOCATION:{_text(event.place)}",
        *([f"DESCRIPTION:{_text(event.about)}"] if event.about else []),
        f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """Section 3.3.11: backslash, semicolon, comma and new lines are escaped."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> bytes:
    """Section 3.1: at most 75 octets a line, the rest after a space; never inside a sign."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        octets = sign.encode("utf-8")
        if len(part) + len(octets) > LINE_OCTETS - (1 if parts else 0):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part]) + b"\r\n"
