"""Writes diagnoses in the elements that OIOXML letters have for them."""

from __future__ import annotations

from dataclasses import dataclass

from ..checks import SIDES
from ..codes import DIAGNOSIS_ROLE, DIAGNOSIS_SYSTEM
from ..messages import Diagnosis
from .form import Form

_SIDE_CODES = {side: code for code, side in SIDES.items()}


@dataclass(frozen=True)
class Slot:
    """An element for a diagnosis, and what it has beside code and text (ClinicalTypes.xsd)."""

    element: str
    has_role: bool = False
    has_system: bool = True
    has_date: bool = False
    needs_code: bool = True


REFER = Slot("Refer", needs_code=False)
REFERRAL_ADDITIONAL = Slot("ReferralAdditional", has_role=True, needs_code=False)
LETTER_REFER = Slot("Refer")
LETTER_ADDITIONAL = Slot("ReferalAdditional")  # the schema's own spelling
MAIN = Slot("Main", has_system=False)
MAIN_ADDITIONAL = Slot("MainAdditional", has_system=False)
OTHER = Slot("Other", has_role=True, has_date=True)


def put_diagnosis(outer: Form, slot: Slot, diagnosis: Diagnosis) -> None:
    """A diagnosis. Its side is written behind an SKS code, the only place that the standard has for it."""
    form = outer.inside(slot.element, "diagnosens")
    if slot.has_role:
        form.coded("DiagnoseDescriptionCode", diagnosis.role, DIAGNOSIS_ROLE, "rolle")
    form.put("DiagnoseCode", _code(form, diagnosis), "kode", required=slot.needs_code)
    if slot.has_system:
        form.coded("DiagnoseTypeCode", diagnosis.system, DIAGNOSIS_SYSTEM, "kodesystem")
    else:
        form.findings.no_room(form.where("kodesystem"), diagnosis.system)
    form.put("DiagnoseText", diagnosis.text, "tekst", required=True)
    if slot.has_date:
        form.moment("DiagnoseDateTime", diagnosis.dated, "dato")
    else:
        form.findings.no_room(form.where("dato"), diagnosis.dated)


def _code(form: Form, diagnosis: Diagnosis) -> str:
    code = diagnosis.code.value.upper() if diagnosis.code else ""
    if diagnosis.side is None:
        return code
    if diagnosis.system != "sks":
        form.findings.refuse(form.where("side"), "kan kun stå ved en SKS-kode", "skriv den i diagnosens tekst")
    return f"{code}+{_SIDE_CODES[diagnosis.side.value]}".lstrip("+")
