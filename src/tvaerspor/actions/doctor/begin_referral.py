"""Begins a referral: a draft for a citizen under the newest version of a programme."""

from __future__ import annotations

import json
from uuid import UUID

from tvaerspor.access.ask import Deed, require
from tvaerspor.actions.act import Act
from tvaerspor.actions.cases import NothingThere, citizen_relations
from tvaerspor.actions.doctor.new_citizen import NewCitizen, citizen_for
from tvaerspor.actions.organisation import matrix
from tvaerspor.actions.saving import happened, saving
from tvaerspor.actions.stored_programmes import current_version
from tvaerspor.records.models import Citizen, Referral
from tvaerspor.referral.states import Status

WRITE = Deed("create", "referral")


def begin_for_known(act: Act, citizen: UUID, programme: str) -> UUID:
    """The id of a draft for a citizen that the unit knows; raises NothingThere and NotAllowed."""
    row = Citizen.objects.filter(id=citizen).first()
    if row is None:
        raise NothingThere
    require(matrix(), act.holder, WRITE, citizen_relations(act, row))
    return _begin(act, row, False, programme)


def begin_for_typed(act: Act, typed: NewCitizen, programme: str) -> UUID:
    """The id of a draft for a citizen by CPR number and name, who is stored when new; raises FaultyForm."""
    require(matrix(), act.holder, Deed("create", "citizen"))
    citizen, is_new = citizen_for(act, typed)
    return _begin(act, citizen, is_new, programme)


def _begin(act: Act, citizen: Citizen, is_new: bool, programme: str) -> UUID:
    draft = Referral(
        id=act.new_id(),
        programme=programme,
        version_id=current_version(programme),
        citizen=citizen,
        sender_id=act.unit,
        author_id=act.actor,
        turn_id=act.unit,
        status=Status.DRAFT,
        former_receivers=json.dumps([]),
        created_at=act.now,
        changed_at=act.now,
        since=act.now,
    )
    draft.reference = f"H-{draft.id.hex[-8:].upper()}"
    act.saw("citizen", citizen.id)
    act.saw("referral", draft.id)
    with saving(act, WRITE, f"draft:{draft.id}"):
        if is_new:
            citizen.save(force_insert=True)
        draft.save(force_insert=True)
        happened(act, draft, "begun")
    return draft.id
