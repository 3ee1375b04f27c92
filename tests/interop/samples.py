"""The messages that the tests read: our own, and MedCom's official ones where they lie beside the checkout."""

from pathlib import Path

import pytest

from tvaerspor.interop.messages import BadMessage, Referral
from tvaerspor.interop.reading import read

OWN = Path(__file__).parent / "messages"
STANDARDS = Path(__file__).parents[2].parent / "shared" / "standards"
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
    folder = STANDARDS.joinpath("xsd", *path)
    if not folder.exists():
        pytest.skip("MedCom's schemas are not beside the checkout (../shared/standards/xsd)")
    return folder


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
