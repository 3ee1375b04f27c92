"""An EDIFACT interchange to the referrals in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from .. import checks
from ..assembly import CodedLine, in_order, note_missing, sorted_out
from ..codes import (
    DIAGNOSIS_ROLE,
    DIAGNOSIS_SYSTEM,
    EXTENSIONS,
    LETTER_STATUS,
    OBJECT_KIND,
    PRIORITY,
    STATUS,
    TEXTS,
    TRANSPORT,
    VISITATION,
    CodeList,
)
from ..message_types import (
    REFERRALS,
    check_number,
    named,
    not_readable,
    note_version,
    plain_type,
    settled,
    type_of_version,
)
from ..messages import BadMessage, FreeText, Letter, Reference, Referral, Stated
from ..notes import Notes
from .groups import HEADER, Group, grouped, known_only
from .interchange import RawLetter, letters
from .people import Reader, parties, patient, relatives
from .syntax import Segment
from .text import continued, joined, lines_of

_FIELDS: Mapping[tuple[str, str], str] = {
    ("S02", "DI"): "clinical_reason",
    ("S12", "NC"): "anamnesis",
    ("S12", "CF"): "examination",
    ("S12", "MT"): "medicine",
    ("S12", "AL"): "cave",
    ("S19", "COT"): "supplementary",
}


def read(raw: bytes) -> tuple[Referral, ...]:
    """The referrals in an EDIFACT message. Raises BadMessage where there is none, or where it cannot be read."""
    shared = Notes()
    found = letters(raw, shared)
    if not found:
        raise BadMessage("segment 1 (UNB)", "beskeden har intet brev i sig", "bed afsenderen sende den igen")
    readable = [letter for letter in found if REFERRALS.versions.keys() & set(_claims(letter))]
    others = [letter for letter in found if not REFERRALS.versions.keys() & set(_claims(letter))]
    if not readable:
        raise not_readable(others[0].head.place, _called(others[0]), REFERRALS)
    check_number("segment 1 (UNB)", len(readable), REFERRALS)
    for letter in others:
        shared.warn(letter.head.place, f"beskeden har også en {named(_called(letter))}, som ikke er læst.")
    return tuple(_referral(letter, shared) for letter in readable)


def _claims(letter: RawLetter) -> tuple[str | None, ...]:
    """What the letter says that it is: in UNH's third element, and in the version code of its second."""
    return plain_type(letter.head.at(3).strip()) or None, type_of_version(letter.head.at(2, 5).strip())


def _called(letter: RawLetter) -> str:
    said = [claim for claim in _claims(letter) if claim] or [letter.head.at(2).strip() or "besked uden type"]
    return said[0][:20]


def _referral(raw: RawLetter, shared: Notes) -> Referral:
    notes = Notes()
    notes.warnings.extend(raw.warnings)
    groups = known_only(grouped(raw.body), notes)
    letter = _letter(raw, groups, notes)
    people, person = parties(groups, raw, notes), patient(groups, notes)
    kind, diagnoses = sorted_out(notes, _coded_lines(groups, notes))
    note_missing(notes, raw.head.place, letter, people, person)
    return Referral(
        envelope=raw.envelope,
        letter=letter,
        parties=people,
        patient=person,
        relatives=relatives(groups, notes),
        kind=kind,
        priority=_coded(groups, ("S18", "PTY", 2), PRIORITY, notes),
        status=_coded(groups, ("S18", "PAS", 1), STATUS, notes),
        transport=_coded(groups, ("S19", "TDT", 3), TRANSPORT, notes),
        diagnoses=diagnoses,
        texts=in_order(_texts(groups, notes)),
        references=tuple(_references(groups, notes)),
        warnings=(*shared.warnings, *notes.warnings),
        unread=(*shared.unread, *notes.unread),
    )


def _all(groups: Sequence[Group], name: str, tag: str, *qualifiers: str) -> list[Segment]:
    return [segment for group in groups if group.name == name for segment in group.find(tag, *qualifiers)]


def _coded(groups: Sequence[Group], where: tuple[str, str, int], codes: CodeList, notes: Notes) -> Stated[str] | None:
    name, tag, element = where
    said = [checks.coded(notes, codes, "edifact", each.place, each.at(element)) for each in _all(groups, name, tag)]
    return notes.single(codes.name, [each for each in said if each])


def _letter(raw: RawLetter, groups: Sequence[Group], notes: Notes) -> Letter:
    head = raw.head
    message_type = settled(notes, head.place, _claims(raw), REFERRALS)
    version = checks.filled(notes, head.place, head.at(2, 5))
    note_version(notes, head.place, message_type, version)
    status = _coded(groups, ("S02", "GIS", 1), LETTER_STATUS, notes)
    episode = Reader(notes).stated("henvisningens id", _all(groups, "S02", "RFF"), 1, 2)
    authorised = notes.single("brevets dato", _moments(_all(groups, HEADER, "DTM"), notes))
    _note_other_date(authorised, _moments(_all(groups, "S02", "DTM"), notes), notes)
    return Letter(
        identifier=checks.filled(notes, head.place, head.at(1)),
        type=message_type,
        version=version,
        status=status.value if status else None,
        authorised=authorised,
        referral_id=checks.referral_id(notes, episode.place, episode.value, message_type) if episode else None,
    )


def _moments(found: Sequence[Segment], notes: Notes) -> list[Stated[datetime]]:
    """DTM: CCYYMMDDHHMM (203), with seconds (204) or without time (102); other shapes are noted."""
    result = []
    for segment in found:
        digits = segment.at(1, 2).strip()
        day, clock = (
            f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}",
            ":".join(filter(None, (digits[8:10], digits[10:12], digits[12:]))),
        )
        value = checks.moment(notes, segment.place, day if digits else "", clock)
        if value:
            result.append(Stated(value, segment.place, digits))
    return result


def _note_other_date(authorised: Stated[datetime] | None, ordered: list[Stated[datetime]], notes: Notes) -> None:
    """DTM+4 in S02 repeats DTM+137; the OIOXML form has only one of them, Authorisation."""
    for each in ordered:
        if authorised is None or each.value != authorised.value:
            notes.keep(
                each.place,
                "henvisningens dato (DTM+4) er en anden end brevets (DTM+137), som er den, der bruges.",
                each.wording,
            )


def _coded_lines(groups: Sequence[Group], notes: Notes) -> Iterator[CodedLine]:
    found = _all(groups, "S02", "CIN")
    for segment in [
        *(each for each in found if each.qualifier == "H"),
        *(each for each in found if each.qualifier != "H"),
    ]:
        system = checks.coded(notes, DIAGNOSIS_SYSTEM, "edifact", segment.place, segment.at(2, 2))
        role = checks.coded(notes, DIAGNOSIS_ROLE, "edifact", segment.place, segment.qualifier)
        yield CodedLine(
            segment.place,
            segment.at(2, 1),
            system.value if system else None,
            segment.at(2, 4),
            role.value if role else None,
        )


def _texts(groups: Sequence[Group], notes: Notes) -> Iterator[FreeText]:
    for (name, qualifier), field in _FIELDS.items():
        found = _all(groups, name, "FTX", qualifier)
        if found:
            yield FreeText(TEXTS[field], field, joined(found, notes), found[0].place)
    for segments in _runs(_all(groups, "S18", "FTX")):
        word = checks.coded(notes, VISITATION, "edifact", segments[0].place, segments[0].qualifier)
        field = word.value if word else "visitation_other"
        yield FreeText(TEXTS[field], field, joined(segments, notes), segments[0].place)


def _runs(found: Sequence[Segment]) -> list[list[Segment]]:
    """Segments of one qualifier in a row: a text of more than five lines goes on in the next segment."""
    runs: list[list[Segment]] = []
    for segment in found:
        if runs and runs[-1][-1].qualifier == segment.qualifier:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return runs


def _references(groups: Sequence[Group], notes: Notes) -> Iterator[Reference]:
    """FTX+URL, SUP and BIN: the description, then the address, or the object's id, kind, extension and size."""
    for segment in _all(groups, "S12", "FTX", "URL", "SUP", "BIN"):
        lines = lines_of(segment)
        description = checks.filled(notes, segment.place, lines[0]) if lines else None
        if segment.qualifier == "BIN":
            yield _attachment(segment, description, notes)
        elif segment.qualifier == "SUP":
            _keep_rest(segment, lines[1:], notes)
            yield Reference("sup", description)
        else:
            yield Reference("url", description, checks.filled(notes, segment.place, continued(lines[1:])))


def _attachment(segment: Segment, description: str | None, notes: Notes) -> Reference:
    reader = Reader(notes)
    kind = checks.coded(notes, OBJECT_KIND, "edifact", segment.place, segment.at(4, 3))
    extension = (reader.text(segment, 4, 4) or "").lower()
    _keep_rest(segment, lines_of(segment)[5:], notes)
    return Reference(
        "binary",
        description,
        reader.text(segment, 4, 2),
        kind.value if kind else None,
        EXTENSIONS.get(extension, extension) or None,
        reader.text(segment, 4, 5),
    )


def _keep_rest(segment: Segment, rest: Sequence[str], notes: Notes) -> None:
    for text in rest:
        notes.keep(segment.place, "henvisningen til et bilag har mere tekst, end den skal; resten er ikke læst.", text)
