"""What the coded fields say is stated with its place and wording; what they do not say is absent."""

from datetime import date

import pytest

from tests.interop.samples import changed, official, own, read_one
from tvaerspor.interop.stated import stated

EDI, XML = own("REF01_knee.edi"), own("REF01_knee.xml")


def values(raw: bytes) -> dict[str, object]:
    return {name: each.value for name, each in stated(read_one(raw)).items()}


def test_a_hospital_referral_states_these_fields() -> None:
    assert values(XML) == {
        "citizen.cpr": "2509479989",
        "citizen.birth_date": date(1947, 9, 25),
        "citizen.sex": "male",
        "citizen.occupation": "Pensioneret tømrer",
        "citizen.postcode": "9999",
        "diagnosis.code": "DM171",
        "diagnosis.side": "both",
        "referral.priority": "elective",
        "referral.date": date(2026, 3, 3),
        "referral.sender": "5790000001019",
        "referral.receiver": "5790000003037",
        "patient.status": "outpatient",
    }


def test_a_physiotherapy_referral_states_its_kind_and_its_id() -> None:
    said = values(own("REF07_knee.edi"))
    assert (said["referral.kind"], said["referral.id"]) == ("511", "0123456789abcdef0123456789abcdef")
    assert "referral.priority" not in said


def test_each_field_has_its_place_and_the_words_of_the_source() -> None:
    said = stated(read_one(EDI))
    assert (said["referral.priority"].place, said["referral.priority"].wording) == ("segment 49 (PTY)", "WA")
    said = stated(read_one(XML))
    place = "Emessage/HospitalReferral/AdditionalInformation/Priority"
    assert (said["referral.priority"].place, said["referral.priority"].wording) == (place, "elektiv")
    assert (said["diagnosis.code"].system, said["diagnosis.side"].wording) == ("sks", "DM171+TUL3")


def test_official_referrals_state_511_for_ordinary_and_621_for_free_physiotherapy() -> None:
    kinds = [values(official("edifact", f"REF07_{number}.edi"))["referral.kind"] for number in (1, 2)]
    assert kinds == ["511", "621"]


def test_the_diagnosis_that_gives_free_physiotherapy_is_the_one_stated() -> None:
    said = stated(read_one(official("oioxml", "REF07_2.xml")))
    assert (said["diagnosis.code"].value, said["diagnosis.code"].system) == ("1A", "sfu")


@pytest.mark.parametrize(("suffix", "side"), [("TUL1", "right"), ("TUL2", "left"), ("TUL3", "both")])
@pytest.mark.parametrize("mark", ["+", ":", " ", ""])
def test_the_side_is_the_additional_code_behind_an_sks_diagnosis(suffix: str, side: str, mark: str) -> None:
    said = values(changed(XML, "DM171+TUL3", f"DM171{mark}{suffix}"))
    assert (said["diagnosis.code"], said["diagnosis.side"]) == ("DM171", side)


def test_the_side_can_stand_on_a_line_of_its_own() -> None:
    raw = changed(changed(XML, "DM171+TUL3", "DM171"), "DE669", "TUL2")
    assert values(raw)["diagnosis.side"] == "left"
    raw = changed(changed(EDI, "DM171?+TUL3", "DM171"), "DE669", "TUL2")
    assert values(raw)["diagnosis.side"] == "left"


def test_the_side_of_another_diagnosis_is_not_the_side_of_this_one() -> None:
    raw = changed(changed(XML, "DM171+TUL3", "DM171"), "DE669", "DM169+TUL1")
    assert "diagnosis.side" not in values(raw)


def test_two_sides_that_contradict_each_other_are_neither() -> None:
    assert "diagnosis.side" not in values(changed(XML, "DE669", "TUL2"))


def test_a_side_in_words_is_never_read() -> None:
    raw = changed(XML, "DM171+TUL3", "DM171")
    assert b"begge kn" in raw
    assert "diagnosis.side" not in values(raw)


def test_no_field_is_stated_from_a_free_text() -> None:
    raw = changed(XML, "<Anamnesis>", "<Anamnesis>CPR 2512489996, akut, højre knæ DM171+TUL1, postnr. 8000. ")
    assert values(raw) == values(XML)


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("citizen.occupation", "EMP+1++:::Pensioneret tømrer'", ""),
        ("citizen.postcode", "Prøvestien 50+Prøvestrup+9999", "Prøvestien 50+Prøvestrup"),
        ("diagnosis.code", "CIN+H+DM171?+TUL3:SKS::Primær artrose i begge knæ'", ""),
        ("referral.priority", "PTY+PRI+WA'", ""),
        ("referral.date", "DTM+137:202603031400:203'", ""),
        ("patient.status", "PAS+HA'", ""),
        ("citizen.cpr", "2509479989", "_"),
    ],
)
def test_what_the_message_does_not_state_is_absent(field: str, old: str, new: str) -> None:
    assert field in values(EDI)
    assert field not in values(changed(EDI, old, new))


def test_an_additional_diagnosis_never_takes_the_place_of_the_missing_one() -> None:
    raw = changed(EDI, "CIN+H+DM171?+TUL3:SKS::Primær artrose i begge knæ'", "")
    assert read_one(raw).diagnoses and "diagnosis.code" not in values(raw)


@pytest.mark.parametrize("digits", ["20260303", "202603031400", "20260303140059"])
def test_a_date_is_read_with_and_without_a_time(digits: str) -> None:
    assert values(changed(EDI, "DTM+137:202603031400", f"DTM+137:{digits}"))["referral.date"] == date(2026, 3, 3)


@pytest.mark.parametrize("digits", ["20261303", "2026", "i dag", "20260230"])
def test_a_date_that_is_none_is_noted_and_absent(digits: str) -> None:
    raw = changed(EDI, "DTM+137:202603031400", f"DTM+137:{digits}")
    assert "referral.date" not in values(raw)
    assert any("er ikke en dato" in warning.sentence for warning in read_one(raw).warnings)


def test_sender_and_receiver_are_their_own_number_where_there_is_no_gln() -> None:
    raw = changed(XML, "<EANIdentifier>5790000001019</EANIdentifier>", "")
    said = stated(read_one(raw))["referral.sender"]
    assert (said.value, said.system) == ("099911", "ydernummer")
