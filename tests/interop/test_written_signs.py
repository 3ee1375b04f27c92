"""No sign is lost in silence: a text comes back as it was, or with exactly the replacements that were reported."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.interop.our_letters import CLOSING_LETTER, REFERRAL, free_text
from tests.interop.samples import read_one, schema_faults
from tvaerspor.interop.closing_letter import Section, SignedText
from tvaerspor.interop.latin1 import TABLE, transliterated
from tvaerspor.interop.reading import MAX_BYTES, read_letters
from tvaerspor.interop.writing import CannotWrite, Changed, Written, write_letter, write_referral

AWKWARD = (
    "æøåÆØÅéü§½µ²°\u0308a\u030a\u0338–—“”’…€≥→🙂\u200d\ufe0fאبÂÃ\xa0¿'+:?<>&\"]]>\t\r\n _."
    "\x00\x07\x0b\x1f\x7f\x85\x9f\u2028\ufeff\ufffe\ud800"
)
BREAKS = {*"\n\r\x0b\x0c\x85\u2028\u2029"}
TEXTS = st.text(st.sampled_from(AWKWARD) | st.characters(codec="latin-1") | st.characters(), max_size=120)


def expected(text: str, changed: tuple[Changed, ...]) -> str:
    """The text as its author wrote it, with nothing but the reported replacements made."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join({each.original: each.replacement for each in changed}.get(sign, sign) for sign in plain)


def written_anamnesis(text: str) -> tuple[Written, str]:
    """The message with that anamnesis, and what its reader gets; "" where there is none."""
    written = write_referral(replace(REFERRAL, texts=(free_text("anamnesis", text),)))
    return written, next((each.text for each in read_one(written.raw).texts), "")


def assert_nothing_is_lost(text: str) -> None:
    written, read_back = written_anamnesis(text)
    said = expected(text, written.changed)
    assert read_back == (said if said.strip() else "")
    assert {each.where for each in written.changed} <= {"anamnesen"}
    assert len(set(written.changed)) == len(written.changed)


@settings(max_examples=250, deadline=None)
@given(TEXTS)
@example("a\u030a")
@example("Ã¦ Â£ å¡¢ Ã\xa0")
@example("x\n\n")
@example("\x00")
@example("\u200b")
@example("n\u0336e\u0336j\u0336")
def test_any_text_comes_back_with_nothing_but_the_reported_replacements(text: str) -> None:
    assert_nothing_is_lost(text)


@settings(max_examples=8, deadline=None)
@given(
    TEXTS.filter(lambda text: not BREAKS & {*text}),
    st.integers(0, 100_000),
)
def test_a_text_of_any_length_comes_back(text: str, length: int) -> None:
    assert_nothing_is_lost((text * (length // max(1, len(text)) + 1))[:length])


def test_a_text_of_a_hundred_thousand_signs_of_every_kind_comes_back() -> None:
    assert_nothing_is_lost((AWKWARD.replace("\n", "") * 1000)[:100_000])


@settings(max_examples=60, deadline=None)
@given(TEXTS.filter(lambda text: not BREAKS & {*text}), TEXTS)
def test_the_sections_of_a_letter_come_back_with_nothing_but_the_reported_replacements(heading: str, text: str) -> None:
    heading = f"H{heading}"
    letter = replace(CLOSING_LETTER, texts=(SignedText((Section("", "først"), Section(heading, text))),))
    written = write_letter(letter)
    (read_back,) = read_letters(written.raw)
    first, *found = read_back.texts[0].sections
    assert first == Section("", "først")
    (only,) = found
    assert only == Section(expected(heading, written.changed), expected(text, written.changed))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_name_comes_back_is_refused_or_is_reported(name: str) -> None:
    person = replace(REFERRAL.patient, given_name=name)
    try:
        written = write_referral(replace(REFERRAL, patient=person))
    except CannotWrite as refusal:
        assert "patientens fornavn" in str(refusal).lower()
        return
    said = expected(name, tuple(each for each in written.changed if each.original not in "\n\t"))
    said = "".join(
        {each.original: each.replacement for each in written.changed}.get(sign, sign) for sign in said.strip()
    )
    assert (read_one(written.raw).patient.given_name or "") == said.strip()
    assert not schema_faults(written.raw, "REF07")


def test_two_signs_that_are_one_letter_are_written_as_one_without_a_word() -> None:
    written, read_back = written_anamnesis("Ga\u030aende pa\u030a Mo\u0308lle")
    assert read_back == "Gående på Mölle" and not written.changed


def test_every_replacement_is_reported_once_with_its_field_in_words() -> None:
    written, read_back = written_anamnesis("5–6 uger – »ok«, 10⁵ 🙂 \x00")
    assert read_back == "5-6 uger - »ok«, 10^5 ¿ ¿"
    assert [each.sentence for each in written.changed] == [
        "I anamnesen er »–« skrevet som »-«, fordi beskedens tegnsæt ikke har det.",
        "I anamnesen er »⁵« skrevet som »^5«, fordi beskedens tegnsæt ikke har det.",
        "I anamnesen er »🙂« skrevet som »¿«, fordi beskedens tegnsæt ikke har det.",
        "I anamnesen er tegnet U+0000 skrevet som »¿«, fordi beskedens tegnsæt ikke har det.",
    ]
    written, _ = written_anamnesis("a\u200bb")
    assert written.changed[0].sentence == (
        "I anamnesen er tegnet U+200B udeladt, fordi beskedens tegnsæt ikke har det."
    )


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("“x” ‘y’ „z“", '"x" \'y\' "z"'),
        ("3 € … • ≥ 2", "3 EUR ... - >= 2"),
        ("Wałęsa Şahin Čapek Đorđe", "Walesa Sahin Capek Dorde"),
        ("TNF-α, 5‰, CO₂, 2⅓", "TNF-alfa, 5 promille, CO2, 2 1/3"),
        ("n\u0336ej", "n¿ej"),
        ("a\x0bb\u2028c", "a\nb\nc"),
    ],
)
def test_what_has_a_line_in_the_table_is_written_by_it(text: str, replaced: str) -> None:
    assert transliterated(text)[0] == replaced


def test_the_table_holds_nothing_that_the_character_set_has_and_gives_nothing_that_it_lacks() -> None:
    for sign, words in TABLE.items():
        assert transliterated(sign)[0] == words and transliterated(words) == (words, ())


def test_letters_that_would_look_like_utf8_are_written_as_numbers() -> None:
    written, read_back = written_anamnesis("Â£ Ã¦")
    assert b"\xc2&#163; \xc3&#166;" in written.raw and read_back == "Â£ Ã¦"


def test_a_text_that_readers_would_refuse_for_its_size_is_refused() -> None:
    with pytest.raises(CannotWrite, match="over 100000 linjer"):
        written_anamnesis("x\n" * 100_000)
    with pytest.raises(CannotWrite, match="over 5 MB"):
        written_anamnesis("x" * MAX_BYTES)
