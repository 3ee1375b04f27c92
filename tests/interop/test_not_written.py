"""What cannot be written is refused before anything is, in Danish sentences that name all of it and say what to do."""

from dataclasses import replace

import pytest

from tests.interop.our_letters import CITIZEN, CLOSING_LETTER, REFERRAL, free_text
from tests.interop.samples import own, read_one
from tvaerspor.interop.closing_letter import ClosingLetter, SignedText
from tvaerspor.interop.messages import (
    Diagnosis,
    Letter,
    Party,
    Patient,
    PatientId,
    Phone,
    Reference,
    Referral,
    Relative,
    Stated,
    stating,
)
from tvaerspor.interop.writing import CannotWrite, write_letter, write_referral

SENDER, RECEIVER, REFERRER = REFERRAL.parties


def refusal(message: Referral | ClosingLetter) -> CannotWrite:
    with pytest.raises(CannotWrite) as caught:
        if isinstance(message, Referral):
            write_referral(message)
        else:
            write_letter(message)
    said = str(caught.value)
    assert said.endswith(".") and said[0].isupper() and "\n" not in said
    return caught.value


def test_all_that_is_missing_is_named_in_one_sentence() -> None:
    receiver = replace(RECEIVER, gln=None)
    found = refusal(replace(REFERRAL, parties=(SENDER, receiver, REFERRER), patient=Patient(given_name="Første")))
    assert str(found) == (
        "Modtagerens lokationsnummer, patientens CPR-nummer og patientens efternavn mangler; "
        "udfyld det, før beskeden sendes."
    )
    assert found.field.count(",") == 1 and found.reason == "mangler" and not found.others


def test_every_fault_is_told_at_once() -> None:
    long = replace(CITIZEN, surname="x" * 71, street="y" * 36, ids=())
    found = refusal(replace(CLOSING_LETTER, patient=long, texts=()))
    assert str(found) == (
        "Patientens CPR-nummer og epikrisens tekst mangler; udfyld det, før beskeden sendes. "
        "Patientens efternavn fylder 71 tegn, og der er plads til 70; skriv det kortere. "
        "Patientens adresse fylder 36 tegn, og der er plads til 35; skriv det kortere."
    )


def test_parties_that_are_missing_are_named_as_such() -> None:
    assert refusal(replace(REFERRAL, parties=())).field == "afsenderen, henviserens navn og modtageren"
    assert refusal(replace(CLOSING_LETTER, parties=())).field == "afsenderen og modtageren"


def test_the_head_of_a_letter_must_be_filled_in() -> None:
    bare = replace(REFERRAL.envelope, identifier=None, sent=None, wants_receipt=None)
    head = Letter(None, "REF07", "H0731R", None, None, None)
    assert refusal(replace(REFERRAL, envelope=bare, letter=head)).field == (
        "kuvertens tidspunkt, kuvertens nummer, kuvertens ønske om kvittering, brevets nummer, brevets dato, "
        "brevets status og brevets henvisnings-id"
    )


def with_patient(**changes: object) -> Referral:
    return replace(REFERRAL, patient=replace(REFERRAL.patient, **changes))


def with_parties(*parties: Party) -> Referral:
    return replace(REFERRAL, parties=parties)


def with_diagnosis(**changes: object) -> Referral:
    return replace(REFERRAL, diagnoses=(replace(REFERRAL.diagnoses[0], **changes),))


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        (with_parties(replace(SENDER, organisation="x" * 36), RECEIVER, REFERRER), "Afsenderens navn fylder 36 tegn"),
        (with_parties(SENDER, RECEIVER, replace(REFERRER, person_name="x" * 36)), "Henviserens navn fylder 36 tegn"),
        (with_parties(SENDER, replace(RECEIVER, gln=stating("5790000002024")), REFERRER), "er ikke et gyldigt GLN"),
        (
            with_parties(SENDER, replace(RECEIVER, phone="70000009"), REFERRER),
            "Modtagerens telefonnummer har ikke noget",
        ),
        (with_parties(SENDER, RECEIVER, RECEIVER, REFERRER), "Modtageren står flere gange"),
        (with_parties(*REFERRAL.parties, Party("copy")), "Kopimodtageren har ikke noget felt"),
        (with_parties(replace(SENDER, unit="_"), RECEIVER, REFERRER), "Afsenderens enhed er »_«"),
        (with_patient(ids=(PatientId("cpr", stating("12345")),)), "Patientens CPR-nummer har ikke ti cifre"),
        (with_patient(phones=(Phone(None, "70000003"),)), "Patientens telefons art mangler"),
        (with_patient(phones=(Phone("home", "70000003"),) * 4), "kun plads til tre"),
        (
            with_patient(ids=(*CITIZEN.ids, PatientId("replacement", stating("0703921VJ5")))),
            "Patientens numre har kun plads til ét",
        ),
        (replace(REFERRAL, priority=stating("acute")), "Prioriteten har ikke noget felt"),
        (replace(REFERRAL, transport=stating("none")), "Transporten har ikke noget felt"),
        (replace(REFERRAL, relatives=(Relative("mother", None, "x", None),)), "Pårørende har ikke noget felt"),
        (replace(REFERRAL, kind=stating("999")), "Henvisningens art kan ikke være »999«"),
        (replace(REFERRAL, texts=(free_text("cave", "x"),)), "Anamnesen mangler"),
        (replace(REFERRAL, texts=(free_text("anamnesis", "x"),) * 2), "Anamnesen står flere gange"),
        (replace(REFERRAL, references=REFERRAL.references * 11), "Bilag har kun plads til ti"),
        (replace(REFERRAL, references=(Reference("sup", "x" * 71),)), "Bilagets beskrivelse fylder 71 tegn"),
        (replace(REFERRAL, references=(Reference("binary", "x", "1", "billede", "svg", "1"),)), "Bilagets filtype"),
        (replace(REFERRAL, references=(Reference("binary", "x", "1", "billede", "png", "0"),)), "Bilagets størrelse"),
        (with_diagnosis(text="x" * 71), "Diagnosens tekst fylder 71 tegn"),
        (with_diagnosis(text=None), "Diagnosens tekst mangler"),
        (with_diagnosis(side=Stated("right", "", "")), "Diagnosens side kan kun stå ved en SKS-kode"),
        (with_diagnosis(role="underlying"), "Diagnosens rolle kan ikke være »underlying«"),
        (replace(REFERRAL, diagnoses=REFERRAL.diagnoses[1:] * 6), "kun plads til fem"),
        (
            replace(REFERRAL, letter=replace(REFERRAL.letter, referral_id=stating("6f1b2c3d-4e5f"))),
            "Henvisningens id er ikke en UUID",
        ),
        (replace(REFERRAL, letter=replace(REFERRAL.letter, status="cancelled")), "Brevets status kan ikke være"),
        (replace(CLOSING_LETTER, letter=REFERRAL.letter), "Brevets type er »REF07 H0731R«"),
        (replace(CLOSING_LETTER, patient=REFERRAL.patient), "Patientens telefonnummer har ikke noget felt"),
        (replace(CLOSING_LETTER, patient_status=None), "Patientens status mangler"),
        (replace(CLOSING_LETTER, texts=(SignedText(()),)), "Epikrisens tekst mangler"),
        (replace(CLOSING_LETTER, texts=CLOSING_LETTER.texts * 11), "Epikrisen har kun plads til ti tekster"),
        (
            replace(CLOSING_LETTER, diagnoses=(Diagnosis(stating("L90"), "icpc2", "x", None, "main"),)),
            "Diagnosens kodesystem har ikke noget felt",
        ),
    ],
)
def test_what_the_standard_has_no_room_for_is_refused(message: Referral | ClosingLetter, sentence: str) -> None:
    assert sentence in str(refusal(message))


def test_a_hospital_referral_is_not_written_as_a_physiotherapy_referral() -> None:
    assert "Brevets type er »REF01 H0130R«" in str(refusal(read_one(own("REF01_knee.xml"))))
