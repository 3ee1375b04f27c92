"""Another referral just like one that was lived, for another citizen: much cheaper than to live it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from tvaerspor.actions.demo.chance import Chance
from tvaerspor.actions.demo.doings import Worker
from tvaerspor.actions.demo.living import Life
from tvaerspor.records.models import Citizen, Letter

M = TypeVar("M", bound=Model)


def twin(life: Life, citizen: Citizen, doctor: Worker, chance: Chance) -> Life:
    """The same doings at the same moments at the same receiver, written by another doctor of the same municipality.

    The citizen was born on the same day and lives in the same municipality, so that the same is recommended. There are
    no doings to play again, and no messages: their bytes name the first citizen.
    """
    old, made = life.row, Life(citizen, life.programme, chance, life.places)
    new_ids: dict[Any, Any] = {old.id: chance.id_at(old.created_at), old.sender_id: doctor.at.unit.id}
    new_ids |= {old.author_id: doctor.user.id, old.citizen_id: citizen.id}
    hanging = [*([life.course] if life.course else []), *life.sessions, *life.follow_ups, *life.letters]
    new_ids |= {row.pk: chance.id_at(old.created_at) for row in hanging}
    made.row = _copy(old, new_ids)
    made.row.citizen = citizen
    made.row.reference = f"H-{made.row.id.hex[-8:].upper()}"
    said = {str(before): str(now) for before, now in new_ids.items()} | {'"message":true': '"message":false'}
    made.events = [_copy(event, new_ids, id=None, data=_said(event.data, said)) for event in life.events]
    made.course = _copy(life.course, new_ids) if life.course else None
    made.sessions = [_copy(each, new_ids) for each in life.sessions]
    made.follow_ups = [_copy(each, new_ids) for each in life.follow_ups]
    made.voices = [_copy(each, new_ids, id=None) for each in life.voices]
    made.letters = [_letter(life, made, letter, new_ids) for letter in life.letters]
    return made


def _copy(row: M, new_ids: Mapping[Any, Any], **other: Any) -> M:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    values = {name: new_ids.get(value, value) if isinstance(value, UUID) else value for name, value in values.items()}
    return type(row)(**{**values, **other})


def _said(text: str, said: Mapping[str, str]) -> str:
    for before, now in said.items():
        if before in text:
            text = text.replace(before, now)
    return text


def _letter(life: Life, made: Life, letter: Letter, new_ids: Mapping[Any, Any]) -> Letter:
    copied = _copy(letter, new_ids)
    old, new = life.row, made.row
    number, other = old.citizen.cpr, new.citizen.cpr
    sender, other_sender = life.places.unit(old.sender_id), life.places.unit(new.sender_id)
    said = {old.citizen.name: new.citizen.name, old.reference: new.reference}
    said |= {f"{number[:6]}-{number[6:]}": f"{other[:6]}-{other[6:]}"}
    said |= {sender.name: other_sender.name} if sender and other_sender else {}
    copied.set_body(_said(letter.body, said))
    return copied
