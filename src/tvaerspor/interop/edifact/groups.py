"""The segments of a letter by group (S01, S02 ...), and which components of them have a meaning in REF01 and REF07."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..notes import Notes, quote
from .syntax import Segment

HEADER = "UNH"


@dataclass(frozen=True)
class Group:
    """The segments from one Sxx to the next; the group of BGM and DTM, before the first Sxx, is called "UNH"."""

    name: str
    segments: tuple[Segment, ...]

    def find(self, tag: str, *qualifiers: str) -> Iterator[Segment]:
        """The segments of that tag, with one of those qualifiers if any are given."""
        return (each for each in self.segments if each.tag == tag and (not qualifiers or each.qualifier in qualifiers))


def _places(text: str) -> frozenset[tuple[int, int]]:
    """Element and component pairs, written as "2.1-3 4.1": element 2 components 1 to 3, and element 4 component 1."""
    pairs = set()
    for item in text.split():
        element, _, components = item.partition(".")
        first, _, last = components.partition("-")
        pairs |= {(int(element), component) for component in range(int(first), int(last or first) + 1)}
    return frozenset(pairs)


_FTX = "1.1 2.1 4.1-99"
KNOWN: Mapping[tuple[str, str], frozenset[tuple[int, int]]] = {
    (group, tag): _places(text)
    for group, tag, text in (
        ("UNH", "BGM", "1.1 3.1 4.1"),
        ("UNH", "DTM", "1.1-3"),
        ("S01", "S01", "1.1"),
        ("S01", "NAD", "1.1 2.1-3 4.1-6"),
        ("S01", "ADR", "2.1-3 3.1 4.1"),
        ("S01", "CON", "2.1-2"),
        ("S01", "RFF", "1.1-2"),
        ("S01", "SEQ", "2.1"),
        ("S01", "SPR", "1.1 2.1-3 3.1-3"),
        ("S02", "S02", "1.1"),
        ("S02", "GIS", "1.1"),
        ("S02", "RFF", "1.1-2"),
        ("S02", "DTM", "1.1-3"),
        ("S02", "CIN", "1.1 2.1-4"),
        ("S02", "FTX", _FTX),
        ("S06", "S06", "1.1"),
        ("S06", "STS", "2.1"),
        ("S07", "S07", "1.1"),
        ("S07", "PNA", "1.1 2.1 2.4-5 5.1-2 6.1-2"),
        ("S07", "RFF", "1.1-2"),
        ("S07", "ADR", "2.1-3 3.1 4.1"),
        ("S07", "CON", "1.1 2.1-2"),
        ("S07", "EMP", "1.1 3.4"),
        ("S10", "S10", "1.1"),
        ("S10", "REL", "1.1 2.1"),
        ("S10", "PNA", "1.1 2.1 2.4-5 5.1-2 6.1-2"),
        ("S12", "S12", "1.1"),
        ("S12", "FTX", _FTX),
        ("S18", "S18", "1.1"),
        ("S18", "GIS", "1.1"),
        ("S18", "PTY", "1.1 2.1"),
        ("S18", "PAS", "1.1"),
        ("S18", "FTX", _FTX),
        ("S19", "S19", "1.1"),
        ("S19", "STS", "2.1"),
        ("S19", "TDT", "1.1 3.1"),
        ("S19", "FTX", _FTX),
    )
}
"""The components that are read, or that hold a constant, by group and tag (H0130R, H0731R)."""

QUALIFIERS: Mapping[tuple[str, str], frozenset[str]] = {
    ("UNH", "DTM"): frozenset({"137"}),
    ("S01", "NAD"): frozenset({"PO", "SSP", "BV", "PRH"}),
    ("S01", "RFF"): frozenset({"AHL"}),
    ("S01", "SPR"): frozenset({"ORG"}),
    ("S02", "RFF"): frozenset({"ROI"}),
    ("S02", "DTM"): frozenset({"4"}),
    ("S02", "FTX"): frozenset({"DI"}),
    ("S07", "PNA"): frozenset({"PAT"}),
    ("S07", "RFF"): frozenset({"XPI"}),
    ("S10", "REL"): frozenset({"PER"}),
    ("S10", "PNA"): frozenset({"PAS"}),
    ("S12", "FTX"): frozenset({"IN", "NC", "CF", "MT", "AL", "URL", "SUP", "BIN"}),
    ("S18", "PTY"): frozenset({"PRI"}),
    ("S19", "TDT"): frozenset({"PHL"}),
    ("S19", "FTX"): frozenset({"COT"}),
}
"""The qualifiers that are known where the first component is one; other codes are checked where they are read."""


def grouped(body: Sequence[Segment]) -> tuple[Group, ...]:
    """The groups of a letter in their order."""
    groups: list[tuple[str, list[Segment]]] = [(HEADER, [])]
    for segment in body:
        if len(segment.tag) == 3 and segment.tag[0] == "S" and segment.tag[1:].isdigit():
            groups.append((segment.tag, []))
        groups[-1][1].append(segment)
    return tuple(Group(name, tuple(found)) for name, found in groups)


def known_only(groups: Sequence[Group], notes: Notes) -> tuple[Group, ...]:
    """The groups without the segments that REF01 and REF07 do not have, which are noted and kept as unread."""
    return tuple(
        Group(group.name, tuple(each for each in group.segments if _is_known(group.name, each, notes)))
        for group in groups
    )


def _is_known(group: str, segment: Segment, notes: Notes) -> bool:
    places = KNOWN.get((group, segment.tag))
    where = "før S01" if group == HEADER else f"i gruppe {group}"
    if places is None:
        notes.keep(segment.place, f"segmentet {quote(segment.tag)} kendes ikke {where}; det er ikke læst.", segment.raw)
        return False
    qualifiers = QUALIFIERS.get((group, segment.tag))
    if qualifiers and segment.qualifier not in qualifiers:
        notes.keep(
            segment.place,
            f"koden {quote(segment.qualifier)} kendes ikke i {segment.tag} {where}; segmentet er ikke læst.",
            segment.raw,
        )
        return False
    _note_unread(segment, places, notes)
    return True


def _note_unread(segment: Segment, places: frozenset[tuple[int, int]], notes: Notes) -> None:
    for element, components in enumerate(segment.elements[1:], start=1):
        for component, text in enumerate(components, start=1):
            if text.strip() and (element, component) not in places:
                place = f"{segment.place}, felt {element}.{component}"
                notes.keep(
                    place,
                    "feltet bruges ikke her; dets tekst er ikke læst. Måske mangler der et ? foran et skilletegn.",
                    text,
                )
