"""A referral as headings and rows in Danish, for the terminal and the web page."""

from __future__ import annotations

from collections.abc import Iterable

from .codes import REFERRAL_KINDS
from .message_types import named
from .messages import Diagnosis, Party, PatientId, Reference, Referral
from .notes import mask_cpr, printable

Row = tuple[str, str]
Section = tuple[str, list[Row]]

_ROLES = {
    "sender": "Afsender",
    "receiver": "Modtager",
    "referrer": "Henviser",
    "answer_copy": "Kopi af svaret til",
    "copy": "Kopi til",
}
_WORDS = {
    "acute": "akut",
    "admission": "indlæggelse",
    "both": "begge sider",
    "cancelled": "annulleret",
    "child": "barn",
    "corrected": "rettet",
    "elective": "elektiv",
    "father": "far",
    "female": "kvinde",
    "home": "hjemme",
    "left": "venstre",
    "lying": "liggende",
    "male": "mand",
    "mobile": "mobil",
    "mother": "mor",
    "new": "nyt",
    "none": "ingen",
    "outpatient": "ambulant",
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
    "referral": "Henvisningsdiagnose",
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
        ("Brev", _letter(referral)),
        *((_ROLES[party.role], _party(party)) for party in referral.parties),
        ("Patient", _patient(referral)),
        ("Pårørende", [_relative_row(each.relation, each.given_name, each.surname) for each in referral.relatives]),
        ("Henvisning", _request(referral)),
        ("Diagnoser", [_diagnosis(each) for each in referral.diagnoses]),
        *((text.heading, [("", text.text)]) for text in referral.texts),
        ("Bilag", [_reference(each) for each in referral.references]),
        ("Ikke læst", [(each.place, each.text) for each in referral.unread]),
        ("Bemærkninger", [(each.place, each.sentence) for each in referral.warnings]),
    ]
    return [(heading, _shown(rows, show_cpr)) for heading, rows in sections if rows]


def _shown(rows: Iterable[Row], show_cpr: bool) -> list[Row]:
    return [(printable(name), printable(text if show_cpr else mask_cpr(text))) for name, text in rows]


def _filled(rows: Iterable[tuple[str, str | None]]) -> list[Row]:
    return [(name, text) for name, text in rows if text]


def _said(word: str | None) -> str | None:
    return _WORDS.get(word, word) if word else None


def _letter(referral: Referral) -> list[Row]:
    letter, sent = referral.letter, referral.envelope.sent
    wants = {True: "ja", False: "nej", None: None}[referral.envelope.wants_receipt]
    return _filled(
        [
            ("Type", " ".join(filter(None, (named(letter.type), letter.version)))),
            ("Status", _said(letter.status)),
            ("Dato", letter.authorised.value.strftime("%d.%m.%Y kl. %H.%M") if letter.authorised else None),
            ("Sendt", sent.strftime("%d.%m.%Y kl. %H.%M") if sent else None),
            ("Brevnummer", letter.identifier),
            ("Kuvertnummer", referral.envelope.identifier),
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


def _patient(referral: Referral) -> list[Row]:
    person = referral.patient
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
