"""Whose a message is: the citizen by CPR number and name, or one sentence on why a person has to say."""

from __future__ import annotations

from dataclasses import dataclass

from tvaerspor.actions.act import Act
from tvaerspor.actions.doctor.find_citizens import cpr_digits
from tvaerspor.actions.doctor.new_citizen import MAX_NAME
from tvaerspor.actions.faulty_form import FaultyForm, FieldFault
from tvaerspor.actions.organisation import municipality_names
from tvaerspor.interop.cpr import birth_date, read_number
from tvaerspor.interop.messages import Patient
from tvaerspor.records.models import Citizen
from tvaerspor.records.sealing import blind_index
from tvaerspor.records.search_keys import name_key


@dataclass(frozen=True)
class Whose:
    """The citizen, not yet stored when new."""

    citizen: Citizen
    is_new: bool


@dataclass(frozen=True)
class TypedCitizen:
    """What a person types about the citizen of a message that waits; the municipality may be left blank."""

    cpr: str
    given_name: str
    surname: str
    municipality: str = ""


class Unclear(Exception):
    """The message does not say it plainly: nothing is guessed. `sentence` names no person and no number."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def whose(act: Act, patient: Patient) -> Whose:
    """The citizen that a message is about; raises Unclear."""
    numbers = numbers_in(patient)
    if not patient.ids:
        raise Unclear("Beskeden har intet CPR-nummer.")
    if not numbers:
        raise Unclear("Beskeden har ikke et CPR-nummer, men et erstatningsnummer.")
    if len(numbers) > 1 or patient.cpr is None:
        raise Unclear("Beskeden har flere forskellige CPR-numre.")
    if birth_date(numbers[0]) is None:
        raise Unclear("CPR-nummerets første seks cifre er ikke en dato.")
    given, surname = patient.given_name or "", patient.surname or ""
    if not name_key(surname) or not name_key(given) or len(given) > MAX_NAME or len(surname) > MAX_NAME:
        raise Unclear("Beskeden har ikke både fornavn og efternavn.")
    known = Citizen.objects.filter(cpr_index=blind_index(numbers[0])).first()
    if known is None:
        return Whose(_new(act, TypedCitizen(numbers[0], given, surname)), True)
    if name_key(known.name) != name_key(f"{given} {surname}"):
        raise Unclear("CPR-nummer og navn passer ikke sammen.")
    return Whose(known, False)


def numbers_in(patient: Patient) -> tuple[str, ...]:
    """The different CPR numbers of a message."""
    found = (read_number(each.number.value) for each in patient.ids if each.kind == "cpr")
    return tuple(dict.fromkeys(each.number for each in found if each.kind == "cpr"))


def whose_typed(act: Act, patient: Patient, typed: TypedCitizen) -> Whose:
    """The citizen that a person says a message is about.

    Raises FaultyForm: for a number that is not one of the message's, and for a name that does not belong to the number.
    The name that is known here is not shown: it must be had from the sender or the citizen.
    """
    digits = cpr_digits(typed.cpr) or ""
    faults = tuple(_faults(patient, typed, digits))
    if faults:
        raise FaultyForm(faults)
    known = Citizen.objects.filter(cpr_index=blind_index(digits)).first()
    if known is None:
        return Whose(_new(act, TypedCitizen(digits, typed.given_name, typed.surname, typed.municipality)), True)
    if name_key(known.name) != name_key(f"{typed.given_name} {typed.surname}"):
        sentence = "CPR-nummer og navn passer ikke sammen. Spørg afsenderen, eller se på sundhedskortet."
        raise FaultyForm((FieldFault("cpr", sentence),))
    return Whose(known, False)


def _faults(patient: Patient, typed: TypedCitizen, digits: str) -> list[FieldFault]:
    faults, numbers = [], numbers_in(patient)
    if not digits or birth_date(digits) is None:
        faults.append(FieldFault("cpr", "Skriv CPR-nummeret med ti cifre; de første seks er fødselsdagen."))
    elif numbers and digits not in numbers:
        sentence = "Nummeret står ikke i beskeden. Er beskedens nummer forkert, så afvis den, og bed om en ny."
        faults.append(FieldFault("cpr", sentence))
    for field, name in (("given_name", typed.given_name), ("surname", typed.surname)):
        if not name_key(name) or len(name) > MAX_NAME:
            faults.append(FieldFault(field, f"Skriv navnet, højst {MAX_NAME} tegn."))
    if typed.municipality and typed.municipality not in municipality_names():
        faults.append(FieldFault("municipality", "Vælg en kommune, eller lad feltet stå tomt."))
    return faults


def _new(act: Act, typed: TypedCitizen) -> Citizen:
    citizen = Citizen(id=act.new_id(), birth_date=birth_date(typed.cpr), municipality=typed.municipality)
    citizen.set_cpr(typed.cpr)
    citizen.set_name(" ".join(typed.given_name.split()), " ".join(typed.surname.split()))
    return citizen
