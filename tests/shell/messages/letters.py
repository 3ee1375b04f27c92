"""Messages between the units of the tests' world, written by our own writer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.interop.our_letters import CLOSING_LETTER, REFERRAL
from tests.shell.world import CPRS, World
from tvaerspor.actions.messages.own_parts import party
from tvaerspor.interop.messages import Party, Patient, PatientId, stating
from tvaerspor.interop.writing import write_letter, write_referral
from tvaerspor.records.models import Referral, Unit

REFERRER = Party("referrer", person_name="Den henvisende læge")
STRANGER = replace(REFERRAL.parties[0], speciality="almen_medicin")


def citizen(cpr: str = CPRS[0], given_name: str | None = "Prøve", surname: str = "Borger") -> Patient:
    """Whom a message is about."""
    return Patient(ids=(PatientId("cpr", stating(cpr.replace("-", ""))),), surname=surname, given_name=given_name)


def numbered(letter: Any, number: str, **changes: Any) -> Any:
    """The head of a letter with a number of its own."""
    return replace(letter, identifier=number, **changes)


def referral(to: Unit, sender: Unit | Party = STRANGER, number: str = "A1", **changes: Any) -> bytes:
    """A referral (REF07) from a unit, or from somebody who is not with us."""
    by = sender if isinstance(sender, Party) else party("sender", sender)
    letter = numbered(REFERRAL.letter, number, **changes.pop("letter", {}))
    known = {"parties": (by, party("receiver", to), REFERRER), "patient": citizen(), "letter": letter}
    return write_referral(replace(REFERRAL, **{**known, **changes})).raw


def closing_letter(row: Referral, number: str = "B1", **changes: Any) -> bytes:
    """A closing letter (DIS08) that answers one of our referrals."""
    assert row.sender and row.receiver
    letter = numbered(CLOSING_LETTER.letter, number, referral_id=stating(row.id.hex))
    known = {
        "parties": (party("sender", row.receiver), party("receiver", row.sender)),
        "patient": citizen(row.citizen.cpr, row.citizen.given_name, row.citizen.surname),
        "letter": letter,
    }
    return write_letter(replace(CLOSING_LETTER, **{**known, **changes})).raw


def inside(world: World, **more: str) -> dict[str, str]:
    """The fields with which a person settles a message that waits."""
    fields = {
        "cpr": CPRS[0],
        "given_name": "Prøve",
        "surname": "Borger",
        "municipality": "",
        "programme": "knaeartrose",
    }
    return {**fields, **more}
