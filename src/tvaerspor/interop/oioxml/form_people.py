"""Writes the parties, the patient, the next of kin and the references of an OIOXML letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..checks import is_gln
from ..codes import IDENTIFIER_KIND, OBJECT_EXTENSIONS, OBJECT_KIND, PHONE, RELATION, SPECIALITY
from ..cpr import read_number
from ..messages import Party, Patient, Reference, Relative
from .form import Findings, Form

MAX_PHONES, MAX_REFERENCES, MAX_RELATIVES = 3, 10, 2
_CALLED = {
    "sender": "afsenderen",
    "receiver": "modtageren",
    "referrer": "henviseren",
    "copy": "kopimodtageren",
    "contact": "kontaktstedet",
    "answer_copy": "modtageren af svarkopien",
}
_NAMES = (
    ("OrganisationName", "organisation", "navn"),
    ("DepartmentName", "department", "afdeling"),
    ("UnitName", "unit", "enhed"),
    ("StreetName", "street", "adresse"),
    ("SuburbName", "suburb", "stednavn"),
    ("DistrictName", "district", "by"),
    ("PostCodeIdentifier", "postcode", "postnummer"),
    ("TelephoneSubscriberIdentifier", "phone", "telefonnummer"),
)
_ALL = frozenset(name for name, _, _ in _NAMES) | {"EANIdentifier", "MedicalSpecialityCode"}
_ROOM = {
    "sender": _ALL,
    "receiver": _ALL - {"TelephoneSubscriberIdentifier", "MedicalSpecialityCode"},
    "copy": _ALL - {"TelephoneSubscriberIdentifier", "MedicalSpecialityCode", "EANIdentifier"},
    "contact": frozenset({"OrganisationName", "DepartmentName", "UnitName"}),
}
"""The elements that each role has (Sender.xsd, Receiver.xsd, CCReceiver.xsd, Contact.xsd) beside its own number."""


def by_role(parties: Sequence[Party], roles: Sequence[str], findings: Findings) -> dict[str, Party]:
    """The parties by role. A role that the message has no field for, and a second party in one role, are refused."""
    found: dict[str, Party] = {}
    for party in parties:
        called = _CALLED.get(party.role, party.role)
        if party.role not in roles:
            findings.no_room(called, party)
        elif party.role in found:
            findings.refuse(called, "står flere gange", "send en besked til hver")
        found.setdefault(party.role, party)
    return found


def put_party(letter: Form, name: str, role: str, party: Party | None) -> Form:
    """A Sender, Receiver, CCReceiver or Contact; without a party, it is missing."""
    if party is None:
        letter.findings.missing.append(_CALLED[role])
        return letter.inside(name)
    form = letter.inside(name, f"{_CALLED[role]}s")
    _put_unit(form, party, _ROOM[role])
    form.findings.no_room(form.where("person"), party.person_name or party.person_title)
    return form


def _put_unit(form: Form, party: Party, room: frozenset[str]) -> None:
    if "EANIdentifier" in room:
        _put_gln(form, party.gln.value if party.gln else None)
    else:
        form.findings.no_room(form.where("lokationsnummer"), party.gln)
    form.put("Identifier", party.identifier.value if party.identifier else None, "nummer", required=True)
    form.coded("IdentifierCode", party.identifier_kind, IDENTIFIER_KIND, "nummers art")
    for element, attribute, label in _NAMES:
        value = getattr(party, attribute)
        if element in room:
            form.put(element, value, label, required=element == "OrganisationName" and party.role == "sender")
        else:
            form.findings.no_room(form.where(label), value)
    if party.speciality and "MedicalSpecialityCode" in room:
        form.coded("MedicalSpecialityCode", party.speciality, SPECIALITY, "speciale")
    else:
        form.findings.no_room(form.where("speciale"), party.speciality)


def _put_gln(form: Form, value: str | None) -> None:
    form.put("EANIdentifier", value, "lokationsnummer", required=True)
    if value and not is_gln(value.strip()):
        form.findings.refuse(form.where("lokationsnummer"), "er ikke et gyldigt GLN på 13 cifre", "ret det i registret")


def put_referrer(sender: Form, party: Party | None) -> None:
    """The Referrer inside a Sender, who must be named."""
    party = party or Party("referrer")
    form = sender.inside("Referrer", f"{_CALLED['referrer']}s")
    if party.identifier:
        form.put("Identifier", party.identifier.value, "nummer")
        form.coded("IdentifierCode", party.identifier_kind, IDENTIFIER_KIND, "nummers art")
    form.put("PersonName", party.person_name, "navn", required=True)
    form.put("PersonTitle", party.person_title, "titel")
    for _, attribute, label in _NAMES:
        form.findings.no_room(form.where(label), getattr(party, attribute))
    form.findings.no_room(form.where("lokationsnummer"), party.gln)
    form.findings.no_room(form.where("speciale"), party.speciality)


def put_patient(letter: Form, person: Patient, occupation: str) -> Form:
    """The Patient as far as both kinds of letter have it; only a referral's (PersonTitle) has telephones and e-mail."""
    form = letter.inside("Patient", "patientens")
    _put_number(form, person)
    form.put("PersonSurnameName", person.surname, "efternavn", required=True)
    form.put("PersonGivenName", person.given_name, "fornavn")
    job, is_referral = person.occupation.value if person.occupation else None, occupation == "PersonTitle"
    if is_referral:
        form.put(occupation, job, "stilling")
    _put_address(form, person.street, person.suburb, person.district)
    form.put("PostCodeIdentifier", person.postcode.value if person.postcode else None, "postnummer")
    if not is_referral:
        form.put(occupation, job, "stilling")
        form.findings.no_room(form.where("telefonnummer"), person.phones)
        form.findings.no_room(form.where("e-mail"), person.email)
    else:
        _put_phones(form, person)
        form.put("EmailIdentifier", person.email, "e-mail")
    return form


def _put_address(form: Form, street: str | None, suburb: str | None, district: str | None) -> None:
    form.put("StreetName", street, "adresse")
    form.put("SuburbName", suburb, "stednavn")
    form.put("DistrictName", district, "by")


def _put_number(form: Form, person: Patient) -> None:
    numbers = list(dict.fromkeys((each.kind, read_number(each.number.value).number) for each in person.ids))
    if not numbers:
        form.findings.missing.append(form.where("CPR-nummer"))
        return
    if len(numbers) > 1:
        form.findings.refuse(form.where("numre"), "har kun plads til ét", "send med det ene, helst CPR-nummeret")
    kind, number = numbers[0]
    if kind == "cpr" and not re.fullmatch(r"[0-9]{10}", number):
        form.findings.refuse(form.where("CPR-nummer"), "har ikke ti cifre", "ret det, eller brug erstatningsnummeret")
    if len(number) != 10:
        form.findings.refuse(form.where("nummer"), "skal have ti tegn", "ret det")
    form.put("CivilRegistrationNumber" if kind == "cpr" else "AlternativeIdentifier", number, "nummer")


def _put_phones(form: Form, person: Patient) -> None:
    if len(person.phones) > MAX_PHONES:
        form.findings.refuse(form.where("telefonnumre"), "har kun plads til tre", "vælg de tre vigtigste")
    for phone in person.phones:
        inner = form.inside("TelephoneSubscriber")
        inner.put("TelephoneSubscriberIdentifier", phone.number, "telefonnummer", required=True)
        inner.coded("TelephoneSubscriberCode", phone.kind, PHONE, "telefons art")


def put_relatives(letter: Form, relatives: Sequence[Relative]) -> None:
    """The next of kin, two at most."""
    if len(relatives) > MAX_RELATIVES:
        letter.findings.refuse("pårørende", "har kun plads til to", "vælg de to vigtigste")
    for relative in relatives:
        form = letter.inside("Relative", "den pårørendes")
        form.coded("RelationCode", relative.relation, RELATION, "relation")
        form.put("PersonIdentifier", relative.identifier, "nummer")
        form.put("PersonSurnameName", relative.surname, "efternavn", required=True)
        form.put("PersonGivenName", relative.given_name, "fornavn")
        _put_address(form, relative.street, relative.suburb, relative.district)
        form.put("PostCodeIdentifier", relative.postcode, "postnummer")


def put_references(letter: Form, references: Sequence[Reference]) -> None:
    """What the letter points to, ten at most."""
    if len(references) > MAX_REFERENCES:
        letter.findings.refuse("bilag", "har kun plads til ti", "send resten i en besked for sig")
    for reference in references:
        form = letter.inside("Reference", "bilagets")
        form.put("RefDescription", reference.description, "beskrivelse", required=True)
        if reference.kind == "url":
            form.put("URL", reference.target, "adresse", required=True)
        elif reference.kind == "sup":
            form.put("SUP", "true", "eftersendelse")
        else:
            _put_attachment(form.inside("BIN"), reference)


def _put_attachment(form: Form, reference: Reference) -> None:
    form.put("ObjectIdentifier", reference.target, "nummer", required=True)
    form.coded("ObjectCode", reference.object_kind, OBJECT_KIND, "art")
    form.put("ObjectExtensionCode", reference.extension, "filtype", required=True)
    if reference.extension and reference.extension not in OBJECT_EXTENSIONS:
        form.findings.refuse(form.where("filtype"), "er ikke en af standardens", "send bilaget som pdf eller png")
    form.put("OriginalObjectSize", reference.size, "størrelse", required=True)
    if reference.size and not re.fullmatch(r"0*[1-9][0-9]*", reference.size):
        form.findings.refuse(form.where("størrelse"), "er ikke et helt antal byte", "ret det")
