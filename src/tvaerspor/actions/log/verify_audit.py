"""Checks the log against its seals: a row that was changed, taken out, put in or moved breaks the chain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tvaerspor.actions.log.chain import BEFORE_THE_FIRST, link
from tvaerspor.records.models import Audit, AuditSeal

Progress = Callable[[int, int], None]
LOWEST = -(2**63)
"""Below every number of a row: what somebody put in before the first belongs to the first link, and breaks it."""


@dataclass(frozen=True)
class Verified:
    """What was found. `faults` are Danish sentences; `unsealed` rows are too young to be sealed.

    `head` is the last link's digest: kept somewhere else, it shows later that the end of the log was not cut off.
    """

    rows: int
    unsealed: int
    head: str
    faults: tuple[str, ...]


def verify_audit(tell: Progress, known_head: str = "") -> Verified:
    """Goes through the whole log. `known_head` is a head from before, which must still be in the chain."""
    faults: list[str] = []
    before, after, rows, heads = BEFORE_THE_FIRST, LOWEST, 0, {BEFORE_THE_FIRST}
    count = AuditSeal.objects.count()
    for number, seal in enumerate(AuditSeal.objects.order_by("last").iterator(chunk_size=200), start=1):
        faults += _faults(seal, before, after)
        before, after, rows = seal.digest, seal.last, rows + seal.count
        heads.add(seal.digest)
        tell(number, count)
    if known_head and known_head not in heads:
        faults.append("det hoved, du har gemt, er ikke i kæden: slutningen af loggen er fjernet eller erstattet")
    unsealed = Audit.objects.filter(pk__gt=after).count()
    return Verified(rows, unsealed, before if rows else "", tuple(faults))


def _faults(seal: AuditSeal, before: str, after: int) -> Iterator[str]:
    """What is wrong with one link: its rows, or itself. Everything since the link before it belongs to it."""
    rows = list(Audit.objects.filter(pk__gt=after, pk__lte=seal.last).order_by("pk"))
    digest, count = link(before, rows)
    where = f"række {seal.first} til {seal.last}"
    if count != seal.count:
        yield f"{where}: der er {count} rækker, hvor der blev forseglet {seal.count}"
    elif not rows or digest != seal.digest or seal.first != rows[0].pk:
        yield f"{where}: en række er ændret, erstattet eller flyttet, eller forseglingen er"
