"""What is no message that can be read gets one Danish sentence: the place, the reason, and what to do."""

import pytest

from tests.interop.samples import OWN_NAMES, changed, official, own, refusal
from tvaerspor.interop.messages import BadMessage
from tvaerspor.interop.reading import MAX_BYTES, check, read

EDI, XML = own("REF07_knee.edi"), own("REF07_knee.xml")


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\x00", "en PDF-fil"),
        (b"PK\x03\x04\x14\x00\x06\x00", "en zip-fil"),
        (b'{"resourceType": "Bundle"}', "JSON"),
        (b'\xef\xbb\xbf  [{"a": 1}]', "JSON"),
        (b"<!DOCTYPE html><html><body>Log ind</body></html>", "en HTML-side"),
        (b"<html><body>Log ind</body></html>", "en HTML-side"),
        (b"\x89PNG\r\n\x1a\n\x00", "et billede"),
        ('<?xml version="1.0"?><Emessage/>'.encode("utf-16"), "UTF-16"),
        (b"MSH|^~\\&|A|B", "HL7 v2"),
        (b'<Bundle xmlns="http://hl7.org/fhir"/>', "en FHIR-besked"),
        (b'<VANSEnvelope xmlns="urn:x"><Message/></VANSEnvelope>', "en VANS-kuvert"),
        (b"<rss/>", "XML med roden »rss«"),
    ],
)
def test_a_file_of_another_kind_is_told_what_it_looks_like(raw: bytes, what: str) -> None:
    assert what in refusal(raw)


@pytest.mark.parametrize("raw", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused_as_empty(raw: bytes) -> None:
    assert "tom" in refusal(raw)


def test_plain_words_are_neither_of_the_standards() -> None:
    assert "ligner hverken OIOXML eller EDIFACT" in refusal("Kære kollega, hermed en henvisning".encode())


def test_over_five_megabytes_is_refused_and_five_are_not() -> None:
    padding = b" " * (MAX_BYTES - len(EDI))
    assert len(read(EDI + padding)) == 1
    assert "over 5 MB" in refusal(EDI + padding + b" ")


@pytest.mark.parametrize("raw", [EDI, XML])
def test_a_nul_byte_is_refused_with_its_place(raw: bytes) -> None:
    assert "byte 501: " in refusal(raw[:500] + b"\x00" + raw[500:])


@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE Emessage SYSTEM "http://evil.example/x.dtd">',
        "<!DOCTYPE Emessage [<!ELEMENT Emessage ANY>]>",
        '<!DOCTYPE Emessage [<!ENTITY x "aaaaaaaaaa"><!ENTITY y "&x;&x;&x;&x;">]>',
        '<!DOCTYPE Emessage [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Emessage [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>',
    ],
)
def test_a_dtd_is_refused_before_anything_in_it_is_read(dtd: str) -> None:
    raw = changed(XML, "<Emessage", f"{dtd}\n<Emessage")
    assert refusal(raw).startswith("linje 2, kolonne ")
    assert "filen har en DTD (DOCTYPE)" in refusal(raw)


def test_an_entity_that_xml_does_not_have_is_refused_with_line_and_column() -> None:
    sentence = refusal(changed(XML, "Ida Pr\xf8ve", "Ida Pr&oslash;ve"))
    assert sentence.startswith("linje 32, kolonne ") and "entitet" in sentence


def test_elements_a_thousand_deep_are_refused() -> None:
    raw = changed(XML, "<Space/>", "<Bold>" * 1000 + "</Bold>" * 1000)
    assert "lag inde i hinanden" in refusal(raw)


def test_a_hundred_thousand_elements_are_refused() -> None:
    assert "100000 elementer" in refusal(changed(XML, "<Space/>", "<Break/>" * 100_000))


def test_an_element_whose_name_has_no_end_is_refused() -> None:
    name = "a" * 400
    assert "navn på over 300 tegn" in refusal(changed(XML, "<Space/>", f"<{name}/>"))


def test_more_referrals_than_anybody_sends_in_one_message_are_refused() -> None:
    start, end = EDI.index(b"UNH+"), EDI.index(b"UNZ+")
    letter = b"UNH+1+MEDREF:D:93A:UN:H0731R+REF07'UNT+2+1'"
    assert "over 2000 henvisninger" in refusal(EDI[:start] + letter * 2001 + EDI[end:])
    start, end = XML.index(b"<PhysiotherapyReferral>"), XML.index(b"</Emessage>")
    assert "over 2000 henvisninger" in refusal(XML[:start] + b"<PhysiotherapyReferral/>" * 2001 + XML[end:])


def test_a_file_with_a_thousand_faults_is_refused_rather_than_listed() -> None:
    assert "over 1000 afvigelser" in refusal(changed(EDI, "S06+06'", "XYZ+1'" * 1001))


def test_xml_that_is_cut_off_anywhere_is_refused_with_line_and_column() -> None:
    for length in range(1, len(XML.rstrip()) - 1, 97):
        assert refusal(XML[:length]).startswith("linje ")


def test_edifact_that_is_cut_off_anywhere_is_refused() -> None:
    whole = EDI.rstrip()
    for length in range(1, len(whole) - 2):
        with pytest.raises(BadMessage):
            read(whole[:length])


def test_edifact_without_unz_or_without_unt_is_refused_as_cut_off() -> None:
    unz, unt = EDI.index(b"UNZ+"), EDI.index(b"UNT+")
    assert "afslutningen UNZ mangler" in refusal(EDI[:unz])
    assert "UNT mangler" in refusal(EDI[:unt] + EDI[unz:])


def test_a_letter_that_ends_without_beginning_is_refused() -> None:
    unh, bgm = EDI.index(b"UNH+"), EDI.index(b"BGM+")
    assert "UNH mangler" in refusal(EDI[:unh] + EDI[bgm:])


def test_a_colon_where_a_plus_belongs_in_unz_is_refused_as_a_misplaced_separator() -> None:
    sentence = refusal(changed(EDI, "UNZ+1+26", "UNZ+1:26"))
    assert sentence == (
        "segment 49 (UNZ): skilletegnene står forkert: der er »:«, hvor »+« hører til; "
        "bed afsenderen sende beskeden igen."
    )


def test_the_official_message_with_broken_separators_is_refused_for_them() -> None:
    assert refusal(official("malformed", "DIS20_ERROR_UNZ2.edi")).startswith("segment 28 (UNZ): skilletegnene")


@pytest.mark.parametrize("una", ["UNA::.? '", "UNA: .? '", "UNA:+.?"])
def test_separators_that_are_no_separators_are_refused(una: str) -> None:
    assert "UNA" in refusal(una.encode() + b"\nUNB+UNOC:3")


def test_edifact_in_utf8_under_unoc_is_refused_at_the_segment_of_the_first_such_letter() -> None:
    sentence = refusal(EDI.decode("latin-1").encode("utf-8"))
    assert sentence.startswith("segment 6 (NAD): beskeden angiver tegnsættet UNOC, men bogstaverne er skrevet i UTF-8")


def test_one_letter_in_utf8_among_many_in_latin_1_is_enough() -> None:
    assert "UTF-8" in refusal(EDI.replace("Tr\xe6ning".encode("latin-1"), "Træning".encode()))


def test_the_official_message_in_the_wrong_character_set_is_refused_at_its_segment() -> None:
    assert refusal(official("malformed", "DIS20_ERROR_ENC0.edi")).startswith("segment 12 (NAD): ")


@pytest.mark.parametrize("declared", ["windows-1252", "ISO-8859-1"])
def test_xml_that_declares_one_byte_a_letter_but_holds_utf8_is_refused_with_its_line(declared: str) -> None:
    raw = XML.decode("cp1252").replace("windows-1252", declared).encode("utf-8")
    assert refusal(raw).startswith(f"linje 22: beskeden angiver tegnsættet {declared}")


def test_xml_that_declares_utf8_but_holds_latin_1_is_refused_with_its_line() -> None:
    assert refusal(changed(XML, "windows-1252", "UTF-8")).startswith("linje 22: beskeden angiver tegnsættet UTF-8")
    assert refusal(XML.partition(b"?>")[2]).startswith("linje 22: ")


def test_text_that_was_made_utf8_twice_is_refused() -> None:
    twice = XML.decode("cp1252").encode("utf-8").decode("cp1252", "replace").encode("utf-8")
    assert "to gange" in refusal(twice.replace(b"windows-1252", b"UTF-8"))


def test_an_unheard_of_character_set_is_refused_in_both_forms() -> None:
    assert "tegnsættet »EBCDIC-DK«" in refusal(changed(XML, "windows-1252", "EBCDIC-DK"))
    assert "tegnsættet »UNOF«" in refusal(changed(EDI, "UNOC", "UNOF"))


def test_a_byte_that_stands_for_no_letter_is_refused() -> None:
    assert "et tegn findes ikke" in refusal(changed(EDI, "Ida Pr", "Ida\x81Pr"))


@pytest.mark.parametrize("ending", ["edi", "xml"])
def test_two_patients_in_one_letter_are_refused_because_choosing_would_be_a_guess(ending: str) -> None:
    raw = own(f"REF07_knee.{ending}")
    first, last = (b"<Patient>", b"</Patient>") if ending == "xml" else (b"PNA+", b"'")
    patient = raw[raw.index(first) : raw.index(last, raw.index(first)) + len(last)]
    assert "mere end én patient" in refusal(raw.replace(patient, patient * 2, 1))


def test_a_letter_that_calls_itself_two_things_is_refused() -> None:
    assert "både DIS08 (fysioterapiepikrise) og REF07" in refusal(changed(EDI, "+REF07'", "+DIS08'"))
    assert "både DIS08 (fysioterapiepikrise) og REF07" in refusal(changed(XML, ">XREF07<", ">XDIS08<"))


def test_an_envelope_without_a_letter_is_refused() -> None:
    assert "intet brev" in refusal(EDI[: EDI.index(b"UNH+")] + EDI[EDI.index(b"UNZ+") :])
    assert "intet brev" in refusal(XML[: XML.index(b"<PhysiotherapyReferral>")] + b"</Emessage>")


@pytest.mark.parametrize("name", OWN_NAMES)
def test_checking_refuses_what_reading_refuses(name: str) -> None:
    with pytest.raises(BadMessage):
        check(own(f"{name}.xml")[:-30])
