"""The parties, the patient and the next of kin of an OIOXML letter."""

from __future__ import annotations

from .. import checks
from ..codes import IDENTIFIER_KIND, PHONE, RELATION, SPECIALITY
from ..messages import BadMessage, Party, Patient, PatientId, Phone, Relative
from .fields import Fields
from .tree import Node

_ROLES = (
    ("Sender", "sender"),
    ("Receiver", "receiver"),
    ("AnswerCCReceiver", "answer_copy"),
    ("CCReceiver", "copy"),
)


def parties(letter: Fields) -> tuple[Party, ...]:
    """Sender, receiver, referring person and receivers of copies, in the order that both forms get."""
    found = [_party(Fields(node, letter.notes), role) for name, role in _ROLES for node in letter.children(name)]
    referrers = [
        _referrer(Fields(node, letter.notes))
        for sender in letter.children("Sender")
        for node in Fields(sender, letter.notes).children("Referrer")
    ]
    return tuple(found + referrers)


def contacts(letter: Fields) -> tuple[Party, ...]:
    """The unit of the sender's to turn to, which closing letters may name."""
    return tuple(
        _party(Fields(node, letter.notes), "contact")
        for sender in letter.children("Sender")
        for node in Fields(sender, letter.notes).children("Contact")
    )


def _party(fields: Fields, role: str) -> Party:
    kind = fields.word("IdentifierCode", IDENTIFIER_KIND)
    identifier = fields.identifier(kind)
    return Party(
        role=role,
        gln=fields.gln(),
        identifier=identifier,
        identifier_kind=kind if identifier else None,
        organisation=fields.text("OrganisationName"),
        department=fields.text("DepartmentName"),
        unit=fields.text("UnitName"),
        street=fields.text("StreetName"),
        suburb=fields.text("SuburbName"),
        district=fields.text("DistrictName"),
        postcode=fields.text("PostCodeIdentifier"),
        phone=fields.text("TelephoneSubscriberIdentifier"),
        speciality=fields.word("MedicalSpecialityCode", SPECIALITY),
    )


def _referrer(fields: Fields) -> Party:
    # Converters from EDIFACT write an IdentifierCode here although there is no Identifier: it then says nothing.
    kind = fields.word("IdentifierCode", IDENTIFIER_KIND)
    identifier = fields.identifier(kind)
    return Party(
        role="referrer",
        identifier=identifier,
        identifier_kind=kind if identifier else None,
        person_name=fields.text("PersonName"),
        person_title=fields.text("PersonTitle"),
    )


def patient(letter: Fields, node: Node, occupation: str = "PersonTitle") -> Patient:
    """The one patient of the letter; blank where there is none. Raises BadMessage where there are two.

    `occupation` is the element for it, which closing letters call OccupancyText.
    """
    found = letter.children("Patient")
    if len(found) > 1:
        raise BadMessage(
            found[1].path, "brevet har mere end én patient", "bed afsenderen sende ét brev for hver patient"
        )
    fields = Fields(found[0] if found else None, letter.notes)
    return Patient(
        ids=_ids(fields),
        surname=fields.text("PersonSurnameName"),
        given_name=fields.text("PersonGivenName"),
        occupation=fields.stated(occupation),
        street=fields.text("StreetName"),
        suburb=fields.text("SuburbName"),
        district=fields.text("DistrictName"),
        postcode=fields.stated("PostCodeIdentifier"),
        phones=_phones(fields),
        email=fields.text("EmailIdentifier"),
    )


def _ids(fields: Fields) -> tuple[PatientId, ...]:
    found = [
        checks.patient_id(fields.notes, node.path, node.text, said_cpr)
        for name, said_cpr in (("CivilRegistrationNumber", True), ("AlternativeIdentifier", False))
        for node in fields.children(name)
    ]
    return tuple(each for each in found if each)


def _phones(fields: Fields) -> tuple[Phone, ...]:
    inside = [Fields(node, fields.notes) for node in fields.children("TelephoneSubscriber")]
    found = [
        (each.word("TelephoneSubscriberCode", PHONE), each.text("TelephoneSubscriberIdentifier")) for each in inside
    ]
    return tuple(Phone(kind, number) for kind, number in found if number)


def relatives(letter: Fields) -> tuple[Relative, ...]:
    """The next of kin."""
    inside = [Fields(node, letter.notes) for node in letter.children("Relative")]
    return tuple(
        Relative(
            fields.word("RelationCode", RELATION),
            fields.text("PersonIdentifier"),
            fields.text("PersonSurnameName"),
            fields.text("PersonGivenName"),
            fields.text("StreetName"),
            fields.text("SuburbName"),
            fields.text("DistrictName"),
            fields.text("PostCodeIdentifier"),
        )
        for fields in inside
    )
