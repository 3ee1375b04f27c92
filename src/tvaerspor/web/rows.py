"""What templates say of rows: a day, an age, a status, an urgency, a place, a programme's title."""

from __future__ import annotations

from datetime import date, datetime

from tvaerspor.actions.act import COPENHAGEN
from tvaerspor.actions.organisation import municipality_names
from tvaerspor.actions.stored_programmes import open_stored
from tvaerspor.records.models import Referral
from tvaerspor.referral.states import STATUS_TEXT, Status
from tvaerspor.terms.text import Language, Text
from tvaerspor.terms.urgency import Urgency
from tvaerspor.web.dates import said_date


def age_on(born: date, today: date) -> int:
    """Whole years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def municipality_name(code: str) -> str:
    """The municipality's name; empty for an unknown code."""
    return municipality_names().get(code, "")


def status_text(status: str) -> Text:
    """Where a referral stands, in words."""
    return STATUS_TEXT[Status(status)]


def urgency_name(urgency: int) -> str:
    """The urgency's name, from the number in its column."""
    return Urgency(urgency).name


def programme_title(row: Referral, language: Language) -> str:
    """What the programme of a referral is called, in its own version."""
    return open_stored(row.version_id).title.in_language(language)


def day_of(moment: datetime, language: Language) -> str:
    """The day in Denmark, as people say it."""
    return said_date(moment.astimezone(COPENHAGEN).date().isoformat(), language)


def time_of(moment: datetime, language: Language) -> str:
    """The day and the minute in Denmark."""
    local = moment.astimezone(COPENHAGEN)
    clock = f"{local:%H.%M}" if language == "da" else f"{local:%H:%M}"
    return f"{said_date(local.date().isoformat(), language)} {'kl.' if language == 'da' else 'at'} {clock}"
