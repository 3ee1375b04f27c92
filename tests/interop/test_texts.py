"""Free texts keep every line break and every word, whichever form wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interop.samples import changed, official, own, read_one

EDI, XML = own("REF07_knee.edi"), own("REF07_knee.xml")


def text(raw: bytes, field: str) -> str:
    return next(each.text for each in read_one(raw).texts if each.field == field)


def xml_text(content: str) -> str:
    """What an Anamnesis with that content says."""
    start, end = XML.index(b"<Anamnesis>"), XML.index(b"</Anamnesis>")
    return text(XML[:start] + f"<Anamnesis>{content}".encode("cp1252") + XML[end:], "anamnesis")


def edi_text(components: str) -> str:
    """What an FTX+NC with those components says."""
    start, end = EDI.index(b"FTX+NC"), EDI.index(b"FTX+CF")
    return text(EDI[:start] + f"FTX+NC+P00++{components}'".encode("latin-1") + EDI[end:], "anamnesis")


def test_lines_continued_lines_empty_lines_and_released_marks_in_edifact() -> None:
    assert text(EDI, "anamnesis") == (
        "Knæsmerter på højre side gennem 8 måneder, værst ved trapper. Tager paracetamol ved behov: op til 4 g.\n"
        "\n"
        "Ønsker: at kunne gå 3 km igen? Ja."
    )


def test_a_text_goes_on_in_the_next_segment() -> None:
    assert text(EDI, "examination").endswith("Gang: let halten.\nIngen låsning.\nIngen rødme.")


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ("a:b", "a\nb"),
        ("a\\:b", "ab"),
        (".:a", "\na"),
        ("a:.:b", "a\n\nb"),
        ("a?:b?+c?'d??", "a:b+c'd?"),
        ("a..:b", "a..\nb"),
        ("a::b", "a\n\nb"),
        ("a:b::", "a\nb"),
        ("a\\", "a"),
        (" a :b", " a \nb"),
    ],
)
def test_components_become_lines(components: str, expected: str) -> None:
    assert edi_text(components) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a<Break/>b<Break/>", "a\nb"),
        ("<Break/>a", "\na"),
        ("a<Break/><Break/>b", "a\n\nb"),
        ("a<Space/>b", "a b"),
        ("a<Bold>b<Break/>c</Bold><Italic>d</Italic>", "ab\ncd"),
        ("<FixedFont><Right>a</Right></FixedFont>", "a"),
        ("a<Break/>\n   b<Break/>\n", "a\nb"),
        ("\n  a\n  b\n", "a\nb"),
        ("a\r\n\r\nb", "a\n\nb"),
        (" a  b ", " a  b "),
        ("a&lt;b&amp;c&#229;", "a<b&cå"),
        ("<![CDATA[a < b]]>", "a < b"),
        ("a<!-- note -->b<?pi x?>c", "abc"),
    ],
)
def test_formatted_text_becomes_lines(content: str, expected: str) -> None:
    assert xml_text(content) == expected


def test_the_official_texts_keep_their_breaks() -> None:
    for form, ending in (("edifact", "edi"), ("oioxml", "xml")):
        raw = official(form, f"REF01_1.{ending}")
        assert text(raw, "anamnesis").count("\n") == 5
        assert text(raw, "cave").startswith("\nFeno")
        assert text(raw, "clinical_reason") == (
            "Hypertensionsudredning + behandling samt diætvejledning vedrørende overvægt"
        )


LINES = st.lists(
    st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=60).filter(
        lambda line: line.strip() and line.strip() != "." and not line.endswith("\\")
    ),
    min_size=1,
    max_size=5,
)


@given(LINES)
def test_any_lines_of_latin_1_come_back_the_same_from_both_forms(lines: list[str]) -> None:
    released = [line.replace("?", "??").replace("+", "?+").replace(":", "?:").replace("'", "?'") for line in lines]
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines]
    expected = "\n".join(lines)
    if "Ã" in expected or "Â" in expected:  # could be UTF-8 read as Latin-1, which is refused on purpose
        return
    assert edi_text(":".join(released)) == expected
    assert xml_text("<Break/>".join(escaped)) == expected


def test_texts_come_in_one_order_with_danish_headings() -> None:
    assert [each.heading for each in read_one(own("REF01_knee.edi")).texts] == [
        "Årsag til henvisningen",
        "Anamnese",
        "Undersøgelser",
        "Cave",
        "Supplerende oplysninger",
        "Visitation: visitering",
    ]


def test_a_text_of_nothing_but_blanks_is_no_text() -> None:
    raw = changed(EDI, "FTX+MT+P00++Tabl Paracetamol 1 g p.n.'", "FTX+MT+P00++ :.'")
    assert "medicine" not in {each.field for each in read_one(raw).texts}
