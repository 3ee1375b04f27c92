"""Delivers the outbox: each message as a file under our own number, and then says so. A stop in between is harmless."""

from __future__ import annotations

import errno
import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from tvaerspor.access.ask import Deed
from tvaerspor.actions.act import Act
from tvaerspor.actions.saving import saving
from tvaerspor.records.models import Message
from tvaerspor.transport.folders import deliver

DELIVER = Deed("edit", "message")
MOST_IN_A_ROUND = 50
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)

_WHY = {
    errno.ENOENT: "mappen findes ikke",
    errno.EACCES: "der er ikke adgang til mappen",
    errno.ENOSPC: "disken er fuld",
    errno.EROFS: "mappen kan kun læses",
}


def deliver_messages(act: Act) -> int:
    """How many messages were delivered; nothing is done where the operator has named no folder.

    What fails is tried again, after 30 seconds and then twice as long each time, at most half an hour; for ever.
    """
    if not settings.OUTBOX:
        return 0
    rows = Message.objects.filter(Q(status="queued") | Q(status="failed"), direction="out").order_by("at", "id")
    due = [row for row in rows.defer("raw_sealed") if _is_due(act, row)][:MOST_IN_A_ROUND]
    return sum(_deliver(act, row, Path(settings.OUTBOX)) for row in due)


def attempts(row: Message) -> int:
    """How often a delivery has failed."""
    found = re.match(r"(\d+) ", row.note)
    return int(found[1]) if found else 0


def _is_due(act: Act, row: Message) -> bool:
    if row.status == "queued" or row.handled_at is None:
        return True
    waited: timedelta = FIRST_WAIT * 2 ** min(max(attempts(row) - 1, 0), 10)
    return bool(act.now - row.handled_at >= min(waited, LONGEST_WAIT))


def _deliver(act: Act, row: Message, folder: Path) -> bool:
    """Whether it was delivered: first the file, on disk under its name, then the row."""
    act.trail.ids.clear()
    act.saw("message", row.id)
    try:
        deliver(folder, f"{row.id.hex}.xml", row.raw)
    except OSError as error:
        tried = attempts(row) + 1
        said = _WHY.get(error.errno or 0, f"mappen kan ikke skrives (fejl {error.errno})")
        note = f"{tried} forsøg er mislykkedes; {said}"
        _note(act, row, {"status": "failed", "note": note})
        return False
    _note(act, row, {"status": "delivered", "note": ""})
    return True


def _note(act: Act, row: Message, columns: dict[str, str]) -> None:
    with saving(act, DELIVER, f"message:{row.id}"):
        Message.objects.filter(id=row.id).exclude(status="delivered").update(**columns, handled_at=act.now)
