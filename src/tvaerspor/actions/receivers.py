"""Routing: destination, residence and date give the units that take the referral."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tvaerspor.actions.organisation import region_of
from tvaerspor.records.models import Service, Unit

KEPT = frozenset({"general_practice", "elsewhere"})
"""Kinds of destination that are the writer's own: nothing is sent."""


@dataclass(frozen=True)
class Residence:
    """Where a citizen lives, and the day that decides who takes the referral."""

    municipality: str
    on: date


def receivers(residence: Residence, destinations: Iterable[str]) -> Mapping[str, tuple[Unit, ...]]:
    """For each destination the open units that take referrals to it from there on that day, by name."""
    wanted = tuple(destinations)
    region = region_of(residence.municipality) or ""
    services = Service.objects.filter(
        Q(municipality=residence.municipality) | Q(municipality="", region=region) | Q(municipality="", region=""),
        Q(valid_until__isnull=True) | Q(valid_until__gte=residence.on),
        destination__in=wanted,
        valid_from__lte=residence.on,
        unit__is_open=True,
    )
    found: dict[str, dict[Unit, None]] = {destination: {} for destination in wanted}
    for service in services.select_related("unit").order_by("unit__name_key", "unit__id"):
        found[service.destination][service.unit] = None
    return {destination: tuple(units) for destination, units in found.items()}


def has_offer(municipality: str, on: date) -> bool:
    """Whether a municipal unit takes referrals from the municipality on that day."""
    own = Service.objects.filter(municipality=municipality, unit__kind="municipal", unit__is_open=True)
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    return own.filter(in_force, valid_from__lte=on).exists()
