"""The same message in EDIFACT and in OIOXML gives equal referrals, and the same refusal."""

from dataclasses import fields, replace

import pytest

from tests.interop.samples import OWN_NAMES, official, own, read_one, refusal
from tvaerspor.interop.message_types import REFERRALS
from tvaerspor.interop.messages import Referral
from tvaerspor.interop.stated import stated


def assert_equal(left: Referral, right: Referral) -> None:
    """Field by field, so that a difference says where it is."""
    for each in fields(Referral):
        if each.compare:
            assert getattr(left, each.name) == getattr(right, each.name), each.name
    assert left == right


@pytest.mark.parametrize("name", OWN_NAMES)
def test_our_own_messages_are_equal_in_both_forms(name: str) -> None:
    assert_equal(read_one(own(f"{name}.edi")), read_one(own(f"{name}.xml")))


@pytest.mark.parametrize("name", ["REF01_1", "REF07_1"])
def test_the_official_pairs_are_equal(name: str) -> None:
    edifact, oioxml = (official("edifact", f"{name}.edi"), official("oioxml", f"{name}.xml"))
    assert_equal(read_one(edifact), read_one(oioxml))


def test_the_one_allowed_difference_is_the_text_that_edifact_leaves_out_of_a_diagnosis_of_free_physiotherapy() -> None:
    # CIN+DI+1A:SFU has no text; the OIOXML twin has looked it up in a table. What is not stated stays absent.
    edifact = read_one(official("edifact", "REF07_2.edi"))
    oioxml = read_one(official("oioxml", "REF07_2.xml"))
    assert edifact != oioxml
    (bare,), (worded,) = edifact.diagnoses, oioxml.diagnoses
    assert (bare.text, bare.system) == (None, "sfu") and worded.text is not None
    assert_equal(edifact, replace(oioxml, diagnoses=(replace(worded, text=None),)))


@pytest.mark.parametrize("name", OWN_NAMES)
def test_both_forms_state_the_same_fields_with_places_of_their_own(name: str) -> None:
    edifact, oioxml = (stated(read_one(own(f"{name}.{ending}"))) for ending in ("edi", "xml"))
    assert edifact == oioxml
    assert all(value.place.startswith("segment ") for value in edifact.values())
    assert all(value.place.startswith("Emessage/") for value in oioxml.values())


@pytest.mark.parametrize("name", ["REF02_1", "DIS01_1", "DIS02_1", "DIS08_1", "DIS13_1", "DIS91_1", "CTL02_1"])
def test_other_messages_are_refused_alike(name: str) -> None:
    raws = (official("edifact", f"{name}.edi"), official("oioxml", f"{name}.xml"))
    edifact, oioxml = (refusal(raw).partition(": ")[2] for raw in raws)
    assert edifact == oioxml
    assert edifact.startswith(f"beskeden er en {name[:5]} (") and "kun REF01 og REF07" in edifact


def test_a_physiotherapy_epikrise_is_refused_in_these_words() -> None:
    assert refusal(official("edifact", "DIS08_1.edi")) == (
        "segment 2 (UNH): beskeden er en DIS08 (fysioterapiepikrise); "
        "kun REF01 og REF07 kan læses som henvisning endnu."
    )


@pytest.mark.parametrize("message_type", sorted(REFERRALS.versions))
def test_every_known_version_is_read_without_a_word_in_both_forms(message_type: str) -> None:
    for version in REFERRALS.versions[message_type]:
        for ending in ("edi", "xml"):
            raw = own(f"{message_type}_knee.{ending}")
            other = "H0130R" if message_type == "REF01" else "H0731R"
            referral = read_one(raw.replace(other.encode(), version.encode()))
            assert referral.letter.version == version
            assert not any("version" in warning.sentence for warning in referral.warnings)
