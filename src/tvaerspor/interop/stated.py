"""What the coded fields of a referral say, under the names that the rest of the product uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .cpr import read_number
from .messages import Diagnosis, Patient, Referral, Statable, Stated

CODE_SYSTEMS = frozenset({"icpc2", "sks", "unspecified", "sfu"})


def stated(referral: Referral) -> Mapping[str, Stated[Statable]]:
    """The stated fields by name; what the message does not state, or contradicts, is absent. Free texts are not read.

    `citizen.cpr`, `citizen.birth_date` (a date), `citizen.sex` ("female", "male"), `citizen.occupation`,
    `citizen.postcode`, `diagnosis.code` (with `system`), `diagnosis.side` ("right", "left", "both"), `referral.kind`
    ("511" ...), `referral.priority` ("elective", "acute", "special"), `referral.date` (a date), `referral.id`,
    `referral.sender` and `referral.receiver` (the GLN where there is one, otherwise the party's own number; `system`
    says which), `patient.status` ("outpatient", "admission", "home").
    """
    main = main_diagnosis(referral)
    found: dict[str, Stated[Statable] | None] = {
        **_citizen(referral.patient),
        "diagnosis.code": main.code if main and main.system in CODE_SYSTEMS else None,
        "diagnosis.side": _side(referral, main),
        "referral.kind": referral.kind,
        "referral.priority": referral.priority,
        "referral.date": _day(referral),
        "referral.id": referral.letter.referral_id,
        "referral.sender": _address(referral, "sender"),
        "referral.receiver": _address(referral, "receiver"),
        "patient.status": referral.status,
    }
    return {name: value for name, value in found.items() if value is not None}


def main_diagnosis(referral: Referral) -> Diagnosis | None:
    """What the referral is about: its Refer (CIN+H), or where it has none its only diagnosis of unspecified role.

    REF07 has no Refer for the diagnoses that give free physiotherapy: they are `uspec_diagnose` in ReferralAdditional.
    None where there is no such diagnosis, and where there are several.
    """
    for role in ("referral", "unspecified"):
        found = {each for each in referral.diagnoses if each.role == role and each.code}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def _citizen(patient: Patient) -> dict[str, Stated[Statable] | None]:
    cpr = patient.cpr
    number = read_number(cpr.value) if cpr else None
    born, sex = (number.birth_date, number.sex) if number else (None, None)
    return {
        "citizen.cpr": cpr,
        "citizen.birth_date": Stated(born, cpr.place, cpr.value[:6]) if cpr and born else None,
        "citizen.sex": Stated(sex, cpr.place, cpr.value[9:]) if cpr and sex else None,
        "citizen.occupation": patient.occupation,
        "citizen.postcode": patient.postcode,
    }


def _side(referral: Referral, main: Diagnosis | None) -> Stated[Statable] | None:
    """The side of the main diagnosis: in its code, or as a line with nothing but the additional code (TUL1)."""
    found = [each.side for each in referral.diagnoses if each.side and (each == main or each.code is None)]
    return found[0] if len({each.value for each in found}) == 1 else None


def _day(referral: Referral) -> Stated[date] | None:
    said = referral.letter.authorised
    return Stated(said.value.date(), said.place, said.wording) if said else None


def _address(referral: Referral, role: str) -> Stated[str] | None:
    found = [party for party in referral.parties if party.role == role]
    if len(found) != 1:
        return None
    return found[0].gln or found[0].identifier
