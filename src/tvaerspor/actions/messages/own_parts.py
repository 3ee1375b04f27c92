"""What our own messages are made of: units as parties, the citizen, Danish time, and numbers that nobody else has."""

from __future__ import annotations

from datetime import datetime

from tvaerspor.actions.act import COPENHAGEN, Act
from tvaerspor.interop.messages import Party, Patient, PatientId, Stated, stating
from tvaerspor.records.models import Citizen, Unit

NUMBER_LENGTH = 14  # Envelope/Identifier and Letter/Identifier of the OIOXML letters
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def party(role: str, unit: Unit) -> Party:
    """A unit as sender or receiver; only a sender has room for telephone and speciality."""
    is_sender = role == "sender"
    return Party(
        role,
        gln=stating(unit.gln, "gln"),
        identifier=stating(unit.identifier or unit.gln, unit.identifier_kind or "lokationsnummer"),
        identifier_kind=unit.identifier_kind or "lokationsnummer",
        organisation=unit.name,
        street=unit.street or None,
        postcode=unit.postcode or None,
        district=unit.district or None,
        phone=unit.phone or None if is_sender else None,
        speciality=unit.speciality or None if is_sender else None,
    )


def patient(citizen: Citizen) -> Patient:
    """The citizen, by CPR number and name."""
    number = PatientId("cpr", stating(citizen.cpr))
    return Patient(ids=(number,), surname=citizen.surname, given_name=citizen.given_name or None)


def danish(moment: datetime) -> datetime:
    """The time on a Danish clock, without a zone, to the minute: all that the standards have room for."""
    return moment.astimezone(COPENHAGEN).replace(tzinfo=None, second=0, microsecond=0)


def stated_moment(value: datetime) -> Stated[datetime]:
    """A moment as a message states it."""
    return Stated(value, "", value.isoformat())


def number(act: Act) -> str:
    """A number that no other message has, in the room that the standard gives: 72 bits."""
    rest, signs = act.new_id().int, ""
    while len(signs) < NUMBER_LENGTH:
        rest, place = divmod(rest, len(_SIGNS))
        signs = _SIGNS[place] + signs
    return signs
