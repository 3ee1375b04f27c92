"""A referral is described in Danish rows, with personal numbers masked."""

import pytest

from tests.interop.samples import OWN_NAMES, changed, own, read_one
from tvaerspor.interop.codes import DIAGNOSIS_ROLE, PRIORITY, RELATION, STATUS, TEXTS, TRANSPORT, VISITATION
from tvaerspor.interop.report import describe

EDI, XML = own("REF07_knee.edi"), own("REF07_knee.xml")


def everything(raw: bytes, *, show_cpr: bool = False) -> str:
    sections = describe(read_one(raw), show_cpr=show_cpr)
    return "\n".join(f"{heading}|{name}|{text}" for heading, rows in sections for name, text in rows)


@pytest.mark.parametrize("name", OWN_NAMES)
def test_both_forms_are_described_alike(name: str) -> None:
    described = [describe(read_one(own(f"{name}.{ending}"))) for ending in ("edi", "xml")]
    edifact, oioxml = ([section for section in each if section[0] != "Bemærkninger"] for each in described)
    assert edifact == oioxml


def test_the_headings_are_danish_and_in_reading_order() -> None:
    assert [heading for heading, _ in describe(read_one(own("REF01_knee.xml")))] == [
        "Brev", "Afsender", "Modtager", "Kopi af svaret til", "Henviser", "Patient", "Pårørende", "Henvisning",
        "Diagnoser", "Årsag til henvisningen", "Anamnese", "Undersøgelser", "Cave", "Supplerende oplysninger",
        "Visitation: visitering", "Bilag",
    ]  # fmt: skip


def test_the_words_of_the_codes_are_danish() -> None:
    text = everything(own("REF01_knee.edi"))
    for row in ("Prioritet|elektiv", "Patienten ses|ambulant", "Transport|siddende", "Barn|Sanne Test Elmer"):
        assert row in text
    assert "Henvisningsdiagnose|DM171 (SKS), begge sider, Primær artrose i begge knæ" in text
    assert "Art|511 almindelig fysioterapi" in everything(EDI)


def test_a_cpr_number_is_masked_unless_it_is_asked_for() -> None:
    assert "Patient|CPR-nummer|251248-xxxx" in everything(EDI) and "9996" not in everything(EDI)
    assert "Patient|CPR-nummer|251248-9996" in everything(EDI, show_cpr=True)


@pytest.mark.parametrize("number", ["2509479989", "250947-9989", "0703921VJ5"])
def test_a_number_in_a_free_text_or_an_unread_field_is_masked_too(number: str) -> None:
    raw = changed(EDI, "BMI 29", f"Søn {number}")
    raw = changed(raw, "S06+06'", f"ZZZ+{number}'S06+06'")
    assert number not in everything(raw) and number[-4:] not in everything(raw)
    assert everything(raw, show_cpr=True).count(number) == 2


def test_a_location_number_and_a_letter_number_are_not_masked() -> None:
    assert "5790000001019" in everything(EDI) and "26030200000002" in everything(EDI)


def test_control_characters_cannot_reach_a_terminal() -> None:
    text = everything(changed(EDI, "BMI 29", "BMI \x1b[2J29"))
    assert "\x1b" not in text and "\N{REPLACEMENT CHARACTER}[2J29" in text


def test_warnings_and_unread_texts_are_shown_with_their_place() -> None:
    text = everything(changed(EDI, "S06+06'", "ZZZ+tekst'S06+06'"))
    assert "Ikke læst|segment 27 (ZZZ)|ZZZ+tekst" in text
    assert "Bemærkninger|segment 27 (ZZZ)|segmentet »ZZZ« kendes ikke" in text


def test_every_free_text_field_has_a_place_in_the_order() -> None:
    assert {row[0] for row in VISITATION.rows} < set(TEXTS)


def test_no_english_word_of_ours_is_shown() -> None:
    # A word without a translation would be shown as it is.
    ours = {row[0] for codes in (PRIORITY, RELATION, STATUS, TRANSPORT) for row in codes.rows}
    english = {row[0] for row in DIAGNOSIS_ROLE.rows if row[0] != "operation"} | ours
    words = set(everything(own("REF01_knee.xml")).lower().replace("|", " ").split())
    assert not english & words
