"""EDIFACT text to segments: separators from UNA, the release character "?", and where segments begin (ISO 9735)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..messages import BadMessage
from ..notes import Notes, quote

MAX_SEGMENTS = 100_000  # a referral has about 60
MAX_PARTS = 1_000_000  # a referral has about 200
_BLANK = " \t\r\n\x0b\x0c"
_ASK = "bed afsenderen sende beskeden igen"


@dataclass(frozen=True)
class Separators:
    """The characters that UNA declares, or the usual ones; `release` is "" where none is declared."""

    component: str = ":"
    element: str = "+"
    release: str = "?"
    terminator: str = "'"

    @property
    def all(self) -> str:
        """Every character that must be released to stand in a text."""
        return self.component + self.element + self.release + self.terminator


@dataclass(frozen=True)
class Segment:
    """One segment: `elements[0]` holds the tag, `number` counts from 1 in the file, `offset` is its first character.

    `is_closed` is False for a last segment that no terminator ends, so that it may be cut off.
    """

    tag: str
    elements: tuple[tuple[str, ...], ...]
    number: int
    offset: int
    raw: str
    is_closed: bool = True

    def at(self, element: int, component: int = 1) -> str:
        """A component, counted from 1 behind the tag as the standard does; "" where there is none."""
        if element < len(self.elements) and component <= len(self.elements[element]):
            return self.elements[element][component - 1]
        return ""

    @property
    def qualifier(self) -> str:
        """The first component, which says what the segment is about."""
        return self.at(1)

    @property
    def place(self) -> str:
        """The segment by number and tag; what stands in the tag's place is shown only if it can be one."""
        is_tag = len(self.tag) == 3 and self.tag.isascii() and self.tag.isalnum()
        return f"segment {self.number} ({self.tag})" if is_tag else f"segment {self.number}"


def segments(text: str, notes: Notes) -> tuple[Segment, ...]:
    """The segments of an interchange; UNA is not one of them. Raises BadMessage where it is cut off or too long."""
    start = len(text) - len(text.lstrip(_BLANK))
    marks, start = _separators(text, start)
    _check_amount(text, marks)
    found: list[Segment] = []
    for raw, offset, is_closed in _pieces(text, start, marks):
        number = len(found) + 1
        if number > MAX_SEGMENTS:
            raise BadMessage(
                f"segment {number}", f"beskeden har over {MAX_SEGMENTS} segmenter", "bed afsenderen dele den op"
            )
        body = raw.lstrip(_BLANK)
        if body:
            segment = _segment(body, number, offset + len(raw) - len(body), (marks, notes))
            found.append(segment if is_closed else _unclosed(segment, notes))
        elif is_closed:
            notes.warn(f"segment {number}", "der står et tomt segment; det er sprunget over.")
    return tuple(found)


def _check_amount(text: str, marks: Separators) -> None:
    """Refuse, before anything is split, what would take more memory than any referral needs."""
    if text.count(marks.element) + text.count(marks.component) > MAX_PARTS:
        raise BadMessage("filen", f"beskeden har over {MAX_PARTS} felter", "bed afsenderen dele den op")
    if text.count(marks.terminator) > 2 * MAX_SEGMENTS:
        raise BadMessage(
            "filen", f"beskeden har over {2 * MAX_SEGMENTS} segmentslutninger", "bed afsenderen dele den op"
        )


def _separators(text: str, start: int) -> tuple[Separators, int]:
    """UNA is nine characters: the tag, then component, element, decimal mark, release, a reserved one, terminator."""
    if not text.startswith("UNA", start):
        return Separators(), start
    una = text[start + 3 : start + 9]
    marks = Separators(una[0:1], una[1:2], una[3:4].strip(), una[5:6])
    used = [mark for mark in (marks.component, marks.element, marks.release, marks.terminator) if mark]
    if (
        len(una) < 6
        or len(set(used)) < len(used)
        or any(mark.isalnum() or mark in " \t" or ord(mark) > 127 for mark in used)
    ):
        raise BadMessage("segment UNA", "skilletegnene er ikke til at læse", _ASK)
    return marks, start + 9


def _pieces(text: str, start: int, marks: Separators) -> list[tuple[str, int, bool]]:
    """The text between terminators, with its offset and whether a terminator closes it."""
    parts = _split(text[start:], marks.terminator, marks.release)
    pieces, offset = [], start
    for index, part in enumerate(parts):
        pieces.append((part, offset, index < len(parts) - 1))
        offset += len(part) + 1
    return pieces


def _split(text: str, mark: str, release: str) -> list[str]:
    """The text split at every mark that no release character stands before; release characters are left in."""
    if not release:
        return text.split(mark)
    whole: list[str] = []
    waiting: list[str] = []
    for part in text.split(mark):
        waiting.append(part)
        if (len(part) - len(part.rstrip(release))) % 2 == 0:
            whole.append(mark.join(waiting))
            waiting = []
    return [*whole, mark.join(waiting)] if waiting else whole


def _segment(body: str, number: int, offset: int, reader: tuple[Separators, Notes]) -> Segment:
    marks, notes = reader
    elements = tuple(
        tuple(_unreleased(part, marks) for part in _split(element, marks.component, marks.release))
        for element in _split(body, marks.element, marks.release)
    )
    segment = Segment(elements[0][0].strip()[:10], elements, number, offset, body)
    if _has_stray(body, marks):
        notes.warn(
            segment.place,
            f"tegnet {quote(marks.release)} står uden at beskytte et skilletegn; det er læst som sig selv.",
        )
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", body.replace("\r", "").replace("\n", "")):
        notes.warn(segment.place, "segmentet indeholder styretegn, som ikke hører til i en tekst.")
    if "\n" in body or "\r" in body:
        notes.warn(segment.place, "der er linjeskift inde i segmentet; de er bevaret i fritekster.")
    return segment


def _has_stray(body: str, marks: Separators) -> bool:
    """Whether a release character stands before something that needs none."""
    if not marks.release or marks.release not in body:
        return False
    return marks.release in re.sub(f"{re.escape(marks.release)}[{re.escape(marks.all)}]", "", body)


def _unreleased(part: str, marks: Separators) -> str:
    """The text without release characters; one before an ordinary letter is a forgotten question mark."""
    if not marks.release or marks.release not in part:
        return part
    release, special = re.escape(marks.release), re.escape(marks.all)
    return re.sub(rf"{release}([{special}])", r"\1", part)


def _unclosed(segment: Segment, notes: Notes) -> Segment:
    if segment.tag != "UNZ" or not segment.at(2):
        raise BadMessage(segment.place, "beskeden er afkortet: det sidste segment er ikke afsluttet", _ASK)
    notes.warn(segment.place, "det sidste segment mangler sit afslutningstegn.")
    return replace(segment, is_closed=False)
