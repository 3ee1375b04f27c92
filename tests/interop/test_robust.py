"""Messages that nobody has thought of: whatever is done to one, it is read with warnings or refused in one sentence."""

import time
from random import Random
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.interop.samples import OWN_NAMES, STANDARDS, own
from tvaerspor.interop.messages import BadMessage
from tvaerspor.interop.reading import read, read_letters
from tvaerspor.interop.report import describe, describe_letter
from tvaerspor.interop.stated import stated

SEEDS = [own(f"{name}.{ending}") for name in OWN_NAMES for ending in ("edi", "xml")]
SEEDS += [file.read_bytes() for file in sorted(STANDARDS.glob("samples/*/*")) if file.suffix in {".edi", ".xml"}]
EDI, XML = own("REF07_knee.edi"), own("REF07_knee.xml")
MARKS = [b"'", b"+", b":", b"?", b"\\", b"<", b">", b"&", b"/", b'"', b"\x00", b"\xff", b"\xc3\xa6", b"\n", b"_", b" "]


def survives(raw: bytes) -> None:
    """Reads all that can be read of it; BadMessage is the only exception, and its sentence is one line."""
    try:
        referrals = read(raw)
    except BadMessage as refusal:
        assert "\n" not in str(refusal) and str(refusal).endswith(".")
        return
    assert referrals
    for referral in referrals:
        stated(referral)
        describe(referral)


def survives_as_letter(raw: bytes) -> None:
    """The same for a closing letter."""
    try:
        letters = read_letters(raw)
    except BadMessage as refusal:
        assert "\n" not in str(refusal) and str(refusal).endswith(".")
        return
    for letter in letters:
        describe_letter(letter)


@st.composite
def mutated(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A message with a few bytes replaced, put in, cut out, doubled or moved, and perhaps cut off."""
    raw = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.sampled_from([0, 1, 1, 2, 5, 40, 400])))
        piece = draw(st.one_of(st.sampled_from(MARKS), st.binary(max_size=4), st.just(raw[start:end] * 2)))
        raw = raw[:start] + piece + raw[end:]
    return raw[: draw(st.integers(0, len(raw)))] if draw(st.integers(0, 9)) == 0 else raw


@settings(max_examples=400)
@given(mutated(SEEDS))
def test_a_damaged_message_is_read_or_refused(raw: bytes) -> None:
    survives(raw)


@settings(max_examples=200)
@given(mutated([own("DIS08_written.xml"), own("REF07_written.xml")]))
def test_a_damaged_closing_letter_is_read_or_refused(raw: bytes) -> None:
    survives_as_letter(raw)


@settings(max_examples=300)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"<", b"UNB+UNOC:3", b"UNA:+.? '", b"<Emessage>", b"\xef\xbb\xbf"])
)
@example(b"", b"UNA")
@example(b"UNA:+.?", b"")
@example(b"'", b"UNB+UNOC:3")
def test_any_bytes_are_read_or_refused(raw: bytes, start: bytes) -> None:
    survives(start + raw)


NAMES = sorted(
    {etree.QName(each).localname for name in OWN_NAMES for each in etree.fromstring(own(f"{name}.xml")).iter()}
)
WORDS = (
    "",
    "_",
    "2512489996",
    "XREF07",
    "XH0731R",
    "elektiv",
    "TUL1",
    "2026-03-02",
    "99:99",
    "511",
    "æ & <ø>",
    "\n",
    "?",
)


def element(random: Random, depth: int) -> str:
    """Any of the elements that referrals have, or another, with anything inside and any attributes."""
    name = random.choice([*NAMES, "x:Other", "Bold", "Break"])
    told = "".join(
        f" {key}={quoteattr(random.choice(WORDS))}" for key in ("a", "x:b", "xml:lang") if not random.randrange(4)
    )
    inside = "".join(element(random, depth - 1) for _ in range(random.randrange(5))) if depth else ""
    return f"<{name}{told}>{escape(random.choice(WORDS))}{inside}{escape(random.choice(WORDS))}</{name}>"


@settings(max_examples=300)
@given(st.integers(0, 2**64), st.sampled_from(["PhysiotherapyReferral", "HospitalReferral", "Ukendt"]))
def test_elements_in_any_order_and_nesting_are_read_or_refused(seed: int, letter: str) -> None:
    random = Random(seed)
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    inside = "".join(element(random, 4) for _ in range(random.randrange(8)))
    body = f"<{letter}><Letter><TypeCode>XREF07</TypeCode></Letter>{inside}</{letter}>"
    survives(f'{head}<Emessage xmlns:x="urn:x">{body}</Emessage>'.encode("latin-1"))


@settings(max_examples=30)
@given(st.integers(0, 2**64))
def test_a_message_whose_elements_are_shuffled_is_read(seed: int) -> None:
    random = Random(seed)
    root = etree.fromstring(own("REF01_knee.xml"))
    for parent in list(root.iter()):
        if etree.QName(parent).localname not in {"Anamnesis", "Examination", "Cave", "ClinicalReason", "Supplementary"}:
            children = list(parent)
            random.shuffle(children)
            parent[:] = children
    (referral,) = read(etree.tostring(root, encoding="ISO-8859-1"))
    assert stated(referral) == stated(read(own("REF01_knee.xml"))[0])


@settings(max_examples=300)
@given(st.permutations(EDI.rstrip()[:-1].split(b"'\n")[2:-1]))
def test_segments_in_any_order_are_read_or_refused(body: list[bytes]) -> None:
    lines = EDI.split(b"'\n")
    survives(b"'".join([*lines[:2], *body, lines[-2], b""]))


HEAD = b"UNB+UNOC:3+5790000001019:14+5790000002023:14+260302:0915+1++++1'UNH+1+MEDREF:D:93A:UN:H0731R+REF07'"
XHEAD = b"<Emessage><PhysiotherapyReferral>"
MANY = 4_900_000


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(HEAD + b"'" * MANY, id="nothing but terminators"),
        pytest.param(HEAD + b"+" * MANY, id="nothing but separators"),
        pytest.param(HEAD + b"?'" * (MANY // 2), id="nothing but released terminators"),
        pytest.param(HEAD + b"S12+12'FTX+NC+P00++" + b" " * MANY + b"'UNT+4+1'UNZ+1+1'", id="one long blank text"),
        pytest.param(HEAD + b"S02+02'" + b"CIN+H+A:SKS'" * 30_000 + b"UNT+30003+1'UNZ+1+1'", id="30,000 diagnoses"),
        pytest.param(HEAD[:70] + b"UNH+1+A:B:C:D:H0731R+REF07'UNT+2+1'" * 45_000 + b"UNZ+1+1'", id="45,000 letters"),
        pytest.param(b"<a>" * (MANY // 3), id="ever deeper elements"),
        pytest.param(XHEAD + b"<a/>" * (MANY // 4), id="ever more elements"),
        pytest.param(b"<" + b"a" * MANY + b"/>", id="one long name"),
        pytest.param(XHEAD + b"<Sender>" + b" \n" * (MANY // 2), id="layout without end"),
        pytest.param(b'<Emessage a="' + b"b" * MANY + b'"/>', id="one long attribute"),
    ],
)
def test_a_file_made_to_be_slow_is_over_within_seconds(raw: bytes) -> None:
    began = time.process_time()
    survives(raw)
    assert time.process_time() - began < 15


def test_an_ordinary_message_takes_milliseconds() -> None:
    began = time.process_time()
    for _ in range(20):
        read(EDI)
        read(XML)
    assert (time.process_time() - began) / 40 < 0.05
