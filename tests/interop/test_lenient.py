"""What is odd but clear is read, with a warning that says where; text that no field is known for is kept."""

import pytest

from tests.interop.samples import OWN_NAMES, changed, official, own, read_one, refusal, sentences
from tvaerspor.interop.reading import check, read
from tvaerspor.interop.stated import stated

EDI, XML = own("REF07_knee.edi"), own("REF07_knee.xml")
EXPECTED = read_one(EDI)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "", "\n\n"])
def test_line_ends_between_segments_make_no_difference(ending: str) -> None:
    raw = EDI.replace(b"'\n", b"'" + ending.encode())
    assert read_one(raw) == EXPECTED
    assert not read_one(raw).warnings


def test_the_separators_that_una_declares_are_used() -> None:
    raw = EDI[9:].replace(b"?+", b"\x01").replace(b"?:", b"\x02").replace(b"??", b"\x03")
    raw = raw.translate(bytes.maketrans(b"+:'", b"*|~")).translate(bytes.maketrans(b"\x01\x02\x03", b"+:?"))
    assert read_one(b"UNA|*.! ~" + raw) == EXPECTED
    assert read_one(b"UNA|*.  ~" + raw) == EXPECTED


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        (EDI[9:], "UNA-segmentet mangler"),
        (b"\xef\xbb\xbf" + EDI, "BOM-mærke"),
        (b"\r\n  " + EDI, "blanke tegn før"),
        (EDI.rstrip()[:-1], "segment 49 (UNZ): det sidste segment mangler sit afslutningstegn"),
        (changed(EDI, "UNT+47", "UNT+46"), "segment 48 (UNT): UNT siger »46« segmenter, men brevet har 47"),
        (changed(EDI, "UNZ+1", "UNZ+2"), "segment 49 (UNZ): UNZ siger »2« breve, men der er 1"),
        (changed(EDI, "UNT+47+26030200000002", "UNT+47+26030200000009"), "UNT slutter brevet »26030200000009«"),
        (changed(EDI, "UNZ+1+26030200000001", "UNZ+1+9"), "UNZ slutter kuverten »9«"),
        (changed(EDI, "S06+06'", "S06+06''"), "tomt segment"),
        (changed(EDI, "Ja.", "Ja?Nej."), "tegnet »?« står uden at beskytte"),
        (EDI + b"\nXYZ+1'", "segment 50 (XYZ): der står et segment efter beskedens slutning"),
    ],
)
def test_edifact_whose_frame_is_odd_is_read_with_a_warning(raw: bytes, warning: str) -> None:
    assert warning in sentences(raw)
    assert read_one(raw).diagnoses == EXPECTED.diagnoses


@pytest.mark.parametrize(
    ("raw", "warning"),
    [
        (b"\n\n" + XML, "blanke tegn før"),
        (XML.decode("cp1252").replace("windows-1252", "utf-8").encode("utf-8-sig"), "BOM-mærke"),
        (
            changed(XML, "/2013/09/02/", "/2031/01/01/"),
            "navnerummet »http://rep.oio.dk/medcom.dk/xml/schemas/2031/01/01/«",
        ),
        (changed(XML, ' xmlns="http://rep.oio.dk/medcom.dk/xml/schemas/2013/09/02/"', ""), "navnerummet »«"),
        (changed(XML, "XH0731R", "XH0739R"), "versionen »H0739R« af REF07 kendes ikke"),
        (changed(XML, "<StatisticalCode>REF07", "<StatisticalCode>GGOP2"), "statistikkoden »GGOP2«"),
    ],
)
def test_xml_whose_frame_is_odd_is_read_with_a_warning(raw: bytes, warning: str) -> None:
    assert warning in sentences(raw)
    assert read_one(raw).diagnoses == EXPECTED.diagnoses


def test_a_reader_that_forgot_to_release_a_question_mark_keeps_it() -> None:
    texts = {text.field: text.text for text in read_one(changed(EDI, "Ja.", "Ja?Nej.")).texts}
    assert texts["anamnesis"].endswith("igen? Ja?Nej.")


@pytest.mark.parametrize("ending", ["edi", "xml"])
@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        ("5790000001019", "5790000001018", "kontrolcifferet i lokationsnummeret »5790000001018« passer ikke"),
        ("5790000001019", "57900001", "har ikke 13 cifre"),
        ("099911", "0999111", "ydernummeret »0999111« har ikke seks cifre"),
        ("Lægerne Åtoften", "_", "pladsholderen »_«"),
        ("2512489996", "251248-9996", "bindestreg"),
        ("2512489996", "0703921VJ5", "feltet til CPR-nummer indeholder et erstatningsnummer"),
        ("2512489996", "12345", "hverken form som CPR-nummer"),
        ("2512489996", "", "mangler et CPR-nummer eller et erstatningsnummer"),
        ("0123456789abcdef0123456789abcdef", "ikke-en-uuid", "henvisningens id er ikke en UUID"),
        ("0123456789abcdef0123456789abcdef", "", "mangler henvisningens id"),
    ],
)
def test_an_odd_number_is_read_with_a_warning_in_both_forms(ending: str, old: str, new: str, warning: str) -> None:
    assert warning in sentences(changed(own(f"REF07_knee.{ending}"), old, new))


@pytest.mark.parametrize("ending", ["edi", "xml"])
def test_a_cpr_number_that_is_no_date_is_a_named_warning_and_leaves_birth_date_blank(ending: str) -> None:
    referral = read_one(changed(own(f"REF07_knee.{ending}"), "2512489996", "3102489996"))
    assert any("CPR-nummerets første seks cifre er ingen dato" in warning.sentence for warning in referral.warnings)
    said = stated(referral)
    assert said["citizen.cpr"].value == "3102489996"
    assert "citizen.birth_date" not in said and "citizen.sex" not in said


@pytest.mark.parametrize("ending", ["edi", "xml"])
@pytest.mark.parametrize("number", ["2512489996", "3102489996", "0703921VJ5"])
def test_no_warning_ever_shows_a_personal_number(ending: str, number: str) -> None:
    raw = own(f"REF07_knee.{ending}").replace(b"2512489996", number.encode())
    for old in ("ICP", "ICPCkode", "WO", "arbejde", "L90"):
        raw = raw.replace(f">{old}<".encode(), f">{number}<".encode()).replace(
            f":{old}:".encode(), f":{number}:".encode()
        )
    assert number not in sentences(raw)


def test_a_code_that_no_list_has_is_noted_and_kept_and_never_read_as_another() -> None:
    for raw in (changed(EDI, "L90:ICP", "L90:XYZ"), changed(XML, ">ICPCkode<", ">XYZ<")):
        referral = read_one(raw)
        assert "koden »XYZ« for diagnosens kodesystem kendes ikke" in sentences(raw)
        assert any(unread.text == "XYZ" for unread in referral.unread)
        assert "diagnosis.code" not in stated(referral)


def test_an_unknown_segment_qualifier_and_component_are_noted_and_their_text_is_kept() -> None:
    raw = changed(EDI, "S06+06'", "ZZZ+tekst et'FTX+QQ+P00++tekst to'S06+06'")
    raw = changed(raw, "EMP+1++:::Butiksassistent", "EMP+1++:::Butiksassistent:tekst tre")
    kept = " ".join(unread.text for unread in read_one(raw).unread)
    assert all(text in kept for text in ("tekst et", "tekst to", "tekst tre"))
    assert all(part in sentences(raw) for part in ("»ZZZ« kendes ikke", "»QQ« kendes ikke i FTX", "felt 3.5"))


def test_the_unknown_qualifier_of_the_official_malformed_message_is_noted_in_a_referral() -> None:
    assert "koden »SORT« kendes ikke i NAD" in sentences(changed(EDI, "NAD+SSP", "NAD+SORT"))


def test_a_plus_or_apostrophe_that_was_not_released_loses_no_text() -> None:
    for mark in "+'":
        referral = read_one(changed(EDI, "paracetamol ved behov", f"paracetamol {mark} ibuprofen"))
        everything = " ".join([*(text.text for text in referral.texts), *(unread.text for unread in referral.unread)])
        assert "paracetamol" in everything and "ibuprofen" in everything
        assert referral.warnings


def test_a_colon_that_was_not_released_is_a_line_break_and_noted_when_there_are_too_many() -> None:
    raw = changed(EDI, "Tabl Paracetamol 1 g p.n.", "1:2:3:4:5:6")
    texts = {text.field: text.text for text in read_one(raw).texts}
    assert texts["medicine"] == "1\n2\n3\n4\n5\n6"
    assert "over 5 linjer" in sentences(raw)


def test_unknown_elements_attributes_and_stray_text_are_noted_and_kept() -> None:
    raw = changed(XML, "<Patient>", '<Patient farve="blå"><Kode>tekst et</Kode>tekst to')
    raw = changed(raw, "</Referral>", '<x:Side xmlns:x="urn:x"><x:Del>tekst tre</x:Del></x:Side></Referral>')
    referral = read_one(raw)
    assert {unread.text for unread in referral.unread} == {"blå", "tekst et", "tekst to", "tekst tre"}
    assert "elementet »{urn:x}Side« kendes ikke her" in sentences(raw)
    assert referral == read_one(XML)


def test_an_unknown_attribute_of_the_root_is_kept_but_what_xml_tools_add_is_not() -> None:
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" xml:lang="da"'
    referral = read_one(changed(XML, "<Emessage ", f'<Emessage mærke="x1" {xsi} '))
    assert [unread.text for unread in referral.unread] == ["x1"]
    assert len(referral.warnings) == 1


def test_the_prefix_of_the_namespace_makes_no_difference() -> None:
    raw = XML.replace(b"</", b"</m:").replace(b"<?xml", b"\x01").replace(b"</m:", b"\x02")
    raw = raw.replace(b"<", b"<m:").replace(b"\x01", b"<?xml").replace(b"\x02", b"</m:")
    assert read_one(raw.replace(b"xmlns=", b"xmlns:m=")) == EXPECTED
    assert not read_one(raw.replace(b"xmlns=", b"xmlns:m=")).warnings


def test_a_date_of_the_referral_that_is_not_the_letters_is_noted_and_kept() -> None:
    referral = read_one(changed(EDI, "DTM+4:202603020910", "DTM+4:202602280910"))
    assert [unread.text for unread in referral.unread] == ["202602280910"]
    assert referral == EXPECTED


def test_what_the_receiver_has_written_goes_on_in_the_next_segment() -> None:
    raw = changed(own("REF01_knee.edi"), "PAS+HA'", "FTX+VI+P00++i maj'FTX+IK+P00++Brev sendt'PAS+HA'")
    assert [text.text for text in read_one(raw).texts if text.field.startswith("visitation")] == [
        "Ønskes set i artroseklinik\ni maj",
        "Brev sendt",
    ]


def test_an_unknown_element_in_a_free_text_leaves_its_text_there() -> None:
    raw = changed(XML, "<Bold>h\xf8jre</Bold>", "<Blink>h\xf8jre</Blink>")
    assert read_one(raw).texts == EXPECTED.texts
    assert "elementet »Blink« kendes ikke i en fritekst" in sentences(raw)


def test_the_order_of_elements_makes_no_difference() -> None:
    start, end = XML.index(b"<Sender>"), XML.index(b"</PhysiotherapyReferral>")
    middle, after = XML.index(b"<Patient>"), XML.index(b"<AdditionalInformation>")
    shuffled = XML[:start] + XML[after:end] + XML[middle:after] + XML[start:middle] + XML[end:]
    assert read_one(shuffled) == EXPECTED


def test_several_numbers_for_one_patient_are_noted_and_the_cpr_number_is_used() -> None:
    more_xml = "</CivilRegistrationNumber><AlternativeIdentifier>0703921VJ5</AlternativeIdentifier>"
    for raw in (
        changed(XML, "</CivilRegistrationNumber>", more_xml),
        changed(EDI, "EMP+1", "RFF+XPI:0703921VJ5'EMP+1"),
    ):
        referral = read_one(raw)
        assert [each.kind for each in referral.patient.ids] == ["cpr", "replacement"]
        assert stated(referral)["citizen.cpr"].value == "2512489996"
        assert "flere numre" in sentences(raw)


def test_two_different_cpr_numbers_contradict_each_other_and_neither_is_used() -> None:
    more = "</CivilRegistrationNumber><CivilRegistrationNumber>2509479989</CivilRegistrationNumber>"
    raw = changed(XML, "</CivilRegistrationNumber>", more)
    assert not {"citizen.cpr", "citizen.birth_date", "citizen.sex"} & stated(read_one(raw)).keys()
    assert "to forskellige CPR-numre" in sentences(raw)


def test_a_field_that_says_two_things_is_absent_and_both_are_kept() -> None:
    for raw in (
        changed(
            own("REF01_knee.xml"),
            "<Priority>elektiv</Priority>",
            "<Priority>elektiv</Priority><Priority>akut</Priority>",
        ),
        changed(own("REF01_knee.edi"), "PTY+PRI+WA'", "PTY+PRI+WA'PTY+PRI+AC'"),
    ):
        referral = read_one(raw)
        assert "referral.priority" not in stated(referral)
        assert {unread.text for unread in referral.unread} in ({"elektiv", "akut"}, {"WA", "AC"})


def test_a_field_that_says_one_thing_twice_is_read_once() -> None:
    twice = "<Priority>elektiv</Priority>"
    referral = read_one(changed(own("REF01_knee.xml"), twice, twice * 2))
    assert stated(referral)["referral.priority"].value == "elective"
    assert any("flere gange med samme værdi" in warning.sentence for warning in referral.warnings)


def test_every_referral_in_an_interchange_is_read_and_the_other_letters_are_named() -> None:
    letter = EDI[EDI.index(b"UNH+") : EDI.index(b"UNZ+")]
    epikrise = letter.replace(b"H0731R+REF07", b"D0833L+DIS08")
    raw = EDI[: EDI.index(b"UNH+")] + letter + epikrise + letter + b"UNZ+3+26030200000001'"
    referrals = read(raw)
    assert referrals == (EXPECTED, EXPECTED)
    assert any("også en DIS08 (fysioterapiepikrise)" in warning.sentence for warning in check(raw))


def test_every_referral_in_an_emessage_is_read_and_the_other_letters_are_named() -> None:
    letter = XML[XML.index(b"<PhysiotherapyReferral>") : XML.index(b"</Emessage>")]
    epikrise = letter.replace(b"XREF07", b"XDIS08").replace(b"XH0731R", b"XD0833L")
    epikrise = epikrise.replace(b"PhysiotherapyReferral", b"PhysiotherapyLetter")
    raw = changed(XML, "</Emessage>", "").rstrip() + epikrise + letter + b"</Emessage>"
    assert read(raw) == (EXPECTED, EXPECTED)
    assert any("også en DIS08 (fysioterapiepikrise)" in warning.sentence for warning in check(raw))


def test_several_interchanges_in_one_file_are_all_read() -> None:
    assert read(EDI + EDI) == (EXPECTED, EXPECTED)


def test_letters_of_windows_1252_are_read_and_noted() -> None:
    raw = EDI.replace(b"8 m\xe5neder", b"8 m\xe5neder \x96 \x80")
    assert "8 måneder – €" in read_one(raw).texts[1].text
    assert "windows-1252" in sentences(raw)


def test_a_wrong_reference_does_not_hide_that_a_letter_is_no_referral() -> None:
    for name in ("UNB0", "UNH2", "UNT0", "XSL0"):
        assert "beskeden er en DIS20" in refusal(official("malformed", f"DIS20_ERROR_{name}.edi"))


def test_a_missing_control_reference_is_noted() -> None:
    assert "kuvertnummer" in sentences(changed(EDI, "+260302:0915+26030200000001++++1'", "+260302:0915'"))


@pytest.mark.parametrize("name", OWN_NAMES)
def test_a_message_as_the_standard_wants_it_gives_no_warning_but_for_its_placeholder(name: str) -> None:
    assert check(own(f"{name}.xml")) == ()
    assert all("pladsholderen" in warning.sentence for warning in check(own(f"{name}.edi")))
    assert not read_one(own(f"{name}.edi")).unread
