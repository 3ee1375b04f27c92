"""A physiotherapy closing letter is read with its sections, shown in Danish, and told apart from a referral."""

import pytest

from tests.interop.our_letters import CLOSING_LETTER
from tests.interop.samples import changed, official, own, refusal
from tvaerspor.interop.closing_letter import ClosingLetter, Section
from tvaerspor.interop.messages import BadMessage
from tvaerspor.interop.reading import read_letters
from tvaerspor.interop.report import describe_letter

XML = own("DIS08_written.xml")


def read_one(raw: bytes) -> ClosingLetter:
    (letter,) = read_letters(raw)
    return letter


def sections(content: str) -> tuple[Section, ...]:
    """What a Text01 with that content says."""
    start, end = XML.index(b"<Text01>") + len("<Text01>"), XML.index(b"</Text01>")
    return read_one(XML[:start] + content.encode("latin-1") + XML[end:]).texts[0].sections


def letter_refusal(raw: bytes) -> str:
    with pytest.raises(BadMessage) as caught:
        read_letters(raw)
    return str(caught.value)


def test_the_official_closing_letter_is_read() -> None:
    letter = read_one(official("oioxml", "DIS08_1.xml"))
    assert letter.letter.referral_id is not None
    assert letter.letter.referral_id.value == "65528acda12c4d85b7016f4b12eec2bc"
    assert [letter.begun and letter.begun.wording, letter.ended and letter.ended.wording] == [
        "2013-12-01 09:00",
        "2014-01-14 13:00",
    ]
    (text,) = letter.texts
    assert [section.heading for section in text.sections] == [""]
    assert text.sections[0].text.splitlines()[-2:] == ["Fysioterapeut", "14.01.2014."]
    assert not letter.unread


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a<Break/>b<Break/>", (Section("", "a\nb"),)),
        ("<Bold>H</Bold><Break/>a<Break/>", (Section("H", "a"),)),
        ("x<Break/><Break/><Bold>H</Bold><Break/>a", (Section("", "x"), Section("H", "a"))),
        ("x<Break/><Break/><Break/><Bold>H</Bold>", (Section("", "x\n"), Section("H", ""))),
        ("<Bold>H</Bold> og mere<Break/>", (Section("", "H og mere"),)),
        ("<Bold>H<Break/>I</Bold><Break/>a", (Section("H", ""), Section("I", "a"))),
        ("<Bold>H</Bold>\n  <Break/>\n  a<Break/>\n", (Section("H", "a"),)),
        ("<FixedFont><Bold>H</Bold></FixedFont><Break/>a", (Section("H", "a"),)),
        ("<Bold> </Bold><Break/>a", (Section("", " \na"),)),
    ],
)
def test_a_line_in_bold_is_a_heading(content: str, expected: tuple[Section, ...]) -> None:
    assert sections(content) == expected


def test_a_referral_is_no_closing_letter_and_the_other_way_round() -> None:
    assert letter_refusal(own("REF07_knee.xml")).endswith(
        "beskeden er en REF07 (fysioterapihenvisning); kun DIS08 kan læses som epikrise endnu."
    )
    assert refusal(XML).endswith(
        "beskeden er en DIS08 (fysioterapiepikrise); kun REF01 og REF07 kan læses som henvisning endnu."
    )


def test_a_closing_letter_in_edifact_is_refused_in_a_sentence() -> None:
    assert letter_refusal(own("REF07_knee.edi")) == (
        "filens start: epikriser kan ikke læses i EDIFACT endnu; bed afsenderen sende epikrisen som OIOXML (XDIS08)."
    )


def test_what_is_no_message_is_told_so_in_the_words_of_a_closing_letter() -> None:
    assert letter_refusal(b"%PDF-1.7").endswith("giv filen med selve epikrisen.")
    assert letter_refusal(b"hej").endswith("giv filen med selve epikrisen.")


def test_a_closing_letter_without_the_referrals_id_is_read_with_a_warning() -> None:
    raw = changed(XML, "<EpisodeOfCareIdentifier>6f1b2c3d4e5f40718293a4b5c6d7e8f9</EpisodeOfCareIdentifier>", "")
    letter = read_one(raw)
    assert any("gentager ikke henvisningens id" in warning.sentence for warning in letter.warnings)


def test_an_unknown_element_is_kept_beside_the_letter() -> None:
    letter = read_one(changed(XML, "<Admission>", "<Kode>tekst et</Kode><Admission>"))
    assert [unread.text for unread in letter.unread] == ["tekst et"]
    assert letter == CLOSING_LETTER


def test_two_signed_texts_stay_two() -> None:
    start, end = (
        XML.index(b"<ClinicalInformation>"),
        XML.index(b"</ClinicalInformation>") + len("</ClinicalInformation>"),
    )
    letter = read_one(XML[:end] + XML[start:end] + XML[end:])
    assert letter.texts == CLOSING_LETTER.texts * 2


def test_a_closing_letter_is_shown_in_danish_with_its_own_headings_and_without_the_whole_cpr_number() -> None:
    shown = dict(describe_letter(CLOSING_LETTER))
    assert list(shown) == [
        "Brev",
        "Afsender",
        "Modtager",
        "Patient",
        "Forløb",
        "Diagnoser",
        "Diagnose og side",
        "Resultat",
        "Opfølgning",
        "Underskrevet",
    ]
    assert ("CPR-nummer", "251248-xxxx") in shown["Patient"]
    assert shown["Forløb"][-1] == ("Patientens status", "ikke i behandling")
    assert shown["Diagnoser"] == [
        ("Henvisningsdiagnose", "L90 (ICPC-2), Artrose i knæ"),
        ("Aktionsdiagnose", "DM171 (SKS), højre, Knæartrose"),
    ]
    assert "251248-9996" in str(describe_letter(CLOSING_LETTER, show_cpr=True))
