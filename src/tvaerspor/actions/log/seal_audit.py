"""Seals the log: links of up to 500 rows that are over a minute old, each link in a short transaction of its own."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection, transaction

from tvaerspor.actions.act import Act
from tvaerspor.actions.log.chain import BEFORE_THE_FIRST, link
from tvaerspor.records.models import Audit, AuditSeal

ROWS_IN_A_LINK = 500
LINKS_IN_A_ROUND = 40
WAIT = timedelta(minutes=1)


def seal_audit(act: Act) -> int:
    """How many rows were sealed. At most 20,000 in one round; the next one goes on."""
    last = _settled(act)
    sealed = 0
    for _ in range(LINKS_IN_A_ROUND if last else 0):
        count = _seal_next(act, last)
        sealed += count
        if count < ROWS_IN_A_LINK:
            break
    return sealed


def _settled(act: Act) -> int:
    """The last row that may be sealed: neither it nor any before it is young, or can still be on its way."""
    newest = _committed()
    young = Audit.objects.filter(at__gt=act.now - WAIT, pk__lte=newest).order_by("pk").values_list("pk", flat=True)
    first_young = young.first()
    return newest if first_young is None else first_young - 1


def _committed() -> int:
    """The last row below which none is on its way; 0 where that cannot be said now.

    PostgreSQL gives out a row's number before it is committed: its table is locked, for as long as the writers at work
    need to finish, so that no lower number can come later. SQLite has one writer at a time.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '40ms'")
                    cursor.execute("LOCK TABLE records_audit IN SHARE MODE")
            return Audit.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    except DatabaseError:
        return 0


def _seal_next(act: Act, last: int) -> int:
    """Seals the next link of rows up to `last`; how many they were. A link that somebody else made first is left."""
    before = AuditSeal.objects.order_by("-last").first()
    after = before.last if before else 0
    rows = list(Audit.objects.filter(pk__gt=after, pk__lte=last).order_by("pk")[:ROWS_IN_A_LINK])
    if not rows:
        return 0
    digest, count = link(before.digest if before else BEFORE_THE_FIRST, rows)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE records_auditseal IN EXCLUSIVE MODE")
        newest = AuditSeal.objects.order_by("-last").values_list("last", flat=True).first() or 0
        if newest != after:
            return 0
        AuditSeal.objects.create(first=rows[0].pk, last=rows[-1].pk, count=count, digest=digest, at=act.now)
    return count
