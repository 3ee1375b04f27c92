"""A referral or a closing letter as headings and rows in Danish, for the terminal and the web page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .closing_letter import ClosingLetter
from .codes import REFERRAL_KINDS
from .message_types import named
from .messages import Diagnosis, Envelope, Letter, Party, Patient, PatientId, Reference, Referral, Stated
from .notes import mask_cpr, printable

Row = tuple[str, str]
Section = tuple[str, list[Row]]

_ROLES = {
    "sender": "Afsender",
    "receiver": "Modtager",
    "referrer": "Henviser",
    "answer_copy": "Kopi af svaret til",
    "copy": "Kopi til",
    "contact": "Kontaktsted",
}
_WORDS = {
    "acute": "akut",
    "admission": "indlæggelse",
    "admitted": "indlagt",
    "both": "begge sider",
    "cancelled": "annulleret",
    "child": "barn",
    "corrected": "rettet",
    "dead": "død",
    "elective": "elektiv",
    "father": "far",
    "female": "kvinde",
    "home": "hjemme",
    "inactive": "ikke i behandling",
    "left": "venstre",
    "lying": "liggende",
    "male": "mand",
    "mobile": "mobil",
    "mother": "mor",
    "new": "nyt",
    "none": "ingen",
    "outpatient": "ambulant",
    "outpatient_imaging": "ambulant til billeddiagnostik",
    "right": "højre",
    "sitting": "siddende",
    "special": "særlige forhold",
    "unspecified": "uspecificeret",
    "work": "arbejde",
}
_SYSTEMS = {
    "sks": "SKS",
    "icpc2": "ICPC-2",
    "unspecified": "uspecificeret kode",
    "sfu": "kode for vederlagsfri fysioterapi",
}
_DIAGNOSES = {
    "main": "Diagnose",
    "main_additional": "Tillægskode til diagnosen",
    "referral": "Henvisningsdiagnose",
    "referral_additional": "Tillægskode til henvisningsdiagnosen",
    "secondary": "Bidiagnose",
    "additional": "Tillægsdiagnose",
    "action": "Aktionsdiagnose",
    "underlying": "Grundmorbus",
    "temporary": "Midlertidig diagnose",
    "course": "Forløbsdiagnose",
    "operation": "Operation",
    "imaging": "Billeddiagnostik",
    "physiotherapy_group": "Gruppe",
}


def describe(referral: Referral, *, show_cpr: bool = False) -> list[Section]:
    """The referral as (heading, rows), in the order to show them; headings without rows are left out.

    Every CPR number, also one written in a free text, is shown as 251248-xxxx unless `show_cpr`. Control characters,
    which could steer a terminal, are replaced by a visible sign.
    """
    sections: list[Section] = [
        ("Brev", _letter(referral.letter, referral.envelope)),
        *((_ROLES[party.role], _party(party)) for party in referral.parties),
        ("Patient", _patient(referral.patient)),
        ("Pårørende", [_relative_row(each.relation, each.given_name, each.surname) for each in referral.relatives]),
        ("Henvisning", _request(referral)),
        ("Diagnoser", [_diagnosis(each) for each in referral.diagnoses]),
        *((text.heading, [("", text.text)]) for text in referral.texts),
        ("Bilag", [_reference(each) for each in referral.references]),
        ("Ikke læst", [(each.place, each.text) for each in referral.unread]),
        ("Bemærkninger", [(each.place, each.sentence) for each in referral.warnings]),
    ]
    return [(heading, _shown(rows, show_cpr)) for heading, rows in sections if rows]


def describe_letter(letter: ClosingLetter, *, show_cpr: bool = False) -> list[Section]:
    """The closing letter as (heading, rows), as `describe` shows a referral: its own headings stand as sections."""
    sections: list[Section] = [
        ("Brev", _letter(letter.letter, letter.envelope)),
        *((_ROLES[party.role], _party(party)) for party in letter.parties),
        ("Patient", _patient(letter.patient)),
        ("Pårørende", [_relative_row(each.relation, each.given_name, each.surname) for each in letter.relatives]),
        ("Forløb", _course(letter)),
        ("Diagnoser", [_diagnosis(each) for each in (*letter.referral_diagnoses, *letter.diagnoses)]),
        *((part.heading or "Epikrise", [("", part.text)]) for text in letter.texts for part in text.sections),
        ("Underskrevet", [("", _day(text.signed)) for text in letter.texts if text.signed]),
        ("Bilag", [_reference(each) for each in letter.references]),
        ("Ikke læst", [(each.place, each.text) for each in letter.unread]),
        ("Bemærkninger", [(each.place, each.sentence) for each in letter.warnings]),
    ]
    return [(heading, _shown(rows, show_cpr)) for heading, rows in sections if rows]


def _day(moment: datetime) -> str:
    return moment.strftime("%d.%m.%Y kl. %H.%M")


def _course(letter: ClosingLetter) -> list[Row]:
    def day(said: Stated[datetime] | None) -> str | None:
        return _day(said.value) if said else None

    return _filled(
        [
            ("Henvisningens nummer", letter.referral_number.value if letter.referral_number else None),
            ("Henvisning modtaget", day(letter.received)),
            ("Start", day(letter.begun)),
            ("Slut", day(letter.ended)),
            ("Patientens status", _said(letter.patient_status.value) if letter.patient_status else None),
        ]
    )


def _shown(rows: Iterable[Row], show_cpr: bool) -> list[Row]:
    return [(printable(name), printable(text if show_cpr else mask_cpr(text))) for name, text in rows]


def _filled(rows: Iterable[tuple[str, str | None]]) -> list[Row]:
    return [(name, text) for name, text in rows if text]


def _said(word: str | None) -> str | None:
    return _WORDS.get(word, word) if word else None


def _letter(letter: Letter, envelope: Envelope) -> list[Row]:
    wants = {True: "ja", False: "nej", None: None}[envelope.wants_receipt]
    return _filled(
        [
            ("Type", " ".join(filter(None, (named(letter.type), letter.version)))),
            ("Status", _said(letter.status)),
            ("Dato", _day(letter.authorised.value) if letter.authorised else None),
            ("Sendt", _day(envelope.sent) if envelope.sent else None),
            ("Brevnummer", letter.identifier),
            ("Kuvertnummer", envelope.identifier),
            ("Henvisningens id", letter.referral_id.value if letter.referral_id else None),
            ("Ønsker kvittering", wants),
        ]
    )


def _party(party: Party) -> list[Row]:
    place = " ".join(filter(None, (party.postcode, party.district)))
    return _filled(
        [
            ("Navn", ", ".join(filter(None, (party.organisation, party.department, party.unit)))),
            ("Person", ", ".join(filter(None, (party.person_name, party.person_title)))),
            ((party.identifier_kind or "Nummer").capitalize(), party.identifier.value if party.identifier else None),
            ("GLN", party.gln.value if party.gln else None),
            ("Adresse", ", ".join(filter(None, (party.street, party.suburb, place)))),
            ("Telefon", party.phone),
            ("Speciale", (party.speciality or "").replace("_", " ")),
        ]
    )


def _number(each: PatientId) -> Row:
    value = each.number.value
    name = {"cpr": "CPR-nummer", "replacement": "Erstatningsnummer"}[each.kind]
    return name, f"{value[:6]}-{value[6:]}" if len(value) == 10 else value


def _patient(person: Patient) -> list[Row]:
    place = " ".join(filter(None, (person.postcode.value if person.postcode else None, person.district)))
    return [
        *(_number(each) for each in person.ids),
        *_filled(
            [
                ("Navn", " ".join(filter(None, (person.given_name, person.surname)))),
                ("Stilling", person.occupation.value if person.occupation else None),
                ("Adresse", ", ".join(filter(None, (person.street, person.suburb, place)))),
                *((f"Telefon ({_said(each.kind)})" if each.kind else "Telefon", each.number) for each in person.phones),
                ("E-mail", person.email),
            ]
        ),
    ]


def _relative_row(relation: str | None, given_name: str | None, surname: str | None) -> Row:
    return (_said(relation) or "pårørende").capitalize(), " ".join(filter(None, (given_name, surname)))


def _request(referral: Referral) -> list[Row]:
    kind = referral.kind
    return _filled(
        [
            ("Art", f"{kind.value} {REFERRAL_KINDS.get(kind.value, '')}".strip() if kind else None),
            ("Prioritet", _said(referral.priority.value) if referral.priority else None),
            ("Patienten ses", _said(referral.status.value) if referral.status else None),
            ("Transport", _said(referral.transport.value) if referral.transport else None),
        ]
    )


def _diagnosis(each: Diagnosis) -> Row:
    code = f"{each.code.value} ({_SYSTEMS.get(each.system or '', 'ukendt kodesystem')})" if each.code else None
    side = _said(each.side.value) if each.side else None
    return _DIAGNOSES.get(each.role or "", "Diagnose"), ", ".join(filter(None, (code, side, each.text)))


def _reference(each: Reference) -> Row:
    kind = {"url": "Adresse", "sup": "Eftersendes", "binary": "Vedhæftet"}[each.kind]
    return kind, ", ".join(filter(None, (each.description, each.target, each.extension, each.size)))
