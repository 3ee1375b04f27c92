"""A date as a calendar file."""

from datetime import UTC, datetime

from tvaerspor.interop.ics import CalendarEvent, ics

EVENT = CalendarEvent(
    "1", "Åben rådgivning; ryg, hofte", "Prøvevej 1", "Linje et\nlinje to " + "å" * 60,
    datetime(2026, 12, 1, 15, 0, tzinfo=UTC), 120, datetime(2026, 11, 23, tzinfo=UTC),
)  # fmt: skip


def test_no_line_is_longer_than_75_octets_and_unfolding_gives_the_text_back() -> None:
    raw = ics(EVENT)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    unfolded = raw.replace(b"\r\n ", b"").decode("utf-8")
    assert "SUMMARY:Åben rådgivning\\; ryg\\, hofte\r\n" in unfolded
    assert f"DESCRIPTION:Linje et\\nlinje to {'å' * 60}\r\n" in unfolded
    assert "DTSTART:20261201T150000Z\r\nDTEND:20261201T170000Z\r\n" in unfolded
    assert "STATUS:CONFIRMED" in unfolded


def test_a_cancelled_date_says_so() -> None:
    assert b"STATUS:CANCELLED\r\n" in ics(CalendarEvent(**{**vars(EVENT), "is_cancelled": True}))
