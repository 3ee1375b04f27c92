"""What runs beside the web application: fetches and delivers messages, and seals the log. One round at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from importlib import import_module

from django.db import connections

from tvaerspor.actions.prepare_database import system_act

SECONDS_BETWEEN = 3
_JOBS = (
    ("tvaerspor.actions.messages.fetch", "fetch_messages"),
    ("tvaerspor.actions.messages.deliver", "deliver_messages"),
    ("tvaerspor.actions.log.seal_audit", "seal_audit"),
)
log = logging.getLogger("tvaerspor.jobs")


def run_jobs(wait: Callable[[float], bool]) -> None:
    """Rounds until `wait(seconds)` says that it is time to stop."""
    while True:
        run_round()
        if wait(SECONDS_BETWEEN):
            return


def run_round() -> None:
    """Every job once. One that fails is named in the log, without any content, and keeps none of the others back."""
    for module, verb in _JOBS:
        try:
            getattr(import_module(module), verb)(system_act(verb))
        except Exception as error:
            log.error("%s: %s", verb, type(error).__name__)
            connections.close_all()
