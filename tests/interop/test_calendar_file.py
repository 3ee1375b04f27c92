"""Calendar files, read back by a reader of our own that follows RFC 5545."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tvaerspor.interop.calendar_file import MAX_OCTETS, CalendarEvent, calendar_file

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ID = UUID("019ab000-0000-7000-8000-000000000001")


def event(begins: datetime, **changes: object) -> CalendarEvent:
    usual = {
        "id": ID,
        "number": 3,
        "begins": begins,
        "ends": begins + timedelta(minutes=60),
        "changed_at": datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
        "summary": "Fælles møde",
        "place": "Prøvevej 1, 9000 Aalborg",
        "is_cancelled": False,
    }
    return CalendarEvent(**{**usual, **changes})  # type: ignore[arg-type]


def read(raw: bytes) -> dict[str, str]:
    """The properties: unfolded (3.1), unescaped (3.3.11)."""
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b""), "every line ends with CRLF"
    lines = raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    pairs = [line.partition(":")[::2] for line in lines]
    return {
        name: value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
        for name, value in pairs
    }


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2026, 12, 1, 9, 30, tzinfo=COPENHAGEN), "20261201T083000Z"),
        (datetime(2026, 7, 1, 9, 30, tzinfo=COPENHAGEN), "20260701T073000Z"),
        (datetime(2027, 3, 28, 3, 0, tzinfo=COPENHAGEN), "20270328T010000Z"),
    ],
)
def test_a_time_in_denmark_is_the_same_moment_in_the_file_in_winter_summer_and_on_the_day_between(
    local: datetime, utc: str
) -> None:
    found = read(calendar_file(event(local)))
    assert found["DTSTART"] == utc
    begins, ends = (datetime.strptime(found[name], "%Y%m%dT%H%M%S%z") for name in ("DTSTART", "DTEND"))
    assert begins == local
    assert ends - begins == timedelta(hours=1)


def test_it_has_what_the_standard_demands() -> None:
    found = read(calendar_file(event(datetime(2026, 12, 1, 9, 30, tzinfo=COPENHAGEN))))
    assert found["VERSION"] == "2.0"
    assert found["UID"] == str(ID)
    assert (found["SEQUENCE"], found["DTSTAMP"]) == ("3", "20261123T090000Z")
    assert (found["METHOD"], found["STATUS"], found["SUMMARY"]) == ("PUBLISH", "CONFIRMED", "Fælles møde")
    assert found["LOCATION"] == "Prøvevej 1, 9000 Aalborg"


def test_a_cancelled_one_takes_itself_out_of_the_calendar() -> None:
    found = read(calendar_file(event(datetime(2026, 12, 1, 9, 30, tzinfo=COPENHAGEN), is_cancelled=True)))
    assert (found["METHOD"], found["STATUS"], found["UID"]) == ("CANCEL", "CANCELLED", str(ID))


def test_long_lines_are_folded_between_characters_and_read_back_whole() -> None:
    long = "Å;æ,ø\\" * 40 + "\nny linje"
    raw = calendar_file(event(datetime(2026, 12, 1, 9, 30, tzinfo=COPENHAGEN), place=long, summary="æ" * 200))
    assert all(len(line) <= MAX_OCTETS for line in raw.split(b"\r\n"))
    found = read(raw)
    assert found["SUMMARY"] == "æ" * 200
    assert found["LOCATION"] == long


def test_an_open_date_says_what_it_is_about_and_a_private_one_nothing_of_the_kind() -> None:
    begins, about = datetime(2026, 12, 1, 9, 30, tzinfo=COPENHAGEN), "Linje et\nlinje to " + "å" * 60
    shown, private = (read(calendar_file(event(begins, **more))) for more in ({"about": about, "is_public": True}, {}))
    assert (shown["DESCRIPTION"], shown["CLASS"]) == (about, "PUBLIC")
    assert "DESCRIPTION" not in private and private["CLASS"] == "PRIVATE"


def test_no_place_is_no_line() -> None:
    raw = calendar_file(event(datetime(2026, 12, 1, 9, 30, tzinfo=COPENHAGEN), place=""))
    assert "LOCATION" not in read(raw)
