"""Outcomes in words: where to, how soon, what is ordered, when to look again."""

from __future__ import annotations

from collections.abc import Iterable

from tvaerspor.programme.model import DestinationText
from tvaerspor.programme.outcomes import Outcome
from tvaerspor.programme.words import listed, number
from tvaerspor.terms.quantity import Quantity
from tvaerspor.terms.urgency import Urgency
from tvaerspor.web.form.said import NOTHING, Said
from tvaerspor.web.form.sheet import Sheet
from tvaerspor.web.wording import WORDS, ui


def destinations_said(sheet: Sheet, names: Iterable[str]) -> Said:
    """«Kommunal træning eller Praktiserende fysioterapeut»."""
    asked = tuple(names)
    return sheet.voice.words(lambda words: words.destinations(asked))


def orders_said(sheet: Sheet, names: Iterable[str]) -> tuple[Said, ...]:
    """Each order's title."""
    known = sheet.programme.orders
    return tuple(sheet.voice.text(known[name].title) if name in known else Said(name) for name in names)


def outcome_said(sheet: Sheet, outcome: Outcome) -> Said:
    """An outcome in one line: destinations, urgency when it is not routine, orders."""
    where = destinations_said(sheet, outcome.destinations)
    parts = [where.words]
    parts += [f"({ui(f'urgency_{outcome.urgency.name}', sheet.language)})"] if outcome.urgency > Urgency.routine else []
    orders = listed(
        [str(order) for order in orders_said(sheet, outcome.orders)], "og" if sheet.language == "da" else "and"
    )
    parts += [ui("ordering", sheet.language, orders=orders)] if orders else []
    return Said(" ".join(parts), where.foreign)


def message_of(destination: DestinationText | None) -> str:
    """The message that a referral there is sent as; empty for none."""
    message = destination.message if destination else None
    return message if message and message != "none" else ""


def review_said(sheet: Sheet, review: Quantity | None) -> Said:
    """«efter 6 uger»."""
    if review is None:
        return NOTHING
    values = review.value if isinstance(review.value, tuple) else (review.value,)
    unit = ui(review.unit, sheet.language) if review.unit in WORDS else review.unit
    return Said(
        ui("review_after", sheet.language, value="-".join(number(one, sheet.language) for one in values), unit=unit)
    )
