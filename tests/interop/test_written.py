"""What is written is what was said: golden messages, MedCom's schemas, and reading it back."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from tests.interop.made_up import closing_letters, referrals
from tests.interop.our_letters import CLOSING_LETTER, REFERRAL, REFERRAL_ID
from tests.interop.samples import official, own, read_one, schema, schema_faults
from tvaerspor.interop import codes
from tvaerspor.interop.closing_letter import ClosingLetter
from tvaerspor.interop.messages import Diagnosis, Envelope, Referral, stating
from tvaerspor.interop.oioxml.form import NOT_WRITTEN
from tvaerspor.interop.reading import read, read_letters
from tvaerspor.interop.writing import free_text, signed_text, write_letter, write_referral


def read_letter(raw: bytes) -> ClosingLetter:
    (letter,) = read_letters(raw)
    return letter


def test_the_golden_messages_are_written_byte_for_byte() -> None:
    assert write_referral(REFERRAL).raw == own("REF07_written.xml")
    assert write_letter(CLOSING_LETTER).raw == own("DIS08_written.xml")


def test_the_golden_messages_are_valid_by_the_schemas() -> None:
    schema("REF07"), schema("DIS08")  # skips, and says so, where they are not at hand
    assert not schema_faults(own("REF07_written.xml"), "REF07")
    assert not schema_faults(own("DIS08_written.xml"), "DIS08")


def test_a_message_that_the_schema_forbids_is_found_out() -> None:
    schema("REF07")
    assert schema_faults(own("REF07_written.xml").replace(b"PersonSurnameName", b"PersonSurname"), "REF07")


def test_the_golden_messages_are_read_without_a_warning() -> None:
    referral, letter = read_one(own("REF07_written.xml")), read_letter(own("DIS08_written.xml"))
    assert (referral, letter) == (REFERRAL, CLOSING_LETTER)
    assert not referral.warnings and not letter.warnings and not letter.unread
    assert not write_referral(REFERRAL).changed


def test_headings_are_bold_and_come_back_as_headings() -> None:
    raw = own("REF07_written.xml")
    assert b"<Bold>Anamnese</Bold><Break />Smerter" in raw
    assert [text.headings for text in read_one(raw).texts] == [(), (0, 3), ()]


def test_parts_become_a_text_with_bold_headings_in_both_kinds_of_letter() -> None:
    parts = (("BMI", ("BMI er 29.",)), ("", ("uden overskrift",)), ("Anamnese", ("en\r\nto", "tre")))
    text = free_text("anamnesis", parts)
    assert text.text == "BMI\nBMI er 29.\n\nuden overskrift\n\nAnamnese\nen\nto\ntre"
    (read_back,) = read_one(write_referral(replace(REFERRAL, texts=(text,))).raw).texts
    assert read_back == text and read_back.headings == text.headings == (0, 5)
    parts = parts[::2]
    letter = replace(CLOSING_LETTER, texts=(signed_text(parts, None),))
    (signed,) = read_letter(write_letter(letter).raw).texts
    assert [(each.heading, each.text) for each in signed.sections] == [
        ("BMI", "BMI er 29."),
        ("Anamnese", "en\nto\ntre"),
    ]


@settings(max_examples=60, deadline=None)
@given(referrals())
def test_any_referral_is_valid_and_comes_back_as_it_was(referral: Referral) -> None:
    written = write_referral(referral)
    assert not written.changed
    assert not schema_faults(written.raw, "REF07")
    assert read(written.raw) == (referral,)


@settings(max_examples=60, deadline=None)
@given(closing_letters())
def test_any_closing_letter_is_valid_and_comes_back_as_it_was(letter: ClosingLetter) -> None:
    written = write_letter(letter)
    assert not written.changed
    assert not schema_faults(written.raw, "DIS08")
    assert read_letters(written.raw) == (letter,)


def test_the_official_messages_come_back_as_they_were_once_written() -> None:
    for name in ("REF07_1", "REF07_2"):
        referral = read_one(official("oioxml", f"{name}.xml"))
        written = write_referral(referral)
        assert read_one(written.raw) == referral and not schema_faults(written.raw, "REF07")
    letter = read_letter(official("oioxml", "DIS08_1.xml"))
    assert read_letter(write_letter(letter).raw) == letter


def test_the_letter_echoes_the_referrals_id_as_it_came() -> None:
    for said in (REFERRAL_ID, REFERRAL_ID.upper(), "ROI 0042"):
        letter = replace(CLOSING_LETTER, letter=replace(CLOSING_LETTER.letter, referral_id=stating(said)))
        echoed = read_letter(write_letter(letter).raw).letter.referral_id
        assert echoed is not None and echoed.value == said


@pytest.mark.parametrize("row", codes.SPECIALITY.rows, ids=lambda row: row[0])
def test_every_speciality_can_be_written(row: tuple[str, str, str]) -> None:
    sender = replace(REFERRAL.parties[0], speciality=row[0])
    written = write_referral(replace(REFERRAL, parties=(sender, *REFERRAL.parties[1:])))
    assert not schema_faults(written.raw, "REF07")
    assert read_one(written.raw).parties[0].speciality == row[0]


@pytest.mark.parametrize("role", [row[0] for row in codes.DIAGNOSIS_ROLE.rows if row[2] not in NOT_WRITTEN])
def test_every_role_of_a_diagnosis_can_be_written(role: str) -> None:
    if role == "referral_kind":
        return  # that is `kind`
    diagnosis = Diagnosis(stating("DM171", "sks"), "sks", "Tekst", None, role)
    assert not schema_faults(write_referral(replace(REFERRAL, diagnoses=(diagnosis,))).raw, "REF07")
    assert not schema_faults(write_letter(replace(CLOSING_LETTER, diagnoses=(diagnosis,))).raw, "DIS08")


def test_a_moment_is_written_to_the_minute_and_only_in_danish_time() -> None:
    envelope = Envelope("1", datetime(2026, 10, 1, 9, 15, 59), True, "oioxml")
    assert read_one(write_referral(replace(REFERRAL, envelope=envelope)).raw).envelope.sent == datetime(
        2026, 10, 1, 9, 15
    )
    zoned = replace(envelope, sent=datetime(2026, 10, 1, 9, 15, tzinfo=UTC))
    with pytest.raises(ValueError, match="Danish time"):
        write_referral(replace(REFERRAL, envelope=zoned))
