"""The tables as one Django app."""

from __future__ import annotations

from django.apps import AppConfig


class Records(AppConfig):
    """All tables of the product."""

    name = "tvaerspor.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
