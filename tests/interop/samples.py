"""The messages that the tests read: our own, and MedCom's official ones where they lie beside the checkout."""

import os
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tvaerspor.interop.messages import BadMessage, Referral
from tvaerspor.interop.reading import read

OWN = Path(__file__).parent / "messages"
STANDARDS = Path(__file__).parents[2].parent / "shared" / "standards"
SCHEMAS = Path(os.environ.get("TVAERSPOR_XSD") or STANDARDS / "xsd")
SCHEMA_OF = {"REF07": ("2013", "09", "02"), "DIS08": ("2007", "02", "01")}
OWN_NAMES = ("REF01_knee", "REF07_knee")
FORMS = {"edifact": "edi", "oioxml": "xml"}


def own(name: str) -> bytes:
    """One of our own messages, by file name."""
    return (OWN / name).read_bytes()


def official(*path: str) -> bytes:
    """One of MedCom's samples; the test is skipped where the standards are not at hand."""
    file = STANDARDS.joinpath("samples", *path)
    if not file.exists():
        pytest.skip("MedCom's samples are not beside the checkout (../shared/standards/samples)")
    return file.read_bytes()


def schema_folder(*path: str) -> Path:
    """A folder of MedCom's schemas; the test is skipped where the standards are not at hand."""
    folder = SCHEMAS.joinpath(*path)
    if not folder.exists():
        pytest.skip("MedCom's schemas are neither in TVAERSPOR_XSD nor beside the checkout (../shared/standards/xsd)")
    return folder


@cache
def schema(message_type: str) -> etree.XMLSchema:
    """The schema by which we write messages of that type; the test is skipped where it is not at hand."""
    return etree.XMLSchema(etree.parse(str(schema_folder(*SCHEMA_OF[message_type]) / "EMessage.xsd")))


def schema_faults(raw: bytes, message_type: str) -> list[str]:
    """What is wrong with a message by its schema; nothing where the schema is not at hand."""
    if not SCHEMAS.exists():
        return []
    checked = schema(message_type)
    checked.validate(etree.fromstring(raw, etree.XMLParser(huge_tree=True)))
    return [str(fault) for fault in checked.error_log]


def read_one(raw: bytes) -> Referral:
    """The only referral in a message."""
    (referral,) = read(raw)
    return referral


def changed(raw: bytes, old: str, new: str) -> bytes:
    """The message with one piece of text replaced; fails where the text is not there."""
    assert old.encode("latin-1") in raw, old
    return raw.replace(old.encode("latin-1"), new.encode("latin-1"), 1)


def refusal(raw: bytes) -> str:
    """The sentence with which the message is refused; it has the shape that every refusal has."""
    with pytest.raises(BadMessage) as caught:
        read(raw)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence and "Traceback" not in sentence
    assert caught.value.place and caught.value.reason and caught.value.what_to_do
    return sentence


def sentences(raw: bytes) -> str:
    """All warnings about a message that has one referral, one a line, each after its place."""
    return "\n".join(f"{warning.place}: {warning.sentence}" for warning in read_one(raw).warnings)
