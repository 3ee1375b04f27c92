"""Which elements the letters have, so that an element that no schema knows is noted and its text kept.

Referrals: the union of HospitalReferral (2005/08/07) and PhysiotherapyReferral (2007/02/01, 2013/09/02). Closing
letters: PhysiotherapyLetter (2007/02/01). Order and number of elements are not checked, because inbound messages are
read as they are.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..notes import Notes, quote
from .tree import Node


class FreeTextField:
    """Marks an element whose content is FormattedText, which text.py looks after."""


Schema = Mapping[str, "Schema | FreeTextField | None"]
"""The elements inside an element; None marks one that holds a single value."""


def _leaves(names: str) -> dict[str, None]:
    return dict.fromkeys(names.split())


_WHEN: Schema = _leaves("Date Time")
_ADDRESS = _leaves("StreetName SuburbName DistrictName PostCodeIdentifier")
_UNIT = _leaves(
    "EANIdentifier Identifier IdentifierCode OrganisationName DepartmentName UnitName "
    "TelephoneSubscriberIdentifier MedicalSpecialityCode"
)
_PERSON = _leaves("PersonSurnameName PersonGivenName")
_DIAGNOSIS = _leaves("DiagnoseCode DiagnoseTypeCode DiagnoseText")
_TEXT = FreeTextField()
_PARTY: Schema = {**_UNIT, **_ADDRESS}

ENVELOPE: Schema = {"Sent": _WHEN, **_leaves("Identifier AcknowledgementCode")}
REFERRAL: Schema = {
    "Letter": {
        "Authorisation": _WHEN,
        **_leaves("Identifier VersionCode StatisticalCode TypeCode StatusCode EpisodeOfCareIdentifier"),
    },
    "Sender": {**_PARTY, "Referrer": _leaves("Identifier IdentifierCode PersonName PersonTitle")},
    "Receiver": _PARTY,
    "AnswerCCReceiver": _PARTY,
    "CCReceiver": _PARTY,
    "Patient": {
        **_leaves("CivilRegistrationNumber AlternativeIdentifier PersonTitle EmailIdentifier"),
        **_PERSON,
        **_ADDRESS,
        "TelephoneSubscriber": _leaves("TelephoneSubscriberIdentifier TelephoneSubscriberCode"),
    },
    "Relative": {**_leaves("RelationCode PersonIdentifier"), **_PERSON, **_ADDRESS},
    "AdditionalInformation": {
        **_leaves("Priority ReferralStatus Transport"),
        "Supplementary": _TEXT,
        "ClinicalReason": _TEXT,
    },
    "Referral": {"Refer": _DIAGNOSIS, "ReferralAdditional": {**_DIAGNOSIS, **_leaves("DiagnoseDescriptionCode")}},
    "RelevantClinicalInformation": {
        "Cave": _TEXT,
        "Anamnesis": _TEXT,
        "Examination": _TEXT,
        "ActualMedicine": _TEXT,
    },
    "Reference": {
        **_leaves("RefDescription URL SUP"),
        "BIN": _leaves("ObjectIdentifier ObjectCode ObjectExtensionCode OriginalObjectSize"),
    },
    "HospitalVisitation": {**_leaves("InformationCode"), "Information": _TEXT},
}
CLOSING_LETTER: Schema = {
    "Letter": REFERRAL["Letter"],
    "Sender": {**_PARTY, "Contact": _UNIT},
    "Receiver": _PARTY,
    "CCReceiver": _PARTY,
    "Patient": {
        **_leaves("CivilRegistrationNumber AlternativeIdentifier OccupancyText EpisodeOfCareStatusCode"),
        **_PERSON,
        **_ADDRESS,
    },
    "Relative": REFERRAL["Relative"],
    "Referral": {**_leaves("Identifier"), "Received": _WHEN, "Refer": _DIAGNOSIS, "ReferalAdditional": _DIAGNOSIS},
    "Admission": _WHEN,
    "Discharge": _WHEN,
    "Diagnose": {
        "Main": _DIAGNOSIS,
        "MainAdditional": _DIAGNOSIS,
        "Other": {**_DIAGNOSIS, **_leaves("DiagnoseDescriptionCode"), "DiagnoseDateTime": _WHEN},
    },
    "ClinicalInformation": {"Signed": _WHEN, "Text01": _TEXT},
    "Reference": REFERRAL["Reference"],
}
"""ReferalAdditional, with one r, is the schema's own spelling."""


def note_unknown(node: Node, schema: Schema | FreeTextField | None, notes: Notes) -> None:
    """Note, and keep the text of, every element and attribute inside that the schema does not have."""
    for name, text in node.attributes.items():
        notes.keep(node.path, f"attributten {quote(name)} kendes ikke; dens tekst er ikke læst.", text)
    if isinstance(schema, FreeTextField):
        return
    if schema is not None and node.text.strip():
        notes.keep(node.path, f"der står tekst uden for felterne i {node.name}; den er ikke læst.", node.text.strip())
    for child in node.children():
        if schema is None or child.name not in schema:
            notes.keep(
                child.path,
                f"elementet {quote(child.name)} kendes ikke her; dets tekst er ikke læst.",
                _everything(child),
            )
        else:
            note_unknown(child, schema[child.name], notes)


def _everything(node: Node) -> str:
    return " ".join(node.all_text.split())
