"""Routing: destination, residence and date give the units that take the referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tvaerspor.actions.organisation import region_of
from tvaerspor.records.models import Service, Unit

KEPT = frozenset({"general_practice", "elsewhere"})
"""Kinds of destination that are the writer's own: nothing is sent."""
MOST = 200


@dataclass(frozen=True)
class Route:
    """Where a citizen is to be sent: a destination, the municipality of residence, and the day that decides."""

    destination: str
    municipality: str
    on: date


def receivers(route: Route) -> tuple[Unit, ...]:
    """The open units that take referrals to the destination for that residence on that day, by name."""
    region = region_of(route.municipality) or ""
    services = Service.objects.filter(
        Q(municipality=route.municipality) | Q(municipality="", region=region) | Q(municipality="", region=""),
        Q(valid_until__isnull=True) | Q(valid_until__gte=route.on),
        destination=route.destination,
        valid_from__lte=route.on,
        unit__is_open=True,
    )
    units = Unit.objects.filter(id__in=services.values("unit"))
    return tuple(units.order_by("name_key", "id")[:MOST])
