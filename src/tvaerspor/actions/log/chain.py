"""How the log's rows are chained: an HMAC over canonical rows and the link before, with a key outside the database."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import UTC

from tvaerspor.records.keys import keys
from tvaerspor.records.models import Audit

BEFORE_THE_FIRST = "0" * 64
COLUMNS = ("user", "unit", "role", "purpose", "route", "deed", "outcome", "seen")


def canonical_row(row: Audit) -> bytes:
    """The row as it is sealed: every column, the moment in UTC to the microsecond, the same on both databases."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    listed = [row.pk, at, *(getattr(row, column) for column in COLUMNS)]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def link(before: str, rows: Iterable[Audit]) -> tuple[str, int]:
    """The digest over the link before and some rows, and how many they were."""
    mac, count = hmac.new(keys().audit, before.encode("ascii"), hashlib.sha256), 0
    for row in rows:
        said = canonical_row(row)
        mac.update(len(said).to_bytes(4, "big") + said)
        count += 1
    mac.update(count.to_bytes(4, "big"))
    return mac.hexdigest(), count
