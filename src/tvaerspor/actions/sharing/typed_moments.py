"""Days, times of day and small numbers as people type them in the forms of what is shared."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from tvaerspor.actions.act import COPENHAGEN

_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


def day_typed(typed: str) -> date | None:
    """The ISO day; None for what is no day."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def moment_typed(on: str, at: str) -> datetime | None:
    """The moment in Denmark of an ISO day and a time of day (9.30 or 09:30); None where either cannot be read."""
    day, clock = day_typed(on), _CLOCK.fullmatch(at.strip())
    if day is None or clock is None:
        return None
    return datetime.combine(day, time(int(clock[1]), int(clock[2])), COPENHAGEN)


def hours_typed(typed: str) -> Decimal | None:
    """Hours a week with at most one decimal, as «12» or «7,5», from 0 to 60; None for anything else."""
    try:
        hours = Decimal(typed.strip().replace(",", "."))
    except InvalidOperation:
        return None
    is_usable = hours.is_finite() and 0 <= hours <= 60 and hours == hours.quantize(Decimal("0.1"))
    return hours.quantize(Decimal("0.1")) if is_usable else None
