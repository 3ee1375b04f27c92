"""Fetches the inbox folder: each whole file is taken, and moved aside only when what came of it is saved."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings

from tvaerspor.actions.act import Act
from tvaerspor.actions.messages.take_message import take_message
from tvaerspor.interop.messages import BadMessage
from tvaerspor.interop.reading import MAX_BYTES
from tvaerspor.transport.folders import Waiting, content, move_aside, waiting

log = logging.getLogger("tvaerspor.messages")


def fetch_messages(act: Act) -> int:
    """How many files were dealt with; nothing is done where the operator has named no folder. Raises OSError."""
    if not settings.INBOX:
        return 0
    return sum(_fetch(act, file) for file in waiting(Path(settings.INBOX), act.now.timestamp()))


def _fetch(act: Act, file: Waiting) -> bool:
    """Whether the file was dealt with. A file's name may name a person: it is written to no log."""
    try:
        raw = content(file, MAX_BYTES)
        if raw is None:
            return False
        move_aside(file, "taget" if _is_taken(act, raw) else "fejl")
    except OSError as error:
        log.error("en fil i indbakken kan ikke læses eller flyttes: %s", error.strerror)
        return False
    except Exception as error:  # the file stays, and keeps none of the others back
        log.error("en fil i indbakken kunne ikke tages imod: %s", type(error).__name__)
        return False
    return True


def _is_taken(act: Act, raw: bytes) -> bool:
    act.trail.ids.clear()
    try:
        take_message(act, raw, None)
    except BadMessage as bad:
        log.warning("en fil i indbakken er lagt i fejl/: %s", bad.what_to_do)
        return False
    return True
