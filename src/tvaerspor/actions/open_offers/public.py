"""What anybody may see of open offers: coming dates, without anything about any person."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tvaerspor.records.models import OpenDate

GONE_AFTER = timedelta(hours=12)


def coming_dates(now: datetime, region: str = "") -> QuerySet[OpenDate]:
    """The dates that are not over, cancelled ones too, the nearest first; of one region, or of all."""
    found = OpenDate.objects.filter(starts_at__gte=now - GONE_AFTER, offer__unit__is_open=True)
    found = found.filter(offer__unit__region=region) if region else found
    return found.select_related("offer", "offer__unit").order_by("starts_at", "id")


def one_date(id_: UUID) -> OpenDate | None:
    """The date of that id; None where there is none."""
    return OpenDate.objects.filter(id=id_).select_related("offer", "offer__unit").first()
