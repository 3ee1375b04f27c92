"""Our own referral and closing letter as values: made-up units, roles for names, and CPR numbers that are nobody's."""

from datetime import datetime

from tvaerspor.interop.closing_letter import ClosingLetter, Section, SignedText
from tvaerspor.interop.codes import TEXTS
from tvaerspor.interop.messages import (
    Diagnosis,
    Envelope,
    FreeText,
    Letter,
    Party,
    Patient,
    PatientId,
    Phone,
    Reference,
    Referral,
    Stated,
    stating,
)

REFERRAL_ID = "6f1b2c3d4e5f40718293a4b5c6d7e8f9"


def moment(text: str) -> Stated[datetime]:
    return Stated(datetime.fromisoformat(text), "", text)


def free_text(field: str, text: str, *headings: int) -> FreeText:
    return FreeText(TEXTS[field], field, text, "", headings)


DOCTOR = Party(
    "sender",
    gln=stating("5790000001019", "gln"),
    identifier=stating("099911", "ydernummer"),
    identifier_kind="ydernummer",
    organisation="Lægerne Åtoften",
    street="Prøvevej 1",
    district="Prøvestrup",
    postcode="9999",
    phone="70000001",
    speciality="almenlaege_laegevagt",
)
CLINIC = Party(
    "receiver",
    gln=stating("5790000002023", "gln"),
    identifier=stating("099922", "ydernummer"),
    identifier_kind="ydernummer",
    organisation="Fysioterapien Prøvestrup",
    street="Prøvegade 2",
    district="Prøvestrup",
    postcode="9999",
)
CITIZEN = Patient(
    ids=(PatientId("cpr", stating("2512489996")),),
    surname="Prøveborger",
    given_name="Første",
    occupation=stating("Butiksassistent"),
    street="Prøvestien 48",
    district="Prøvestrup",
    postcode=stating("9999"),
)
REFERRAL = Referral(
    envelope=Envelope("26100100000001", datetime(2026, 10, 1, 9, 15), True, "oioxml"),
    letter=Letter("26100100000002", "REF07", "H0731R", "new", moment("2026-10-01T09:10"), stating(REFERRAL_ID)),
    parties=(DOCTOR, CLINIC, Party("referrer", person_name="Den henvisende læge", person_title="Praktiserende læge")),
    patient=Patient(**{**vars(CITIZEN), "phones": (Phone("mobile", "70000003"),), "email": "borger@example.dk"}),
    relatives=(),
    kind=stating("511"),
    priority=None,
    status=stating("outpatient"),
    transport=None,
    diagnoses=(
        Diagnosis(stating("L90", "icpc2"), "icpc2", "Artrose i knæ, højre side", None, "referral"),
        Diagnosis(stating("DM171", "sks"), "sks", "Knæartrose", Stated("right", "", "", "sks"), "additional"),
    ),
    texts=(
        free_text("clinical_reason", "Henvises til behandling for den pågældende lidelse jf. kliniske retningslinjer."),
        free_text("anamnesis", "Anamnese\nSmerter ved gang & på trapper i 8 måneder.\n\nBMI\nBMI er 29 kg/m².", 0, 3),
        free_text("medicine", "Paracetamol 1 g <p.n.>"),
    ),
    references=(Reference("sup", "Røntgenbeskrivelse eftersendes"),),
)
CLOSING_LETTER = ClosingLetter(
    envelope=Envelope("26121500000001", datetime(2026, 12, 15, 14, 0), False, "oioxml"),
    letter=Letter("26121500000002", "DIS08", "D0833L", "new", moment("2026-12-15T13:55"), stating(REFERRAL_ID)),
    parties=(
        Party(**{**vars(CLINIC), "role": "sender", "phone": "70000005", "speciality": "fysioterapi"}),
        Party(**{**vars(DOCTOR), "role": "receiver", "phone": None, "speciality": None}),
    ),
    patient=CITIZEN,
    patient_status=stating("inactive"),
    texts=(
        SignedText(
            (
                Section("Diagnose og side", "L90, højre"),
                Section("Resultat", "Smerte (VAS 0-100): start 60, slut 30, ændring -30\nGang: 40 m på 28 sekunder"),
                Section("Opfølgning", "Opfølgning 3 og 12 måneder efter start.\n\nNy henvisning ved et rødt flag."),
            ),
            datetime(2026, 12, 15, 13, 50),
        ),
    ),
    received=moment("2026-10-02T08:00"),
    begun=moment("2026-10-12T10:00"),
    ended=moment("2026-12-14T11:00"),
    referral_diagnoses=(Diagnosis(stating("L90", "icpc2"), "icpc2", "Artrose i knæ", None, "referral"),),
    diagnoses=(Diagnosis(stating("DM171", "sks"), "sks", "Knæartrose", Stated("right", "", "", "sks"), "action"),),
)
