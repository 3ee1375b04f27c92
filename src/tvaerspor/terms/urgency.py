"""How soon something must happen: an ordered word, so that the highest can win."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema


class Urgency(IntEnum):
    """From routine to acute; acute is telephoned, never only sent (design: acute > days > soon > routine)."""

    routine = 0
    soon = 1
    days = 2
    acute = 3


def _from_name(raw: Any) -> Any:
    return Urgency[raw] if isinstance(raw, str) and raw in Urgency.__members__ else raw


UrgencyName = Annotated[
    Urgency,
    BeforeValidator(_from_name),
    PlainSerializer(lambda urgency: urgency.name, return_type=str),
    WithJsonSchema({"enum": [urgency.name for urgency in Urgency]}),
]
