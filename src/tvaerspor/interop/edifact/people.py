"""The parties, the patient and the next of kin of an EDIFACT letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import checks
from ..codes import IDENTIFIER_KIND, PHONE, RELATION, SPECIALITY
from ..messages import BadMessage, Party, Patient, PatientId, Phone, Relative, Stated
from ..notes import Notes
from .groups import Group
from .interchange import RawLetter
from .syntax import Segment
from .text import lines_of

ROLES = {"PO": "sender", "SSP": "receiver", "PRH": "answer_copy", "BV": "referrer"}


class Reader:
    """Reads components, telling apart what is blank and what is not."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def text(self, segment: Segment | None, element: int, component: int = 1) -> str | None:
        """A component; None where it or its segment is blank."""
        return checks.filled(self.notes, segment.place, segment.at(element, component)) if segment else None

    def stated(self, name: str, found: Iterable[Segment], element: int, component: int = 1) -> Stated[str] | None:
        """A component that several segments may state; None where it is blank or they contradict each other."""
        said = [checks.stated_text(self.notes, each.place, each.at(element, component)) for each in found]
        return self.notes.single(name, [each for each in said if each])

    def first(self, group: Group, tag: str) -> Segment | None:
        """The first segment of that tag; further ones are noted and kept as unread."""
        found = list(group.find(tag))
        for extra in found[1:]:
            self.notes.keep(
                extra.place, f"segmentet {tag} står mere end én gang her; kun det første er læst.", extra.raw
            )
        return found[0] if found else None


def parties(groups: Sequence[Group], letter: RawLetter, notes: Notes) -> tuple[Party, ...]:
    """Sender, receiver, receivers of copies and referring person, in the order that both forms get."""
    reader = Reader(notes)
    found = [party for group in groups if group.name == "S01" for party in _parties(group, letter, reader)]
    order = list(ROLES.values())
    return tuple(sorted(found, key=lambda party: order.index(party.role)))


def _parties(group: Group, letter: RawLetter, reader: Reader) -> list[Party]:
    nad = reader.first(group, "NAD")
    if nad is None:
        for segment in group.segments:
            if segment.tag != "S01":
                reader.notes.keep(segment.place, "en part uden NAD-segment kan ikke læses.", segment.raw)
        return []
    role = ROLES[nad.qualifier]
    return [_referrer(nad, reader) if role == "referrer" else _organisation(role, nad, (group, letter), reader)]


def _identity(nad: Segment, reader: Reader) -> tuple[Stated[str] | None, str | None]:
    kind = checks.coded(reader.notes, IDENTIFIER_KIND, "edifact", nad.place, nad.at(2, 2))
    word = kind.value if kind else ("lokationsnummer" if not nad.at(2, 2).strip() else None)
    identifier = checks.identifier(reader.notes, nad.place, nad.at(2), word)
    return identifier, word if identifier else None


def _organisation(role: str, nad: Segment, context: tuple[Group, RawLetter], reader: Reader) -> Party:
    group, letter = context
    address, phone, speciality = (reader.first(group, tag) for tag in ("ADR", "CON", "SPR"))
    identifier, kind = _identity(nad, reader)
    word = checks.coded(reader.notes, SPECIALITY, "edifact", speciality.place, speciality.at(2)) if speciality else None
    return Party(
        role=role,
        gln={"sender": letter.sender_gln, "receiver": letter.receiver_gln}.get(role),
        identifier=identifier,
        identifier_kind=kind,
        organisation=reader.text(nad, 4, 1),
        department=reader.text(nad, 4, 2),
        unit=reader.text(nad, 4, 3),
        street=reader.text(address, 2, 2),
        suburb=reader.text(address, 2, 3),
        district=reader.text(address, 3),
        postcode=reader.text(address, 4),
        phone=reader.text(phone, 2),
        speciality=word.value if word else None,
    )


def _referrer(nad: Segment, reader: Reader) -> Party:
    identifier, kind = _identity(nad, reader)
    return Party(
        role="referrer",
        identifier=identifier,
        identifier_kind=kind,
        person_name=reader.text(nad, 4, 2),
        person_title=reader.text(nad, 4, 1),
    )


def patient(groups: Sequence[Group], notes: Notes) -> Patient:
    """The one patient (S07, PNA+PAT); blank where there is none. Raises BadMessage where there are two."""
    found = [group for group in groups if group.name == "S07"]
    people = [segment for group in found for segment in group.find("PNA")]
    if len(people) > 1:
        raise BadMessage(
            people[1].place, "brevet har mere end én patient", "bed afsenderen sende ét brev for hver patient"
        )
    group = Group("S07", tuple(segment for each in found for segment in each.segments))
    reader, name = Reader(notes), people[0] if people else None
    address = reader.first(group, "ADR")
    return Patient(
        ids=_ids(group, notes),
        surname=reader.text(name, 5, 2),
        given_name=reader.text(name, 6, 2),
        occupation=reader.stated("patientens stilling", group.find("EMP"), 3, 4),
        street=reader.text(address, 2, 2),
        suburb=reader.text(address, 2, 3),
        district=reader.text(address, 3),
        postcode=reader.stated("patientens postnummer", [address] if address else [], 4),
        phones=_phones(group, reader),
        email=_email(groups, reader),
    )


def _ids(group: Group, notes: Notes) -> tuple[PatientId, ...]:
    found = [checks.patient_id(notes, each.place, each.at(2), True) for each in group.find("PNA")]
    found += [checks.patient_id(notes, each.place, each.at(1, 2), False) for each in group.find("RFF")]
    return tuple(each for each in found if each)


def _phones(group: Group, reader: Reader) -> tuple[Phone, ...]:
    phones = []
    for segment in group.find("CON"):
        kind = checks.coded(reader.notes, PHONE, "edifact", segment.place, segment.at(1))
        number = reader.text(segment, 2)
        if number:
            phones.append(Phone(kind.value if kind else None, number))
    return tuple(phones)


def _email(groups: Sequence[Group], reader: Reader) -> str | None:
    found = [segment for group in groups if group.name == "S12" for segment in group.find("FTX", "IN")]
    for segment in found:
        for extra in lines_of(segment)[1:]:
            reader.notes.keep(segment.place, "e-mailadressen er kun den første linje; resten er ikke læst.", extra)
    said = reader.stated("patientens e-mailadresse", found, 4)
    return said.value if said else None


def relatives(groups: Sequence[Group], notes: Notes) -> tuple[Relative, ...]:
    """The next of kin, one for each S10."""
    reader = Reader(notes)
    return tuple(_relative(group, reader) for group in groups if group.name == "S10")


def _relative(group: Group, reader: Reader) -> Relative:
    relation, name = reader.first(group, "REL"), reader.first(group, "PNA")
    kind = checks.coded(reader.notes, RELATION, "edifact", relation.place, relation.at(2)) if relation else None
    return Relative(
        kind.value if kind else None,
        reader.text(name, 2),
        reader.text(name, 5, 2),
        reader.text(name, 6, 2),
    )
