"""Our own OIOXML messages are valid by MedCom's schemas, and our code lists hold the schemas' words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.interop.samples import own, schema_folder
from tvaerspor.interop import codes
from tvaerspor.interop.oioxml.emessage import LETTER_ELEMENTS
from tvaerspor.interop.oioxml.schema import CLOSING_LETTER, REFERRAL

XS = "{http://www.w3.org/2001/XMLSchema}"
FOLDERS = {"REF01_knee.xml": ("2005", "08", "07"), "REF07_knee.xml": ("2013", "09", "02")}


@pytest.mark.parametrize("name", FOLDERS)
def test_our_own_messages_are_valid_by_the_schema(name: str) -> None:
    schema = etree.XMLSchema(etree.parse(str(schema_folder(*FOLDERS[name]) / "EMessage.xsd")))
    document = etree.fromstring(own(name))
    assert schema.validate(document), schema.error_log


def enumerated(folder: Path, name: str) -> set[str]:
    """The words of one simple type, wherever in the folder it is declared."""
    found: set[str] = set()
    for file in folder.glob("*.xsd"):
        for simple in etree.parse(str(file)).iter(f"{XS}simpleType"):
            if simple.get("name") == name:
                found |= {str(each.get("value")).strip() for each in simple.iter(f"{XS}enumeration")}
    return found


@pytest.mark.parametrize("folder", [("2005", "08", "07"), ("2007", "02", "01"), ("2013", "09", "02")])
@pytest.mark.parametrize(
    ("name", "code_list"),
    [
        ("AcknowledgementCodeType", codes.RECEIPT),
        ("EpisodeOfCareStatusCode01Type", codes.EPISODE_STATUS),
        ("DiagnoseDescriptionCodeType", codes.DIAGNOSIS_ROLE),
        ("IdentifierCodeType", codes.IDENTIFIER_KIND),
        ("InformationCodeType", codes.VISITATION),
        ("MedicalSpecialityCodeType", codes.SPECIALITY),
        ("ObjectCodeType", codes.OBJECT_KIND),
        ("PriorityCodeType", codes.PRIORITY),
        ("ReferralStatusType", codes.STATUS),
        ("RelationCodeType", codes.RELATION),
        ("StatusCodeType", codes.LETTER_STATUS),
        ("TransportType", codes.TRANSPORT),
    ],
)
def test_a_code_list_has_every_word_of_the_schema(
    folder: tuple[str, ...], name: str, code_list: codes.CodeList
) -> None:
    # Words for other letters than ours are in the schemas of 2007, which REF06 and REF10 share.
    others = {"speciallaegehenvisning", "psykologhenvisning", "psykologhenvisningspgruppe"}
    missing = enumerated(schema_folder(*folder), name) - {row[2] for row in code_list.rows} - others
    assert not missing


def element_names(folder: Path, file: str) -> Iterator[str]:
    for element in etree.parse(str(folder / file)).iter(f"{XS}element"):
        yield str(element.get("name") or element.get("ref"))


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        (("2005", "08", "07"), "HospitalReferral.xsd"),
        (("2007", "02", "01"), "PhysiotherapyReferral.xsd"),
        (("2013", "09", "02"), "PhysiotherapyReferral.xsd"),
        (("2007", "02", "01"), "PhysiotherapyLetter.xsd"),
    ],
)
def test_every_element_of_the_letter_schemas_is_read(folder: tuple[str, ...], file: str) -> None:
    known = set(re.findall(r"'(\w+)'", repr((REFERRAL, CLOSING_LETTER)))) | set(LETTER_ELEMENTS)
    assert set(element_names(schema_folder(*folder), file)) <= known
