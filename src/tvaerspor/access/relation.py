"""How a unit stands to a citizen's case: derived from the referral or a consent, never declared by whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

DAYS_AFTER_CLOSING = 30  # local standard: a receiver may look back this long after the closing letter


class Relation(StrEnum):
    """A relation between a unit and a case; a unit may have several."""

    ANY = "any"
    LISTED = "listed"
    SENDER = "sender"
    RECEIVER = "receiver"
    ENDED = "ended"
    BLOCKED = "blocked"
    SHARED = "shared"


@dataclass(frozen=True)
class Standing:
    """What a case says about the units around it. `ended_on` is None while the case is open.

    `is_private` is true while only its writer knows of it: a draft.
    """

    sender: UUID | None = None
    receiver: UUID | None = None
    former: frozenset[UUID] = frozenset()
    listed: UUID | None = None
    blocked: frozenset[UUID] = frozenset()
    ended_on: date | None = None
    is_private: bool = False


def relations(standing: Standing, unit: UUID, today: date) -> frozenset[Relation]:
    """Every relation that the unit has to the case on a day. A blocked unit has that one only; a stranger has none."""
    if unit in standing.blocked:
        return frozenset({Relation.BLOCKED})
    held = {Relation.SENDER} if unit == standing.sender else set()
    if not standing.is_private:
        held |= _of_others(standing, unit, today)
    return frozenset(held)


def _of_others(standing: Standing, unit: UUID, today: date) -> set[Relation]:
    held = {Relation.LISTED} if unit == standing.listed else set()
    if unit == standing.receiver:
        ended, grace = standing.ended_on, timedelta(days=DAYS_AFTER_CLOSING)
        held.add(Relation.RECEIVER if ended is None or today <= ended + grace else Relation.ENDED)
    elif unit in standing.former:
        held.add(Relation.ENDED)
    return held
