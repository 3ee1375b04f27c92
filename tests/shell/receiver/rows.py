"""Referrals put straight into the tables, so that a test can say what matters to it and nothing else."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from tests.shell.world import AALBORG, World
from tvaerspor.actions.new_ids import new_id
from tvaerspor.actions.organisation import region_of
from tvaerspor.actions.stored_programmes import current_version, open_stored
from tvaerspor.actions.try_programme import try_answers
from tvaerspor.programme.answers import Answers
from tvaerspor.records.models import Citizen, Referral
from tvaerspor.referral.states import OVER, TURN, Side, Status
from tvaerspor.triage.decision import Context, answers_as_data, as_data, canonical

KNEE = "knaeartrose"
_numbers = itertools.count(1)


def cpr(number: int) -> str:
    """A number that fails modulus 11: the last digit is turned until it does."""
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    first = f"010160{number % 1000:03}"
    last = next(d for d in "0123456789" if sum(int(s) * w for s, w in zip(first + d, weights, strict=True)) % 11)
    return first + last


def person(world: World, given: str, surname: str) -> Citizen:
    """A citizen of that name."""
    row = world.citizen(cpr(next(_numbers)))
    row.set_name(given, surname)
    row.save()
    return row


def referral(world: World, citizen: Citizen | None = None, days: int = 1, **columns: Any) -> Referral:
    """A referral that was sent so many days ago to the physiotherapist, unless `columns` say otherwise."""
    at = world.now - timedelta(days=days)
    row = Referral(
        id=new_id(),
        programme=KNEE,
        version_id=current_version(KNEE),
        citizen=citizen or world.citizen(cpr(next(_numbers))),
        created_at=at,
        changed_at=at,
        since=at,
        sent_at=at,
        destination="private_physiotherapist",
    )
    row.sender, row.receiver = world.units["practice"], world.units["physio"]
    row.status = Status.SENT
    row.reference = f"H-{row.id.hex[-8:].upper()}"
    for name, value in columns.items():
        setattr(row, name, value)
    if "turn" not in columns:
        row.turn = (
            (row.sender if row.sender_id else row.receiver) if TURN[Status(row.status)] is Side.SENDER else row.receiver
        )
    if Status(row.status) in OVER and "closed_at" not in columns:
        row.closed_at = at
    row.save(force_insert=True)
    return row


def answered(row: Referral, given: dict[str, Any]) -> Referral:
    """The same with answers, and with what the programme said to them."""
    programme, on = open_stored(row.version_id), row.created_at.date().isoformat()
    context = Context(on, region_of(AALBORG), AALBORG)
    answers = Answers(given)
    decision = try_answers(programme, programme.decision().id, answers, context).decision
    row.answers = canonical(answers_as_data(answers))
    row.context = canonical({"date": on, "region": context.region, "municipality": AALBORG})
    row.decision = canonical(as_data(decision))
    row.urgency = int(decision.urgency or 0)
    row.save()
    return row
