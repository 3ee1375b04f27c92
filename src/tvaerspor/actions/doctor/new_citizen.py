"""A citizen who is to be referred: the one that is known by that CPR number, or a new one."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.actions.act import Act
from tvaerspor.actions.doctor.find_citizens import cpr_digits
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import municipality_names
from tvaerspor.interop.cpr import birth_date
from tvaerspor.records.models import Citizen
from tvaerspor.records.sealing import blind_index
from tvaerspor.records.search_keys import name_key

MAX_NAME = 70


@dataclass(frozen=True)
class NewCitizen:
    """What is typed about a citizen."""

    cpr: str
    given_name: str
    surname: str
    municipality: str


def citizen_for(act: Act, typed: NewCitizen) -> tuple[Citizen, bool]:
    """The citizen, not yet stored when new, and whether they are new. A new citizen is listed with the writing unit.

    Raises FaultyForm for what cannot be meant, and where number and name do not belong together.
    """
    digits = _checked(typed)
    known = Citizen.objects.filter(cpr_index=blind_index(digits)).first()
    if known is not None:
        if name_key(known.name) != name_key(f"{typed.given_name} {typed.surname}"):
            raise FaultyForm((FieldFault("cpr", "CPR-nummer og navn passer ikke sammen; kontrollér begge."),))
        return known, False
    citizen = Citizen(
        id=act.new_id(), birth_date=birth_date(digits), municipality=typed.municipality, listed_unit_id=act.unit
    )
    citizen.set_cpr(digits)
    citizen.set_name(" ".join(typed.given_name.split()), " ".join(typed.surname.split()))
    return citizen, True


def _checked(typed: NewCitizen) -> str:
    digits = cpr_digits(typed.cpr) or ""
    faults = []
    if not digits or birth_date(digits) is None:
        faults.append(
            FieldFault("cpr", "Skriv CPR-nummeret som seks cifre for fødselsdagen og fire til, fx 010203-4567.")
        )
    for field, name in (("given_name", typed.given_name), ("surname", typed.surname)):
        if not name_key(name):
            faults.append(FieldFault(field, "Skriv navnet."))
        elif len(name) > MAX_NAME:
            faults.append(FieldFault(field, f"Navnet er for langt; der er plads til {MAX_NAME} tegn."))
    if typed.municipality not in municipality_names():
        faults.append(FieldFault("municipality", "Vælg borgerens kommune."))
    if faults:
        raise FaultyForm(tuple(faults))
    return digits
